"""``dspt import_standard``: what it writes, and what it says when it refuses."""

from __future__ import annotations

import shutil
from io import StringIO
from pathlib import Path

import pytest
import xlsxwriter
from django.core.management import CommandError, call_command

from dspt.standard.catalogue import ROOT, Reader

HEADINGS = [
    "Evidence item reference",
    "Evidence item",
    "Tool tip",
    "Response type",
    "Category 2",
    "Category 3",
    "Category 4",
]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "catalogue"
    shutil.copytree(ROOT, folder)
    return folder


def book(path: Path, *rows: list[str]) -> Path:
    with xlsxwriter.Workbook(str(path)) as workbook:
        page = workbook.add_worksheet("Evidence items")
        for number, row in enumerate([HEADINGS, *rows]):
            page.write_row(number, 0, row)
    return path


ROW = ["1.1.1", "What is your ICO number?", "See the register.", "Text", "Mandatory", "Mandatory", "Mandatory"]


def run(copy: Path, path: Path, **options: object) -> str:
    out = StringIO()
    call_command("import_standard", str(path), edition="2024-25", catalogue=copy, stdout=out, **options)
    return out.getvalue()


def test_it_reports_what_differs_and_writes_a_new_revision(copy: Path) -> None:
    text = run(copy, book(copy.parent / "official.xlsx", ROW))
    assert "Edition 2024-25, revision 2" in text
    assert "    + What is your ICO number?" in text
    assert Reader(copy).read("2024-25").revision == 2


def test_a_dry_run_writes_nothing(copy: Path) -> None:
    assert "Nothing was written" in run(copy, book(copy.parent / "official.xlsx", ROW), dry_run=True)
    assert Reader(copy).read("2024-25").revision == 1


def test_bad_rows_are_listed_with_their_number(copy: Path) -> None:
    bad = ["1.1.2", "Which?", "", "Essay", "", "Mandatory", ""]
    with pytest.raises(CommandError, match=r"row 3 \(1\.1\.2\): the type 'Essay' is not in the mapping"):
        run(copy, book(copy.parent / "official.xlsx", ROW, bad))
    assert Reader(copy).read("2024-25").revision == 1


def test_a_truncated_workbook_is_told_as_such(copy: Path) -> None:
    path = book(copy.parent / "official.xlsx", ROW)
    whole = path.read_bytes()
    for end in (len(whole) // 10, len(whole) // 2, len(whole) * 9 // 10, -100):
        path.write_bytes(whole[:end])
        with pytest.raises(CommandError, match=r"cannot be read as a workbook: it is missing, cut short.*Nothing was"):
            run(copy, path)
    assert Reader(copy).read("2024-25").revision == 1
    with pytest.raises(CommandError, match="cannot be read as a workbook"):
        run(copy, copy.parent / "nowhere.xlsx")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \r\n", "is empty"),
        (b"Reference,Question\n1.1.1,What?\n", "is a text file, not a workbook. Save it as .xlsx"),
        ("Reference,Question\n".encode("utf-16"), "is a text file, not a workbook"),
        (b"\0" * 4000, "cannot be read as a workbook"),
        (b"PK\x05\x06" + b"\0" * 18, "cannot be read as a workbook"),
    ],
    ids=["empty", "blank", "text", "text in UTF-16", "zeros", "an archive of nothing"],
)
def test_what_is_no_workbook_is_told_as_such(copy: Path, content: bytes, words: str) -> None:
    path = copy.parent / "official.xlsx"
    path.write_bytes(content)
    with pytest.raises(CommandError) as refusal:
        run(copy, path)
    assert words in str(refusal.value)
    assert str(refusal.value).endswith("Nothing was written.")
    assert Reader(copy).read("2024-25").revision == 1


def test_an_unknown_edition_is_told(copy: Path) -> None:
    with pytest.raises(CommandError, match="There is no edition 1999-00"):
        call_command("import_standard", "x.xlsx", edition="1999-00", catalogue=copy)


def test_an_edition_that_rests_on_another_points_there(copy: Path) -> None:
    path = book(copy.parent / "official.xlsx", ROW)
    with pytest.raises(CommandError, match="takes its items from 2024-25"):
        call_command("import_standard", str(path), edition="2023-24", catalogue=copy)


def test_a_sheet_of_another_name_is_told(copy: Path) -> None:
    path = copy.parent / "official.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        workbook.add_worksheet("Data")
    with pytest.raises(CommandError, match="no sheet 'Evidence items'\\. It has: 'Data'"):
        run(copy, path)
