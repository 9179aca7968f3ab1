"""Organisations as people outside them may see them: the list, and one of them in the parts a role is given."""
