"""The assertion view as it stands: answers with their documents, confirmations, drafts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Aggregate, CharField, Count, FilteredRelation, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from dspt.standard.facts import AnswerFact

from ..models import Answer, AnswerDocument, AnswerVersion, Assessment, Confirmation
from ..rules.assertion_view import AnswerValue


@dataclass(frozen=True, slots=True)
class AnswerDocumentRecord:
    """A document under an answer. ``kind``: file, link or place; ``sha256``: of a file, else empty.

    ``version``: the number of the one that stands, which everything from ``kind`` on tells of.
    """

    id: UUID
    title: str
    removed_at: datetime | None
    review_on: date | None
    version: int
    kind: str
    url: str
    place: str
    file_name: str
    size_bytes: int
    sha256: str
    scan: str
    dated_on: date | None

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One line of the overview: the fact, and who it belongs to. ``version`` 0: an owner or a due day at most."""

    id: UUID
    fact: AnswerFact
    is_answered: bool
    version: int
    carried_from: str
    owner_id: UUID | None
    owner_name: str
    due_on: date | None
    saved_at: datetime
    saved_by_name: str


@dataclass(frozen=True, slots=True)
class ConfirmationRecord:
    """The newest word on an assertion: confirmed, or confirmed once and withdrawn since."""

    assertion: str
    confirmed_at: datetime
    confirmed_by_name: str
    withdrawn_at: datetime | None
    withdrawn_because: str
    """Code and item, e.g. ``answer_changed:1.1.2``; ``by_hand``."""
    withdrawn_by_name: str

    @property
    def stands(self) -> bool:
        return self.withdrawn_at is None


@dataclass(frozen=True, slots=True)
class AnswersStanding:
    """An assessment's answers and the assertions whose confirmation stands: what a score is made of."""

    id: UUID
    changed_at: datetime
    answers: Mapping[str, AnswerRow]
    confirmed: frozenset[str]

    @property
    def facts(self) -> dict[str, AnswerFact]:
        return {item: row.fact for item, row in self.answers.items() if row.is_answered}


@dataclass(frozen=True, slots=True)
class WorkingSet:
    """All of one assessment's assertion view, as an overview needs it."""

    id: UUID
    revision: int
    answers: Mapping[str, AnswerRow]
    confirmations: Mapping[str, ConfirmationRecord]

    @property
    def facts(self) -> dict[str, AnswerFact]:
        return {item: row.fact for item, row in self.answers.items() if row.is_answered}

    @property
    def confirmed(self) -> frozenset[str]:
        return frozenset(name for name, record in self.confirmations.items() if record.stands)


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """One answer in full. ``version`` is what the next save must have seen; 0: nothing was ever saved."""

    item: str
    version: int = 0
    is_answered: bool = False
    value: AnswerValue = field(default_factory=AnswerValue)
    documents: tuple[AnswerDocumentRecord, ...] = ()
    to_check: bool = False
    carried_from: str = ""
    owner_id: UUID | None = None
    owner_name: str = ""
    due_on: date | None = None
    saved_at: datetime | None = None
    saved_by_id: UUID | None = None
    saved_by_name: str = ""


@dataclass(frozen=True, slots=True)
class DraftRecord:
    """What a person typed and has not saved: field names of the form to what stood in them."""

    fields: Mapping[str, str]
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """All that the page of one item shows of one assessment."""

    assessment: UUID
    answer: AnswerRecord
    confirmation: ConfirmationRecord | None
    draft: DraftRecord | None
    progress: tuple[int, int, int, int]
    """Required in all, done, exempt among these, to check."""


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """A value that an answer once held; ``documents`` are their titles on that day."""

    version: int
    value: AnswerValue
    documents: tuple[str, ...]
    saved_at: datetime
    saved_by_name: str


_VALUE = ("yes_no", "text", "on", "number", "comment", "not_applicable")
_STATE = (
    "version",
    "is_answered",
    "to_check",
    "carried_from",
    "owner_id",
    "owner_name",
    "due_on",
    "saved_at",
    "saved_by_id",
    "saved_by_name",
)
_ROW = ("id", "item", *_VALUE, *_STATE)
_DOCUMENT = (
    "id",
    "title",
    "removed_at",
    "review_on",
    *(
        f"current__{name}"
        for name in ("number", "kind", "url", "place", "file_name", "size_bytes", "sha256", "scan", "dated_on")
    ),
)
_CONFIRMATION = (
    "assertion",
    "confirmed_at",
    "confirmed_by_name",
    "withdrawn_at",
    "withdrawn_because",
    "withdrawn_by_name",
)


