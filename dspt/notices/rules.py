"""When a message is tried again, and when it is given up."""

from __future__ import annotations

from datetime import timedelta

MOST_ATTEMPTS = 10
STUCK_AFTER = timedelta(minutes=10)
"""A message claimed this long ago and neither sent nor failed belongs to a worker that is gone."""


def pause_after(attempts: int) -> timedelta:
    """Tell how long to wait after so many attempts: one minute, then twice as long each time, six hours at most."""
    return min(timedelta(minutes=2 ** max(attempts - 1, 0)), timedelta(hours=6))
