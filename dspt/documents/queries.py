"""What doors and higher rooms read of documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Case, Count, F, IntegerField, Q, Sum, Value, When, Window
from django.db.models.functions import Cast

from .models import Document, Space, Version
from .rules import reviews, search_key


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """One document as it stands. ``kind``: file, link, place; all from there to ``dated_on`` is its present version's.

    ``scan``: awaiting, clean, infected, failed; of links and places: none.
    """

    id: UUID
    title: str
    owner_id: UUID | None
    owner_name: str
    review_on: date | None
    added_at: datetime
    added_by_name: str
    removed_at: datetime | None
    version: int
    kind: str
    url: str
    place: str
    file_name: str
    content_type: str
    size_bytes: int
    sha256: str
    scan: str
    dated_on: date | None
    altered_at: datetime | None


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """One version of a document, the present one or an earlier. ``file_path``: in the store; empty: no file there."""

    id: UUID
    document: UUID
    number: int
    kind: str
    url: str
    place: str
    file_name: str
    file_path: str
    content_type: str
    size_bytes: int
    sha256: str
    scan: str
    dated_on: date | None
    added_at: datetime
    added_by_id: UUID | None
    added_by_name: str
    frozen_at: datetime | None
    altered_at: datetime | None
    discarded_at: datetime | None


_OWN = ("id", "title", "owner_id", "owner_name", "review_on", "added_at", "added_by_name", "removed_at")
_PRESENT = (
    "number",
    "kind",
    "url",
    "place",
    "file_name",
    "content_type",
    "size_bytes",
    "sha256",
    "scan",
    "dated_on",
    "altered_at",
)
FIELDS = (*_OWN, *(f"current__{name}" for name in _PRESENT))
_VERSION = (
    "id",
    "document_id",
    "number",
    "kind",
    "url",
    "place",
    "file_name",
    "file_path",
    "content_type",
    "size_bytes",
    "sha256",
    "scan",
    "dated_on",
    "added_at",
    "added_by_id",
    "added_by_name",
    "frozen_at",
    "altered_at",
    "discarded_at",
)


def documents_of(organisation: UUID) -> tuple[DocumentRecord, ...]:
    """List an organisation's documents, newest first. One statement."""
    rows = Document.objects.filter(organisation_id=organisation, removed_at__isnull=True).order_by("-added_at", "-id")
    return tuple(DocumentRecord(*row) for row in rows.values_list(*FIELDS))


@dataclass(frozen=True, slots=True)
class Pickable:
    """Documents to pick from: the newest in which every word is ``found``, of how many, and of how many ``held``."""

    documents: tuple[DocumentRecord, ...]
    found: int
    held: int


def documents_to_pick(organisation: UUID, words: str, *, but: Iterable[UUID] = (), most: int) -> Pickable:
    """Look through an organisation's documents for words, those named in ``but`` left out. One statement, whose answer
    is as long as what is shown of it."""
    held = Document.objects.filter(organisation_id=organisation, removed_at__isnull=True).exclude(id__in=list(but))
    fits = Q()
    for word in search_key(words).split():
        fits &= Q(search_key__contains=word)
    is_found = Case(When(fits, then=1), default=0) if fits else Value(1)
    rows = held.annotate(is_found=Cast(is_found, IntegerField())).annotate(
        found=Window(Sum("is_found")), held=Window(Count("*"))
    )
    read = list(rows.order_by("-is_found", "-added_at", "-id").values_list(*FIELDS, "is_found", "found", "held")[:most])
    shown = tuple(DocumentRecord(*row[:-3]) for row in read if row[-3])
    return Pickable(shown, read[0][-2], read[0][-1]) if read else Pickable((), 0, 0)


def documents_named(organisation: UUID, ids: Iterable[UUID]) -> dict[UUID, DocumentRecord]:
    """Find those of the named documents that are the organisation's own and not removed. One statement, or none."""
    wanted = list(ids)
    if not wanted:
        return {}
    rows = Document.objects.filter(organisation_id=organisation, removed_at__isnull=True, id__in=wanted)
    return {row[0]: DocumentRecord(*row) for row in rows.values_list(*FIELDS)}


