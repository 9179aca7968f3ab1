"""Reading an official-style workbook: one sheet, one row an item, columns named by a small mapping file.

Only reads; ``revision`` turns the rows into a new revision of an edition's files. Every bad row is kept with its number
in the sheet and the reason.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from dspt.foundation.refusals import Refusal

from .catalogue.reading import CatalogueFaulty, Faults, Fields, read_yaml
from .edition import AnswerType, Requirement

HEADING_WITHIN = 20
"""The headings stand in one of this many first rows."""
CELL_LIMIT = 5_000
_NOT_IN_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_REFERENCE = re.compile(r"[1-9][0-9]?\.[1-9][0-9]?\.[1-9][0-9]?")


class WorkbookUnreadable(Refusal):
    """The file is no workbook, is cut short, or lacks the sheet or columns that the mapping names.

    Codes: ``not_a_workbook``, ``file_empty``, ``is_text`` (facts: file), ``sheet_missing`` (facts: wanted, present),
    ``columns_missing`` (missing, present), ``mapping_faulty`` (facts: faults), ``no_rows``.
    """

    code = "not_a_workbook"


@dataclass(frozen=True, slots=True)
class WorkbookMapping:
    """The mapping file: where in the workbook what stands."""

    sheet: str
    columns: Mapping[str, str]
    requirements: Mapping[str, str]
    requirement_words: Mapping[str, Requirement]
    type_words: Mapping[str, AnswerType]
    units: Mapping[str, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class OfficialRow:
    """One good row. ``asked`` holds the categories it is asked of."""

    number: int
    reference: str
    question: str
    tooltip: str
    type: AnswerType
    asked: Mapping[str, Requirement]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be taken: its number in the sheet, its reference as written, and why not."""

    number: int
    reference: str
    reason: str

    def __str__(self) -> str:
        return f"row {self.number} ({self.reference or 'no reference'}): {self.reason}"


def read_mapping(path: Path) -> WorkbookMapping:
    """Read a mapping file. Refuses with ``mapping_faulty``."""
    faults = Faults()
    file = Fields(faults, path.name, "", read_yaml(path, path.name, faults))
    requirement_words = file.fields("requirement_words")
    type_words = file.fields("type_words")
    columns = file.pairs("columns")
    for name in ("reference", "question", "type"):
        if name not in columns:
            file.fault(f"'columns' must name {name!r}")
    units = {key: dict(row.values) for key, row in file.named("units", needed=False)}
    found = WorkbookMapping(
        sheet=file.text("sheet"),
        columns=columns,
        requirements=file.pairs("requirements"),
        requirement_words={
            _folded(word): requirement_words.choice(word, Requirement) for word in requirement_words.values
        },
        type_words={_folded(word): type_words.choice(word, AnswerType) for word in type_words.values},
        units=units,
    )
    file.done()
    try:
        faults.stop_if_any()
    except CatalogueFaulty as faulty:
        raise WorkbookUnreadable("mapping_faulty", faults=tuple(str(fault) for fault in faulty.faults)) from None
    return found


def read_workbook(path: Path, mapping: WorkbookMapping) -> tuple[tuple[OfficialRow, ...], tuple[BadRow, ...]]:
    """Read the rows of the sheet: good ones and bad ones. Empty rows are passed over. Refuses what is no workbook."""
    rows = _cells(path, mapping.sheet)
    start, places = _headings(rows, mapping)
    good: list[OfficialRow] = []
    bad: list[BadRow] = []
    for number, cells in enumerate(rows[start + 1 :], start=start + 2):
        if any(_text(cell) for cell in cells):
            _take(number, {name: _cell(cells, place) for name, place in places.items()}, mapping, good, bad)
    bad += _clashes(good)
    if not good and not bad:
        raise WorkbookUnreadable("no_rows", sheet=mapping.sheet)
    return tuple(good), tuple(sorted(bad, key=lambda row: row.number))


