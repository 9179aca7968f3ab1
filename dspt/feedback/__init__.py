"""What people tell us about the service: kept, and listed for the national team. Knows nothing else.

Anybody may leave a remark, signed in or not: it carries no person, only what was typed.
"""
