"""Holds of the national team: while one stands, nothing of the organisation is deleted."""
