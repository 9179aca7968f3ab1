"""What was done in an organisation, by whom, when: its own chain of the journal in words."""
