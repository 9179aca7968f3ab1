"""The standard for everybody: editions, what changed, what is asked of whom, one item or outcome with its help."""
