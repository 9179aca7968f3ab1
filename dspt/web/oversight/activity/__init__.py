"""What was done in the service, and by its staff anywhere."""
