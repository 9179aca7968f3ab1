"""What doors and higher rooms read of documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from .models import Document, Space, Version


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


def to_lock_away() -> tuple[UUID, ...]:
    """Name infected versions whose files still lie among the others: a worker ended between the two. One statement."""
    rows = Version.objects.filter(kind="file", scan="infected", discarded_at__isnull=True)
    return tuple(rows.exclude(file_path__startswith="quarantine/").values_list("id", flat=True)[:100])
