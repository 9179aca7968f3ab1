"""Directory files bring places and boards, and the listings follow."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from dspt.directory.gateways import Table, UnreadableFile
from dspt.directory.models import Area, Body
from dspt.foundation.actors import Actor
from dspt.register.actions import import_directory
from dspt.register.models import Listing

from .test_importing_the_register import OF_2022, OF_2023, everything
from .test_importing_the_register import take_in as register

pytestmark = pytest.mark.django_db
BY = Actor.machine("directory-import")
AT = datetime(2023, 12, 1, 9, tzinfo=UTC)
AREAS = tuple(
    tuple(line.split(","))
    for line in (
        "SICBL23CD,SICBL23CDH,SICBL23NM,ICB23CD,ICB23CDH,ICB23NM,NHSER23CD,NHSER23CDH,NHSER23NM",
        "E1,91Q,NHS Kent and Medway ICB - 91Q,E2,QKS,NHS Kent and Medway Integrated Care Board,E3,Y59,South East",
    )
)


def areas() -> Table:
    return Table("areas.csv", "1" * 64, "UTF-8", tuple(enumerate(AREAS, start=1)))


def bodies(*rows: tuple[str, ...]) -> Table:
    return Table("etr.csv", "2" * 64, "UTF-8", tuple(enumerate(rows, start=1)))


def body(code: str, name: str, closed: str = "") -> tuple[str, ...]:
    start = (code, name, "Y59", "QKS", "4 MILL LANE", "", "", "LARCHFORD", "", "LX1 9ZZ", "20010401", closed)
    return (*start, *[""] * 15)


def take_in(*tables: Table) -> int:
    return import_directory(by=BY, tables=tables, at=AT)[1]


def test_listings_take_town_postcode_board_and_region() -> None:
    register(*OF_2022, *OF_2023[1:])
    assert take_in(bodies(body("RZ9", "NORTHMOOR", "20230331")), areas()) == 2
    trust = Listing.objects.get(code="RZ9")
    assert (trust.town, trust.postcode, trust.board_code, trust.region_name, trust.closed_on) == (
        "LARCHFORD",
        "LX1 9ZZ",
        "QKS",
        "South East",
        date(2023, 3, 31),
    )
    assert "larchford lx1 9zz lx19zz" in trust.search_key
    pharmacy = Listing.objects.get(code="FZZ07")
    assert (pharmacy.board_code, pharmacy.board_name) == ("QKS", "NHS Kent and Medway Integrated Care Board")


def test_a_sector_known_from_the_register_stays_with_the_body() -> None:
    register(*OF_2023)
    take_in(bodies(body("RZ9", "NORTHMOOR HOSPITALS")), areas())
    kept = Body.objects.get(code="RZ9")
    assert (kept.sector, kept.name, kept.board_code) == ("NHS Trust", "NORTHMOOR HOSPITALS", "QKS")


def test_boards_known_first_are_used_by_the_register() -> None:
    take_in(areas())
    register(*OF_2022)
    assert Listing.objects.get(code="FZZ07").region_name == "South East"


def test_the_same_files_again_change_nothing() -> None:
    register(*OF_2022, *OF_2023[1:])
    files = (areas(), bodies(body("RZ9", "NORTHMOOR")))
    take_in(*files)
    before = everything()
    assert take_in(*files) == 0
    register(*OF_2022, *OF_2023[1:])
    assert everything() == before


def test_a_line_that_cannot_be_read_is_listed_and_the_rest_taken_in() -> None:
    wrong = ("", *body("X", "Y")[1:])
    reports, _ = import_directory(by=BY, tables=[bodies(wrong, body("RZ9", "N"), body("R2", "N", "20230231"))], at=AT)
    assert [(line.line, line.code) for line in reports[0].refused] == [(1, ""), (3, "R2")]
    assert Body.objects.count() == 1


def test_another_table_is_refused_and_nothing_is_kept() -> None:
    with pytest.raises(UnreadableFile) as refusal:
        take_in(areas(), bodies(("a", "b")))
    assert refusal.value.code == "unknown_layout"
    assert not Area.objects.exists()
