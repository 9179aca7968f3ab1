"""When a document is due for review, when somebody is reminded, and from when on it is old."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dspt.documents.rules.reviews import Review, is_old, review_of, stage_of

ON = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("days", "review", "stage"),
    [
        (31, Review.LATER, None),
        (30, Review.DUE, 30),
        (8, Review.DUE, 30),
        (7, Review.DUE, 7),
        (0, Review.DUE, 7),
        (-1, Review.PAST, 0),
        (-400, Review.PAST, 0),
    ],
)
def test_a_review_day_comes_near_and_passes(days: int, review: Review, stage: int | None) -> None:
    review_on = ON + timedelta(days=days)
    assert review_of(review_on, ON) is review
    assert stage_of(review_on, ON) == stage


def test_without_a_day_there_is_nothing_to_review_and_without_a_date_nothing_is_old() -> None:
    assert review_of(None, ON) is Review.NONE
    assert not is_old(None, ON)


def test_old_is_more_than_a_year() -> None:
    assert not is_old(ON - timedelta(days=365), ON)
    assert is_old(ON - timedelta(days=366), ON)
