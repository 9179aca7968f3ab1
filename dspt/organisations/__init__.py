"""Bodies that use the service: registration, who may do what in them, and the profile that decides what they are asked.

Refuses to know answers and publications. Type to category comes from the edition, not from code here. Serves sections
7 and 8 of the specification and section 4 of the rules.
"""
