"""What people do to an organisation's year: one function, one transaction and one journal entry a verb."""
