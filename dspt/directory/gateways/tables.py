"""Reading tables that others made: comma-separated files in any of the usual encodings, and workbooks."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from dspt.foundation.refusals import Refusal

Cell = str | int | float | bool | date | datetime | None
LIMIT_BYTES = 200 * 1024 * 1024
_WORKBOOKS = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}
_BEGINNINGS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""Of workbooks: an archive, an empty one, and the container of the older kind."""


class UnreadableFile(Refusal):
    """``file_missing``, ``file_empty``, ``file_too_large``, ``not_a_table`` (kind), ``encoding`` (place, byte),
    ``cut_short`` (line), ``damaged_table`` (line, fault), ``damaged_workbook`` (fault), ``no_sheet``, ``no_workbook``,
    ``text_as_workbook``, ``workbook_as_text``. All tell the file's ``name``."""


@dataclass(frozen=True, slots=True)
class Table:
    """A file's rows with their line numbers, as the file's own program counts them, blank rows left out."""

    name: str
    sha256: str
    encoding: str
    """What the text was read as; empty for a workbook."""
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


def read_table(path: Path) -> Table:
    """Read a whole ``.csv`` or workbook (its first sheet) into memory. Refuses with UnreadableFile."""
    kind = path.suffix.lower()
    if kind not in _WORKBOOKS and kind not in {".csv", ".txt"}:
        raise UnreadableFile("not_a_table", name=path.name, kind=kind)
    try:
        if path.stat().st_size > LIMIT_BYTES:
            raise UnreadableFile("file_too_large", name=path.name, limit=LIMIT_BYTES)
        content = path.read_bytes()
    except OSError as trouble:
        raise UnreadableFile("file_missing", name=path.name, fault=trouble.strerror or "") from None
    if not content.strip():
        raise UnreadableFile("file_empty", name=path.name)
    digest = hashlib.sha256(content).hexdigest()
    is_packed = content.startswith(_BEGINNINGS)
    if kind in _WORKBOOKS:
        if not is_packed and _is_text(content):
            raise UnreadableFile("text_as_workbook", name=path.name)
        return Table(path.name, digest, "", tuple(_workbook_rows(path.name, content)))
    if is_packed:
        raise UnreadableFile("workbook_as_text" if _holds_workbook(content) else "no_workbook", name=path.name)
    text, encoding = _decoded(path.name, content)
    return Table(path.name, digest, encoding, tuple(_text_rows(path.name, text)))


def _is_text(content: bytes) -> bool:
    try:
        _decoded("", content)
    except UnreadableFile:
        return False
    return True


def _holds_workbook(content: bytes) -> bool:
    """Whether an archive that can be opened is a workbook; what cannot be opened passes for a damaged one."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return not {"[Content_Types].xml", "content.xml"}.isdisjoint(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return True


def _decoded(name: str, content: bytes) -> tuple[str, str]:
    """Decode by the file's mark, else as UTF-8, else as Windows-1252, which older office programs write."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return content.decode("utf-16"), "UTF-16"
        except UnicodeDecodeError as trouble:
            if trouble.start >= len(content) - 3:
                raise UnreadableFile(
                    "cut_short", name=name, line=content.decode("utf-16", errors="ignore").count("\n") + 1
                ) from None
            raise UnreadableFile(
                "encoding", name=name, place=trouble.start, byte=f"{content[trouble.start]:02x}"
            ) from None
    if b"\0" in content:
        raise UnreadableFile("encoding", name=name, place=content.index(b"\0"), byte="00")
    for encoding, name_of_it in (("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252")):
        try:
            return content.decode(encoding), name_of_it
        except UnicodeDecodeError as trouble:
            place = trouble.start
    raise UnreadableFile("encoding", name=name, place=place, byte=f"{content[place]:02x}")


def _text_rows(name: str, text: str) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """Give the rows. A last one that is shorter than the first and does not end its line was cut: refused."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line, wide, width = 1, 0, 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as trouble:
            raise UnreadableFile("damaged_table", name=name, line=line, fault=str(trouble)) from None
        wide, width, last = wide or len(cells), len(cells), line
        if any(cells):
            yield line, tuple(cells)
        line = reader.line_num + 1
    if width < wide and not text.endswith(("\n", "\r")):
        raise UnreadableFile("cut_short", name=name, line=last)


def _workbook_rows(name: str, content: bytes) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    if not _holds_workbook(content) and content.startswith(b"PK"):
        raise UnreadableFile("no_workbook", name=name)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        if not book.sheet_names:
            raise UnreadableFile("no_sheet", name=name)
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError, RuntimeError) as trouble:
        raise UnreadableFile("damaged_workbook", name=name, fault=str(trouble)) from None
    for line, cells in enumerate(rows, start=1):
        kept = tuple(None if cell == "" else cell for cell in cells)
        if any(cell is not None for cell in kept):
            yield line, kept  # type: ignore[misc]
