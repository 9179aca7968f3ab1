"""What doors and higher rooms read of documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO
from uuid import UUID

from . import gateways
from .models import Document


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """One living document of an organisation. ``kind``: file, link, place."""

    id: UUID
    kind: str
    title: str
    url: str
    place: str
    file_name: str
    content_type: str
    size_bytes: int
    sha256: str
    scan: str
    dated_on: date | None
    added_at: datetime
    added_by_name: str


_FIELDS = (
    "id",
    "kind",
    "title",
    "url",
    "place",
    "file_name",
    "content_type",
    "size_bytes",
    "sha256",
    "scan",
    "dated_on",
    "added_at",
    "added_by_name",
)


def documents_of(organisation: UUID) -> tuple[DocumentRecord, ...]:
    """List an organisation's documents, newest first. One statement."""
    rows = Document.objects.filter(organisation_id=organisation, removed_at__isnull=True).order_by("-added_at", "-id")
    return tuple(DocumentRecord(*row) for row in rows.values_list(*_FIELDS))


def documents_named(organisation: UUID, ids: Iterable[UUID]) -> dict[UUID, DocumentRecord]:
    """Find those of the named documents that are the organisation's own and not removed. One statement, or none."""
    wanted = list(ids)
    if not wanted:
        return {}
    rows = Document.objects.filter(organisation_id=organisation, removed_at__isnull=True, id__in=wanted)
    return {row[0]: DocumentRecord(*row) for row in rows.values_list(*_FIELDS)}


def document(organisation: UUID, id: UUID) -> DocumentRecord | None:
    """Find one document of an organisation; None where it is not there, removed or another's. One statement."""
    return documents_named(organisation, [id]).get(id)


def content(organisation: UUID, id: UUID) -> tuple[DocumentRecord, BinaryIO] | None:
    """Open the file of a document of this organisation; the caller closes it.

    None for a link or a place, for another's document, and where the store has lost it. One statement.
    """
    row = (
        Document.objects.filter(organisation_id=organisation, removed_at__isnull=True, id=id, kind="file")
        .exclude(scan="infected")
        .values_list(*_FIELDS, "file_path")
        .first()
    )
    if row is None:
        return None
    opened = gateways.fetch(row[-1])
    return (DocumentRecord(*row[:-1]), opened) if opened else None
