"""People, sign-in, service-wide roles, and the one table of who may do what.

Knows a person by e-mail address and name, and the links we mailed to them. The table of permissions (``rules``) names
the roles in organisations too, because one place must declare them all; who holds one is ``organisations``, about
which this room knows nothing else.
"""
