"""What other rooms and doors read of the directory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .models import Area, Body


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


def place(code: str) -> Place:
    """Find a body of the directory by its exact code, with the names of its board and region.

    A Place without ``is_known`` where the directory has no such body. Two statements.
    """
    body = Body.objects.filter(code=code).first()
    if body is None:
        return Place(code)
    areas = {area.code: area.name for area in Area.objects.filter(code__in=[body.board_code, body.region_code])}
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
