"""Answering: saving, finding still true, taking back, giving to somebody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from dspt.documents.actions import DocumentGone
from dspt.documents.queries import DocumentRecord, documents_named
from dspt.documents.rules import INFECTED
from dspt.foundation.actors import Actor
from dspt.foundation.references import new_id
from dspt.foundation.refusals import Refusal
from dspt.journal.actions import record
from dspt.prepared.writes import adding, changing
from dspt.standard.answers import AnswerRefused, Fault, Typed, read_answer
from dspt.standard.facts import AnswerFact
from dspt.standard.scoring import AssertionScore

from ..models import Answer, AnswerDocument, AnswerVersion, Draft
from ..queries.assertion_view import AnswerRecord, answer_in, plain_number
from ..queries.assertion_year import VALUE
from ..rules.assertion_view import AnswerValue, document_told
from ..rules.year import NOBODY, AssessmentKey
from .opening import Opened, open_year, withdraw, write_progress

__all__ = [
    "AnswerRefused",
    "NothingToCheck",
    "NothingToTakeBack",
    "SavedAnswer",
    "StaleAnswer",
    "attach_to_answer",
    "mark_checked",
    "save_answer",
    "take_back_answer",
]


class StaleAnswer(Refusal):
    """Somebody saved this answer since the person read it. ``current``: the AnswerRecord that stands now."""

    code = "stale"

    @property
    def current(self) -> AnswerRecord:
        held = self.facts["current"]
        assert isinstance(held, AnswerRecord)
        return held


class NothingToCheck(Refusal):
    """The answer does not wait to be looked at."""

    code = "nothing_to_check"


class NothingToTakeBack(Refusal):
    """There is no answer."""

    code = "nothing_to_take_back"


@dataclass(frozen=True, slots=True)
class SavedAnswer:
    """What came of a save. ``changed`` False: the very same value stood there already, and nothing was written."""

    version: int
    changed: bool
    withdrawn: str
    """The assertion whose confirmation the change withdrew; empty: none."""
    score: AssertionScore
    told: str = ""
    """Who is told that their version was replaced; empty: nobody."""


def save_answer(
    *,
    by: Actor,
    assessment: AssessmentKey,
    item: str,
    value: Typed,
    documents: Iterable[UUID] = (),
    seen_version: int,
    may_be_empty: bool = False,
    at: datetime,
) -> SavedAnswer:
    """Save the answer to an item, as typed, with the documents it rests on; every earlier value is kept.

    With ``may_be_empty`` a comment or documents alone are kept as a beginning. ``seen_version`` is the version the
    person had before them, 0 for none. Where it is not the present one the save is refused, unless the very same value
    stands there. A confirmed assertion whose evidence changes is un-confirmed (rules section 5).

    Refuses with AssessmentNotStarted, ProfileMissing, AssessmentClosed, ItemNotAsked, AnswerRefused and StaleAnswer.
    Nine statements at most for an answer without documents, three more with them, one more past the official close; the
    stored progress is written with it.
    """
    with transaction.atomic():
        year = open_year(assessment, at, by=by, subject=item)
        asked = year.asked(item)
        row = year.rows.get(item)
        version = row.version if row else 0
        held = documents_named(assessment.organisation, documents)
        fact = read_answer(
            asked, value, on=year.on, documents=len(held), infected=_infected(held), may_be_empty=may_be_empty
        )
        if row is None and fact == AnswerFact(item):
            raise AnswerRefused(Fault("form", "nothing_typed"))
        same = row is not None and row.is_answered and _same(year, fact, frozenset(held))
        if seen_version != version and not same:
            current = answer_in(assessment.organisation, assessment.edition, item)
            raise StaleAnswer(current=current or AnswerRecord(item))
        if row is not None and same and not row.fact.to_check:
            return SavedAnswer(version, False, "", year.score())
        before = row.fact if row and row.is_answered else None
        _write(year, fact, version + 1, by, at, held)
        withdrawn = "" if same else _withdraw_for(year, item, by, at)
        if year.has_draft:
            Draft.objects.filter(assessment_id=year.id, person_id=by.id or NOBODY, subject=item).delete()
        score = write_progress(year, at)
        record(
            by=by,
            event="assessments.answer.saved",
            subject=f"{assessment.edition} {item}",
            at=at,
            organisation=assessment.code,
            before=_told(before) if before else None,
            after=_told(fact) | {"version": version + 1, "confirmation_withdrawn": withdrawn},
        )
    return SavedAnswer(version + 1, True, withdrawn, score)


def attach_to_answer(*, by: Actor, assessment: AssessmentKey, item: str, document: UUID, at: datetime) -> None:
    """Put a document of the library under an answer; what was answered stays, one that stands there already too.

    An item without an answer keeps the document as a beginning. Refuses with DocumentGone and as ``save_answer`` does
    for the year and the item.
    """
    with transaction.atomic():
        year = open_year(assessment, at, by=by, subject=item)
        year.asked(item)
        current = answer_in(assessment.organisation, assessment.edition, item) or AnswerRecord(item)
        under = current.value.documents
        if current.is_answered and document in under:
            return
        held = documents_named(assessment.organisation, {*under, document})
        if document not in held:
            raise DocumentGone
        value = current.value if current.is_answered else AnswerValue()
        fact = replace(value.fact(item, to_check=current.to_check), documents=len(held), infected=_infected(held))
        _write(year, fact, current.version + 1, by, at, held, to_check=current.to_check)
        withdrawn = _withdraw_for(year, item, by, at)
        write_progress(year, at)
        record(
            by=by,
            event="assessments.answer.attached",
            subject=f"{assessment.edition} {item}",
            at=at,
            organisation=assessment.code,
            after={
                "document": str(document),
                "title": held[document].title,
                "version": current.version + 1,
                "confirmation_withdrawn": withdrawn,
            },
        )


def mark_checked(*, by: Actor, assessment: AssessmentKey, item: str, seen_version: int, at: datetime) -> SavedAnswer:
    """Say that last year's answer is still true (rules section 5): it counts from now on, unchanged.

    Refuses with NothingToCheck, StaleAnswer and as ``save_answer`` does for the year and the item.
    """
    with transaction.atomic():
        year = open_year(assessment, at, by=by, subject=item)
        year.asked(item)
        current = answer_in(assessment.organisation, assessment.edition, item)
        if current is None or not current.is_answered or not current.to_check:
            raise NothingToCheck
        if current.version != seen_version:
            raise StaleAnswer(current=current)
        documents = documents_named(assessment.organisation, current.value.documents)
        fact = replace(current.value.fact(item), infected=_infected(documents))
        _write(year, fact, current.version + 1, by, at, documents)
        score = write_progress(year, at)
        record(
            by=by,
            event="assessments.answer.checked",
            subject=f"{assessment.edition} {item}",
            at=at,
            organisation=assessment.code,
            before={"to_check": True, "version": current.version},
            after={"to_check": False, "version": current.version + 1},
        )
    return SavedAnswer(current.version + 1, True, "", score)


def take_back_answer(
    *, by: Actor, assessment: AssessmentKey, item: str, seen_version: int, at: datetime
) -> SavedAnswer:
    """Empty an answer; what it said stays in its history.

    Refuses with NothingToTakeBack, StaleAnswer and as ``save_answer`` does for the year.
    """
    with transaction.atomic():
        year = open_year(assessment, at, by=by, subject=item)
        row = year.rows.get(item)
        if row is None or not row.is_answered:
            raise NothingToTakeBack
        if row.version != seen_version:
            raise StaleAnswer(current=answer_in(assessment.organisation, assessment.edition, item))
        _write(year, AnswerFact(item), row.version + 1, by, at, {}, answered=False)
        withdrawn = _withdraw_for(year, item, by, at)
        score = write_progress(year, at)
        record(
            by=by,
            event="assessments.answer.taken_back",
            subject=f"{assessment.edition} {item}",
            at=at,
            organisation=assessment.code,
            before=_told(row.fact),
            after={"version": row.version + 1, "confirmation_withdrawn": withdrawn},
        )
    return SavedAnswer(row.version + 1, True, withdrawn, score)


def _write(
    year: Opened,
    fact: AnswerFact,
    version: int,
    by: Actor,
    at: datetime,
    documents: Mapping[UUID, DocumentRecord],
    *,
    answered: bool = True,
    to_check: bool = False,
) -> None:
    """Write the answer's row, its links to documents and its version: two statements, up to two more for the links."""
    stands = {
        "yes_no": fact.yes_no,
        "text": fact.text,
        "on": fact.on,
        "number": fact.number,
        "comment": fact.comment,
        "not_applicable": fact.not_applicable,
    }
    item = fact.item
    saved = {"version": version, "saved_at": at, "saved_by_id": by.id, "saved_by_name": by.name}
    home = year.key.organisation
    held = year.rows.get(item)
    if held is None:
        key = new_id()
        Answer.objects.create(
            id=key, organisation_id=home, assessment_id=year.id, item=item, is_answered=answered, **stands, **saved
        )
    else:
        key = held.id
        _change_answer(key, is_answered=answered, to_check=to_check, **stands, **saved)
    if held and held.fact.documents:
        AnswerDocument.objects.filter(answer_id=key).exclude(document_id__in=list(documents)).delete()
    if documents:
        AnswerDocument.objects.bulk_create(
            [AnswerDocument(organisation_id=home, answer_id=key, document_id=one) for one in documents],
            ignore_conflicts=True,
        )
    _add_version(
        organisation_id=home,
        answer_id=key,
        documents=[document_told(one) for one in documents.values()],
        **stands,
        **saved,
    )
    if answered:
        year.facts[item] = fact
    else:
        year.facts.pop(item, None)


