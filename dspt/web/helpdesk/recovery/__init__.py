"""Requests to recover access, as the service desk sees them."""
