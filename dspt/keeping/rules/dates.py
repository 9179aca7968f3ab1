"""How long removed documents and assessments are kept, and when they may go. Our own decision: no law names years."""

from __future__ import annotations

from datetime import date, timedelta

ANNOUNCED_BEFORE = timedelta(days=30)
"""So long before anything is deleted its administrators are told."""


def years_after(day: date, years: int) -> date:
    """Give the same day so many years later; 29 February becomes 1 March where there is none, never a day less."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def first_day_to_delete(removed_on: date, frozen_on: date | None, years: int) -> date:
    """Give the first day on which a removed document may be deleted.

    ``frozen_on``: when a publication last froze any version of it; its years count from then, where that is later.
    """
    return years_after(max(removed_on, frozen_on or removed_on), years)


def first_day_to_delete_year(changed_on: date, published_on: date | None, closes_on: date | None, years: int) -> date:
    """Give the first day on which an assessment may be deleted.

    Its years count from its last change, its last publication or the day on which its edition closed for this body,
    whichever was last.
    """
    return years_after(max(changed_on, published_on or changed_on, closes_on or changed_on), years)


def is_to_announce(due_on: date, *, announced_for: date | None, is_held: bool, is_used: bool, today: date) -> bool:
    """Tell whether its deletion is to be announced now: within 30 days, and not yet for this day."""
    return not is_held and not is_used and today >= due_on - ANNOUNCED_BEFORE and announced_for != due_on


def is_due(
    due_on: date,
    *,
    announced_on: date | None,
    announced_for: date | None,
    is_held: bool,
    is_used: bool,
    today: date,
) -> bool:
    """Tell whether it is to be deleted today.

    Never under a hold, never while an answer or outcome rests on it, never before its day, and never sooner than 30
    days after its administrators were told of that very day.
    """
    if is_held or is_used or announced_on is None or announced_for != due_on:
        return False
    return today >= due_on and today >= announced_on + ANNOUNCED_BEFORE
