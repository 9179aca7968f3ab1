"""Who has a role in the service: the list, giving and ending, closing an account."""
