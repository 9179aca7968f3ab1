"""What is decided about an organisation's year before anything is written."""
