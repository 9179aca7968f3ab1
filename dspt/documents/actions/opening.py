"""Opening a kept file: only what is still the file that was kept is handed out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from dspt.foundation.actors import Actor
from dspt.foundation.refusals import Refusal
from dspt.journal.actions import record
from dspt.notices.actions import owe_notices
from dspt.organisations.queries import administrators

from .. import gateways
from ..models import Version
from ..queries import VersionRecord, version_of_document
from ..queries import document as document_record
from ..rules import Reader, letters, may_be_opened
from .adding import DocumentGone

_CHUNK = 256 * 1024
_ALARM_AGAIN = timedelta(days=1)


class FileLost(Refusal):
    """The store does not hold the file (any more)."""

    code = "file_lost"


class FileAltered(Refusal):
    """The file in the store is not the one that was kept: its digest differs. It is not handed out."""

    code = "file_altered"


class FileNotServed(Refusal):
    """The virus check stands in the way: ``awaiting``, ``failed``, ``infected``. Facts: ``name``, of the file."""


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A version with its file, open at its beginning; the caller closes it."""

    version: VersionRecord
    file: BinaryIO


def check_file(
    *, organisation: UUID, document: UUID, number: int | None = None, reader: UUID | None, is_own: bool = True
) -> VersionRecord:
    """Find a version with a file that may be opened by a reader (a person's id), of the organisation or not.

    Without a number the version that stands, of a document that is not removed; by its number any version, for as
    long as its file is there. Refuses with DocumentGone: not a file, another's, discarded; with FileNotServed where
    the virus check stands in the way. One statement.
    """
    version = version_of_document(organisation, document, number)
    if version is None or version.kind != "file" or not version.file_path:
        raise DocumentGone
    who = Reader.OTHER
    if is_own:
        is_uploader = reader is not None and reader == version.added_by_id
        who = Reader.UPLOADER if is_uploader else Reader.COLLEAGUE
    if not may_be_opened(version.scan, who, has_scanner=gateways.has_scanner()):
        raise FileNotServed(version.scan, name=version.file_name)
    return version


def open_file(
    *,
    by: Actor,
    organisation: UUID,
    code: str,
    document: UUID,
    number: int | None = None,
    reader: UUID | None,
    is_own: bool = True,
    at: datetime,
) -> OpenedFile:
    """Open a file as ``check_file`` allows it, once it is known to be the file that was kept.

    The whole file is read and its SHA-256 compared before a byte is handed out. Refuses as ``check_file`` does, with
    StoreAway, and with FileLost and FileAltered where the store holds none or another one: that is journalled, and the
    administrators are told, once a day at most. One statement where all is well.
    """
    version = check_file(organisation=organisation, document=document, number=number, reader=reader, is_own=is_own)
    file = gateways.fetch(version.file_path)
    if file is None:
        _alarm(by, organisation, code, version, "", at)
        raise FileLost
    found = _digest(file)
    if found != version.sha256:
        file.close()
        _alarm(by, organisation, code, version, found, at)
        raise FileAltered
    file.seek(0)
    return OpenedFile(version, file)


def _digest(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _alarm(by: Actor, organisation: UUID, code: str, version: VersionRecord, found: str, at: datetime) -> None:
    """Write down that a file is not what was kept, and owe its organisation's administrators a letter."""
    row = document_record(organisation, version.document, removed_too=True)
    title = row.title if row else ""
    subject, body = letters.altered_letter(code, title, version.number, version.file_name, is_lost=not found)
    with transaction.atomic():
        quiet = Q(altered_at__isnull=True) | Q(altered_at__lt=at - _ALARM_AGAIN)
        if not Version.objects.filter(quiet, pk=version.id).update(altered_at=at):
            return
        record(
            by=by,
            event="documents.file.altered" if found else "documents.file.lost",
            subject=f"document {version.document}",
            at=at,
            organisation=code,
            before={"title": title, "version": version.number, "sha256": version.sha256},
            after={"sha256": found},
        )
        owe_notices(
            kind="documents.altered",
            to=[one.email for one in administrators(code)],
            subject=subject,
            body=body,
            at=at,
            organisation=code,
        )