class Joined(Aggregate):
    """The texts of a group joined by commas, on both engines."""

    function = "GROUP_CONCAT"
    output_field = CharField()

    def as_postgresql(self, compiler, connection, **extra):  # type: ignore[no-untyped-def]
        return self.as_sql(compiler, connection, function="STRING_AGG", template="%(function)s(%(expressions)s, ',')")


def answers_standing(**which: Any) -> AnswersStanding | None:
    """Read what the score of an assessment is made of; None where the year was not begun. One statement."""
    living = Confirmation.objects.filter(assessment=OuterRef("pk"), withdrawn_at__isnull=True).order_by()
    rows = list(
        Assessment.objects.filter(**which)
        .annotate(
            living=Subquery(living.values("assessment").annotate(all=Joined("assertion")).values("all")),
            held=_documents_under("answers__id"),
        )
        .values_list("id", "changed_at", "living", *(f"answers__{name}" for name in _ROW), "held")
    )
    if not rows:
        return None
    key, changed_at, living_names = rows[0][:3]
    answers = [_row(row[3:]) for row in rows if row[3]]
    confirmed = frozenset((living_names or "").split(",")) - {""}
    return AnswersStanding(key, changed_at, {row.fact.item: row for row in answers}, confirmed)


def assertion_facts(assessment: UUID) -> tuple[dict[str, AnswerFact], frozenset[str]]:
    """Give what the rules are told: answers by item, and the assertions whose confirmation stands. One statement."""
    stands = answers_standing(id=assessment)
    return (stands.facts, stands.confirmed) if stands else ({}, frozenset())


def confirmed_assertions(assessment: UUID) -> frozenset[str]:
    """Name the assertions whose confirmation stands. One statement."""
    living = Confirmation.objects.filter(assessment_id=assessment, withdrawn_at__isnull=True)
    return frozenset(living.values_list("assertion", flat=True))


def working_set(organisation: UUID, edition: str) -> WorkingSet | None:
    """Gather an assessment's answers and confirmations; None where the year was not begun. Two statements."""
    rows = list(
        Assessment.objects.filter(organisation_id=organisation, edition=edition)
        .order_by("confirmations__confirmed_at", "confirmations__id")
        .values_list("id", "revision", *(f"confirmations__{name}" for name in _CONFIRMATION))
    )
    if not rows:
        return None
    key, revision = rows[0][:2]
    words = [ConfirmationRecord(*row[2:]) for row in rows if row[2]]
    return WorkingSet(key, revision, answer_rows(key), {word.assertion: word for word in words})


def answer_rows(assessment: UUID) -> dict[str, AnswerRow]:
    """List answers with the number of documents under each, by item. One statement."""
    rows = Answer.objects.filter(assessment_id=assessment).annotate(held=_documents_under("id"))
    found = [_row(row) for row in rows.values_list(*_ROW, "held")]
    return {row.fact.item: row for row in found}


def _documents_under(answer: str) -> Coalesce:
    """Count the documents under each answer: beside it, because to group by all its texts would have to sort them."""
    links = AnswerDocument.objects.filter(answer=OuterRef(answer)).order_by().values("answer")
    return Coalesce(Subquery(links.annotate(number=Count("pk")).values("number")), 0)


def _row(row: tuple[Any, ...]) -> AnswerRow:
    key, item, yes_no, text, on, number, comment, absent, version, answered, check, carried, *rest = row
    owner_id, owner, due_on, saved_at, _, saved_by, held = rest
    fact = AnswerFact(item, yes_no, text, on, number, held, comment, absent, check)
    return AnswerRow(key, fact, answered, version, carried, owner_id, owner, due_on, saved_at, saved_by)


