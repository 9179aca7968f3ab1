"""Entries, the newest first."""

from __future__ import annotations

SERVICE = "service"
"""The chain of what belongs to no organisation."""