_SAVED = ("version", "saved_at", "saved_by_id", "saved_by_name")
_change_answer = changing(Answer, "is_answered", "to_check", *VALUE, *_SAVED)
_add_version = adding(AnswerVersion)


def _infected(documents: Mapping[UUID, DocumentRecord]) -> int:
    return sum(one.scan == INFECTED for one in documents.values())


def _same(year: Opened, fact: AnswerFact, documents: frozenset[UUID]) -> bool:
    """Tell whether the stored answer is the very same value; its documents are read only where all else is equal."""
    row = year.rows[fact.item]
    if fact != replace(row.fact, to_check=False):
        return False
    if not documents:
        return True
    return documents == set(AnswerDocument.objects.filter(answer_id=row.id).values_list("document_id", flat=True))


def _withdraw_for(year: Opened, item: str, by: Actor, at: datetime) -> str:
    assertion = year.edition.items[item].assertion
    return assertion if withdraw(year, assertion, f"answer_changed:{item}", by, at) else ""


def _told(fact: AnswerFact) -> dict[str, object]:
    """What the journal tells of an answer: never its text, which may hold personal data and is kept with the answer."""
    told: dict[str, object] = {"documents": fact.documents} if fact.documents else {}
    if fact.yes_no:
        told["yes_no"] = fact.yes_no
    if fact.on:
        told["on"] = fact.on.isoformat()
    if fact.number is not None:
        told["number"] = plain_number(fact.number)
    if fact.not_applicable:
        told["not_applicable"] = True
    return told
