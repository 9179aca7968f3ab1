"""What an organisation published, and the receipt of one publication."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from dspt.notices.queries import letters_of

from .. import rules
from ..models import Publication


@dataclass(frozen=True, slots=True)
class PublicationRecord:
    """One publication as its organisation sees it in a list. ``status_text`` as it was frozen."""

    id: UUID
    number: str
    place: int
    edition: str
    kind: str
    status: str
    status_text: str
    was_late: bool
    published_at: datetime
    published_by: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """One publication in full, as far as its receipt shows it."""

    publication: PublicationRecord
    organisation: str
    code: str
    job_title: str
    turn: int
    """How many publications of this kind and edition the organisation had made with it."""
    follows: PublicationRecord | None
    newer: PublicationRecord | None
    sha256: str
    record: str
    is_current_until: date
    takes_more_until: date
    """Last day on which its edition takes publications: the next one opens on the day after."""
    certificates: tuple[tuple[str, date], ...]
    """Label and last day of each certificate that was in date, soonest first."""
    sent_to: tuple[str, ...]
    not_sent_to: tuple[str, ...]
    """Addresses the letter could not be sent to."""


def publication_history(organisation: UUID) -> tuple[PublicationRecord, ...]:
    """List an organisation's publications, newest first. One statement, which leaves the documents where they are."""
    rows = Publication.objects.filter(organisation_id=organisation).order_by("-place")
    return tuple(
        PublicationRecord(
            id=row.id,
            number=row.number,
            place=row.place,
            edition=row.edition,
            kind=row.kind,
            status=row.status,
            status_text=rules.said_in(row.record)["status_text"],
            was_late=row.was_late,
            published_at=row.published_at,
            published_by=row.published_by_name,
        )
        for row in rows.defer("document")
    )


def receipt(organisation: UUID, publication: UUID) -> Receipt | None:
    """Read the receipt of an organisation's publication; None where it has no such one. Three statements."""
    listed = publication_history(organisation)
    this = next((one for one in listed if one.id == publication), None)
    if this is None:
        return None
    row = Publication.objects.get(pk=publication)
    document: dict[str, Any] = json.loads(row.document)
    same = [one for one in listed if one.kind == this.kind]
    held = [
        (str(one["label"]), date.fromisoformat(one["valid_to"]))
        for one in document["profile"]["certificates"]
        if one["valid_from"] <= document["published_on"] <= one["valid_to"]
    ]
    letters = letters_of(kind="publication.receipt", organisation=document["organisation"]["code"], at=row.published_at)
    return Receipt(
        publication=this,
        organisation=document["organisation"]["name"],
        code=document["organisation"]["code"],
        job_title=document["declaration"]["job_title"],
        turn=sum(one.edition == this.edition and one.place <= this.place for one in same),
        follows=next((one for one in same if one.number == document["follows"]), None),
        newer=next((one for one in same if one.place > this.place), None),
        sha256=row.sha256,
        record=row.record,
        is_current_until=date.fromisoformat(document["edition"]["calendar"]["current_until"]),
        takes_more_until=date.fromisoformat(document["edition"]["calendar"]["closes_on"]),
        certificates=tuple(sorted(held, key=lambda one: one[1])),
        sent_to=tuple(one.to for one in letters if one.state != "failed"),
        not_sent_to=tuple(one.to for one in letters if one.state == "failed"),
    )


def frozen_bundle(organisation: UUID, publication: UUID) -> str | None:
    """Give the signed record with the frozen document as JSON: for the organisation's own people. One statement."""
    row = (
        Publication.objects.filter(organisation_id=organisation, pk=publication)
        .values_list("record", "document")
        .first()
    )
    # The document goes in as it was hashed, not parsed and written again.
    return f'{{"record":{json.dumps(row[0])},"document":{row[1]}}}' if row else None


def newest_document(organisation: UUID, kind: str) -> dict[str, Any] | None:
    """Read the frozen document of an organisation's newest publication of a kind. One statement."""
    rows = Publication.objects.filter(organisation_id=organisation, kind=kind).order_by("-place")
    text = rows.values_list("document", flat=True).first()
    found: dict[str, Any] | None = json.loads(text) if text else None
    return found


@dataclass(frozen=True, slots=True)
class FrozenDocument:
    """A document as a publication froze it, with the items or outcomes that rested on it. ``version`` from 1."""

    id: UUID
    version: int
    kind: str
    title: str
    where: str
    sha256: str
    dated_on: date | None
    references: tuple[str, ...]


def frozen_documents(organisation: UUID, publication: UUID) -> tuple[str, tuple[FrozenDocument, ...]] | None:
    """Read which documents a publication froze, with its number; None where there is no such one. One statement.

    Publications made before versions had numbers froze the first.
    """
    row = Publication.objects.filter(organisation_id=organisation, pk=publication).values_list("number", "document")
    found = row.first()
    if found is None:
        return None
    number, text = found
    frozen: dict[str, Any] = json.loads(text)
    held: dict[tuple[str, int], tuple[dict[str, Any], list[str]]] = {}
    for part, holder in (("items", "answer"), ("outcomes", "judgement")):
        for entry in frozen.get(part, ()):
            for one in (entry[holder] or {}).get("evidence", ()):
                key = one["id"], one.get("version", 1)
                held.setdefault(key, (one, []))[1].append(entry["asked"]["reference"])
    listed = [
        FrozenDocument(
            id=UUID(key),
            version=version,
            kind=one["kind"],
            title=one["title"],
            where=one["where"],
            sha256=one["sha256"],
            dated_on=date.fromisoformat(one["dated_on"]) if one["dated_on"] else None,
            references=tuple(references),
        )
        for (key, version), (one, references) in held.items()
    ]
    return number, tuple(sorted(listed, key=lambda one: one.title.casefold()))


def ledger(after: int = 0, count: int = 100) -> tuple[tuple[int, str, str, str, str, str], ...]:
    """Read a stretch of the ledger: place, status, document, its digest, record, previous digest. One statement."""
    rows = Publication.objects.filter(place__gt=after).order_by("place")[:count]
    return tuple(rows.values_list("place", "status", "document", "sha256", "record", "previous_sha256"))
