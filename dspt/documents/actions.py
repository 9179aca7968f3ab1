"""Adding evidence documents, and removing them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import transaction

from dspt.foundation.actors import Actor
from dspt.foundation.references import new_id
from dspt.foundation.refusals import Refusal
from dspt.journal.actions import record

from . import gateways, rules
from .models import Document
from .queries import DocumentRecord
from .rules import DocumentRefused, FileRefused

__all__ = ["DocumentGone", "DocumentRefused", "FileRefused", "add_file", "add_link", "add_place", "remove_document"]


class DocumentGone(Refusal):
    """It is not there (any more), or not this organisation's."""

    code = "document_gone"


def add_file(
    *,
    by: Actor,
    organisation: UUID,
    code: str,
    file: BinaryIO,
    name: str,
    title: str = "",
    dated_on: date | None = None,
    at: datetime,
) -> DocumentRecord:
    """Keep an uploaded file of the organisation (its id and code), named as the sender named it.

    Refuses with FileRefused: empty, too big, a kind that is not taken, or content that is not what its ending says;
    with DocumentRefused an overlong title. Nothing stays in the store when anything fails. Until it has been scanned
    it is served to members of its own organisation alone.
    """
    file_name = rules.safe_name(name)
    title = rules.checked_title(title, file_name)
    kind = rules.recognised(file, file_name)
    kept = gateways.keep(file, settings.DSPT_UPLOAD_LIMIT_BYTES)
    try:
        return _add(
            by=by,
            organisation=organisation,
            code=code,
            at=at,
            kind="file",
            title=title,
            file_name=file_name,
            file_path=kept.path,
            content_type=kind.content_type,
            size_bytes=kept.size,
            sha256=kept.sha256,
            dated_on=dated_on,
        )
    except BaseException:
        gateways.discard(kept.path)
        raise


def add_link(
    *,
    by: Actor,
    organisation: UUID,
    code: str,
    url: str,
    title: str = "",
    dated_on: date | None = None,
    at: datetime,
) -> DocumentRecord:
    """Keep a web address as a document; it is never fetched. Refuses with DocumentRefused what is not http or https."""
    link = rules.checked_link(url)
    title = rules.checked_title(title, link)
    return _add(
        by=by, organisation=organisation, code=code, at=at, kind="link", title=title, url=link, dated_on=dated_on
    )


def add_place(
    *,
    by: Actor,
    organisation: UUID,
    code: str,
    place: str,
    title: str = "",
    dated_on: date | None = None,
    at: datetime,
) -> DocumentRecord:
    """Keep the statement of where a document is kept: sensitive ones may stay with their owners (rules section 2)."""
    place = rules.checked_place(place)
    title = rules.checked_title(title, place)
    return _add(
        by=by, organisation=organisation, code=code, at=at, kind="place", title=title, place=place, dated_on=dated_on
    )


def remove_document(*, by: Actor, organisation: UUID, code: str, document: UUID, at: datetime) -> None:
    """Remove a document: its record stays, marked; the file itself is deleted.

    Does not know what rests on it: doors call ``assessments.actions.remove_unused_document``, which asks first.
    Refuses with DocumentGone.
    """
    with transaction.atomic():
        living = Document.objects.filter(organisation_id=organisation, id=document, removed_at__isnull=True)
        found = living.values_list("title", "file_path").first()
        if found is None or not living.update(removed_at=at):
            raise DocumentGone
        title, path = found
        record(
            by=by,
            event="documents.document.removed",
            subject=f"document {document}",
            at=at,
            organisation=code,
            before={"title": title},
        )
        if path:
            transaction.on_commit(lambda: gateways.discard(path))


def _add(*, by: Actor, organisation: UUID, code: str, at: datetime, **values: Any) -> DocumentRecord:
    """Write the row and its journal entry; four statements besides the transaction's own."""
    scan = "awaiting" if values["kind"] == "file" else "none"
    with transaction.atomic():
        row = Document.objects.create(
            id=new_id(),
            organisation_id=organisation,
            scan=scan,
            added_at=at,
            added_by_id=by.id,
            added_by_name=by.name,
            **values,
        )
        record(
            by=by,
            event="documents.document.added",
            subject=f"document {row.id}",
            at=at,
            organisation=code,
            after={"kind": row.kind, "title": row.title, "sha256": row.sha256},
        )
    return DocumentRecord(
        row.id,
        row.kind,
        row.title,
        row.url,
        row.place,
        row.file_name,
        row.content_type,
        row.size_bytes,
        row.sha256,
        row.scan,
        row.dated_on,
        row.added_at,
        row.added_by_name,
    )
