"""Entries, the newest first: what was done in an organisation, and what concerns the service."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from dspt.foundation.actors import SERVICE_STAFF

from ..models import Entry

SERVICE = "service"
"""The chain of what belongs to no organisation."""

A_STREAM_READS = 1000


@dataclass(frozen=True, slots=True)
class EntryRecord:
    """One entry. ``behalf`` is empty where nobody else was acted for."""

    id: int
    chain: str
    number: int
    at: datetime
    event: str
    actor_kind: str
    actor_id: UUID | None
    actor_name: str
    behalf: str
    session: str
    subject: str
    before: Mapping[str, object]
    after: Mapping[str, object]
    digest: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries: by whom, of which events, in which time, older than which (instant and id); empty: all.

    ``who`` is a person's id, ``staff`` (anybody acting in a role of the service) or ``machine``.
    """

    who: UUID | str | None = None
    events: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    older_than: tuple[datetime, int] | None = None


def entries_of(chain: str, wanted: Wanted, *, count: int) -> tuple[EntryRecord, ...]:
    """Read the newest entries of a chain that are wanted. One statement, carried by an index."""
    return _read(_narrowed(Entry.objects.filter(chain=chain), wanted), count)


def entries_of_service(wanted: Wanted, *, count: int) -> tuple[EntryRecord, ...]:
    """Read what concerns the service: its own chain, and what its staff did or looked at anywhere. Two statements."""
    own = _read(_narrowed(Entry.objects.filter(chain=SERVICE), wanted), count)
    staff = Entry.objects.filter(behalf__isnull=False, behalf__startswith=SERVICE_STAFF).exclude(chain=SERVICE)
    both = (*own, *_read(_narrowed(staff, wanted), count))
    return tuple(sorted(both, key=lambda each: (each.at, each.id), reverse=True)[:count])


def stream_of(chain: str, wanted: Wanted) -> Iterator[EntryRecord]:
    """Give all wanted entries of a chain (of the service's concern, where it is that), the newest first.

    One or two statements for every thousand; memory stays the same.
    """
    while True:
        of_service = chain == SERVICE
        found = (
            entries_of_service(wanted, count=A_STREAM_READS)
            if of_service
            else entries_of(chain, wanted, count=A_STREAM_READS)
        )
        yield from found
        if len(found) < A_STREAM_READS:
            return
        wanted = replace(wanted, older_than=(found[-1].at, found[-1].id))


def was_told(*, chain: str, event: str, who: UUID | None, since: datetime) -> bool:
    """Tell whether a chain holds an event by somebody since an instant. One statement."""
    return Entry.objects.filter(chain=chain, actor_id=who, at__gt=since, event=event).exists()


def _narrowed(rows: QuerySet[Entry], wanted: Wanted) -> QuerySet[Entry]:
    if isinstance(wanted.who, UUID):
        rows = rows.filter(actor_id=wanted.who)
    elif wanted.who == "staff":
        rows = rows.filter(behalf__startswith=SERVICE_STAFF)
    elif wanted.who == "machine":
        rows = rows.filter(actor_kind="machine")
    if wanted.events:
        rows = rows.filter(event__in=wanted.events)
    if wanted.since:
        rows = rows.filter(at__gte=wanted.since)
    if wanted.until:
        rows = rows.filter(at__lt=wanted.until)
    if wanted.older_than:
        at, key = wanted.older_than
        rows = rows.filter(Q(at__lt=at) | Q(at=at, id__lt=key), at__lte=at)
    return rows.order_by("-at", "-id")


def _read(rows: QuerySet[Entry], count: int) -> tuple[EntryRecord, ...]:
    return tuple(
        EntryRecord(
            row.id,
            row.chain,
            row.number,
            row.at,
            row.event,
            row.actor_kind,
            row.actor_id,
            row.actor_name,
            row.behalf or "",
            row.session,
            row.subject,
            row.before,
            row.after,
            row.digest,
        )
        for row in rows[:count]
    )
