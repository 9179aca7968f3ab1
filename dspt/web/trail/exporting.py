"""The trail as a file, row by row, never held whole."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC
from uuid import UUID

from dspt.journal.queries import EntryRecord
from dspt.register.rules import defused

from .telling import told

COLUMNS = (
    "When (UTC)",
    "Who",
    "On behalf of",
    "What",
    "Chain",
    "Number",
    "Event",
    "Subject",
    "Before",
    "After",
    "Digest",
)


def export_lines(entries: Iterable[EntryRecord], names: Mapping[UUID, str]) -> Iterator[str]:
    """Give the lines of the export: its headings at once, then the entries as they come. Formulas are defused."""
    writer = csv.writer(_Line())
    yield writer.writerow(COLUMNS)
    for entry in entries:
        line = told(entry, names)
        cells = (
            f"{entry.at.astimezone(UTC):%Y-%m-%d %H:%M:%S}",
            line.who,
            line.role,
            line.sentence,
            entry.chain,
            str(entry.number),
            entry.event,
            entry.subject,
            _json(entry.before),
            _json(entry.after),
            entry.digest,
        )
        yield writer.writerow([defused(cell) for cell in cells])


def _json(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else ""


class _Line:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        return line
