"""What changes the directory: files of bodies and areas, and bodies that only an export of the register knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from django.db import transaction

from dspt.foundation.actors import Actor
from dspt.journal.actions import record

from .gateways import Table, UnreadableFile, insert_rows
from .models import Area, Body
from .rules import ReadBody, RefusedLine, is_area_table, read_areas, read_body

BATCH = 2000
_Entry = TypeVar("_Entry")
_BODY = ("name", "address", "town", "postcode", "parent_code", "board_code", "region_code", "opened_on", "closed_on")
_NOTED = ("code", "name", "sector", "source", "changed_at", *_BODY[1:])
_UNKNOWN: tuple[object, ...] = ([], "", "", "", "", "", None, None)


@dataclass(slots=True)
class DirectoryReport:
    """What one file brought. ``changed_codes`` are the bodies whose listing may have to follow."""

    name: str
    kind: str  # bodies, areas
    rows: int = 0
    new: int = 0
    changed: int = 0
    refused: list[RefusedLine] = field(default_factory=list)
    changed_codes: set[str] = field(default_factory=set)


def take_in_directory_file(*, by: Actor, table: Table, at: datetime) -> DirectoryReport:
    """Take in one file, bodies or areas as its shape says; the same file again changes nothing.

    Refuses with UnreadableFile ``unknown_layout`` where it is neither; rows that cannot be read are listed in the
    report and left out. Journalled once in the service's chain, where anything changed.
    """
    if not table.rows:
        raise UnreadableFile("file_empty", name=table.name)
    head = table.rows[0][1]
    with transaction.atomic():
        if is_area_table(head):
            report = _take_in_areas(table)
        elif any(len(cells) == 27 for _, cells in table.rows[:20]):
            report = _take_in_bodies(table, at)
        else:
            raise UnreadableFile(
                "unknown_layout", name=table.name, headings=", ".join(str(cell) for cell in head)[:300]
            )
        if report.new or report.changed:
            counts = {"rows": report.rows, "new": report.new, "changed": report.changed, "refused": len(report.refused)}
            record(
                by=by,
                event="directory.file.imported",
                subject=table.name,
                at=at,
                after={"sha256": table.sha256, "kind": report.kind, **counts},
            )
    return report


def _take_in_areas(table: Table) -> DirectoryReport:
    areas = read_areas(table.rows[0][1], (cells for _, cells in table.rows[1:]))
    report = DirectoryReport(table.name, "areas", rows=len(table.rows) - 1)
    known = Area.objects.in_bulk([area.code for area in areas])
    for area in areas:
        old = known.get(area.code)
        if old is None:
            report.new += 1
        elif (old.kind, old.name, old.part_of) != (area.kind, area.name, area.part_of):
            report.changed += 1
    Area.objects.bulk_create(
        [Area(code=area.code, kind=area.kind, name=area.name, part_of=area.part_of) for area in areas],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["kind", "name", "part_of"],
    )
    return report


def _take_in_bodies(table: Table, at: datetime) -> DirectoryReport:
    report = DirectoryReport(table.name, "bodies", rows=len(table.rows))
    read: dict[str, ReadBody] = {}
    for line, cells in table.rows:
        body = read_body(line, cells)
        if isinstance(body, RefusedLine):
            report.refused.append(body)
        else:
            read[body.code] = body
    for batch in _batches(list(read.values())):
        known = Body.objects.in_bulk([body.code for body in batch])
        rows = []
        for body in batch:
            row = _row(body, table.name, at)
            old = known.get(body.code)
            if old is not None:
                row.sector = old.sector
                if all(getattr(old, name) == getattr(row, name) for name in _BODY):
                    continue
                report.changed += 1
            else:
                report.new += 1
            report.changed_codes.add(body.code)
            rows.append(row)
        _save(rows, (*_BODY, "sector", "source", "changed_at"))
    return report


def _row(body: ReadBody, source: str, at: datetime) -> Body:
    return Body(
        code=body.code,
        name=body.name,
        address=list(body.address),
        town=body.town,
        postcode=body.postcode,
        parent_code=body.parent,
        board_code=body.board,
        region_code=body.region,
        opened_on=body.opened_on,
        closed_on=body.closed_on,
        source=source[:80],
        changed_at=at,
    )


def note_bodies(*, bodies: Iterable[tuple[str, str, str]], source: str, at: datetime) -> int:
    """Make bodies (code, name, sector) known to the directory that it does not know yet, and fill in missing sectors.

    What a directory file said of a body stays. Called by the register's import inside its own transaction, which also
    writes the journal. Returns how many were new.
    """
    new = 0
    for batch in _batches(list(bodies)):
        known = dict(Body.objects.filter(code__in=[code for code, _, _ in batch]).values_list("code", "sector"))
        missing = [entry for entry in batch if entry[0] not in known]
        new += len(missing)
        insert_rows(Body, _NOTED, [(code, name, sector, source[:80], at, *_UNKNOWN) for code, name, sector in missing])
        unsaid = {code: sector for code, _, sector in batch if sector and known.get(code) == ""}
        for code, sector in unsaid.items():
            Body.objects.filter(code=code).update(sector=sector)
    return new


def _save(rows: Sequence[Body], fields: Sequence[str]) -> None:
    Body.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=list(fields))


def _batches(entries: Sequence[_Entry]) -> Iterable[Sequence[_Entry]]:
    for start in range(0, len(entries), BATCH):
        yield entries[start : start + BATCH]
