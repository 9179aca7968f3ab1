"""Taking out everything an organisation has here."""
