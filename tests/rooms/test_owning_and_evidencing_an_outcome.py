"""An outcome has an owner, a due day and documents under it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest

from dspt.accounts.models import Person
from dspt.assessments.actions import (
    AssessmentKey,
    OutcomeNotAssignable,
    OutcomeNotThere,
    assign_outcome,
    attach_to_outcome,
    detach_from_outcome,
)
from dspt.assessments.models import Assessment
from dspt.assessments.queries import Judged, judgement_history, judgements_of
from dspt.foundation.actors import Actor
from dspt.journal.models import Entry
from dspt.organisations.models import Membership
from tests.world.outcomes import EDITION, a_document, a_trust, a_year

AT = datetime(2025, 5, 12, 9, 30, tzinfo=UTC)
BY = Actor("person", uuid4(), "Tom Okafor", "0123456789abcdef")


@pytest.fixture
def year(db: None) -> Assessment:
    return a_year(a_trust())


def key_of(year: Assessment) -> AssessmentKey:
    return AssessmentKey(year.organisation_id, year.organisation.code, EDITION)


def a_colleague(year: Assessment, name: str = "Imran Malik", *, ended: bool = False) -> Person:
    person = Person.objects.create(email=f"{uuid4().hex}@example.org", name=name, created_at=AT)
    Membership.objects.create(
        organisation_id=year.organisation_id,
        person=person,
        role="member",
        since=AT,
        ended_at=AT if ended else None,
    )
    return person


def assign(year: Assessment, outcome: str = "B2.a", **said: Any) -> Judged:
    return assign_outcome(
        by=BY, assessment=key_of(year), outcome=outcome, at=AT, **({"owner": None, "due_on": None} | said)
    )


def test_an_outcome_gets_an_owner_and_a_due_day_before_anybody_judges_it(year: Assessment) -> None:
    imran = a_colleague(year)
    assign(year, owner=imran.id, due_on=date(2025, 5, 30))
    stands = judgements_of(year.pk)["B2.a"]
    assert (stands.owner_id, stands.owner_name, stands.due_on) == (imran.id, "Imran Malik", date(2025, 5, 30))
    assert (stands.version, stands.saved_at) == (0, None)
    assign(year)
    stands = judgements_of(year.pk)["B2.a"]
    assert (stands.owner_id, stands.owner_name, stands.due_on) == (None, "", None)


def test_an_assignment_is_journalled(year: Assessment) -> None:
    assign(year, owner=a_colleague(year).id)
    (entry,) = Entry.objects.filter(event="assessments.judgement.assigned")
    assert entry.after == {"owner": "Imran Malik", "due_on": ""}


def test_only_people_of_the_organisation_own_its_outcomes(year: Assessment) -> None:
    elsewhere = a_colleague(a_year(a_trust("RZN02")))
    for nobody in (uuid4(), elsewhere.id, a_colleague(year, ended=True).id):
        with pytest.raises(OutcomeNotAssignable) as refused:
            assign(year, owner=nobody)
        assert refused.value.code == "owner_not_member"


@pytest.mark.parametrize(
    ("day", "code"), [(date(2025, 5, 11), "due_on_past"), (date(2025, 9, 1), "due_on_after_close")]
)
def test_a_due_day_lies_between_today_and_the_close_of_the_edition(year: Assessment, day: date, code: str) -> None:
    with pytest.raises(OutcomeNotAssignable) as refused:
        assign(year, due_on=day)
    assert refused.value.code == code


def test_a_due_day_that_passed_may_stay_while_the_owner_changes(year: Assessment) -> None:
    assign(year, due_on=date(2025, 5, 12))
    later = datetime(2025, 5, 20, 9, tzinfo=UTC)
    said = {"owner": a_colleague(year).id, "due_on": date(2025, 5, 12), "at": later}
    assert assign_outcome(by=BY, assessment=key_of(year), outcome="B2.a", **said).owner_name == "Imran Malik"


def test_evidence_is_put_under_an_outcome_and_taken_away_and_history_keeps_both(year: Assessment) -> None:
    document = a_document(year.organisation_id)
    said: dict[str, Any] = {"by": BY, "assessment": key_of(year), "outcome": "B2.a", "document": document.id, "at": AT}
    attach_to_outcome(**said)
    assert attach_to_outcome(**said).version == 1
    assert [one.title for one in judgements_of(year.pk)["B2.a"].documents] == ["Access list review"]
    detach_from_outcome(**said)
    assert judgements_of(year.pk)["B2.a"].documents == ()
    newest, oldest = judgement_history(key_of(year), "B2.a")
    assert (newest.documents, oldest.documents) == ((), ("Access list review",))
    events = list(Entry.objects.filter(event__startswith="assessments.evidence").values_list("event", flat=True))
    assert sorted(events) == ["assessments.evidence.attached", "assessments.evidence.detached"]
    year.refresh_from_db()
    assert year.revision == 2


def test_a_document_of_another_organisation_or_a_removed_one_is_not_there(year: Assessment) -> None:
    foreign = a_document(a_trust("RZN02").id)
    removed = a_document(year.organisation_id)
    removed.removed_at = AT
    removed.save()
    for document in (foreign.id, removed.id, uuid4()):
        with pytest.raises(OutcomeNotThere) as refused:
            attach_to_outcome(by=BY, assessment=key_of(year), outcome="B2.a", document=document, at=AT)
        assert refused.value.code == "document_gone"
        with pytest.raises(OutcomeNotThere):
            detach_from_outcome(by=BY, assessment=key_of(year), outcome="B2.a", document=document, at=AT)
