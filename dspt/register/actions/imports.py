"""Taking in an export of the register: in bulk, in one transaction, and the same file twice without a trace."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import DatabaseError, transaction

from dspt.calendar.queries import grants_of_all
from dspt.directory.actions import note_bodies
from dspt.directory.gateways import Table, UnreadableFile, insert_rows
from dspt.directory.queries import Place, known_areas, places
from dspt.directory.rules import KnownAreas
from dspt.foundation.actors import Actor
from dspt.foundation.clock import london_date
from dspt.foundation.folding import folded
from dspt.journal.actions import record
from dspt.register import rules
from dspt.register.models import FormerName, Intake, Listing, PublicStatus
from dspt.register.queries.currency import Currency
from dspt.register.rules import ReadRow, RefusedRow

BATCH = 2000
_DESCRIPTION = (
    "name",
    "sector",
    "board_name",
    "board_code",
    "region_name",
    "town",
    "postcode",
    "closed_on",
    "search_key",
    "described_on",
    "edition",
    "status",
    "status_text",
    "published_on",
    "published_at",
    "was_late",
)
_INSERTED = ("code", *_DESCRIPTION, "registered_on", "interim_edition", "interim_on", "successor_code")
_STATUS = (
    "listing",
    "kind",
    "edition",
    "status",
    "status_text",
    "published_on",
    "was_late",
    "source",
    "number",
    "sha256",
    "published_by_code",
)

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class ImportReport:
    """What one file brought, or would bring (``written`` False)."""

    name: str
    layout: str
    encoding: str
    as_of: date
    rows: int = 0
    listings_new: int = 0
    listings_changed: int = 0
    renamed: int = 0
    statuses_new: int = 0
    statuses_completed: int = 0
    """Older entries of the history that now know their edition."""
    refused: list[RefusedRow] = field(default_factory=list)
    notes: list[RefusedRow] = field(default_factory=list)
    written: bool = False

    @property
    def changes_anything(self) -> bool:
        return any((self.listings_new, self.listings_changed, self.statuses_new, self.statuses_completed))


def import_register(
    *,
    by: Actor,
    table: Table,
    at: datetime,
    sectors: Mapping[str, str] | None = None,
    dry_run: bool = False,
    keep_going: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Take in an export: listings that are new or changed, and every status the history does not hold yet.

    A file older than what a listing was last described by adds to its history and leaves its name and sector alone.
    All or nothing: one refused row, and nothing is written; ``keep_going`` takes in the good rows instead, in
    transactions of 2,000. ``sectors`` maps folded types of organisation to sectors. Journalled once, in the service's
    chain, where anything changed. Refuses with UnreadableFile ``unknown_layout``, ``file_empty``, ``no_rows``.
    """
    good, report = _read(table, london_date(at), sectors or {})
    if report.refused and not keep_going:
        return report
    with nullcontext() if keep_going and not dry_run else transaction.atomic():
        importer = _Importer(report, table.name, at)
        for start in range(0, len(good), BATCH):
            importer.take_in(good[start : start + BATCH])
            if progress:
                progress(min(start + BATCH, len(good)), len(good))
        if report.changes_anything:
            with transaction.atomic():
                _tell(by, table, report, at)
        if dry_run:
            transaction.set_rollback(True)
    report.written = not dry_run
    return report


def _read(table: Table, today: date, sectors: Mapping[str, str]) -> tuple[list[ReadRow], ImportReport]:
    if not table.rows:
        raise UnreadableFile("file_empty", name=table.name)
    headings = ["" if cell is None else str(cell) for cell in table.rows[0][1]]
    layout = rules.layout_of(headings)
    if layout is None:
        raise UnreadableFile(
            "unknown_layout",
            name=table.name,
            headings=", ".join(headings)[:300],
            missing=rules.missing_columns(headings),
        )
    if len(table.rows) == 1:
        raise UnreadableFile("no_rows", name=table.name)
    reader = rules.RowReader(layout, headings, today=today, sectors=sectors)
    good: list[ReadRow] = []
    report = ImportReport(table.name, layout.key, table.encoding, today, rows=len(table.rows) - 1)
    for line, cells in table.rows[1:]:
        row = reader.read(line, cells)
        if isinstance(row, RefusedRow):
            report.refused.append(row)
            continue
        good.append(row)
        if row.note:
            report.notes.append(RefusedRow(line, row.code, row.note))
    report.as_of = max((row.published_on for row in good if row.published_on), default=today)
    return good, report


