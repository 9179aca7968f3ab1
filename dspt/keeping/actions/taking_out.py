"""Taking out everything an organisation has here, as one archive."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.db import transaction

from dspt.documents.actions import DocumentGone, FileAltered, FileLost, FileNotServed, OpenedFile, StoreAway, open_file
from dspt.foundation.actors import Actor
from dspt.journal.actions import record
from dspt.notices.actions import owe_notices
from dspt.organisations.queries import administrators
from dspt.publication.queries import frozen_bundle

from ..queries import everything
from ..rules import Entry, Names, json_list, json_one, letters, packed

_A_PIECE = 256 * 1024
_LEFT_OUT = {
    "awaiting": "the virus check has not passed it yet",
    "failed": "the virus check could not look into it",
    "infected": "the virus check found something harmful in it",
    "discarded": "the file is no longer kept",
    "file_lost": "the file is missing from the store",
    "file_altered": "the file in the store is not the one that was kept",
    "store_away": "the store did not answer; take everything out again later",
}


def take_everything_out(*, by: Actor, organisation: UUID, code: str, name: str, at: datetime) -> Iterator[bytes]:
    """Give the bytes of a ZIP file with everything an organisation has here; ``name``: of the organisation.

    Journalled, and its administrators are told, before the first byte leaves: whoever breaks the download off may have
    had most of it. What follows reads only, in bounded statements, one of them for each file; every file is checked
    against its digest, and one that may not be handed out to this person is listed with the reason. Memory holds a
    piece of one file and the list of names.
    """
    with transaction.atomic():
        record(
            by=by,
            event="keeping.archive.taken_out",
            subject=f"organisation {code}",
            at=at,
            organisation=code,
        )
        subject, body = letters.taken_out_letter(organisation=name, code=code, by=by.name, at=at)
        owe_notices(
            kind="keeping.taken_out",
            to=[one.email for one in administrators(code)],
            subject=subject,
            body=body,
            at=at,
            organisation=code,
        )
    about = {"organisation": {"code": code, "name": name}, "taken_out_at": at, "taken_out_by": by.name}
    return packed(_entries(by, organisation, code, name, at), about=about, at=at)


def _entries(by: Actor, organisation: UUID, code: str, name: str, at: datetime) -> Iterator[Entry]:
    read_me = letters.read_me(organisation=name, code=code, by=by.name, at=at)
    yield Entry("README.txt", [read_me.replace("\n", "\r\n").encode()])
    yield Entry("organisation.json", json_one(everything.organisation_rows(organisation)))
    yield Entry("people.json", json_list(everything.people_rows(organisation)))
    for year in everything.year_rows(organisation):
        yield from everything.year_entries(year)
    yield from _publications(organisation)
    yield from _documents(by, organisation, code, at)
    yield Entry("journal.json", json_list(everything.journal_rows(code)))


def _publications(organisation: UUID) -> Iterator[Entry]:
    yield Entry("publications.json", json_list(everything.publication_rows(organisation)))
    yield Entry("sign-offs.json", json_list(everything.sign_off_rows(organisation)))
    for row in everything.publication_rows(organisation):
        bundle = frozen_bundle(organisation, row["id"])
        assert bundle is not None
        yield Entry(f"publications/{row['number']}.json", [bundle.encode()])


def _documents(by: Actor, organisation: UUID, code: str, at: datetime) -> Iterator[Entry]:
    names = Names()
    told: dict[UUID, tuple[str, str]] = {}
    is_away = False
    for row in everything.version_rows(organisation):
        if row["kind"] != "file":
            continue
        if not row["file_path"]:
            told[row["id"]] = "left_out", _LEFT_OUT["discarded"]
            continue
        # A store that hangs is asked once: each time costs seconds, and an archive without the others is not whole.
        opened = StoreAway.code if is_away else _opened(by, organisation, code, row, at)
        is_away = opened == StoreAway.code
        if isinstance(opened, str):
            told[row["id"]] = "left_out", _LEFT_OUT[opened]
            continue
        with opened.file:
            name = names.own("documents", _named(row["file_name"], row["number"]))
            told[row["id"]] = "file", name
            yield Entry(name, _pieces(opened.file), is_packed=False)
    yield Entry("documents.json", json_list(_listed(organisation, told)))


def _named(file_name: str, version: int) -> str:
    stem, dot, suffix = file_name.rpartition(".")
    return f"{stem or suffix}, version {version}{f'.{suffix}' if stem and dot else ''}"


def _listed(organisation: UUID, told: dict[UUID, tuple[str, str]]) -> Iterator[everything.Row]:
    for row in everything.version_rows(organisation):
        del row["file_path"]
        key = row.pop("id")
        if key in told:
            what, words = told[key]
            row[what] = words
        yield {name.replace("document__", "document_"): value for name, value in row.items()}


def _opened(by: Actor, organisation: UUID, code: str, row: everything.Row, at: datetime) -> OpenedFile | str:
    try:
        return open_file(
            by=by,
            organisation=organisation,
            code=code,
            document=row["document_id"],
            number=row["number"],
            reader=by.id,
            at=at,
        )
    except DocumentGone:
        return "discarded"
    except (FileNotServed, FileLost, FileAltered, StoreAway) as refused:
        return refused.code


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(_A_PIECE):
        yield piece
