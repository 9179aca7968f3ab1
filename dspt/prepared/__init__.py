"""Reads whose SQL is built once for a process instead of once for each request.

The framework takes longer to build the SQL of a join than the database takes to answer it. Refuses to know any table:
a room's ``queries`` write the read as ever and mark it; see ``reads.prepared``.
"""