def _cells(path: Path, sheet: str) -> list[list[object]]:
    try:
        _check_beginning(path)
        with CalamineWorkbook.from_path(path) as book:
            names = book.sheet_names
            wanted = [name for name in names if _folded(name) == _folded(sheet)]
            if not wanted:
                raise WorkbookUnreadable("sheet_missing", wanted=sheet, present=tuple(names))
            return [list(row) for row in book.get_sheet_by_name(wanted[0]).to_python(skip_empty_area=False)]
    except (CalamineError, OSError) as error:
        raise WorkbookUnreadable("not_a_workbook", file=path.name, detail=str(error)[:200]) from None


def _check_beginning(path: Path) -> None:
    """Refuse what is plainly something else, in words of its own: nothing at all, or text under another name."""
    with path.open("rb") as file:
        head = file.read(1024)
    if not head.strip():
        raise WorkbookUnreadable("file_empty", file=path.name)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or not _NOT_IN_TEXT.search(head):
        raise WorkbookUnreadable("is_text", file=path.name)


def _headings(rows: Sequence[Sequence[object]], mapping: WorkbookMapping) -> tuple[int, dict[str, int]]:
    """Find the row of headings, and in it the place of every column that the mapping names."""
    wanted = {**mapping.columns, **{f"category {key}": heading for key, heading in mapping.requirements.items()}}
    best: tuple[int, dict[str, int]] = (0, {})
    for number, cells in enumerate(rows[:HEADING_WITHIN]):
        present = {_folded(_text(cell)): place for place, cell in reversed(list(enumerate(cells)))}
        found = {name: present[_folded(heading)] for name, heading in wanted.items() if _folded(heading) in present}
        if len(found) > len(best[1]):
            best = (number, found)
    missing = [heading for name, heading in wanted.items() if name not in best[1]]
    if missing:
        headings = rows[best[0]] if rows else []
        present_names = tuple(text for text in map(_text, headings) if text)
        raise WorkbookUnreadable("columns_missing", missing=tuple(missing), present=present_names[:40])
    return best


def _take(
    number: int, cells: Mapping[str, str], mapping: WorkbookMapping, good: list[OfficialRow], bad: list[BadRow]
) -> None:
    reference = cells["reference"]
    reasons = []
    if not reference:
        reasons.append("the reference is empty")
    elif not _REFERENCE.fullmatch(reference):
        reasons.append("the reference is not of the form 1.2.3")
    if not cells["question"]:
        reasons.append("the question is empty")
    for name in ("question", "tooltip"):
        if len(cells.get(name, "")) > CELL_LIMIT:
            reasons.append(f"the {name} is longer than {CELL_LIMIT} characters")
    kind = mapping.type_words.get(_folded(cells["type"]))
    if kind is None:
        reasons.append(f"the type {cells['type'][:40]!r} is not in the mapping")
    asked = {}
    for category in mapping.requirements:
        word = cells[f"category {category}"]
        requirement = mapping.requirement_words.get(_folded(word)) if word else Requirement.NOT_ASKED
        if requirement is None:
            reasons.append(f"the requirement {word[:40]!r} of category {category} is not in the mapping")
        elif requirement is not Requirement.NOT_ASKED:
            asked[category] = requirement
    if reasons or kind is None:
        bad.append(BadRow(number, reference[:20], "; ".join(reasons)))
    else:
        good.append(OfficialRow(number, reference, cells["question"], cells.get("tooltip", ""), kind, asked))


def _clashes(rows: Sequence[OfficialRow]) -> list[BadRow]:
    """Find rows that ask one category a second question under the same reference."""
    taken: dict[tuple[str, str], int] = {}
    seen: dict[str, int] = {}
    clashes = []
    for row in rows:
        again = sorted({taken[row.reference, category] for category in row.asked if (row.reference, category) in taken})
        if again:
            clashes.append(BadRow(row.number, row.reference, f"asks a category again that row {again[0]} has asked"))
        elif row.reference in seen and not row.asked:
            clashes.append(BadRow(row.number, row.reference, f"stands in row {seen[row.reference]} already"))
        for category in row.asked:
            taken.setdefault((row.reference, category), row.number)
        seen.setdefault(row.reference, row.number)
    return clashes


def _cell(cells: Sequence[object], place: int) -> str:
    return _text(cells[place]) if place < len(cells) else ""


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "\n".join(" ".join(line.split()) for line in str(cell).replace("\r", "").split("\n")).strip()


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
