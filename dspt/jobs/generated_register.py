"""A register that was never real, of the shape of the real one: for the demonstration and the bench.

The same count and seed give the same rows. Codes hold ``ZZ`` in their middle and places exist nowhere, so that nobody
takes a row for a real body; sectors and statuses stand in the proportions of the real register (rules, section 13).
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dspt.directory.gateways import Cell, Table
from dspt.foundation import clock
from dspt.foundation.actors import Actor
from dspt.register.actions import import_directory, import_register

HEADINGS = (
    "Code",
    "Organisation Name",
    "Status",
    "Date Of Publication",
    "Primary Sector",
    "Integrated Care Board (where available, from ODS)",
)
AREA_HEADINGS = tuple(f"{begin}23{end}" for begin in ("SICBL", "ICB", "NHSER") for end in ("CD", "CDH", "NM"))
_SIGNS = "0123456789ABCDEFGHJKLMNPQRSTUVWXY"  # pragma: allowlist secret


@dataclass(frozen=True, slots=True)
class _Sector:
    name: str
    share: int
    """Of 64,201, as on the register of September 2022."""
    letter: str
    names: tuple[str, ...]


_SECTORS = (
    _Sector(
        "Social Care",
        21_064,
        "V",
        (
            "{word} House Care Home",
            "{word} Lodge",
            "{word} Court Nursing Home",
            "{town} Home Care",
            "{surname} Care Ltd",
            "{word} View Residential Home",
        ),
    ),
    _Sector(
        "Pharmacy",
        12_723,
        "F",
        (
            "{word} Pharmacy",
            "{surname} Chemist",
            "{town} Pharmacy",
            "{surname} & {other} Pharmacy",
        ),
    ),
    _Sector(
        "Dentist",
        7_450,
        "D",
        (
            "{word} Dental Practice",
            "{town} Dental Care",
            "{surname} & Associates Dental Surgery",
            "{word} Smiles Ltd",
        ),
    ),
    _Sector(
        "General Practice (GP)",
        6_913,
        "Y",
        (
            "{word} Surgery",
            "{town} Medical Centre",
            "Dr {surname} & Partners",
            "{word} Health Centre",
        ),
    ),
    _Sector(
        "Other (including charities and NHS business partners)",
        5_941,
        "8",
        (
            "{word} Hospice",
            "{town} Carers’ Trust",
            "{surname} Physiotherapy",
            "St {first}’s Hospice",
            "{word} Counselling",
        ),
    ),
    _Sector(
        "Optician",
        4_571,
        "T",
        (
            "{surname} Opticians",
            "{town} Eye Care",
            "{word} Optical Ltd",
        ),
    ),
    _Sector(
        "Company",
        3_329,
        "C",
        (
            "{word} Systems Ltd",
            "{surname} Software Ltd",
            "{word} Health Data Ltd",
            "{town} Digital Ltd",
        ),
    ),
    _Sector(
        "Local Authority",
        896,
        "L",
        (
            "{town} Borough Council",
            "{town} County Council",
            "{town} District Council – {word} Team",
        ),
    ),
    _Sector(
        "NHS Trust",
        411,
        "R",
        (
            "{town} Hospitals NHS Foundation Trust",
            "{town} Community NHS Trust",
            "{town} and {place} Partnership NHS Trust",
        ),
    ),
    _Sector(
        "No Sector Identified",
        390,
        "N",
        (
            "{word} Services",
            "{surname} Associates",
        ),
    ),
    _Sector(
        "University (including researcher and secondary use)",
        312,
        "E",
        (
            "University of {town}",
            "University of {town} – School of {subject}",
        ),
    ),
    _Sector(
        "Integrated Care Board",
        169,
        "Q",
        ("NHS {town} and {place} Integrated Care Board",),
    ),
    _Sector(
        "Arm's Length Body",
        23,
        "X",
        (
            "{word} Health Authority",
            "National {word} Agency",
        ),
    ),
    _Sector(
        "Commissioning Support Unit",
        9,
        "S",
        ("NHS {town} Commissioning Support Unit",),
    ),
)


def _listed(text: str) -> list[str]:
    return text.split()


_WORDS = _listed(
    """
    Alder Amber Ash Aspen Beacon Beech Birch Bracken Bramble Bridge Brook Cedar Cherry Clover Copper Coppice Cove
    Crane Dale Elder Elm Fern Field Gable Garden Grange Grove Harbour Hawthorn Hazel Heather Heron Hill Holly Ivy
    Juniper Kestrel Lantern Larch Laurel Lavender Lime Linden Maple Meadow Mill Oak Orchard Park Pine Poplar
    Quarry Quay Raven River Robin Rose Rowan Sage Sorrel Spring Stone Swan Sycamore Tansy Thorn Vale Violet Walnut
    Water Willow Windmill Wren Yew
    """
)
_SURNAMES = _listed(
    """
    Abbott Adeyemi Ahmed Allen Baker Banerjee Barnes Bell Bennett Booth Brennan Carter Chaudhry Clarke Cole Cooper
    Cox Davies Dixon Doyle Edwards Ellis Evans Farouk Fisher Foster Gill Gordon Graham Grant Green Gupta Hall
    Harris Hart Hughes Hussain Iqbal Jackson James Jones Kaur Kelly Khan King Knight Lam Lane Lewis Lloyd Marsh
    Mason Mensah Miller Moore Morgan Murphy Nowak Okafor Olsen Owen Palmer Patel Pearce Price Quinn Rahman Reid
    Rhodes Roberts Rossi Scott Shah Sharma Silva Singh Stone Taylor Thomas Turner Walsh Ward Webb West White Wood
    Wright Young Zhang
    """
)
_FIRSTS = _listed(
    """
    Agnes Aidan Anne Bede Brigid Clare Cuthbert David Hilda Hugh Luke Margaret Michael Oswald Wilfrid
    """
)
_SUBJECTS = ("Medicine", "Nursing", "Public Health", "Data Science", "Dentistry")
_STARTS = _listed(
    """
    Alder Ash Barn Brack East Elm Fell Grey Hard Hazel Holm Kings Larch Lang Mill North Oak Penn Raven Sand Stan
    Thorn West Whit Wool
    """
)
_ENDS = _listed(
    """
    bridge bury by combe cliffe dale ford field gate ham haven hurst ley mere minster moor port stead ton wick
    worth
    """
)
_BOARDS = (
    ("QZ1", "NHS Northmoor and Larchford Integrated Care Board", "YZ1", "North West"),
    ("QZ2", "NHS Easthaven and the Coast Integrated Care Board", "YZ2", "East of England"),
    ("QZ3", "NHS Fellgate Integrated Care Board", "YZ1", "North West"),
    ("QZ4", "NHS Kingsmere and Oakley Integrated Care Board", "YZ3", "South East"),
    ("QZ5", "NHS Ravenport Integrated Care Board", "YZ2", "East of England"),
    ("QZ6", "NHS Thornbury Vale Integrated Care Board", "YZ3", "South East"),
)
_OLDEST, _LAST = 2018, 2024
_MAY_BE_SHORT = frozenset({"NHS Trust", "Local Authority", "Integrated Care Board"})


@dataclass(frozen=True, slots=True)
class GeneratedBody:
    """One body that never was; ``statuses`` by edition's first year: status text and day of publication."""

    code: str
    name: str
    sector: str
    street: str
    town: str
    postcode: str
    board: int
    statuses: dict[int, tuple[str, date]]


