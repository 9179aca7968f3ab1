"""When a document is to be looked at again, and when somebody is reminded of it. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

REMIND_DAYS = (30, 7)
"""Days before the review day on which its owner is reminded; once more when it is past."""
PAST = 0
OLD_DAYS = 365
"""From this age on a document is said to be old where an answer rests on it."""


class Review(StrEnum):
    """How a document stands to its review day."""

    NONE = "none"
    LATER = "later"
    DUE = "due"
    PAST = "past"


def review_of(review_on: date | None, on: date) -> Review:
    """Say how a review day stands on a UK day: due from thirty days before, past from the day after."""
    if review_on is None:
        return Review.NONE
    if review_on < on:
        return Review.PAST
    return Review.DUE if review_on - timedelta(days=max(REMIND_DAYS)) <= on else Review.LATER


def stage_of(review_on: date, on: date) -> int | None:
    """Name the reminder that a day asks for: 30 or 7 (days before), 0 (past), None: none yet.

    Of two that are owed at once, as for a day typed late, only the later one is.
    """
    if review_on < on:
        return PAST
    reached = [days for days in REMIND_DAYS if review_on - timedelta(days=days) <= on]
    return min(reached) if reached else None


def is_old(dated_on: date | None, on: date) -> bool:
    """Tell whether a document bears a date that is more than a year ago."""
    return dated_on is not None and (on - dated_on).days > OLD_DAYS
