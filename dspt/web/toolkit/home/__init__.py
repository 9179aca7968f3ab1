"""An organisation's home: what is due, the one next step, what hangs on it."""
