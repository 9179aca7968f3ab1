"""Exports of the register: layouts are known by their headings, rows are read exactly or refused with a reason."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from dspt.register.rules import ReadRow, RefusedRow, RowReader, UnknownStatus, layout_of, missing_columns, read_status

TODAY = date(2023, 12, 1)
NOW = [
    "Code",
    "Organisation Name",
    "Status",
    "Date Of Publication",
    "Primary Sector",
    "Integrated Care Board (where available, from ODS)",
]
OF_2022 = [*NOW[:5], "Commissioner (From ODS)"]
TRUSTS_2023 = ["", "Code", "National Grouping", "High Level Health Geography", "lat", "long", *NOW[1:]]
BOARDS_2023 = ["", "ICB23CD", "ICB23CDH", "ICB23NM", *NOW]
OLDER = ["OrganisationName", "ODSCode", "PublicationStatus", "DateOfPublication", "PrimarySector"]
OLDER.append("CCG (from ODS and CQC)")


def reader(headings: list[str], **sectors: str) -> RowReader:
    layout = layout_of(headings)
    assert layout is not None
    return RowReader(layout, headings, today=TODAY, sectors=sectors)


def read(cells: list[object], headings: list[str] = NOW) -> ReadRow | RefusedRow:
    return reader(headings).read(2, cells)  # type: ignore[arg-type]


@pytest.mark.parametrize("headings", [NOW, OF_2022, TRUSTS_2023, BOARDS_2023, OLDER])
def test_every_layout_seen_is_recognised(headings: list[str]) -> None:
    assert layout_of(headings) is not None


@pytest.mark.parametrize(
    "headings",
    [NOW[:5], [], ["Code", *NOW], ["R0A", "MANCHESTER UNIVERSITY NHS FOUNDATION TRUST"]],
    ids=["a column is missing", "nothing", "a column stands twice", "no headings"],
)
def test_other_tables_are_not_taken_for_exports(headings: list[str]) -> None:
    assert layout_of(headings) is None


def test_what_a_table_lacks_of_the_nearest_layout_is_named() -> None:
    assert missing_columns(NOW[:3]) == (
        "date of publication",
        "primary sector",
        "integrated care board where available from ods",
    )
    assert missing_columns(["Code", *NOW]) == ("code",)


def test_columns_before_and_between_are_left_aside() -> None:
    row = reader(TRUSTS_2023).read(
        2,
        ["0", "R0A", "Y62", "QOP", "53.4", "-2.2", "NORTHMOOR", "22/23 Standards Met", "30/06/2023", "NHS Trust", "B"],
    )
    assert isinstance(row, ReadRow)
    assert (row.code, row.name, row.status.edition, row.status.key, row.published_on, row.board) == (
        "R0A",
        "NORTHMOOR",
        "2022-23",
        "met",
        date(2023, 6, 30),
        "B",
    )


@pytest.mark.parametrize(
    ("text", "edition", "key", "display"),
    [
        ("21/22 Standards Met", "2021-22", "met", "21/22 Standards Met"),
        ("24/25 Standards Exceeded", "2024-25", "exceeded", "24/25 Standards Exceeded"),
        ("21/22 Approaching Standards", "2021-22", "approaching", "21/22 Approaching Standards"),
        ("19/20 Standards Not Met", "2019-20", "not_met", "19/20 Standards Not Met"),
        ("20/21 Entry Level", "2020-21", "entry_level", "20/21 Entry Level"),
        ("Standards Met", "", "met", "Standards Met"),
        ("Standards Met (19-20)", "2019-20", "met", "19/20 Standards Met"),
        ("Standards not fully met (plan agreed)", "", "plan_agreed", "Standards not fully met (plan agreed)"),
        (
            "Standards not fully met (plan agreed) (19-20)",
            "2019-20",
            "plan_agreed",
            "19/20 Standards not fully met (plan agreed)",
        ),
        ("Critical Standards Not Met", "", "critical_not_met", "Critical Standards Not Met"),
        ("99/00 Standards Met", "2099-00", "met", "99/00 Standards Met"),
        ("Not Published", "", "", "Not Published"),
        ("  ", "", "", "Not Published"),
    ],
)
def test_a_status_is_read_and_written_in_todays_form(text: str, edition: str, key: str, display: str) -> None:
    status = read_status(text)
    assert (status.edition, status.key, status.text) == (edition, key, display)


@pytest.mark.parametrize("text", ["Excellent", "21/23 Standards Met", "22/21 Standards Met", "21/22", "(19-20)"])
def test_a_status_that_no_export_has_carried_is_not_guessed(text: str) -> None:
    with pytest.raises(UnknownStatus):
        read_status(text)


@pytest.mark.parametrize("code", ["16", "01/04/2004", "Demo Dental Account 009", "8D594-MASH", "8k167", "A5CV-CLOSED"])
def test_codes_are_kept_exactly(code: str) -> None:
    row = read([code, "SHELTON  HOUSE (CLOSED)", "Not Published", "", "Dentist", ""])
    assert isinstance(row, ReadRow)
    assert (row.code, row.name, row.published_on) == (code, "SHELTON  HOUSE (CLOSED)", None)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (["A1", "Home", "21/22 Standards Met"], "has 3 cells where the headings have 6"),
        (["A1", "Home", "Not Published", "", "Dentist", "", "more"], "has 7 cells where the headings have 6"),
        (["", "Home", "Not Published", "", "Dentist", ""], "has no code"),
        (["A" * 33, "Home", "Not Published", "", "Dentist", ""], "the code is longer than 32"),
        (["A1", " ", "Not Published", "", "Dentist", ""], "has no name"),
        (["A1", "H" * 256, "Not Published", "", "Dentist", ""], "the name is longer than 255"),
        (["A1", "Ho\x00me", "Not Published", "", "Dentist", ""], "signs that cannot be printed"),
        (["A1", "Home", "Not Published", "", "D" * 81, ""], "the sector is longer"),
        (["A1", "Home", "Splendid", "01/02/2022", "Dentist", ""], "the status “Splendid” is not known"),
        (["A1", "Home", "21/22 Standards Met", "", "Dentist", ""], "has a status but no date"),
        (["A1", "Home", "21/22 Standards Met", "31/02/2022", "Dentist", ""], "is not a day of the calendar"),
        (["A1", "Home", "21/22 Standards Met", "2022-02-01", "Dentist", ""], "is not written as dd/mm/yyyy"),
        (["A1", "Home", "21/22 Standards Met", 44593.0, "Dentist", ""], "is not written as dd/mm/yyyy"),
        (["A1", "Home", "21/22 Standards Met", "02/12/2023", "Dentist", ""], "is still to come"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_with_its_line_and_reason(cells: list[object], reason: str) -> None:
    row = read(cells)
    assert isinstance(row, RefusedRow)
    assert row.line == 2
    assert reason in row.reason


@pytest.mark.parametrize(
    ("spoilt", "told"),
    [
        (date(2004, 4, 1), "01/04/2004"),
        (datetime(2004, 4, 1, tzinfo=UTC), "01/04/2004"),
        (float("1.7976931348623157e308"), "1.7976931348623157E+308"),
        (8e12, "8000000000000.0"),
        (float("inf"), "INF"),
        (float("nan"), "NAN"),
        (1.5, "1.5"),
        (True, "TRUE"),
    ],
    ids=str,
)
def test_a_code_of_which_a_spreadsheet_made_something_else_is_not_guessed(spoilt: object, told: str) -> None:
    row = read([spoilt, "Home", "Not Published", "", "Dentist", ""])
    assert isinstance(row, RefusedRow)
    assert row.code == told
    assert "a spreadsheet has made a number or a date of the code" in row.reason


def test_a_code_that_stands_twice_is_refused_with_the_line_of_the_first() -> None:
    rows = reader(NOW)
    rows.read(2, ["A1", "Home", "Not Published", "", "Dentist", ""])
    again = rows.read(7, ["A1", "Home", "Not Published", "", "Dentist", ""])
    assert again == RefusedRow(7, "A1", "the code stands on line 2 already")


def test_a_date_without_a_status_is_left_aside_and_said() -> None:
    row = read(["RA4", "YEOVIL", "Not Published", "28/06/2022", "NHS Trust", ""])
    assert isinstance(row, ReadRow)
    assert row.published_on is None
    assert "28/06/2022" in row.note


def test_the_older_workbooks_code_after_the_name_its_dates_and_its_types_are_understood() -> None:
    rows = reader(OLDER, **{"care home": "Social Care"})
    row = rows.read(
        2, ["Willow Court (VZZ01)", "VZZ01", "Entry Level", datetime(2020, 3, 25, 9, 4, tzinfo=UTC), "Care home", None]
    )
    assert isinstance(row, ReadRow)
    assert (row.name, row.published_on, row.sector) == ("Willow Court", date(2020, 3, 25), "Social Care")
    row = rows.read(3, ["Osier (closed)", 16.0, None, None, "Shed builder", "NHS LEEDS CCG"])
    assert isinstance(row, ReadRow)
    assert (row.code, row.name, row.sector, row.board) == ("16", "Osier (closed)", "Shed builder", "NHS LEEDS CCG")
