"""Exports of the register: their layouts, recognised by headings, and their rows, read or refused with a reason."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dspt.foundation.folding import folded

from .statuses import ReadStatus, UnknownStatus, read_status

CODE_LENGTH = 32
NAME_LENGTH = 255
SECTOR_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Layout:
    """One form of the export: which heading (folded) holds what. Other columns, before or between, are left aside."""

    key: str
    code: str
    name: str
    status: str
    published: str
    sector: str
    board: str
    code_after_name: bool = False
    """The code is repeated in brackets after the name, which belongs to the layout and not to the name."""

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.code, self.name, self.status, self.published, self.sector, self.board)


_TODAY = ("code", "organisation name", "status", "date of publication", "primary sector")
LAYOUTS = (
    Layout("export with integrated care boards", *_TODAY, board="integrated care board where available from ods"),
    Layout("export with commissioners", *_TODAY, board="commissioner from ods"),
    Layout(
        "workbook with clinical commissioning groups",
        code="odscode",
        name="organisationname",
        status="publicationstatus",
        published="dateofpublication",
        sector="primarysector",
        board="ccg from ods and cqc",
        code_after_name=True,
    ),
)


def layout_of(headings: Sequence[str]) -> Layout | None:
    """Recognise an export by its row of headings; None where a column is missing or stands twice."""
    plain = [folded(heading) for heading in headings]
    for layout in LAYOUTS:
        if all(plain.count(column) == 1 for column in layout.columns):
            return layout
    return None


def missing_columns(headings: Sequence[str]) -> tuple[str, ...]:
    """Name what a row of headings lacks, or has twice, of the layout that it is most like."""
    plain = [folded(heading) for heading in headings]
    lacking = [tuple(one for one in layout.columns if plain.count(one) != 1) for layout in LAYOUTS]
    return min(lacking, key=len)


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One body as an export tells of it. Code, name and sector are exactly as written."""

    line: int
    code: str
    name: str
    status: ReadStatus
    published_on: date | None
    sector: str
    board: str
    note: str = ""
    """What was left aside in reading it; empty mostly."""


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that cannot be taken in: its line, its code where it has one, and why, in words for whoever imports."""

    line: int
    code: str
    reason: str


Cell = str | int | float | bool | date | datetime | None


class RowReader:
    """Reads the rows of one file, one by one; remembers codes, so that one that stands twice is refused."""

    def __init__(self, layout: Layout, headings: Sequence[str], *, today: date, sectors: Mapping[str, str]) -> None:
        """``sectors`` maps folded types of organisation to the register's sectors, for exports that say the type."""
        plain = [folded(heading) for heading in headings]
        self._layout = layout
        self._width = len(headings)
        self._places = [plain.index(column) for column in layout.columns]
        self._needed = max(self._places) + 1
        self._today = today
        self._sectors = sectors
        self._lines: dict[str, int] = {}

    def read(self, line: int, cells: Sequence[Cell]) -> ReadRow | RefusedRow:
        """Read one row, or say why it cannot be read."""
        if len(cells) < self._needed or len(cells) > self._width:
            return RefusedRow(line, "", f"has {len(cells)} cells where the headings have {self._width}")
        code_cell, name_cell, status_cell, day_cell, sector_cell, board_cell = (cells[place] for place in self._places)
        if spoilt := _spoilt(code_cell):
            return RefusedRow(line, spoilt, _SPOILT)
        code, name, sector = _text(code_cell), _text(name_cell), _text(sector_cell)
        reason = self._fault(code, name, sector)
        if reason:
            return RefusedRow(line, code, reason)
        try:
            status = read_status(_text(status_cell))
        except UnknownStatus:
            return RefusedRow(line, code, f"the status “{_text(status_cell)}” is not known")
        day = _day(day_cell)
        if isinstance(day, str):
            return RefusedRow(line, code, day)
        note = ""
        if status.key and day is None:
            return RefusedRow(line, code, "has a status but no date of publication")
        if day is not None and day > self._today:
            return RefusedRow(line, code, f"was published on {day:%d/%m/%Y}, which is still to come")
        if day is not None and not status.key:
            note, day = f"says “{status.text}” and yet carries the date {day:%d/%m/%Y}, which was left aside", None
        self._lines[code] = line
        if self._layout.code_after_name:
            name = name.removesuffix(f"({code})").rstrip() or name
            sector = self._sectors.get(folded(sector), sector)
        return ReadRow(line, code, name, status, day, sector, _text(board_cell).strip(), note)

    def _fault(self, code: str, name: str, sector: str) -> str:
        if not code.strip():
            return "has no code"
        if len(code) > CODE_LENGTH or not code.isprintable():
            return f"the code is longer than {CODE_LENGTH} characters or holds signs that cannot be printed"
        if not name.strip():
            return "has no name"
        if len(name) > NAME_LENGTH or not name.isprintable():
            return f"the name is longer than {NAME_LENGTH} characters or holds signs that cannot be printed"
        if len(sector) > SECTOR_LENGTH:
            return f"the sector is longer than {SECTOR_LENGTH} characters"
        if code in self._lines:
            return f"the code stands on line {self._lines[code]} already"
        return ""


_LONGEST_NUMBER = 1_000_000
"""Codes that are numbers have six digits at most; a workbook's larger ones were codes such as 8E338 once."""
_SPOILT = "a spreadsheet has made a number or a date of the code. Write it as text, or take the .csv file"


def _spoilt(code: Cell) -> str:
    """Show a code of which a spreadsheet has made something else; empty where it may be as it was."""
    if isinstance(code, date):
        return f"{code:%d/%m/%Y}"
    if isinstance(code, bool) or (isinstance(code, int | float) and not _is_number_of_few_digits(code)):
        return str(code).upper()
    return ""


def _is_number_of_few_digits(code: float) -> bool:
    return 0 <= code < _LONGEST_NUMBER and float(code).is_integer()


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))  # a workbook keeps the code 16 as the number 16.0
    return str(cell)


_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def _day(cell: Cell) -> date | str | None:
    """Read a date, or say in words why it is none; None where the cell is empty."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = _text(cell).strip()
    if not text:
        return None
    found = _DAY.fullmatch(text)
    if found is None:
        return f"the date “{text}” is not written as dd/mm/yyyy"
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return f"the date “{text}” is not a day of the calendar"
