"""The days of an edition: what is open, late, current (rules section 1). All days are UK days.

Extensions are applied beforehand, by the room that keeps them; what comes in here is the calendar that counts.
"""

from __future__ import annotations

from datetime import date

from .edition import Calendar


def is_open(calendar: Calendar, on: date) -> bool:
    """Tell whether the edition accepts publications: from the day it opens to the day it closes, both included."""
    return calendar.opens_on <= on <= calendar.closes_on


def was_late(calendar: Calendar, published_on: date) -> bool:
    """Tell whether a publication came after the deadline; the deadline day itself is in time."""
    return published_on > calendar.due_on


def interim_was_late(calendar: Calendar, published_on: date) -> bool:
    """Tell whether an interim came after its deadline; without one, never."""
    return calendar.interim_due_on is not None and published_on > calendar.interim_due_on


def is_current(calendar: Calendar, on: date) -> bool:
    """Tell whether a status of the edition still counts as current."""
    return on <= calendar.current_until


def days_left(due_on: date, on: date) -> int:
    """Count the days from a day to a deadline; 0 on the deadline itself, negative after it."""
    return (due_on - on).days


def weeks_left(due_on: date, on: date) -> int:
    """Count the full weeks to a deadline; 0 in the last one and after it."""
    return max(0, days_left(due_on, on) // 7)
