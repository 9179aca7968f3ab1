"""When a round is due again, how long a worker may hold it, and when the service worries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from dspt.foundation.clock import LONDON

HELD_FOR = timedelta(minutes=10)
"""A round whose worker said nothing for so long belongs to a worker that is gone."""

MOST_ATTEMPTS = 5
"""After so many failures in a row a round rests until its next regular turn."""

MISSED_AFTER = timedelta(minutes=3)
"""A worker shows itself every half minute; after so long without one, nothing regular is being done."""

FORGOTTEN_AFTER = timedelta(days=1)
"""A worker that was not seen for so long is no longer listed."""


@dataclass(frozen=True, slots=True)
class Every:
    """Again so many minutes after it last began."""

    minutes: int

    def after(self, began: datetime) -> datetime:
        return began + timedelta(minutes=self.minutes)

    def __str__(self) -> str:
        return f"every {self.minutes} minutes" if self.minutes != 1 else "every minute"


@dataclass(frozen=True, slots=True)
class Daily:
    """Once a day at a UK time. Where the clock skips that time, an hour later; where it comes twice, the first."""

    hour: int
    minute: int = 0

    def after(self, began: datetime) -> datetime:
        here = began.astimezone(LONDON)
        for day in (here.date(), here.date() + timedelta(days=1)):
            turn = datetime(day.year, day.month, day.day, self.hour, self.minute, tzinfo=LONDON).astimezone(
                began.tzinfo
            )
            if turn > began:
                return turn
        raise AssertionError("the next day has every time of day")

    def __str__(self) -> str:
        return f"daily at {self.hour:02}:{self.minute:02} UK time"


When = Every | Daily


def first_turn(when: When, at: datetime) -> datetime:
    """Tell when a new round is due first: a repeated one at once, a daily one at its time."""
    return at if isinstance(when, Every) else when.after(at)


def next_turn(when: When, began: datetime, at: datetime) -> datetime:
    """Tell when a round that began then and ended well at ``at`` is due again; never in the past."""
    return max(when.after(began), at)


def try_again(when: When, failures: int, at: datetime) -> datetime:
    """Tell when a round that failed is tried again: a minute later, then twice as long each time; never later than
    its regular turn, and only then once it failed too often in a row."""
    regular = when.after(at)
    if failures >= MOST_ATTEMPTS:
        return regular
    return min(at + timedelta(minutes=2 ** max(failures - 1, 0)), regular)