def document(organisation: UUID, id: UUID, *, removed_too: bool = False) -> DocumentRecord | None:
    """Find one document of an organisation; None where it is another's or not there. One statement.

    A removed one is found with ``removed_too`` alone.
    """
    rows = Document.objects.filter(organisation_id=organisation, id=id)
    if not removed_too:
        rows = rows.filter(removed_at__isnull=True)
    row = rows.values_list(*FIELDS).first()
    return DocumentRecord(*row) if row else None


def versions_of_document(organisation: UUID, document: UUID) -> tuple[VersionRecord, ...]:
    """List every version of a document, newest first; of a removed one too. One statement."""
    rows = Version.objects.filter(organisation_id=organisation, document_id=document).order_by("-number")
    return tuple(VersionRecord(*row) for row in rows.values_list(*_VERSION))


def version_of_document(organisation: UUID, document: UUID, number: int | None = None) -> VersionRecord | None:
    """Find one version of a document; without a number the one that stands, of a document that is not removed.

    By its number a version is found after it was replaced and after its document was removed: publications froze it.
    One statement.
    """
    rows = Version.objects.filter(organisation_id=organisation, document_id=document)
    if number is None:
        rows = rows.filter(document__removed_at__isnull=True).order_by("-number")
    else:
        rows = rows.filter(number=number)
    row = rows.values_list(*_VERSION).first()
    return VersionRecord(*row) if row else None


def used_bytes(organisation: UUID) -> int:
    """Say what an organisation's files take in the store, earlier versions included. One statement."""
    return Space.objects.filter(organisation_id=organisation).values_list("used_bytes", flat=True).first() or 0


def awaiting_scan() -> int:
    """Count the files of all organisations that await their scan. One statement."""
    return Version.objects.filter(kind="file", scan="awaiting", discarded_at__isnull=True).count()


def whose_version(version: UUID) -> tuple[UUID, str, UUID]:
    """Say whose a version is: organisation, its code, document. One statement."""
    named = Version.objects.values_list("organisation_id", "organisation__code", "document_id")
    organisation, code, document = named.get(id=version)
    return organisation, code, document


def to_lock_away() -> tuple[UUID, ...]:
    """Name infected versions whose files still lie among the others: a worker ended between the two. One statement."""
    rows = Version.objects.filter(kind="file", scan="infected", discarded_at__isnull=True)
    return tuple(rows.exclude(file_path__startswith="quarantine/").values_list("id", flat=True)[:100])


def documents_due(organisation: UUID, on: date) -> int:
    """Count the documents whose review day is near or past on a UK day. One statement."""
    until = on + timedelta(days=max(reviews.REMIND_DAYS))
    return Document.objects.filter(organisation_id=organisation, removed_at__isnull=True, review_on__lte=until).count()


def reviews_owed(organisation: UUID, on: date) -> tuple[tuple[UUID, str, date, UUID | None], ...]:
    """List what is to be reminded of on a UK day: document, title, review day, owner. One statement."""
    rows = Document.objects.filter(_owed(on), organisation_id=organisation).order_by("review_on", "id")
    found = rows.values_list("id", "title", "review_on", "owner_id")
    return tuple((document, title, review_on, owner) for document, title, review_on, owner in found if review_on)


def organisations_with_reviews_owed(on: date) -> tuple[tuple[UUID, str], ...]:
    """List the organisations (id, code) that have reminders due on a UK day. One statement."""
    rows = Document.objects.filter(_owed(on)).order_by("organisation_id").distinct()
    return tuple(rows.values_list("organisation_id", "organisation__code"))


def _owed(on: date) -> Q:
    """Say which documents are owed a reminder: near or past, and not told of at this stage of this review day."""
    near = on + timedelta(days=max(reviews.REMIND_DAYS))
    owed = Q(review_on__gte=on, review_on__lte=near) & ~_told(max(reviews.REMIND_DAYS))
    for days in reviews.REMIND_DAYS:
        owed |= Q(review_on__gte=on, review_on__lte=on + timedelta(days=days)) & ~_told(days)
    owed |= Q(review_on__lt=on) & ~_told(reviews.PAST)
    return owed & Q(removed_at__isnull=True)


def _told(days: int) -> Q:
    return Q(reminded_for__isnull=False, reminded_for=F("review_on"), reminded_days__lte=days)
