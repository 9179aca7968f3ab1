"""Which status stands, until when it is current, and what a search and a download make of texts."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from dspt.register.rules import current_until, defused, search_key, short_edition, stands_before, was_late

DAY, LATER = date(2022, 6, 28), date(2022, 6, 30)
NOON = datetime(2022, 6, 28, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("edition", "published", "last"),
    [
        ("2024-25", date(2025, 6, 12), date(2026, 6, 30)),
        ("2021-22", date(2022, 8, 15), date(2023, 6, 30)),
        ("2099-00", date(2100, 1, 1), date(2101, 6, 30)),
        ("", date(2019, 3, 29), date(2020, 6, 30)),
        ("", date(2019, 7, 1), date(2021, 6, 30)),
        ("", None, None),
    ],
)
def test_a_status_is_current_until_30_june_of_the_year_after_its_deadline(
    edition: str, published: date | None, last: date | None
) -> None:
    assert current_until(edition, published) == last


@pytest.mark.parametrize(
    ("edition", "published", "late"),
    [
        ("2021-22", date(2022, 6, 30), False),
        ("2021-22", date(2022, 7, 1), True),
        ("2019-20", date(2020, 9, 30), False),
        ("", date(2020, 9, 30), False),
    ],
)
def test_an_imported_status_is_late_after_the_30th_of_june(edition: str, published: date, late: bool) -> None:
    assert was_late(edition, published) is late


@pytest.mark.parametrize(
    ("standing", "coming", "takes_its_place"),
    [
        ((None, None, ""), (DAY, None, "2021-22"), True),
        ((DAY, None, "2021-22"), (LATER, None, "2021-22"), True),
        ((LATER, None, "2021-22"), (DAY, None, "2021-22"), False),
        ((DAY, None, "2020-21"), (DAY, None, "2021-22"), True),
        ((DAY, None, "2021-22"), (DAY, None, "2020-21"), False),
        ((DAY, None, "2021-22"), (DAY, NOON, "2021-22"), True),
        ((DAY, NOON, "2021-22"), (DAY, None, "2021-22"), False),
    ],
)
def test_the_newest_stands(
    standing: tuple[date | None, datetime | None, str],
    coming: tuple[date | None, datetime | None, str],
    takes_its_place: bool,
) -> None:
    assert stands_before(standing, coming) is takes_its_place


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+44", "'+44"),
        ("-x", "'-x"),
        ("@a", "'@a"),
        ("\tx", "'\tx"),
        ("Mill Lane", "Mill Lane"),
        ("8D594-MASH", "8D594-MASH"),
        ("", ""),
    ],
)
def test_only_cells_that_begin_like_formulas_are_altered(cell: str, safe: str) -> None:
    assert defused(cell) == safe


def test_a_search_sees_name_code_town_and_both_ways_to_write_a_postcode() -> None:
    assert search_key("St. Anne’s & Co", "8D594-MASH", "LEEDS", "LS1 4AP") == (
        "st annes and co 8d594 mash leeds ls1 4ap ls14ap"
    )


def test_an_edition_is_written_as_statuses_carry_it() -> None:
    assert (short_edition("2024-25"), short_edition("")) == ("24/25", "")