def bodies(count: int, seed: int) -> Iterator[GeneratedBody]:
    """Make bodies one by one, 80,000 at most: the codes of a sector end.

    Neighbouring seeds begin their codes 2,500 apart, so that a small register and a large one stand beside each other.
    """
    chance = random.Random(seed)  # noqa: S311 (not for secrets)
    towns = [start + end for start in _STARTS for end in _ENDS]
    chance.shuffle(towns)
    used: dict[str, int] = {}
    shares = [sector.share for sector in _SECTORS]
    for sector in chance.choices(_SECTORS, shares, k=count):
        town = chance.choice(towns[:240])
        place = used[sector.letter] = used.get(sector.letter, seed % 4 * 2500) + 1
        name = chance.choice(sector.names).format(
            word=chance.choice(_WORDS),
            town=town,
            place=chance.choice(towns[240:]),
            surname=chance.choice(_SURNAMES),
            other=chance.choice(_SURNAMES),
            first=chance.choice(_FIRSTS),
            subject=chance.choice(_SUBJECTS),
        )
        code = f"{sector.letter}ZZ{_SIGNS[place // 1089 % 33]}{_SIGNS[place // 33 % 33]}{_SIGNS[place % 33]}"
        if chance.random() < 0.003:
            code += "-CLOSED"
        yield GeneratedBody(
            code=code,
            name=name.upper() if chance.random() < 0.4 else name,
            sector=sector.name,
            street=f"{chance.randint(1, 140)} {chance.choice(_WORDS)} {chance.choice(('Road', 'Street', 'Lane'))}",
            town=town,
            postcode=_postcode(chance, town),
            board=chance.randrange(len(_BOARDS)),
            statuses=_statuses(chance, sector.name),
        )


