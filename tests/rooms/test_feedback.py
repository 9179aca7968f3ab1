"""A remark is kept once, journalled without its words, and refused only when it cannot be kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dspt.feedback import actions, queries
from dspt.feedback.models import Remark
from dspt.feedback.rules import LONGEST_TEXT, MOST_IN_WINDOW, WINDOW
from dspt.foundation.actors import Actor
from dspt.foundation.references import new_id
from dspt.journal.models import Entry

AT = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)
VISITOR = Actor.machine("visitor")


def leave(text: str = "Clear and quick.", *, rating: str = "yes", at: datetime = AT) -> None:
    actions.leave_remark(by=VISITOR, page="/help", rating=rating, text=text, email="", at=at)


@pytest.mark.django_db
def test_a_remark_is_kept_and_journalled_once_without_its_words() -> None:
    leave()
    assert [remark.text for remark in queries.remarks().remarks] == ["Clear and quick."]
    entry = Entry.objects.get(event="feedback.remark.left")
    assert entry.after == {"rating": "yes"}


@pytest.mark.django_db
def test_the_same_remark_sent_twice_is_kept_once_but_not_for_ever() -> None:
    leave()
    leave()
    assert Remark.objects.count() == 1
    leave(at=AT + WINDOW + timedelta(seconds=1))
    assert Remark.objects.count() == 2


@pytest.mark.django_db
def test_what_cannot_be_kept_is_refused_and_leaves_nothing() -> None:
    with pytest.raises(actions.UnknownRating):
        leave(rating="splendid")
    with pytest.raises(actions.RemarkTooLong):
        leave("x" * (LONGEST_TEXT + 1))
    assert Remark.objects.count() == 0
    assert Entry.objects.count() == 0


@pytest.mark.django_db
def test_a_flood_is_slowed_until_the_window_has_passed() -> None:
    Remark.objects.bulk_create(
        Remark(id=new_id(), rating="no", text=str(number), made_at=AT) for number in range(MOST_IN_WINDOW)
    )
    with pytest.raises(actions.TooManyRemarks):
        leave()
    leave(at=AT + WINDOW + timedelta(seconds=1))


@pytest.mark.django_db
def test_remarks_are_listed_newest_first_in_pages_with_counts_over_all(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    Remark.objects.bulk_create(
        Remark(
            id=new_id(), rating="no" if number % 2 else "yes", text=str(number), made_at=AT + timedelta(hours=number)
        )
        for number in range(queries.PER_PAGE + 10)
    )
    with django_assert_num_queries(2):
        first = queries.remarks()
    assert (first.remarks[0].text, len(first.remarks), first.has_next) == ("59", queries.PER_PAGE, True)
    assert first.counts == {"yes": 30, "partly": 0, "no": 30}
    second = queries.remarks(page=2)
    assert (len(second.remarks), second.has_next) == (10, False)
    assert {remark.rating for remark in queries.remarks(rating="no").remarks} == {"no"}
