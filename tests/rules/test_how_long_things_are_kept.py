"""How long things are kept: years to the day, announced first, never under a hold or a publication."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest

from dspt.keeping.rules import (
    ANNOUNCED_BEFORE,
    first_day_to_delete,
    first_day_to_delete_year,
    is_due,
    is_to_announce,
    years_after,
)

DUE = date(2034, 5, 10)


@pytest.mark.parametrize(
    ("day", "years", "then"),
    [
        (date(2026, 11, 23), 8, date(2034, 11, 23)),
        (date(2024, 2, 29), 8, date(2032, 2, 29)),
        (date(2024, 2, 29), 1, date(2025, 3, 1)),
        (date(2092, 2, 29), 8, date(2100, 3, 1)),  # 2100 has no 29 February
        (date(2024, 6, 30), 8, date(2032, 6, 30)),  # the end of an edition
        (date(2023, 12, 31), 1, date(2024, 12, 31)),
    ],
)
def test_years_are_counted_to_the_day_and_never_a_day_less(day: date, years: int, then: date) -> None:
    assert years_after(day, years) == then


@pytest.mark.parametrize(
    ("removed", "frozen", "then"),
    [
        (date(2026, 5, 10), None, date(2034, 5, 10)),
        (date(2026, 5, 10), date(2025, 6, 1), date(2034, 5, 10)),
        (date(2026, 5, 10), date(2026, 6, 30), date(2034, 6, 30)),
    ],
)
def test_the_years_count_from_removing_or_the_last_publication_whichever_is_later(
    removed: date, frozen: date | None, then: date
) -> None:
    assert first_day_to_delete(removed, frozen, 8) == then


@pytest.mark.parametrize(
    ("changed", "published", "closed", "then"),
    [
        (date(2025, 5, 12), None, date(2025, 8, 31), date(2033, 8, 31)),
        (date(2025, 5, 12), date(2025, 6, 30), date(2025, 8, 31), date(2033, 8, 31)),
        (date(2025, 9, 3), None, date(2025, 8, 31), date(2033, 9, 3)),  # a document under it was replaced since
        (date(2025, 5, 12), date(2026, 2, 1), date(2025, 8, 31), date(2034, 2, 1)),
        (date(2024, 2, 29), None, None, date(2032, 2, 29)),  # the catalogue has no such edition
    ],
)
def test_an_assessments_years_count_from_its_close_its_change_or_its_publication(
    changed: date, published: date | None, closed: date | None, then: date
) -> None:
    assert first_day_to_delete_year(changed, published, closed, 8) == then


@pytest.mark.parametrize(
    ("today", "announced_on", "announced_for", "due"),
    [
        (DUE, DUE - timedelta(days=30), DUE, True),
        (DUE - timedelta(days=1), DUE - timedelta(days=40), DUE, False),
        (DUE, DUE - timedelta(days=29), DUE, False),
        (DUE + timedelta(days=1), DUE - timedelta(days=29), DUE, True),
        (DUE, None, None, False),
        (DUE, DUE - timedelta(days=60), DUE - timedelta(days=7), False),  # told of another day
    ],
)
def test_nothing_is_deleted_before_its_day_nor_unannounced(
    today: date, announced_on: date | None, announced_for: date | None, due: bool
) -> None:
    found = is_due(
        DUE, announced_on=announced_on, announced_for=announced_for, is_held=False, is_used=False, today=today
    )
    assert found is due


@pytest.mark.parametrize(
    ("days_before", "announced_for", "announce"),
    [(31, None, False), (30, None, True), (-400, None, True), (10, DUE, False), (10, DUE - timedelta(days=1), True)],
)
def test_it_is_announced_once_for_its_day_from_thirty_days_before(
    days_before: int, announced_for: date | None, announce: bool
) -> None:
    today = DUE - timedelta(days=days_before)
    assert is_to_announce(DUE, announced_for=announced_for, is_held=False, is_used=False, today=today) is announce


def test_nothing_held_used_or_frozen_within_its_time_is_ever_due() -> None:
    removed, years = date(2024, 2, 29), 8
    offsets = (-400, -31, -30, -1, 0, 1, 29, 30, 31, 366, 2921, 2922, 2923, 3300, 6000)
    for frozen, told, today, held, used in product(offsets, offsets, offsets, (False, True), (False, True)):
        frozen_on, announced_on, on = (removed + timedelta(days=each) for each in (frozen, told, today))
        due_on = first_day_to_delete(removed, frozen_on, years)
        due = is_due(due_on, announced_on=announced_on, announced_for=due_on, is_held=held, is_used=used, today=on)
        if held or used or on < years_after(frozen_on, years) or on < years_after(removed, years):
            assert not due
        if due:
            assert on - announced_on >= ANNOUNCED_BEFORE
        assert not (is_to_announce(due_on, announced_for=None, is_held=held, is_used=used, today=on) and (held or used))
