"""An organisation's library: what rests on its documents, and those that filters pick, a page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import BooleanField, Count, Exists, F, OuterRef, Q, QuerySet, Value, Window

from dspt.documents.models import Document
from dspt.documents.queries import FIELDS, DocumentRecord
from dspt.documents.rules.reviews import OLD_DAYS, REMIND_DAYS

from ..models import AnswerDocument, JudgementDocument
from ..rules.year import NOBODY


class Use(NamedTuple):
    """One place where a document stands as evidence: an item, or an outcome, of an edition."""

    edition: str
    reference: str
    is_outcome: bool = False


class Titled(NamedTuple):
    """A document by its title, and how the virus check of the version that stands ended."""

    title: str
    scan: str


def titles_under(assessment: UUID) -> dict[str, tuple[Titled, ...]]:
    """Give the documents under each answer of an assessment, by item, those that were removed left out. One
    statement."""
    rows = (
        AnswerDocument.objects.filter(answer__assessment_id=assessment, document__removed_at__isnull=True)
        .order_by("document__title", "id")
        .values_list("answer__item", "document__title", "document__current__scan")
    )
    found: dict[str, list[Titled]] = {}
    for item, title, scan in rows:
        found.setdefault(item, []).append(Titled(title, scan))
    return {item: tuple(held) for item, held in found.items()}


def document_uses(organisation: UUID, documents: Iterable[UUID] | None = None) -> dict[UUID, tuple[Use, ...]]:
    """Say which answers and outcomes rest on the organisation's documents, newest edition first. One statement."""
    which: dict[str, Any] = {"organisation_id": organisation}
    if documents is not None:
        which["document_id__in"] = list(documents)
    answers = AnswerDocument.objects.filter(**which).values_list(
        "document_id", F("answer__assessment__edition"), F("answer__item"), Value(False, BooleanField())
    )
    judgements = JudgementDocument.objects.filter(**which).values_list(
        "document_id", F("judgement__assessment__edition"), F("judgement__outcome"), Value(True, BooleanField())
    )
    found: dict[UUID, list[Use]] = {}
    union: QuerySet[Any, Any] = answers.union(judgements, all=True)
    for document, edition, reference, is_outcome in union:
        found.setdefault(document, []).append(Use(edition, reference, bool(is_outcome)))
    return {document: tuple(sorted(uses, key=_newest_first)) for document, uses in found.items()}


FILTERS = ("", "mine", "review", "past", "old", "unused", "unchecked", "removed")
ORDERS = ("", "name", "review", "size")
"""The newest, or what was removed last, first; by name; by review day; the largest first."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents of a library, seen by somebody on a UK day. ``words``: folded, each of them must be found."""

    person: UUID | None
    on: date
    words: tuple[str, ...] = ()
    show: str = ""
    kind: str = ""
    order: str = ""


def documents_wanted(
    organisation: UUID, wanted: Wanted, *, first: int, most: int
) -> tuple[tuple[DocumentRecord, ...], int]:
    """Give a stretch of the documents wanted, and how many there are in all (none past their end). One statement."""
    rows = Document.objects.filter(_under(wanted.show, wanted.person, wanted.on), organisation_id=organisation)
    for word in wanted.words:
        rows = rows.filter(search_key__contains=word)
    if wanted.kind:
        rows = rows.filter(current__kind=wanted.kind)
    newest = "-removed_at" if wanted.show == "removed" else "-added_at"
    order: dict[str, Any] = {
        "name": "search_key",
        "review": F("review_on").asc(nulls_last=True),
        "size": "-current__size_bytes",
    }
    rows = rows.order_by(*((order[wanted.order],) if wanted.order else ()), newest, "-id")
    found = list(rows.annotate(all=Window(Count("*"))).values_list(*FIELDS, "all")[first : first + most])
    return tuple(DocumentRecord(*row[:-1]) for row in found), found[0][-1] if found else 0


def documents_counted(organisation: UUID, person: UUID | None, on: date) -> Mapping[str, int]:
    """Count the documents under each filter. One statement."""
    counts = {f"under_{show}": Count("pk", filter=_under(show, person, on)) for show in FILTERS}
    found = Document.objects.filter(organisation_id=organisation).aggregate(**counts)
    return {show: found[f"under_{show}"] for show in FILTERS}


def _under(show: str, person: UUID | None, on: date) -> Q:
    living = Q(removed_at__isnull=True)
    near = on + timedelta(days=max(REMIND_DAYS))
    under = {
        "": Q(),
        "mine": Q(owner_id=person or NOBODY),
        "review": Q(review_on__lte=near),
        "past": Q(review_on__lt=on),
        "old": Q(current__dated_on__lt=on - timedelta(days=OLD_DAYS)),
        "unused": ~Exists(AnswerDocument.objects.filter(document=OuterRef("pk")))
        & ~Exists(JudgementDocument.objects.filter(document=OuterRef("pk"))),
        "unchecked": Q(current__kind="file") & ~Q(current__scan="clean"),
    }
    return ~living if show == "removed" else living & under[show]


def _newest_first(use: Use) -> tuple[int, str, list[tuple[bool, int, str]]]:
    parts = [(not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in use.reference.split(".")]
    return -int(use.edition[:4]) if use.edition[:4].isdigit() else 0, use.edition, parts