def _tell(by: Actor, table: Table, report: ImportReport, at: datetime) -> None:
    counts = {
        "rows": report.rows,
        "listings_new": report.listings_new,
        "listings_changed": report.listings_changed,
        "statuses_new": report.statuses_new,
    }
    Intake.objects.create(
        name=table.name[:255], sha256=table.sha256, as_of=report.as_of, taken_in_at=at, **counts
    )  # fmt: skip
    record(
        by=by,
        event="register.file.imported",
        subject=table.name,
        at=at,
        after={"sha256": table.sha256, "layout": report.layout, "refused": len(report.refused), **counts},
    )


class _Importer:
    """Takes in batch after batch; counts into the report only what was written."""

    def __init__(self, report: ImportReport, source: str, at: datetime) -> None:
        self._report = report
        self._source = source[:80]
        self._at = at
        self._areas: KnownAreas = known_areas()
        self._currency = Currency(grants_of_all())

    def take_in(self, batch: Sequence[ReadRow]) -> None:
        """Write one batch in its own transaction (inside the whole import's, where there is one)."""
        try:
            with transaction.atomic():
                counts = self._write(batch)
        except DatabaseError as trouble:
            if transaction.get_connection().in_atomic_block:
                raise
            reason = f"could not be written, with the other rows of its batch: {trouble}"
            self._report.refused.extend(RefusedRow(row.line, row.code, reason) for row in batch)
            return
        for name, count in counts.items():
            setattr(self._report, name, getattr(self._report, name) + count)

    def _write(self, batch: Sequence[ReadRow]) -> dict[str, int]:
        codes = [row.code for row in batch]
        known = {listing.code: listing for listing in Listing.objects.select_for_update().filter(code__in=codes)}
        directory = places(codes)
        note_bodies(bodies=[(row.code, row.name, row.sector) for row in batch], source=self._source, at=self._at)
        before = {code: _shape(listing) for code, listing in known.items()}
        former: list[tuple[Listing, str, date | None]] = []
        listings: dict[str, Listing] = {}
        for row in batch:
            listing = known.get(row.code)
            if listing is None:
                listing = Listing(code=row.code, status_text=rules.NOT_PUBLISHED)
                self._describe(listing, row, directory.get(row.code))
            else:
                former.extend(self._renamed(listing, row))
                if listing.described_on is None or listing.described_on <= self._report.as_of:
                    self._describe(listing, row, directory.get(row.code))
            self._advance(listing, row)
            listings[row.code] = listing
        new = [listing for code, listing in listings.items() if code not in known]
        changed = [listing for code, listing in listings.items() if code in known and _shape(listing) != before[code]]
        self._insert(new)
        Listing.objects.bulk_create(
            changed, update_conflicts=True, unique_fields=["code"], update_fields=list(_DESCRIPTION)
        )
        FormerName.objects.bulk_create(
            [FormerName(listing=listing, name=name, until=until) for listing, name, until in former],
            ignore_conflicts=True,
        )
        added, completed = self._history(batch, listings, {listing.pk for listing in known.values()})
        return {
            "listings_new": len(new),
            "listings_changed": len(changed),
            "renamed": len(former),
            "statuses_new": added,
            "statuses_completed": completed,
        }

    def _insert(self, new: Sequence[Listing]) -> None:
        """Insert new listings and tell them their keys."""
        insert_rows(Listing, _INSERTED, [[getattr(listing, name) for name in _INSERTED] for listing in new])
        keys = dict(Listing.objects.filter(code__in=[listing.code for listing in new]).values_list("code", "pk"))
        for listing in new:
            listing.pk = keys[listing.code]

    def _describe(self, listing: Listing, row: ReadRow, place: Place | None) -> None:
        """Set what the file says of a body; where the directory knows its place and board, those count."""
        listing.name, listing.sector = row.name, row.sector
        if listing.described_on is None or listing.described_on < self._report.as_of:
            listing.described_on = self._report.as_of
        if row.board:
            board = self._areas.board(row.board)
            region = self._areas.region_of(board)
            listing.board_code = board.code if board else ""
            listing.board_name = (board.name if board else row.board)[:200]
            listing.region_name = region.name if region else ""
        if place is not None and place.is_known:
            follow_place(listing, place)
        listing.search_key = rules.search_key(listing.name, listing.code, listing.town, listing.postcode)

    def _advance(self, listing: Listing, row: ReadRow) -> None:
        """Let the row's status stand where it is the newest, or tells the edition of the one that stands."""
        if not row.status.key or row.published_on is None:
            return
        if (listing.status, listing.published_on) == (row.status.key, row.published_on) and not row.status.edition:
            return
        standing = (listing.published_on, listing.published_at, listing.edition)
        if rules.stands_before(standing, (row.published_on, None, row.status.edition)):
            listing.edition, listing.status, listing.status_text = row.status.edition, row.status.key, row.status.text
            listing.published_on, listing.published_at = row.published_on, None
            listing.was_late = self._currency.was_late(row.status.edition, row.published_on, row.sector, row.code)

    def _renamed(self, listing: Listing, row: ReadRow) -> list[tuple[Listing, str, date | None]]:
        """Tell the name that is a former one now, if the file's differs in more than case or signs."""
        if folded(listing.name) == folded(row.name):
            return []
        is_newer = listing.described_on is None or listing.described_on <= self._report.as_of
        name = listing.name if is_newer else row.name
        if not is_newer and FormerName.objects.filter(listing=listing, name=name).exists():
            return []
        return [(listing, name, self._report.as_of if is_newer else listing.described_on)]

    def _history(self, batch: Sequence[ReadRow], listings: Mapping[str, Listing], known: set[int]) -> tuple[int, int]:
        """Add the statuses that the history lacks; fill in an edition where the history did not know it."""
        held: dict[tuple[int, str, date], dict[str, int]] = {}
        rows = PublicStatus.objects.filter(listing_id__in=known, kind="final").values_list(
            "id", "listing_id", "edition", "status", "published_on"
        )
        for key, listing_id, edition, status, day in rows:
            held.setdefault((listing_id, status, day), {})[edition] = key
        added: list[tuple[object, ...]] = []
        completed = 0
        for row in batch:
            if not row.status.key or row.published_on is None:
                continue
            listing = listings[row.code]
            editions = held.get((listing.pk, row.status.key, row.published_on), {})
            if row.status.edition in editions or (editions and not row.status.edition):
                continue
            if "" in editions:
                PublicStatus.objects.filter(pk=editions[""]).update(
                    edition=row.status.edition, status_text=row.status.text
                )
                completed += 1
                continue
            late = self._currency.was_late(row.status.edition, row.published_on, row.sector, row.code)
            what = (row.status.edition, row.status.key, row.status.text, row.published_on, late)
            added.append((listing.pk, "final", *what, self._source, "", "", ""))
        insert_rows(PublicStatus, _STATUS, added)
        return len(added), completed


def follow_place(listing: Listing, place: Place) -> None:
    """Copy town, postcode, board, region and closing from the directory; what it does not say stays."""
    listing.town, listing.postcode = place.town or listing.town, place.postcode or listing.postcode
    if place.board_code and place.board_name:
        listing.board_code, listing.board_name = place.board_code, place.board_name
        listing.region_name = place.region_name
    listing.closed_on = place.closed_on or listing.closed_on


def _shape(listing: Listing) -> tuple[object, ...]:
    return tuple(getattr(listing, name) for name in _DESCRIPTION)
