"""Owners are reminded thirty days before the review day, seven days before, and once when it is past: each once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from dspt.accounts.models import Person
from dspt.documents.actions import remind_of_reviews, remove_document
from dspt.documents.models import Document
from dspt.documents.queries import documents_due, organisations_with_reviews_owed
from dspt.foundation.actors import Actor
from dspt.jobs.rounds import Turn
from dspt.jobs.rounds.reviewing import remind
from dspt.journal.models import Entry
from dspt.notices.models import Notice
from dspt.organisations.models import Membership, Organisation
from tests.world.documents import a_place
from tests.world.faults import all_or_nothing

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
REVIEW = date(2026, 12, 31)
MACHINE = Actor.machine("worker")


@pytest.fixture
def home() -> UUID:
    made = Organisation.objects.create(code="VW01", name="Willow Court", registered_at=START).id
    for name, role in (("ruth", "administrator"), ("ama", "administrator"), ("tom", "member")):
        person = Person.objects.create(created_at=START, email=f"{name}@example.org", name=name.capitalize())
        Membership.objects.create(organisation_id=made, person=person, role=role, since=START)
    return made


def a_document(home: UUID, title: str, owner: str = "", review_on: date = REVIEW) -> Document:
    paper = a_place(home, title, "Office", at=START)
    person = Person.objects.filter(email=f"{owner}@example.org").first()
    paper.owner_id, paper.owner_name, paper.review_on = person.id if person else None, owner.capitalize(), review_on
    paper.save()
    return paper


def on(day: date) -> int:
    at = datetime(day.year, day.month, day.day, 7, 10, tzinfo=UTC)
    return remind_of_reviews(by=MACHINE, organisation=Organisation.objects.get().id, address="https://x", at=at)


def letters() -> list[str]:
    return sorted(Notice.objects.filter(kind="documents.review").values_list("to", flat=True))


def test_each_stage_is_told_once_whatever_the_day_it_is_looked_at(home: UUID) -> None:
    a_document(home, "Policy", "tom")
    told = {}
    for days in range(40, -10, -1):
        day = REVIEW - timedelta(days=days)
        owed = bool(organisations_with_reviews_owed(day))
        number = on(day)
        assert owed == bool(number), day
        assert on(day) == 0
        assert organisations_with_reviews_owed(day) == ()
        if number:
            told[days] = number
    assert told == {30: 1, 7: 1, -1: 1}
    assert letters() == ["tom@example.org"] * 3
    past = Notice.objects.order_by("created_at").last()
    assert past is not None
    assert "- Policy: was due 31 December 2026" in past.body


def test_several_documents_of_one_owner_make_one_letter_and_without_owner_the_administrators_get_it(
    home: UUID,
) -> None:
    for title in ("Policy", "Handbook"):
        a_document(home, title, "tom")
    a_document(home, "Contract")
    a_document(home, "Plan", "gone")
    assert on(REVIEW) == 4
    assert letters() == ["ama@example.org", "ruth@example.org", "tom@example.org"]
    toms = Notice.objects.get(to="tom@example.org")
    assert toms.subject == "2 documents are due for review: Willow Court"
    assert "- Handbook: due 31 December 2026\n- Policy: due 31 December 2026\n" in toms.body
    assert "Contract" in Notice.objects.get(to="ama@example.org").body
    (entry,) = Entry.objects.filter(event="documents.review.reminded")
    assert len(entry.after["documents"]) == 4


def test_an_owner_who_lost_access_is_passed_over(home: UUID) -> None:
    a_document(home, "Policy", "tom")
    Membership.objects.filter(person__email="tom@example.org").update(ended_at=START)
    on(REVIEW)
    assert letters() == ["ama@example.org", "ruth@example.org"]


def test_a_new_day_begins_anew_and_a_removed_document_is_quiet(home: UUID) -> None:
    paper, removed = a_document(home, "Policy", "tom"), a_document(home, "Old", "tom")
    remove_document(by=MACHINE, organisation=home, code="VW01", document=removed.id, at=START)
    assert on(REVIEW + timedelta(days=1)) == 1
    Document.objects.filter(id=paper.id).update(review_on=date(2027, 12, 31))
    assert on(date(2027, 11, 30)) == 0
    assert on(date(2027, 12, 1)) == 1
    assert len(letters()) == 2


def test_reminding_is_whole_or_not_at_all(home: UUID) -> None:
    a_document(home, "Policy", "tom")
    all_or_nothing(lambda: on(REVIEW))
    assert letters() == ["tom@example.org"]


def test_the_round_goes_through_all_organisations_and_says_how_far_it_came(home: UUID) -> None:
    a_document(home, "Policy", "tom")
    other = Organisation.objects.create(code="VW02", name="Rose Lodge", registered_at=START).id
    a_document(other, "Plan")
    said: list[str] = []
    at = datetime(2026, 12, 10, 7, 10, tzinfo=UTC)
    assert remind(Turn(at=at, say=said.append)) == "2 documents reminded of, in 2 organisations"
    assert said == ["1 of 2 organisations", "2 of 2 organisations"]
    assert "/organisations/VW01/documents?show=review" in Notice.objects.get().body
    assert remind(Turn(at=at)) == "0 documents reminded of, in 0 organisations"


def test_the_home_counts_what_is_near_or_past(home: UUID, django_assert_num_queries: object) -> None:
    a_document(home, "Policy")
    a_document(home, "Later", review_on=REVIEW + timedelta(days=1))
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert documents_due(home, REVIEW - timedelta(days=30)) == 1
    assert documents_due(home, REVIEW - timedelta(days=31)) == 0
    assert documents_due(home, REVIEW + timedelta(days=9)) == 2
