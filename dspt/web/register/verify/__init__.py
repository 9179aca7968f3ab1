"""Checking a publication: by its number, or by its signed record; and the keys to check it with."""
