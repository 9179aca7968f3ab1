"""Single sign-on, asked of a real provider."""
