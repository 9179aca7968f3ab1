"""What anybody may read: home, the standard, help, feedback, sign-in and registration."""
