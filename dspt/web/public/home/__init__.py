"""The home page: what this is, find an organisation, sign in."""