def _postcode(chance: random.Random, town: str) -> str:
    return f"{town[0]}Z{chance.randint(1, 30)} {chance.randint(1, 9)}{''.join(chance.choices('ABDEFGHJLN', k=2))}"


def _statuses(chance: random.Random, sector: str) -> dict[int, tuple[str, date]]:
    """Make up what a body published: 8 of 100 never did, 76 have a status of the newest edition."""
    lot = chance.random()
    if lot < 0.08:
        return {}
    last = _LAST if lot < 0.84 else _LAST - 1 if lot < 0.925 else chance.randint(_OLDEST, _LAST - 2)
    first = chance.randint(_OLDEST, last)
    years = [year for year in range(first, last) if chance.random() < 0.85]
    return {year: _status(chance, year, sector) for year in (*years, last)}


def _status(chance: random.Random, year: int, sector: str) -> tuple[str, date]:
    lot = chance.random()
    label = "Standards Met" if lot > 0.07 else "Standards Exceeded"
    if sector == "Social Care" and 0.07 < lot < 0.14:
        label = "Approaching Standards" if year > 2020 else "Entry Level"
    elif sector in _MAY_BE_SHORT and 0.07 < lot < 0.2:
        label = "Approaching Standards" if lot < 0.16 else "Standards Not Met"
    deadline = date(year + 1, 6, 30)
    # A third in the last week before the deadline, 8 of 100 after it, the others in the ten months before.
    when = chance.random()
    days = chance.randint(0, 7) if when < 0.35 else chance.randint(8, 295) if when < 0.92 else -chance.randint(1, 60)
    return f"{year % 100:02}/{(year + 1) % 100:02} {label}", deadline - timedelta(days=days)


def rows(count: int, seed: int, *, year: int = _LAST) -> Iterator[tuple[str, ...]]:
    """Give the rows of an export as it stood in the year of an edition (its first year), headings first."""
    yield HEADINGS
    for body in bodies(count, seed):
        yield _row(body, year)


def _row(body: GeneratedBody, year: int) -> tuple[str, ...]:
    newest = max((published for published in body.statuses if published <= year), default=None)
    if newest is None:
        return (body.code, body.name, "Not Published", "", body.sector, _BOARDS[body.board][1])
    text, day = body.statuses[newest]
    return (body.code, body.name, text, f"{day:%d/%m/%Y}", body.sector, _BOARDS[body.board][1])


def import_rows(count: int, seed: int = 1, *, years: Sequence[int] = (_LAST,)) -> None:
    """Import a generated register: its areas and addresses, then an export of each year. Twice is once."""
    by, at = Actor.machine("generated-register"), clock.now()
    made = list(bodies(count, seed))
    areas = areas_table()
    directory = _table("generated-directory.csv", map(_directory_row, made))
    import_directory(by=by, tables=[areas, directory], at=at)
    for year in years:
        export = _table(f"generated-register-{year}.csv", [HEADINGS, *(_row(body, year) for body in made)])
        import_register(by=by, table=export, at=at)


def areas_table() -> Table:
    """Give the table of made-up boards with their regions."""
    return _table("generated-areas.csv", [AREA_HEADINGS, *map(_area_row, _BOARDS)])


def _area_row(board: tuple[str, str, str, str]) -> tuple[Cell, ...]:
    code, name, region, called = board
    return ("", f"{code}P", f"{name}: the whole of it", "", code, name, "", region, called)


def _directory_row(body: GeneratedBody) -> tuple[Cell, ...]:
    code, _, region, _ = _BOARDS[body.board]
    lines = (body.street, "", "", body.town, "")
    return (body.code, body.name, region, code, *lines, body.postcode, "20100401", "", *("",) * 15)


def _table(name: str, table: Iterable[Sequence[Cell]]) -> Table:
    kept = [tuple(row) for row in table]
    return Table(name, hashlib.sha256(repr(kept).encode()).hexdigest(), "UTF-8", tuple(enumerate(kept, start=1)))
