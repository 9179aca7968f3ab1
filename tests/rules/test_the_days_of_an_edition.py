"""Open, late, current: the days of an edition, each tested on its last day."""

from __future__ import annotations

from datetime import date

from dspt.standard import catalogue
from dspt.standard.calendar import days_left, interim_was_late, is_current, is_open, was_late, weeks_left

CALENDAR = catalogue.edition("2024-25").calendar


def test_an_edition_is_open_from_its_first_day_to_its_last() -> None:
    assert not is_open(CALENDAR, date(2024, 9, 1))
    assert is_open(CALENDAR, date(2024, 9, 2))
    assert is_open(CALENDAR, date(2025, 8, 31))
    assert not is_open(CALENDAR, date(2025, 9, 1))


def test_the_deadline_day_is_in_time_and_the_next_is_late_but_accepted() -> None:
    assert not was_late(CALENDAR, date(2025, 6, 30))
    assert was_late(CALENDAR, date(2025, 7, 1))
    assert is_open(CALENDAR, date(2025, 7, 1))


def test_the_interim_has_its_own_deadline() -> None:
    assert not interim_was_late(CALENDAR, date(2024, 12, 31))
    assert interim_was_late(CALENDAR, date(2025, 1, 1))
    assert not interim_was_late(catalogue.edition("2023-24").calendar, date(2024, 6, 1))


def test_a_status_is_current_until_the_summer_after_the_deadline() -> None:
    assert is_current(CALENDAR, date(2026, 6, 30))
    assert not is_current(CALENDAR, date(2026, 7, 1))


def test_what_is_left_is_counted_in_full_weeks() -> None:
    assert weeks_left(CALENDAR.due_on, date(2025, 5, 12)) == 7
    assert weeks_left(CALENDAR.due_on, date(2025, 6, 24)) == 0
    assert weeks_left(CALENDAR.due_on, date(2025, 7, 20)) == 0
    assert days_left(CALENDAR.due_on, date(2025, 5, 12)) == 49
    assert days_left(CALENDAR.due_on, date(2025, 7, 1)) == -1


def test_editions_follow_each_other_without_a_gap() -> None:
    newest, *older = catalogue.editions()
    for before in older:
        assert (newest.calendar.opens_on - before.calendar.closes_on).days == 1
        newest = before
