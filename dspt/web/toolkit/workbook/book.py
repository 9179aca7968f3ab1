"""Sheets into the bytes of a workbook that filters and prints well, and in which typed text is never a formula."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from textwrap import wrap

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dspt.foundation.clock import LONDON

Cell = str | date | datetime | None

MOST = 16_000
"""Characters of a cell, so that it holds them all whatever they are: it takes 32,767 halves of characters."""
CUT = "… (cut here, because a cell holds no more; the whole text is on the page in the service)"
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
_A4 = 9
_TWO_LINES = 30
_LINE_HEIGHT, _MOST_HEIGHT = 13.0, 409.0
"""Points of a line of text, and of the highest row that there is."""
_PER_WIDTH = 1.2
"""Characters of usual text in one of a column's width, which is that of a digit."""
_MOST_OF_FOOTER = 110
_LABELS, _WORDS = 24, 90
"""Widths of the columns of the first sheet."""
_INK, _LINE, _GROUND = "#212B32", "#AEB7BD", "#D8DDE0"


@dataclass(frozen=True, slots=True)
class Column:
    """``width`` in characters, within which text is wrapped."""

    heading: str
    width: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with one heading per column. Instants are in UK time and show their day, which needs a width of 12."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class About:
    """The first sheet: a title, and lines of a label and what it says."""

    title: str
    lines: tuple[tuple[str, str], ...]
    footer: str
    """What stands beneath every printed page."""


@dataclass(frozen=True, slots=True)
class _Formats:
    title: Format
    label: Format
    words: Format
    defused_words: Format
    heading: Format
    text: Format
    defused: Format
    on: Format


def workbook_bytes(about: About, sheets: tuple[Sheet, ...], at: datetime) -> bytes:
    """Make the workbook in memory. ``at``: when it was taken, which its properties say."""
    held = BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(held, plain) as book:
        book.set_properties({"title": about.title, "created": _local(at)})
        formats = _formats(book)
        _write_about(book.add_worksheet("About"), about, formats)
        for sheet in sheets:
            _write_table(book.add_worksheet(sheet.name), sheet, about.footer, formats)
    return held.getvalue()


def _formats(book: Workbook) -> _Formats:
    every = {"font_name": "Arial", "font_size": 10, "font_color": _INK, "text_wrap": True, "valign": "top"}
    table = every | {"border": 1, "border_color": _LINE}
    return _Formats(
        title=book.add_format(every | {"font_size": 14, "bold": True, "text_wrap": False}),
        label=book.add_format(every | {"bold": True}),
        words=book.add_format(every),
        defused_words=book.add_format(every | {"quote_prefix": True}),
        heading=book.add_format(table | {"bold": True, "bg_color": _GROUND}),
        text=book.add_format(table),
        # A cell of text is no formula, and with this it does not become one when somebody edits it.
        defused=book.add_format(table | {"quote_prefix": True}),
        # A day that is wider than its column shows as ####: a cell that holds an instant shows its day alone.
        on=book.add_format(table | {"num_format": "d mmm yyyy", "align": "left"}),
    )


def _write_about(to: Worksheet, about: About, formats: _Formats) -> None:
    to.set_column(0, 0, _LABELS)
    to.set_column(1, 1, _WORDS)
    to.write_string(0, 0, about.title, formats.title)
    for row, (label, words) in enumerate(about.lines, start=2):
        to.set_row(row, _height((label, words), (_LABELS, _WORDS)))
        to.write_string(row, 0, label, formats.label)
        to.write_string(
            row, 1, _fitting(words), formats.defused_words if words.startswith(_FORMULAS) else formats.words
        )
    _print(to, about.footer)


def _write_table(to: Worksheet, sheet: Sheet, footer: str, formats: _Formats) -> None:
    last_row, last_column = len(sheet.rows), len(sheet.columns) - 1
    for number, column in enumerate(sheet.columns):
        to.set_column(number, number, column.width)
        to.write_string(0, number, column.heading, formats.heading)
    widths = tuple(column.width for column in sheet.columns)
    for row, cells in enumerate(sheet.rows, start=1):
        to.set_row(row, _height(cells, widths))
        for number, cell in enumerate(cells):
            _write(to, row, number, cell, formats)
    to.set_row(0, _TWO_LINES)  # the buttons of the filters lie over the lower one
    to.freeze_panes(1, 1)
    to.autofilter(0, 0, last_row, last_column)
    to.repeat_rows(0)
    to.ignore_errors({"number_stored_as_text": f"A1:ZZ{last_row + 1}"})
    _print(to, footer)


def _write(to: Worksheet, row: int, column: int, cell: Cell, formats: _Formats) -> None:
    if isinstance(cell, datetime):
        to.write_datetime(row, column, _local(cell), formats.on)
    elif isinstance(cell, date):
        to.write_datetime(row, column, cell, formats.on)
    elif cell:
        to.write_string(row, column, _fitting(cell), formats.defused if cell.startswith(_FORMULAS) else formats.text)
    else:
        to.write_blank(row, column, None, formats.text)


def _height(cells: tuple[Cell, ...], widths: tuple[int, ...]) -> float:
    """Work out how high a row must be for its wrapped text: not every program that opens workbooks does it itself."""
    lines = max((_lines(cell, width) for cell, width in zip(cells, widths, strict=True)), default=1)
    return min(lines * _LINE_HEIGHT, _MOST_HEIGHT)


def _lines(cell: Cell, width: int) -> int:
    if not isinstance(cell, str):
        return 1
    most, across = int(_MOST_HEIGHT / _LINE_HEIGHT), int(width * _PER_WIDTH)
    shown = cell[: most * across].splitlines()[:most]
    return sum(len(wrap(paragraph, across)) or 1 for paragraph in shown) or 1


def _print(to: Worksheet, footer: str) -> None:
    to.set_paper(_A4)
    to.set_landscape()
    to.fit_to_pages(1, 0)
    to.set_margins(left=0.3, right=0.3, top=0.4, bottom=0.6)
    # A sign and a size stand before the words: "&" is doubled, and a space keeps a name's first digit out of the size.
    to.set_footer(f"&L&8 {footer[:_MOST_OF_FOOTER].replace('&', '&&')}&R&8 &A, page &P of &N")


def _fitting(text: str) -> str:
    return text if len(text) <= MOST else text[:MOST] + CUT


def _local(at: datetime) -> datetime:
    """Give UK time as a workbook holds it: it knows no time zones."""
    return at.astimezone(LONDON).replace(tzinfo=None)
