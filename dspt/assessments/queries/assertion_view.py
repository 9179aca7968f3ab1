"""One item of the assertion view: its answer with documents, its confirmation, a draft, its history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import FilteredRelation, Q, QuerySet

from dspt.prepared.reads import prepared

from ..models import Answer, AnswerVersion, Assessment
from ..rules.assertion_view import AnswerValue, Seen
from ..rules.year import NOBODY
from .assertion_year import CONFIRMATION, STATE, VALUE, ConfirmationRecord
from .sharing import Assigned, Said, comments_about, comments_among


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

    @property
    def seen(self) -> Seen:
        """What somebody has seen who has read this."""
        return Seen(self.version, sum(one.version for one in self.documents))


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
    looked_after: Assigned
    """Who holds the assertion it stands under."""
    comments: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """A value that an answer once held; ``documents`` are their titles on that day."""

    version: int
    value: AnswerValue
    documents: tuple[str, ...]
    saved_at: datetime
    saved_by_name: str


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


def item_record(organisation: UUID, edition: str, item: str, assertion: str, person: UUID | None) -> ItemRecord | None:
    """Read what the page of one item shows; None where the year was not begun. One statement.

    The answer with its documents, the newest word on its assertion, and what this person typed and did not save.
    """
    found = _item_in(organisation, edition, item, assertion, person or NOBODY)
    if not found:
        return None
    first = found[0]
    newest = first[10:16]
    tails = [row[16:-1] for row in found if row[10:16] == newest]
    return ItemRecord(
        assessment=first[0],
        answer=_answer(item, tails) if tails[0][0] else AnswerRecord(item),
        confirmation=ConfirmationRecord(*newest) if newest[0] else None,
        draft=DraftRecord(first[5], first[6]) if first[6] else None,
        progress=first[1:5],
        looked_after=Assigned(assertion, first[7], first[8] or "", first[9]),
        comments=comments_among(first[-1]),
    )


@prepared
def _item_in(
    organisation: UUID, edition: str, item: str, assertion: str, person: UUID
) -> QuerySet[Assessment, tuple[Any, ...]]:
    return (
        Assessment.objects.filter(organisation_id=organisation, edition=edition)
        .annotate(
            held=FilteredRelation("answers", condition=Q(answers__item=item)),
            word=FilteredRelation("confirmations", condition=Q(confirmations__assertion=assertion)),
            mine=FilteredRelation("drafts", condition=Q(drafts__subject=item, drafts__person_id=person)),
            cared=FilteredRelation("assignments", condition=Q(assignments__subject=assertion)),
            said=comments_about(item),
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
            *(f"cared__{name}" for name in ("owner_id", "owner_name", "due_on")),
            *(f"word__{name}" for name in CONFIRMATION),
            "held__id",
            *(f"held__{name}" for name in VALUE + STATE),
            *(f"held__documents__document__{name}" for name in _DOCUMENT),
            "said",
        )
    )


def answer_in(organisation: UUID, edition: str, item: str) -> AnswerRecord | None:
    """Read the answer that an organisation gave to an item in an edition, e.g. last year's. One statement."""
    rows = _answer_in(organisation, edition, item)
    return _answer(item, rows) if rows else None


@prepared
def _answer_in(organisation: UUID, edition: str, item: str) -> QuerySet[Answer, tuple[Any, ...]]:
    return (
        Answer.objects.filter(assessment__organisation_id=organisation, assessment__edition=edition, item=item)
        .order_by("documents__id")
        .values_list("id", *VALUE, *STATE, *(f"documents__document__{name}" for name in _DOCUMENT))
    )


def answers_in(assessment: UUID, items: Iterable[str]) -> dict[str, AnswerRecord]:
    """Read some answers of an assessment in full, by item. One statement."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    rows = Answer.objects.filter(assessment_id=assessment, item__in=list(items)).order_by("documents__id")
    for item, *row in rows.values_list(
        "item", "id", *VALUE, *STATE, *(f"documents__document__{name}" for name in _DOCUMENT)
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
        .values_list("version", *VALUE, "documents", "saved_at", "saved_by_name")[:200]
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
