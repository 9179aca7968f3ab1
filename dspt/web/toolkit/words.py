"""Days, times and amounts as an organisation's pages say them."""

from __future__ import annotations

from datetime import date, datetime

from dspt.foundation.clock import LONDON


def day(on: date | None) -> str:
    """Write a day in full: ``30 June 2025``; nothing for none."""
    return f"{on.day} {on:%B %Y}" if on else ""


def short_day(on: date | None, today: date) -> str:
    """Write a day for a dense table: ``30 Jun``, with the year where it is another one."""
    if on is None:
        return ""
    return f"{on.day} {on:%b}" if on.year == today.year else f"{on.day} {on:%b %Y}"


def instant(at: datetime | None) -> str:
    """Write an instant in UK time: ``9 May 2025, 16:12``; nothing for none."""
    if at is None:
        return ""
    local = at.astimezone(LONDON)
    return f"{day(local.date())}, {local:%H:%M}"


def clock_time(at: datetime) -> str:
    """Write the time of day in the United Kingdom: ``16:12``."""
    return f"{at.astimezone(LONDON):%H:%M}"


def days_left(until: date, today: date) -> str:
    """Say how long there is: ``49 days left``, ``today``, or how long it is past."""
    left = (until - today).days
    if left == 0:
        return "today is the last day"
    if left < 0:
        return f"{count(-left, 'day')} ago"
    return f"{count(left, 'day')} left"


def deadline(on: date, today: date) -> str:
    """Say when something is due, or was: ``Due 30 June 2027, 214 days left``."""
    return f"{'Was due' if on < today else 'Due'} {day(on)}, {days_left(on, today)}"


def count(number: int, noun: str, plural: str = "") -> str:
    """Write a number with its noun: ``1 outcome``, ``3 outcomes``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def moved(reason: str) -> str:
    """Say why an edition's dates are later than the official ones, in whatever words the reason was given."""
    return f"The official date was moved. Reason given: {reason.rstrip('.')}."


def listed(words: list[str] | tuple[str, ...]) -> str:
    """Join words as a sentence does: ``a``, ``a and b``, ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
