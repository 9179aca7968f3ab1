"""When regular work is due again, also on the two days on which the clock changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dspt.rounds.rules import MOST_ATTEMPTS, Daily, Every, next_turn, try_again


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("began", "due"),
    [
        ("2026-11-23 00:30", "2026-11-23 01:30"),  # winter: UK time is UTC
        ("2026-11-23 01:30", "2026-11-24 01:30"),  # exactly at its time: the next day
        ("2026-07-01 00:29", "2026-07-01 00:30"),  # summer: an hour earlier in UTC
        ("2026-07-01 00:31", "2026-07-02 00:30"),
        ("2026-03-28 02:00", "2026-03-29 01:30"),  # 01:30 does not exist on 29 March: 02:30 summer time
        ("2026-10-24 01:00", "2026-10-25 00:30"),  # 01:30 comes twice on 25 October: the first
        ("2026-10-25 00:30", "2026-10-26 01:30"),  # … and not again an hour later
    ],
)
def test_a_daily_round_keeps_uk_time(began: str, due: str) -> None:
    assert Daily(1, 30).after(utc(began)) == utc(due)


def test_a_repeated_round_is_due_from_when_it_began_and_never_in_the_past() -> None:
    began = utc("2026-11-23 10:00")
    assert next_turn(Every(10), began, began + timedelta(minutes=1)) == began + timedelta(minutes=10)
    assert next_turn(Every(10), began, began + timedelta(minutes=25)) == began + timedelta(minutes=25)


def test_a_failed_round_is_never_tried_later_than_its_regular_turn() -> None:
    at = utc("2026-11-23 10:00")
    assert try_again(Every(3), 4, at) == at + timedelta(minutes=3)
    assert try_again(Daily(2), 1, at) == at + timedelta(minutes=1)
    assert try_again(Daily(2), MOST_ATTEMPTS, at) == utc("2026-11-24 02:00")


def test_rounds_say_when_in_words() -> None:
    assert (str(Every(10)), str(Every(1)), str(Daily(2, 5))) == (
        "every 10 minutes",
        "every minute",
        "daily at 02:05 UK time",
    )
