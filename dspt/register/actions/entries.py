"""One entry at a time: a publication reaches the register, an organisation is registered."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from dspt.directory.queries import place
from dspt.foundation.clock import london_date
from dspt.register import rules
from dspt.register.models import FormerName, Listing, PublicStatus


def put_entry(
    *,
    code: str,
    name: str,
    sector: str,
    kind: str,
    edition: str,
    status: str,
    status_text: str,
    published_at: datetime,
    was_late: bool,
    publication: UUID,
    number: str,
    sha256: str,
    published_by_code: str = "",
) -> None:
    """Put a publication's public part on the register: into the history, and as the body's status if it is the newest.

    ``kind`` is final or interim; an interim submission leaves the status alone. Called by publication inside its own
    transaction, which also writes the journal. Eight statements at most for a body that is listed.
    """
    with transaction.atomic(savepoint=False):
        day = london_date(published_at)
        listing = _listing(code=code, name=name, sector=sector, on=day)
        PublicStatus.objects.create(
            listing=listing,
            kind=kind,
            edition=edition,
            status=status,
            status_text=status_text,
            published_on=day,
            published_at=published_at,
            was_late=was_late,
            source="publication",
            publication=publication,
            number=number,
            sha256=sha256,
            published_by_code=published_by_code,
        )
        if kind == "interim":
            listing.interim_edition, listing.interim_on = edition, day
        elif rules.stands_before(
            (listing.published_on, listing.published_at, listing.edition), (day, published_at, edition)
        ):
            listing.edition, listing.status, listing.status_text = edition, status, status_text
            listing.published_on, listing.published_at, listing.was_late = day, published_at, was_late
        listing.save()


def note_registered(*, code: str, name: str, sector: str, at: datetime) -> None:
    """See to it that a newly registered organisation is listed, as "Not Published" if the register did not know it.

    A listing that is already there keeps its status and history. Called by organisations' registration inside its own
    transaction, which also writes the journal.
    """
    with transaction.atomic():
        listing = _listing(code=code, name=name, sector=sector, on=london_date(at))
        if listing.registered_on is None:
            listing.registered_on = london_date(at)
        listing.save()


def _listing(*, code: str, name: str, sector: str, on: date) -> Listing:
    """Find the listing, locked, or begin one with its place from the directory; name and sector as now told."""
    listing = Listing.objects.select_for_update().filter(code=code).first()
    if listing is None:
        found = place(code)
        listing, _ = Listing.objects.select_for_update().get_or_create(
            code=code,
            defaults={
                "name": name,
                "status_text": rules.NOT_PUBLISHED,
                "town": found.town,
                "postcode": found.postcode,
                "board_code": found.board_code,
                "board_name": found.board_name,
                "region_name": found.region_name,
                "closed_on": found.closed_on,
                "registered_on": on,
            },
        )
    if listing.name != name:
        FormerName.objects.get_or_create(listing=listing, name=listing.name, defaults={"until": on})
    listing.name, listing.sector, listing.described_on = name, sector, on
    listing.search_key = rules.search_key(name, code, listing.town, listing.postcode)
    return listing
