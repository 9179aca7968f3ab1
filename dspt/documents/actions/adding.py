"""Adding evidence documents, and replacing them by a new version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F

from dspt.foundation.actors import Actor
from dspt.foundation.references import new_id
from dspt.foundation.refusals import Refusal
from dspt.journal.actions import record

from .. import gateways, rules
from ..models import Document, Space, Version
from ..queries import DocumentRecord


class DocumentGone(Refusal):
    """It is not there (any more), or not this organisation's."""

    code = "document_gone"


class DocumentChanged(Refusal):
    """Somebody replaced it since the person read it. Facts: ``version`` (the one that stands), ``by``."""

    code = "document_changed"


class SpaceRefused(Refusal):
    """The organisation's files would take more than they may. Facts: ``limit_bytes``, ``free_bytes``."""

    code = "space_full"


@dataclass(frozen=True, slots=True)
class _Made:
    """What a version is, before it has a number."""

    kind: str
    url: str = ""
    place: str = ""
    file_name: str = ""
    file_path: str = ""
    content_type: str = ""
    size_bytes: int = 0
    sha256: str = ""


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
    with SpaceRefused what the organisation has no room for; with DocumentRefused an overlong title. Nothing stays in
    the store when anything fails. Until it has been scanned it is served to members of its own organisation alone.
    """
    title = rules.checked_title(title, rules.safe_name(name))
    made = _kept(file, name)
    try:
        return _add(by=by, organisation=organisation, code=code, at=at, title=title, dated_on=dated_on, made=made)
    except BaseException:
        gateways.discard(made.file_path)
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
    made = _Made("link", url=rules.checked_link(url))
    title = rules.checked_title(title, made.url)
    return _add(by=by, organisation=organisation, code=code, at=at, title=title, dated_on=dated_on, made=made)


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
    made = _Made("place", place=rules.checked_place(place))
    title = rules.checked_title(title, made.place)
    return _add(by=by, organisation=organisation, code=code, at=at, title=title, dated_on=dated_on, made=made)


def replace_with_file(
    *,
    by: Actor,
    organisation: UUID,
    code: str,
    document: UUID,
    seen_version: int,
    file: BinaryIO,
    name: str,
    dated_on: date | None = None,
    at: datetime,
) -> DocumentRecord:
    """Put a file in the place of what a document was, as its next version; whatever refers to it has the new one.

    Does not know what rests on it: doors call ``assessments.actions.replace_document``, which tells the assessments.
    Refuses as ``add_file`` does; with DocumentGone, and with DocumentChanged where the version that stands is not the
    one that was seen.
    """
    made = _kept(file, name)
    try:
        return _replace(
            by=by,
            organisation=organisation,
            code=code,
            document=document,
            seen_version=seen_version,
            dated_on=dated_on,
            made=made,
            at=at,
        )
    except BaseException:
        gateways.discard(made.file_path)
        raise


def replace_with_link(
    *,
    by: Actor,
    organisation: UUID,
    code: str,
    document: UUID,
    seen_version: int,
    url: str,
    dated_on: date | None = None,
    at: datetime,
) -> DocumentRecord:
    """Put a link in the place of what a document was, as its next version. Refuses as ``replace_with_file`` does."""
    return _replace(
        by=by,
        organisation=organisation,
        code=code,
        document=document,
        seen_version=seen_version,
        dated_on=dated_on,
        made=_Made("link", url=rules.checked_link(url)),
        at=at,
    )


def replace_with_place(
    *,
    by: Actor,
    organisation: UUID,
    code: str,
    document: UUID,
    seen_version: int,
    place: str,
    dated_on: date | None = None,
    at: datetime,
) -> DocumentRecord:
    """Say where a document is kept from now on, as its next version. Refuses as ``replace_with_file`` does."""
    return _replace(
        by=by,
        organisation=organisation,
        code=code,
        document=document,
        seen_version=seen_version,
        dated_on=dated_on,
        made=_Made("place", place=rules.checked_place(place)),
        at=at,
    )


def _kept(file: BinaryIO, name: str) -> _Made:
    """Look at a file and copy it into the store; who calls discards it again when anything fails later."""
    file_name = rules.safe_name(name)
    kind = gateways.inspected(file, file_name, settings.DSPT_UPLOAD_LIMIT_BYTES)
    kept = gateways.keep(file, settings.DSPT_UPLOAD_LIMIT_BYTES)
    return _Made(
        "file",
        file_name=file_name,
        file_path=kept.path,
        content_type=kind.content_type,
        size_bytes=kept.size,
        sha256=kept.sha256,
    )


def _add(
    *, by: Actor, organisation: UUID, code: str, title: str, dated_on: date | None, made: _Made, at: datetime
) -> DocumentRecord:
    """Write document, version and journal entry; of a file the space it takes. Five statements, seven for a file."""
    with transaction.atomic():
        row = Document.objects.create(
            id=new_id(),
            organisation_id=organisation,
            title=title,
            search_key=rules.search_key(title, made.file_name, made.url, made.place),
            added_at=at,
            added_by_id=by.id,
            added_by_name=by.name,
        )
        version = _write_version(row, 1, dated_on, made, by, at)
        Document.objects.filter(pk=row.pk).update(current=version)
        record(
            by=by,
            event="documents.document.added",
            subject=f"document {row.id}",
            at=at,
            organisation=code,
            after={"kind": made.kind, "title": title, "version": 1, "sha256": made.sha256},
        )
    return _record_of(row, version)


def _replace(
    *,
    by: Actor,
    organisation: UUID,
    code: str,
    document: UUID,
    seen_version: int,
    dated_on: date | None,
    made: _Made,
    at: datetime,
) -> DocumentRecord:
    with transaction.atomic():
        row = (
            Document.objects.select_for_update(of=("self",), no_key=True)
            .select_related("current")
            .filter(organisation_id=organisation, id=document, removed_at__isnull=True)
            .first()
        )
        if row is None or row.current is None:
            raise DocumentGone
        old = row.current
        if old.number != seen_version:
            raise DocumentChanged(version=old.number, by=old.added_by_name)
        version = _write_version(row, old.number + 1, dated_on, made, by, at)
        key = rules.search_key(row.title, row.owner_name, made.file_name, made.url, made.place)
        Document.objects.filter(pk=row.pk).update(current=version, search_key=key)
        record(
            by=by,
            event="documents.document.replaced",
            subject=f"document {row.id}",
            at=at,
            organisation=code,
            before={"kind": old.kind, "title": row.title, "version": old.number, "sha256": old.sha256},
            after={"kind": made.kind, "title": row.title, "version": version.number, "sha256": made.sha256},
        )
    return _record_of(row, version)


def _write_version(row: Document, number: int, dated_on: date | None, made: _Made, by: Actor, at: datetime) -> Version:
    if made.size_bytes:
        _take_space(row.organisation_id, made.size_bytes)
    return Version.objects.create(
        id=new_id(),
        organisation_id=row.organisation_id,
        document_id=row.pk,
        number=number,
        kind=made.kind,
        url=made.url,
        place=made.place,
        file_name=made.file_name,
        file_path=made.file_path,
        content_type=made.content_type,
        size_bytes=made.size_bytes,
        sha256=made.sha256,
        scan="awaiting" if made.kind == "file" else "none",
        dated_on=dated_on,
        added_at=at,
        added_by_id=by.id,
        added_by_name=by.name,
    )


def _take_space(organisation: UUID, size_bytes: int) -> None:
    """Count a file in, if there is room: one conditional update, so two uploads cannot both take the last place."""
    limit = settings.DSPT_SPACE_LIMIT_BYTES
    mine = Space.objects.filter(organisation_id=organisation)
    if mine.filter(used_bytes__lte=limit - size_bytes).update(used_bytes=F("used_bytes") + size_bytes):
        return
    Space.objects.bulk_create([Space(organisation_id=organisation)], ignore_conflicts=True)
    if not mine.filter(used_bytes__lte=limit - size_bytes).update(used_bytes=F("used_bytes") + size_bytes):
        used = mine.values_list("used_bytes", flat=True).get()
        raise SpaceRefused(limit_bytes=limit, free_bytes=max(0, limit - used))


def _record_of(row: Document, version: Version) -> DocumentRecord:
    return DocumentRecord(
        row.id,
        row.title,
        row.owner_id,
        row.owner_name,
        row.review_on,
        row.added_at,
        row.added_by_name,
        row.removed_at,
        version.number,
        version.kind,
        version.url,
        version.place,
        version.file_name,
        version.content_type,
        version.size_bytes,
        version.sha256,
        version.scan,
        version.dated_on,
        version.altered_at,
    )
