"""The page on the security standard is complete, each row is explained, and what it names exists."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.house_rules.repository import ROOT

PAGE = ROOT / "docs" / "security" / "asvs.md"
SOURCE = ROOT.parent / "shared" / "data" / "owasp-asvs-5.0.0.csv"
ROW = re.compile(r"^\| (V\d+\.\d+\.\d+) \| (\d) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
PLACE = re.compile(r"`((?:dspt|tests|docs|tools|assets|requirements|package-lock|pyproject|Makefile)[^`\s]*)`")


class Row(NamedTuple):
    id: str
    level: str
    asks: str
    verdict: str
    shown_by: str


ROWS = [Row(*(part.strip() for part in found)) for found in ROW.findall(PAGE.read_text())]


def test_every_row_has_a_verdict_and_what_shows_it() -> None:
    assert [row.id for row in ROWS if row.verdict not in {"met", "n/a", "not met"} or len(row.shown_by) < 6] == []


def test_no_requirement_stands_twice() -> None:
    assert [id for id, times in Counter(row.id for row in ROWS).items() if times > 1] == []


def test_all_of_levels_one_and_two_are_there() -> None:
    if not SOURCE.is_file():
        pytest.skip("the standard's list is not beside the checkout")
    with SOURCE.open(encoding="utf-8-sig") as lines:
        asked = {row["req_id"]: row["L"] for row in csv.DictReader(lines)}
    told = {row.id: row.level for row in ROWS}
    assert {id for id, level in asked.items() if level in "12"} - set(told) == set()
    assert {id: level for id, level in told.items() if asked.get(id) != level} == {}


def test_there_are_as_many_rows_as_the_standard_has() -> None:
    assert sum(row.level in "12" for row in ROWS) == 253


@pytest.mark.parametrize("page", sorted(PAGE.parent.glob("*.md")), ids=lambda page: page.name)
def test_the_places_that_are_named_exist(page: Path) -> None:
    named = {place.split("::")[0] for place in PLACE.findall(page.read_text())}
    assert sorted(place for place in named if not (ROOT / place).exists()) == []
