"""Documents made row by row, for tests that need no store."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from dspt.documents.models import Document, Version
from dspt.documents.rules import search_key


def a_place(
    organisation: UUID, title: str, place: str, *, at: datetime, by: str = "Tom Okafor", dated_on: date | None = None
) -> Document:
    """Keep a document as the place where it lies."""
    paper = Document.objects.create(
        organisation_id=organisation,
        title=title,
        search_key=search_key(title, place),
        added_at=at,
        added_by_name=by,
    )
    paper.current = Version.objects.create(
        organisation_id=organisation,
        document=paper,
        number=1,
        kind="place",
        place=place,
        scan="none",
        dated_on=dated_on,
        added_at=at,
        added_by_name=by,
    )
    paper.save(update_fields=["current"])
    return paper
