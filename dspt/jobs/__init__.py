"""The worker's loop and the commands: find what is due, call one action, report. Running twice is harmless."""