def item_record(organisation: UUID, edition: str, item: str, assertion: str, person: UUID | None) -> ItemRecord | None:
    """Read what the page of one item shows; None where the year was not begun. One statement.

    The answer with its documents, the newest word on its assertion, and what this person typed and did not save.
    """
    rows = (
        Assessment.objects.filter(organisation_id=organisation, edition=edition)
        .annotate(
            held=FilteredRelation("answers", condition=Q(answers__item=item)),
            word=FilteredRelation("confirmations", condition=Q(confirmations__assertion=assertion)),
            mine=FilteredRelation("drafts", condition=Q(drafts__subject=item, drafts__person_id=person)),
        )
        .order_by("-word__confirmed_at", "held__documents__id")
        .values_list(
            "id",
            "required_total",
            "required_done",
            "required_exempt",
            "required_to_check",
            "mine__fields",
            "mine__kept_at",
            *(f"word__{name}" for name in _CONFIRMATION),
            "held__id",
            *(f"held__{name}" for name in _VALUE + _STATE),
            *(f"held__documents__document__{name}" for name in _DOCUMENT),
        )
    )
    found = list(rows)
    if not found:
        return None
    first = found[0]
    newest = first[7:13]
    tails = [row[13:] for row in found if row[7:13] == newest]
    return ItemRecord(
        assessment=first[0],
        answer=_answer(item, tails) if tails[0][0] else AnswerRecord(item),
        confirmation=ConfirmationRecord(*newest) if newest[0] else None,
        draft=DraftRecord(first[5], first[6]) if first[6] else None,
        progress=first[1:5],
    )


def answer_in(organisation: UUID, edition: str, item: str) -> AnswerRecord | None:
    """Read the answer that an organisation gave to an item in an edition, e.g. last year's. One statement."""
    rows = list(
        Answer.objects.filter(assessment__organisation_id=organisation, assessment__edition=edition, item=item)
        .order_by("documents__id")
        .values_list("id", *_VALUE, *_STATE, *(f"documents__document__{name}" for name in _DOCUMENT))
    )
    return _answer(item, rows) if rows else None


def answers_in(assessment: UUID, items: Iterable[str]) -> dict[str, AnswerRecord]:
    """Read some answers of an assessment in full, by item. One statement."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    rows = Answer.objects.filter(assessment_id=assessment, item__in=list(items)).order_by("documents__id")
    for item, *row in rows.values_list(
        "item", "id", *_VALUE, *_STATE, *(f"documents__document__{name}" for name in _DOCUMENT)
    ):
        found.setdefault(item, []).append(tuple(row))
    return {item: _answer(item, held) for item, held in found.items()}


def versions_of(organisation: UUID, edition: str, item: str) -> tuple[VersionRecord, ...]:
    """List every value an answer has held, newest first, the present one included. One statement."""
    rows = (
        AnswerVersion.objects.filter(
            organisation_id=organisation, answer__assessment__edition=edition, answer__item=item
        )
        .order_by("-version")
        .values_list("version", *_VALUE, "documents", "saved_at", "saved_by_name")[:200]
    )
    return tuple(
        VersionRecord(row[0], _value(row[1:7]), tuple(held["title"] for held in row[7]), row[8], row[9]) for row in rows
    )


def plain_number(number: Decimal) -> str:
    """Write a decimal without the zeros that its column pads it with."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _answer(item: str, rows: list[tuple[Any, ...]]) -> AnswerRecord:
    """Put an answer together from its rows: id, value, state and one document (or nothing) each."""
    first = rows[0]
    state = first[7:17]
    held = [row[17:] for row in rows if row[17] is not None]
    documents = tuple(AnswerDocumentRecord(*row) for row in held)
    return AnswerRecord(
        item,
        version=state[0],
        is_answered=state[1],
        value=_value(first[1:7], frozenset(row[0] for row in held)),
        documents=documents,
        to_check=state[2],
        carried_from=state[3],
        owner_id=state[4],
        owner_name=state[5],
        due_on=state[6],
        saved_at=state[7] if state[0] else None,
        saved_by_id=state[8] if state[0] else None,
        saved_by_name=state[9] if state[0] else "",
    )


def _value(row: tuple[Any, ...], documents: frozenset[UUID] = frozenset()) -> AnswerValue:
    yes_no, text, on, number, comment, absent = row
    return AnswerValue(yes_no, text, on, number, comment, absent, documents)
