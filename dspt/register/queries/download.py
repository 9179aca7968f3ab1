"""The register as a file: row by row, never held whole."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date

from dspt.register import rules
from dspt.register.models import Listing

from .search import Search, matching_ids

CHUNK = 2000
_COLUMNS = ("code", "name", "status_text", "published_on", "sector", "board_name")


def download_lines(wanted: Search, today: date) -> Iterator[str]:
    """Give the lines of the download: its headings at once, then the listings of a search, or all by code.

    Dates as dd/mm/yyyy; cells that begin like a formula are defused. Two statements and one for every 2,000 rows of a
    search; one, read as a stream, for the whole register. Memory stays the same at any size.
    """
    writer = csv.writer(_Line())
    yield writer.writerow(rules.DOWNLOAD_COLUMNS)
    defused = rules.defused
    lines: list[str] = []
    for code, name, text, day, sector, board in _rows(matching_ids(wanted, today)):
        published = f"{day:%d/%m/%Y}" if day else ""
        cells = (defused(code), defused(name), defused(text), published, defused(sector), defused(board))
        lines.append(writer.writerow(cells))
        if len(lines) == 500:
            yield "".join(lines)
            lines.clear()
    yield "".join(lines)


def _rows(ids: list[int] | None) -> Iterable[tuple[str, str, str, date | None, str, str]]:
    if ids is None:
        yield from Listing.objects.order_by("code").values_list(*_COLUMNS).iterator(chunk_size=CHUNK)
        return
    for start in range(0, len(ids), CHUNK):
        batch = ids[start : start + CHUNK]
        found = {row[0]: row[1:] for row in Listing.objects.filter(pk__in=batch).values_list("pk", *_COLUMNS)}
        yield from (found[pk] for pk in batch if pk in found)


class _Line:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        return line
