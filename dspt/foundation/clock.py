"""The one place that reads the clock; doors call it and pass the instant inwards."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """Read the present instant, in UTC and aware of it."""
    return datetime.now(UTC)


def london_date(at: datetime) -> date:
    """Tell the day it is in the United Kingdom at an instant; deadlines are days of UK time."""
    return at.astimezone(LONDON).date()
