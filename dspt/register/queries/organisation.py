"""One body on the register: what it has now, and everything it had."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from dspt.directory.rules import is_closed_code
from dspt.register.models import FormerName, Listing, PublicStatus

from .currency import currency


@dataclass(frozen=True, slots=True)
class Past:
    """One entry of the history; ``kind`` is final or interim."""

    kind: str
    edition: str
    status: str
    status_text: str
    published_on: date
    published_at: datetime | None
    was_late: bool
    number: str
    until: date | None
    published_by_code: str


@dataclass(frozen=True, slots=True)
class FormerlyNamed:
    name: str
    until: date | None


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """A body as the public may know it. ``history`` is newest first; ``until``: last day its status is current."""

    code: str
    name: str
    sector: str
    town: str
    postcode: str
    board_name: str
    region_name: str
    edition: str
    status: str
    status_text: str
    published_on: date | None
    was_late: bool
    until: date | None
    interim_edition: str
    interim_on: date | None
    registered_on: date | None
    closed_on: date | None
    is_closed: bool
    successor_code: str
    history: tuple[Past, ...]
    former_names: tuple[FormerlyNamed, ...]


def register_entry(code: str) -> RegisterEntry | None:
    """Find a body by its exact code, with history and former names; None where it is not listed. Three statements."""
    listing = Listing.objects.filter(code=code).first()
    if listing is None:
        return None
    held = currency(may_read=False)
    rows = PublicStatus.objects.filter(listing=listing)
    history = tuple(
        Past(
            row.kind, row.edition, row.status, row.status_text, row.published_on, row.published_at, row.was_late,
            row.number, held.until(row.edition, row.published_on, listing.sector, listing.code), row.published_by_code,
        )
        for row in sorted(rows, key=_newest_last, reverse=True)
    )  # fmt: skip
    former = FormerName.objects.filter(listing=listing).order_by("-until", "name")
    return _entry(listing, history, tuple(FormerlyNamed(row.name, row.until) for row in former))


@dataclass(frozen=True, slots=True)
class NewestStatus:
    """The newest status of a body in a list."""

    code: str
    sector: str
    status_text: str


def statuses_of(codes: Iterable[str]) -> dict[str, NewestStatus]:
    """Give sector and newest status of bodies by their codes; those not listed are absent. One statement."""
    rows = Listing.objects.filter(code__in=list(codes)).values_list("code", "sector", "status_text")
    return {row[0]: NewestStatus(*row) for row in rows}


def register_badge(code: str) -> RegisterEntry | None:
    """Find what a badge shows: as ``register_entry``, without history and former names. One statement."""
    listing = Listing.objects.filter(code=code).first()
    return None if listing is None else _entry(listing, (), ())


def code_as_listed(code: str) -> str | None:
    """Find the code that differs from one typed by capitals alone; None where there is none. One statement."""
    return Listing.objects.filter(code__iexact=code).values_list("code", flat=True).first()


def _newest_last(row: PublicStatus) -> tuple[date, str, str]:
    return row.published_on, row.published_at.isoformat() if row.published_at else "", row.edition


def _entry(listing: Listing, history: tuple[Past, ...], former: tuple[FormerlyNamed, ...]) -> RegisterEntry:
    held = currency(may_read=False)
    return RegisterEntry(
        code=listing.code,
        name=listing.name,
        sector=listing.sector,
        town=listing.town,
        postcode=listing.postcode,
        board_name=listing.board_name,
        region_name=listing.region_name,
        edition=listing.edition,
        status=listing.status,
        status_text=listing.status_text,
        published_on=listing.published_on,
        was_late=listing.was_late,
        until=(
            held.until(listing.edition, listing.published_on, listing.sector, listing.code) if listing.status else None
        ),
        interim_edition=listing.interim_edition,
        interim_on=listing.interim_on,
        registered_on=listing.registered_on,
        closed_on=listing.closed_on,
        is_closed=listing.closed_on is not None or is_closed_code(listing.code),
        successor_code=listing.successor_code,
        history=history,
        former_names=former,
    )
