"""What each role may do, for people with a role in the service."""
