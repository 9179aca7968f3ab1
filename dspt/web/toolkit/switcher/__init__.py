"""Which of one's organisations: the choice, and the way home after sign-in."""
