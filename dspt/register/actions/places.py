"""Taking in directory files, and the copies of places and boards that the listings keep of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from dspt.directory.actions import DirectoryReport, take_in_directory_file
from dspt.directory.gateways import Table
from dspt.directory.queries import known_areas, places
from dspt.foundation.actors import Actor
from dspt.foundation.clock import london_date
from dspt.register import rules
from dspt.register.models import Intake, Listing

from .imports import follow_place

BATCH = 2000
_FOLLOWED = ("town", "postcode", "board_code", "board_name", "region_name", "closed_on", "search_key")


def import_directory(*, by: Actor, tables: Iterable[Table], at: datetime) -> tuple[list[DirectoryReport], int]:
    """Take in directory files and let the listings follow; all files in one transaction.

    Returns each file's report and the number of listings that changed. Refuses as ``take_in_directory_file`` does,
    which also writes the journal, once for each file that changed anything.
    """
    with transaction.atomic():
        kept = list(tables)
        reports = [take_in_directory_file(by=by, table=table, at=at) for table in kept]
        if not any(report.new or report.changed for report in reports):
            return reports, 0
        followed = _follow({code for report in reports for code in report.changed_codes}) + _settle_boards()
        for table, report in zip(kept, reports, strict=True):
            if report.new or report.changed:
                Intake.objects.create(
                    name=table.name[:255], sha256=table.sha256, as_of=london_date(at), taken_in_at=at, rows=report.rows,
                    listings_new=0, listings_changed=followed, statuses_new=0,
                )  # fmt: skip
        return reports, followed


def _follow(codes: set[str]) -> int:
    """Copy what the directory now says of these bodies into their listings."""
    wanted = sorted(codes)
    return sum(_follow_batch(wanted[start : start + BATCH]) for start in range(0, len(wanted), BATCH))


def _follow_batch(codes: list[str]) -> int:
    known = places(codes)
    return _save(Listing.objects.filter(code__in=codes), lambda listing: follow_place(listing, known[listing.code]))


def _settle_boards() -> int:
    """Give a board and a region to the listings whose board stands as a text, or without its region, so far."""
    areas = known_areas()

    def settle(listing: Listing) -> None:
        board = areas.by_code.get(listing.board_code) or areas.board(listing.board_name)
        if board is not None:
            region = areas.region_of(board)
            listing.board_code, listing.board_name = board.code, board.name
            listing.region_name = region.name if region else ""

    unsettled = Listing.objects.exclude(board_name="").filter(Q(board_code="") | Q(region_name=""))
    keys = list(unsettled.values_list("pk", flat=True))
    return sum(
        _save(Listing.objects.filter(pk__in=keys[start : start + BATCH]), settle)
        for start in range(0, len(keys), BATCH)
    )


def _save(listings: Iterable[Listing], change: Callable[[Listing], None]) -> int:
    changed = []
    for listing in listings:
        before = [getattr(listing, name) for name in _FOLLOWED]
        change(listing)
        listing.search_key = rules.search_key(listing.name, listing.code, listing.town, listing.postcode)
        if before != [getattr(listing, name) for name in _FOLLOWED]:
            changed.append(listing)
    Listing.objects.bulk_create(changed, update_conflicts=True, unique_fields=["code"], update_fields=list(_FOLLOWED))
    return len(changed)
