"""The form on which anybody tells us what worked and what did not."""
