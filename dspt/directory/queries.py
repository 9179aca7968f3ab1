"""What other rooms and doors read of the directory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dspt.foundation.references import tidy_code

from .models import Area, Body
from .rules import KnownAreas, ReadArea, is_closed_code


@dataclass(frozen=True, slots=True)
class Place:
    """Where a body is and whom it belongs to; empty texts where the directory does not say."""

    code: str
    name: str = ""
    sector: str = ""
    address: tuple[str, ...] = ()
    town: str = ""
    postcode: str = ""
    parent_code: str = ""
    board_code: str = ""
    board_name: str = ""
    region_name: str = ""
    opened_on: date | None = None
    closed_on: date | None = None
    is_known: bool = False

    @property
    def is_closed(self) -> bool:
        return self.closed_on is not None or is_closed_code(self.code)


def place(code: str) -> Place:
    """Find a body of the directory by its exact code, with the names of its board and region.

    A Place without ``is_known`` where the directory has no such body. Two statements.
    """
    body = Body.objects.filter(code=code).first()
    if body is None:
        return Place(code)
    areas = {area.code: area.name for area in Area.objects.filter(code__in=[body.board_code, body.region_code])}
    return _place(body, areas)


def code_as_kept(typed: str) -> str:
    """Give a code as the directory writes it, in whatever case it was typed; in its usual form where it is not known.

    Most codes are upper case, some are not, and each is kept as its source has it. One statement, two for a code that
    the directory does not have like this.
    """
    spaced, usual = " ".join(typed.split()), tidy_code(typed)
    known = set(Body.objects.filter(code__in={spaced, usual}).values_list("code", flat=True))
    for code in (spaced, usual):
        if code in known:
            return code
    return Body.objects.filter(code__iexact=usual).order_by("code").values_list("code", flat=True).first() or usual


def places(codes: Iterable[str]) -> dict[str, Place]:
    """Find many bodies by their exact codes; those the directory does not know are absent. Two statements per 2,000."""
    wanted = list(codes)
    names = dict(Area.objects.values_list("code", "name"))
    found = {}
    for start in range(0, len(wanted), 2000):
        for body in Body.objects.filter(code__in=wanted[start : start + 2000]):
            found[body.code] = _place(body, names)
    return found


def known_areas() -> KnownAreas:
    """Give all areas, to settle boards by code or name. One statement."""
    return KnownAreas.of(ReadArea(row.code, row.kind, row.name, row.part_of) for row in Area.objects.all())


@dataclass(frozen=True, slots=True)
class KnownArea:
    """A region or a board; ``kind``: region, board."""

    code: str
    kind: str
    name: str


def regions_and_boards() -> tuple[KnownArea, ...]:
    """List all regions, then all boards, by name. One statement."""
    rows = Area.objects.filter(kind__in=["region", "board"]).order_by("-kind", "name")
    return tuple(KnownArea(row.code, row.kind, row.name) for row in rows)


def area_exists(code: str, kind: str) -> bool:
    """Tell whether the directory has a region or board of this code. One statement."""
    return Area.objects.filter(code=code, kind=kind).exists()


def area_names(codes: Iterable[str]) -> dict[str, str]:
    """Name areas by their codes; unknown ones are absent. One statement, none for no codes."""
    wanted = list(codes)
    return dict(Area.objects.filter(code__in=wanted).values_list("code", "name")) if wanted else {}


def _place(body: Body, areas: Mapping[str, str]) -> Place:
    return Place(
        code=body.code,
        name=body.name,
        sector=body.sector,
        address=tuple(body.address),
        town=body.town,
        postcode=body.postcode,
        parent_code=body.parent_code,
        board_code=body.board_code,
        board_name=areas.get(body.board_code, ""),
        region_name=areas.get(body.region_code, ""),
        opened_on=body.opened_on,
        closed_on=body.closed_on,
        is_known=True,
    )
