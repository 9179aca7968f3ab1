"""People, sign-in and service-wide roles.

Knows a person by e-mail address and name, and the links we mailed to them. Refuses to know organisations: who may do
what in one is ``organisations``.
"""
