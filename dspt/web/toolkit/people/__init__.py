"""Who has access to an organisation: the list, invitations, roles, leaving."""
