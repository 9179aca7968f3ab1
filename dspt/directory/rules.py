"""Directory files read row by row: bodies (27 columns, no heading) and the table of boards and regions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dspt.foundation.folding import folded

BODY_COLUMNS = 27
AREA_HEADINGS = ("sicbl", "icb", "nhser")
"""Begins the heading of each kind of area; two digits for the year and CD, CDH or NM follow."""


@dataclass(frozen=True, slots=True)
class ReadBody:
    """A body as a directory file tells of it; ``board`` and ``region`` are codes of areas."""

    line: int
    code: str
    name: str
    region: str
    board: str
    address: tuple[str, ...]
    town: str
    postcode: str
    opened_on: date | None
    closed_on: date | None
    parent: str


@dataclass(frozen=True, slots=True)
class ReadArea:
    """A region, a board or a place; ``part_of`` is the code of the next wider one."""

    code: str
    kind: str  # region, board, place
    name: str
    part_of: str


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A line that cannot be taken in, and why, in words for whoever imports."""

    line: int
    code: str
    reason: str


def is_closed_code(code: str) -> bool:
    """Tell whether a code itself says that its body is closed, as ``8A738CLOSED`` or ``A5CV-CLOSED`` do."""
    return code.upper().endswith("CLOSED")


def read_body(line: int, cells: Sequence[object]) -> ReadBody | RefusedLine:
    """Read one row of a directory file: code, name, region, board, five lines of address, postcode, opened, closed …"""
    if len(cells) != BODY_COLUMNS:
        return RefusedLine(line, "", f"has {len(cells)} columns where a directory file has {BODY_COLUMNS}")
    texts = ["" if cell is None else str(cell).strip() for cell in cells]
    code, name, region, board, *rest = texts
    lines, postcode = rest[:5], rest[5]
    if not code or len(code) > 32:
        return RefusedLine(line, code[:32], "has no code of 1 to 32 characters")
    if not name or len(name) > 255:
        return RefusedLine(line, code, "has no name of 1 to 255 characters")
    if len(postcode) > 10 or len(region) > 32 or len(board) > 32 or len(texts[14]) > 32:
        return RefusedLine(line, code, "holds a postcode or a code that is too long")
    opened, closed = _day(texts[10]), _day(texts[11])
    if isinstance(opened, str) or isinstance(closed, str):
        wrong = opened if isinstance(opened, str) else closed
        return RefusedLine(line, code, f"the date “{wrong}” is not a day written as yyyymmdd")
    filled = [text for text in lines if text]
    town = lines[3] or (filled[-1] if len(filled) > 1 else "")
    return ReadBody(
        line, code, name, region, board, tuple(filled), town[:100], postcode, opened, closed, texts[14]
    )  # fmt: skip


def _day(text: str) -> date | str | None:
    if not text:
        return None
    if len(text) != 8 or not text.isdigit():
        return text
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return text


def is_area_table(headings: Sequence[object]) -> bool:
    """Recognise the statistics office's table of sub-locations, boards and regions by its headings, of any year."""
    return _area_places(headings) is not None


def read_areas(headings: Sequence[object], rows: Iterable[Sequence[object]]) -> tuple[ReadArea, ...]:
    """Read the table into its areas, each once: regions first, then boards, then places (sub-locations)."""
    places = _area_places(headings)
    if places is None:
        raise ValueError("not a table of areas")
    found: dict[str, dict[str, ReadArea]] = {"region": {}, "board": {}, "place": {}}
    for cells in rows:
        if len(cells) <= max(max(pair) for pair in places.values()):
            continue
        codes = {kind: str(cells[pair[0]] or "").strip() for kind, pair in places.items()}
        names = {kind: str(cells[pair[1]] or "").strip() for kind, pair in places.items()}
        for kind, wider in (("region", ""), ("board", "region"), ("place", "board")):
            if codes[kind] and names[kind]:
                found[kind][codes[kind]] = ReadArea(codes[kind], kind, names[kind], codes[wider] if wider else "")
    return (*found["region"].values(), *found["board"].values(), *found["place"].values())


def _area_places(headings: Sequence[object]) -> Mapping[str, tuple[int, int]] | None:
    """Find where code (health's own, CDH) and name of each kind stand."""
    plain = ["".join(char for char in folded(str(heading or "")) if char.isalpha()) for heading in headings]
    places = {}
    for kind, begins in (("place", AREA_HEADINGS[0]), ("board", AREA_HEADINGS[1]), ("region", AREA_HEADINGS[2])):
        if begins + "cdh" not in plain or begins + "nm" not in plain:
            return None
        places[kind] = (plain.index(begins + "cdh"), plain.index(begins + "nm"))
    return places


@dataclass(frozen=True, slots=True)
class KnownAreas:
    """The areas by code and by name, to settle which board a register's text means."""

    by_code: Mapping[str, ReadArea]
    by_name: Mapping[str, ReadArea]
    """Folded name, of boards and places."""

    @classmethod
    def of(cls, areas: Iterable[ReadArea]) -> KnownAreas:
        kept = list(areas)
        named = {folded(area.name): area for area in kept if area.kind != "region"}
        return cls({area.code: area for area in kept}, named)

    def board(self, text: str) -> ReadArea | None:
        """Settle a board from a register's text: a board's name, or a sub-location's, with or without "(CCG)"."""
        plain = folded(text).removesuffix(" ccg")
        found = self.by_name.get(plain)
        if found is not None and found.kind == "place":
            found = self.by_code.get(found.part_of)
        return found

    def region_of(self, board: ReadArea | None) -> ReadArea | None:
        return self.by_code.get(board.part_of) if board else None
