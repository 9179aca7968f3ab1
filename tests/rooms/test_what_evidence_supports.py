"""A document under an outcome supports indicators of it, its policy question, or the outcome as a whole."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from dspt.assessments.actions import (
    AssessmentClosed,
    AssessmentKey,
    NewDocument,
    OutcomeNotThere,
    SupportsChanged,
    add_to_outcome,
    attach_to_outcome,
    detach_from_outcome,
    relate_evidence,
    save_judgement,
)
from dspt.assessments.models import Assessment, EvidencePart, JudgementDocument, JudgementVersion
from dspt.assessments.queries import judgement_history, judgements_of, whole_assessment
from dspt.documents.models import Document
from dspt.foundation.actors import Actor
from dspt.journal.models import Entry
from dspt.keeping.queries.everything import judgement_rows
from tests.world.outcomes import EDITION, a_document, a_trust, a_year

AT = datetime(2025, 5, 12, 9, 30, tzinfo=UTC)
BY = Actor("person", uuid4(), "Tom Okafor", "0123456789abcdef")


@pytest.fixture
def year(db: None) -> Assessment:
    return a_year(a_trust())


@pytest.fixture
def paper(year: Assessment) -> UUID:
    return a_document(year.organisation_id).id


def about(year: Assessment, outcome: str = "B2.a", at: datetime = AT) -> dict[str, Any]:
    key = AssessmentKey(year.organisation_id, year.organisation.code, EDITION)
    return {"by": BY, "assessment": key, "outcome": outcome, "at": at}


def supports(year: Assessment, outcome: str = "B2.a") -> tuple[str, ...]:
    (one,) = judgements_of(year.pk)[outcome].documents
    return one.supports


def test_without_a_word_a_document_supports_the_outcome_as_a_whole(year: Assessment, paper: UUID) -> None:
    attach_to_outcome(document=paper, **about(year))
    assert supports(year) == ()
    assert "supports" not in JudgementVersion.objects.get().state["documents"][0]


def test_what_it_supports_is_said_while_it_is_attached(year: Assessment, paper: UUID) -> None:
    made = attach_to_outcome(document=paper, supports=["policy", "B2.a#PA6", "B2.a#PA6"], **about(year))
    assert made.documents[0].supports == supports(year) == ("B2.a#PA6", "policy")
    (entry,) = Entry.objects.filter(event="assessments.evidence.attached")
    assert entry.after["supports"] == ["B2.a#PA6", "policy"]


def test_what_a_new_document_supports_is_said_with_it(year: Assessment) -> None:
    add_to_outcome(new=NewDocument("Register", place="Safe"), supports=["B2.a#PA1"], **about(year))
    assert supports(year) == ("B2.a#PA1",)


def test_what_it_supports_is_said_afterwards_and_taken_back(year: Assessment, paper: UUID) -> None:
    attach_to_outcome(document=paper, supports=["B2.a#PA6"], **about(year))
    relate_evidence(document=paper, supports=["B2.a#PA1", "B2.a#A1"], seen=["B2.a#PA6"], **about(year))
    assert supports(year) == ("B2.a#A1", "B2.a#PA1")
    relate_evidence(document=paper, supports=[], seen=["B2.a#PA1", "B2.a#A1"], **about(year))
    assert supports(year) == ()
    history = judgement_history(about(year)["assessment"], "B2.a")
    assert [one.evidence[0].supports for one in history] == [(), ("B2.a#A1", "B2.a#PA1"), ("B2.a#PA6",)]
    said = Entry.objects.filter(event="assessments.evidence.related").order_by("number")
    assert [(one.before["supports"], one.after["supports"]) for one in said] == [
        (["B2.a#PA6"], ["B2.a#A1", "B2.a#PA1"]),
        (["B2.a#A1", "B2.a#PA1"], []),
    ]


def test_saying_what_stands_already_writes_nothing(year: Assessment, paper: UUID) -> None:
    attach_to_outcome(document=paper, supports=["B2.a#PA6"], **about(year))
    relate_evidence(document=paper, supports=["B2.a#PA6"], seen=[], **about(year))
    assert len(judgement_history(about(year)["assessment"], "B2.a")) == 1
    assert not Entry.objects.filter(event="assessments.evidence.related").exists()


def test_nobody_overwrites_what_somebody_else_said_meanwhile(year: Assessment, paper: UUID) -> None:
    attach_to_outcome(document=paper, supports=["B2.a#PA6"], **about(year))
    with pytest.raises(SupportsChanged) as refused:
        relate_evidence(document=paper, supports=["B2.a#PA1"], seen=[], **about(year))
    assert refused.value.current == ("B2.a#PA6",)
    assert supports(year) == ("B2.a#PA6",)


@pytest.mark.parametrize("part", ["B2.b#A1", "B2.a#PA99", "nonsense"])
def test_only_parts_of_the_outcome_are_taken(year: Assessment, paper: UUID, part: str) -> None:
    with pytest.raises(OutcomeNotThere, match="part_unknown"):
        attach_to_outcome(document=paper, supports=[part], **about(year))
    with pytest.raises(OutcomeNotThere, match="part_unknown"):
        add_to_outcome(new=NewDocument("Register", place="Safe"), supports=[part], **about(year))
    assert Document.objects.count() == 1
    attach_to_outcome(document=paper, **about(year))
    with pytest.raises(OutcomeNotThere, match="part_unknown"):
        relate_evidence(document=paper, supports=[part], seen=[], **about(year))


def test_an_outcome_without_a_policy_question_has_no_such_part(year: Assessment, paper: UUID) -> None:
    with pytest.raises(OutcomeNotThere, match="part_unknown"):
        attach_to_outcome(document=paper, supports=["policy"], **about(year, "B2.b"))


def test_a_document_that_is_not_under_the_outcome_supports_nothing(year: Assessment, paper: UUID) -> None:
    with pytest.raises(OutcomeNotThere, match="document_gone"):
        relate_evidence(document=paper, supports=[], seen=[], **about(year))


def test_after_the_close_nothing_is_said(year: Assessment, paper: UUID) -> None:
    attach_to_outcome(document=paper, **about(year))
    late = datetime(2026, 12, 1, tzinfo=UTC)
    with pytest.raises(AssessmentClosed):
        relate_evidence(document=paper, supports=["B2.a#PA1"], seen=[], **about(year, at=late))


def test_it_does_not_collide_with_a_judgement(year: Assessment, paper: UUID) -> None:
    said: dict[str, Any] = {"set_aside": {}, "declared": "", "reason": "", "policy": {}, "ticks": ()}
    save_judgement(statement="First.", seen_version=0, **said, **about(year))
    attach_to_outcome(document=paper, **about(year))
    relate_evidence(document=paper, supports=["B2.a#PA1"], seen=[], **about(year))
    save_judgement(statement="Second.", seen_version=1, **said, **about(year))
    assert supports(year) == ("B2.a#PA1",)
    newest = judgement_history(about(year)["assessment"], "B2.a")[0]
    assert (newest.judging.statement, newest.evidence[0].supports) == ("Second.", ("B2.a#PA1",))


def test_a_document_taken_away_leaves_no_part_behind(year: Assessment, paper: UUID) -> None:
    attach_to_outcome(document=paper, supports=["B2.a#PA1"], **about(year))
    detach_from_outcome(document=paper, **about(year))
    assert not EvidencePart.objects.exists()
    assert not JudgementDocument.objects.exists()


def test_a_publication_freezes_it_and_an_archive_holds_it(year: Assessment, paper: UUID) -> None:
    attach_to_outcome(document=paper, supports=["B2.a#PA1"], **about(year))
    state = whole_assessment(year.organisation_id, EDITION)
    assert state is not None
    assert state.judgements["B2.a"].documents[0].supports == ("B2.a#PA1",)
    (row,) = judgement_rows(year.pk)
    assert row["documents_support"] == [{"document_id": paper, "part": "B2.a#PA1"}]


def test_what_is_worth_a_look_about_a_document_is_read_with_it(year: Assessment, paper: UUID) -> None:
    Document.objects.filter(pk=paper).update(review_on=date(2025, 4, 4))
    attach_to_outcome(document=paper, **about(year))
    (one,) = judgements_of(year.pk)["B2.a"].documents
    assert (one.review_on, one.is_altered) == (date(2025, 4, 4), False)
    Document.objects.get(pk=paper).versions.update(altered_at=AT)
    assert judgements_of(year.pk)["B2.a"].documents[0].is_altered
