"""Files as they come into the register and the directory: three encodings, workbooks, every kind of damage."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from django.core.management import CommandError, call_command

from dspt.directory.gateways import UnreadableFile, read_table
from dspt.directory.models import Body
from dspt.journal.models import Entry
from dspt.register.actions import import_register
from dspt.register.models import Listing
from tests.world.files import zipped

from .test_importing_the_register import AT, BOARD, BY, HEADINGS, OF_2022

pytestmark = pytest.mark.django_db


ARCHIVE = zipped({"register.csv": "Code,Name"})


def in_short(value: str | bytes) -> str:
    """Name a row of a table of tests: bytes by their number, since an archive's would be pages of zeros."""
    return value if isinstance(value, str) else f"{len(value)} bytes"


class TestFiles:
    """Files as they come: three encodings, workbooks, damage."""

    def written(self, folder: Path, text: str, encoding: str = "utf-8", name: str = "register.csv") -> Path:
        path = folder / name
        path.write_bytes(text.encode(encoding))
        return path

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    def test_the_usual_encodings_are_read(self, tmp_path: Path, encoding: str) -> None:
        path = self.written(tmp_path, "Code,Name\r\nA1,“Café” Zoë\r\n", encoding)
        assert read_table(path).rows[1] == (2, ("A1", "“Café” Zoë"))

    @pytest.mark.parametrize(
        ("name", "content", "code"),
        [
            ("x.csv", b"", "file_empty"),
            ("x.csv", b"Code,Name\nA1,a\0b\n", "encoding"),
            ("x.csv", b"Code,Name\nA1,a\x81b\n", "encoding"),
            ("x.csv", b'Code,Name\nA1,"cut off', "damaged_table"),
            ("x.pdf", b"%PDF-1.7", "not_a_table"),
            ("x.xlsx", b"PK\x03\x04 nothing of a workbook", "damaged_workbook"),
            ("x.xlsx", b"Code,Name\nA1,a\n", "text_as_workbook"),
            ("x.xlsx", "Code,Name\nA1,a\n".encode("utf-16"), "text_as_workbook"),
            ("x.xlsx", b"\0" * 4000, "damaged_workbook"),
            ("x.xlsx", b"", "file_empty"),
            ("x.xlsx", ARCHIVE, "no_workbook"),
            ("x.csv", ARCHIVE, "no_workbook"),
            ("x.csv", b" \r\n \r\n", "file_empty"),
            ("x.csv", "Code,Name\nA1,a\n".encode("utf-16-le"), "encoding"),
            ("x.csv", b"\xff\xfeC\0,\0\x00\xd8A\0,\0a\0\n\0", "encoding"),
            ("x.csv", "Code,Name\nA1,a\n".encode("utf-16")[:-1], "cut_short"),
            ("x.csv", b"Code,Name,Status\nA1,a,b\nA2,c", "cut_short"),
            ("x.csv", b"Code,Name,Status\nA1,a,b\nA2,c,d" + b"\0" * 90, "encoding"),
        ],
        ids=in_short,
    )
    def test_a_damaged_file_is_refused(self, tmp_path: Path, name: str, content: bytes, code: str) -> None:
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(UnreadableFile) as refusal:
            read_table(path)
        assert refusal.value.code == code

    def test_a_missing_file_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(UnreadableFile) as refusal:
            read_table(tmp_path / "none.csv")
        assert refusal.value.code == "file_missing"

    def test_line_numbers_are_those_of_the_file(self, tmp_path: Path) -> None:
        path = self.written(tmp_path, 'a,b\n"two\nlines",1\n\nlast,2\n')
        assert [line for line, _ in read_table(path).rows] == [1, 2, 5]

    def workbook(self, rows: int) -> bytes:
        """Make an older workbook: code behind the name, real dates, types as sectors, five spellings of a status."""
        made = io.BytesIO()
        book = xlsxwriter.Workbook(made, {"constant_memory": True})
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
        older = ("OrganisationName", "ODSCode", "PublicationStatus", "DateOfPublication", "PrimarySector")
        sheet.write_row(0, 0, (*older, "CCG (from ODS and CQC)"))
        spellings = ("Standards Met", "Standards Exceeded (19-20)", "Entry Level", "Standards Met (19-20)", "")
        for number in range(1, rows + 1):
            code, status = f"Z{number:05}", spellings[number % 5]
            sheet.write_row(number, 0, (f"House {number} ({code})", code, status))
            if status:
                sheet.write_datetime(number, 3, date(2020, 1 + number % 9, 1 + number % 28), day)
            sheet.write_row(number, 4, ("Care home", "NHS LEEDS CCG"))
        book.close()
        return made.getvalue()

    def test_an_older_workbook_is_taken_in(self, tmp_path: Path) -> None:
        path = tmp_path / "older.xlsx"
        path.write_bytes(self.workbook(100))
        report = import_register(by=BY, table=read_table(path), at=AT, sectors={"care home": "Social Care"})
        assert (report.listings_new, report.statuses_new, report.refused) == (100, 80, [])
        one = Listing.objects.get(code="Z00001")
        assert (one.name, one.sector, one.status_text, one.published_on, one.board_name) == (
            "House 1",
            "Social Care",
            "19/20 Standards Exceeded",
            date(2020, 2, 2),
            "NHS LEEDS CCG",
        )

    @pytest.mark.slow
    def test_an_older_workbook_of_full_size_is_read(self, tmp_path: Path) -> None:
        path = tmp_path / "older.xlsx"
        path.write_bytes(self.workbook(31_970))
        assert len(read_table(path).rows) == 31_971

    def test_a_truncated_workbook_is_refused_and_nothing_is_written(self, tmp_path: Path) -> None:
        path = tmp_path / "older.xlsx"
        whole = self.workbook(100)
        for end in (len(whole) // 10, len(whole) // 2, len(whole) * 9 // 10, -100):
            path.write_bytes(whole[:end])
            for command in ("import_register", "import_directory"):
                with pytest.raises(CommandError, match=r"damaged or cut short.*Nothing was written\."):
                    call_command(command, str(path))
        assert not Listing.objects.exists()
        assert not Body.objects.exists()

    def test_a_workbook_with_a_damaged_part_is_refused(self, tmp_path: Path) -> None:
        whole = self.workbook(100)
        at = whole.index(b"xl/worksheets/sheet1.xml") + 400
        path = tmp_path / "older.xlsx"
        path.write_bytes(whole[:at] + b"\xff" * 200 + whole[at + 200 :])
        with pytest.raises(CommandError, match="damaged or cut short"):
            call_command("import_register", str(path))

    def test_a_workbook_called_text_is_told_by_its_content(self, tmp_path: Path) -> None:
        path = tmp_path / "older.csv"
        path.write_bytes(self.workbook(10))
        with pytest.raises(CommandError, match=r"is a workbook\. Give it a name that ends in \.xlsx"):
            call_command("import_register", str(path))

    @pytest.mark.parametrize(
        ("name", "content", "words"),
        [
            ("x.xlsx", b"Code,Name\nA1,a\n", "is called a workbook, but is a text file"),
            ("x.xlsx", ARCHIVE, "is a ZIP file that holds no workbook"),
            ("x.csv", b"Code,Name,Status\nA1,a,b\nA2,c", "is cut short: line 3, its last, stops in the middle"),
            ("x.csv", b"", "is empty"),
            ("x.csv", b"Code,Name\nA1,a\0b\n", "byte 00 at place 14. Save it as UTF-8"),
        ],
        ids=in_short,
    )
    def test_both_commands_say_in_one_sentence_what_is_wrong(
        self, tmp_path: Path, name: str, content: bytes, words: str
    ) -> None:
        path = tmp_path / name
        path.write_bytes(content)
        for command in ("import_register", "import_directory"):
            with pytest.raises(CommandError) as refusal:
                call_command(command, str(path))
            assert words in str(refusal.value)
            assert str(refusal.value).endswith("Nothing was written.")
            assert "\n" not in str(refusal.value)
        assert not Entry.objects.exists()

    def test_headings_alone_are_no_export(self, tmp_path: Path) -> None:
        path = self.written(tmp_path, ",".join(f'"{one}"' for one in (*HEADINGS, BOARD)) + "\n")
        with pytest.raises(CommandError, match="holds no row below its headings"):
            call_command("import_register", str(path))

    def test_the_command_says_what_it_did(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        made = io.StringIO()
        csv.writer(made).writerows(((*HEADINGS, BOARD), *OF_2022))
        path = self.written(tmp_path, made.getvalue())
        call_command("import_register", str(path))
        told = capsys.readouterr()
        assert "organisations new            3" in told.out
        assert not told.err, "progress is told only where somebody looks"

    def test_the_command_names_the_columns_that_are_missing(self, tmp_path: Path) -> None:
        path = self.written(tmp_path, "Code,Organisation Name,Status\nA1,Home,23/24 Standards Met\n")
        with pytest.raises(CommandError, match="also has, once each: date of publication, primary sector, "):
            call_command("import_register", str(path))
        assert not Listing.objects.exists()

    def test_the_command_lists_refused_rows_and_stops(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        made = io.StringIO()
        csv.writer(made).writerows(((*HEADINGS, BOARD), *OF_2022, ("A1", "Home", "Met", "31/02/2022", "Dentist", "")))
        path = self.written(tmp_path, made.getvalue())
        with pytest.raises(CommandError, match="Nothing was written"):
            call_command("import_register", str(path))
        assert "Refused: line 5, A1: the status “Met” is not known" in capsys.readouterr().out
