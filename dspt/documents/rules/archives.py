"""Office documents are archives: every entry is unpacked once, within bounds, and looked at.

Nothing that the archive says of itself is believed: sizes and checksums are counted, entries must follow each other
without gaps, and the first begins where the file begins. A part in XML may not declare a document type (neither OOXML
nor OpenDocument needs one), which ends entity bombs and outside entities before they begin.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, cast

from .parts import PartReader
from .refused import FileRefused

MOST_ENTRIES = 5_000
MOST_UNPACKED = 400 * 1024 * 1024
"""Bytes of all entries together, those of documents inside included."""
MOST_TIMES = 300
"""How many times its packed size an entry may have unpacked, once it passes ``FREE``."""
FREE = 10 * 1024 * 1024
MOST_DIRECTORY = 4 * 1024 * 1024

_LOCAL = struct.Struct("<4s5H3I2H")
_PIECE = 64 * 1024
_SLACK = 32
"""Bytes that may stand between two entries: the checksum written behind a streamed one."""
_OFFICE = (".docx", ".xlsx", ".pptx")
_OTHER_FILES = (
    b"MZ",
    b"\x7fELF",
    b"PK\x03\x04",
    b"Rar!\x1a",
    b"7z\xbc\xaf\x27",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"%PDF-",
    b"MSCF",
    b"{\\rtf",
)
_PACKED_DRAWINGS = (".emz", ".wmz")


@dataclass(slots=True)
class _Budget:
    """What may still be unpacked."""

    left: int

    def take(self, count: int, label: str) -> None:
        self.left -= count
        if self.left < 0:
            raise FileRefused("unpacks_too_big", label=label)


def check_office(file: BinaryIO, *, label: str, suffix: str, must_hold: str, mimetype: str = "") -> None:
    """Go through an office document whole. ``mimetype``: what an OpenDocument must say it is; empty: it is OOXML.

    Reads and unpacks everything once, within the bounds above; leaves the file anywhere. Refuses with FileRefused.
    """
    _check(file, label, suffix, must_hold, mimetype, _Budget(MOST_UNPACKED), is_inside=False)


def _check(
    file: BinaryIO, label: str, suffix: str, must_hold: str, mimetype: str, budget: _Budget, *, is_inside: bool
) -> None:
    wrong = FileRefused("not_what_it_says", suffix=suffix, label=label)
    try:
        entries = _entries(file, label)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, ValueError, EOFError) as trouble:
        raise wrong from trouble
    names = {entry.filename for entry in entries}
    if must_hold not in names or ("mimetype" if mimetype else "[Content_Types].xml") not in names:
        raise wrong
    if any(entry.flag_bits & 0x41 for entry in entries):
        raise FileRefused("encrypted", label=label)
    for entry in entries:
        reader = PartReader(entry.filename, label)
        _read_entry(file, entry, reader, label, budget, is_inside=is_inside)
        if entry.filename == "mimetype" and mimetype and reader.start.decode("ascii", "replace").strip() != mimetype:
            raise wrong


def _entries(file: BinaryIO, label: str) -> list[zipfile.ZipInfo]:
    """List the entries in the order in which they lie in the file; refuse what hides something or is a bomb."""
    size = file.seek(0, 2)
    file.seek(max(size - 22, 0))
    end = file.read(22)
    if len(end) < 22 or not end.startswith(b"PK\x05\x06"):
        file.seek(0)
        if file.read(4) != b"PK\x03\x04":
            raise zipfile.BadZipFile
        raise FileRefused("two_kinds" if _has_end(file, size) else "damaged", label=label)
    if struct.unpack_from("<I", end, 12)[0] > MOST_DIRECTORY or struct.unpack_from("<H", end, 10)[0] > MOST_ENTRIES:
        raise FileRefused("unpacks_too_big", label=label)
    with zipfile.ZipFile(file) as container:
        entries = sorted(container.infolist(), key=lambda entry: entry.header_offset)
        directory = container.start_dir
    if len(entries) > MOST_ENTRIES:
        raise FileRefused("unpacks_too_big", label=label)
    if len({entry.filename.lower() for entry in entries}) < len(entries) or any(map(_is_stray, entries)):
        raise FileRefused("damaged", label=label)
    if not entries or entries[0].header_offset != 0:
        raise FileRefused("two_kinds", label=label)
    followed_by = [*(entry.header_offset for entry in entries[1:]), directory]
    for entry, following in zip(entries, followed_by, strict=True):
        ends = _data_offset(file, entry, label) + entry.compress_size
        if ends > following:
            raise FileRefused("unpacks_too_big", label=label)
        if following - ends > _SLACK:
            raise FileRefused("two_kinds", label=label)
    return entries


def _has_end(file: BinaryIO, size: int) -> bool:
    file.seek(max(size - 65_557, 0))
    return b"PK\x05\x06" in file.read()


def _is_stray(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry's name leads out of the archive or its way of packing is not one that office programs use."""
    name = entry.filename
    return (
        name.startswith("/")
        or "\\" in name
        or ".." in name.split("/")
        or not name.isprintable()
        or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    )


def _data_offset(file: BinaryIO, entry: zipfile.ZipInfo, label: str) -> int:
    file.seek(entry.header_offset)
    head = file.read(_LOCAL.size)
    if len(head) < _LOCAL.size or not head.startswith(b"PK\x03\x04"):
        raise FileRefused("damaged", label=label)
    name_length, extra_length = _LOCAL.unpack(head)[-2:]
    if file.read(name_length) != entry.orig_filename.encode("utf-8" if entry.flag_bits & 0x800 else "cp437"):
        raise FileRefused("damaged", label=label)
    return int(entry.header_offset + _LOCAL.size + name_length + extra_length)


def _read_entry(
    file: BinaryIO, entry: zipfile.ZipInfo, reader: PartReader, label: str, budget: _Budget, *, is_inside: bool
) -> None:
    is_office = not is_inside and "/embeddings/" in entry.filename and entry.filename.lower().endswith(_OFFICE)
    with SpooledTemporaryFile(max_size=1024 * 1024) as inner:
        for piece in _unpacked(file, entry, label, budget):
            reader.feed(piece)
            if is_office:
                inner.write(piece)
        reader.end()
        if is_office:
            _check_inner(inner, entry.filename, label, budget)
        elif _is_other_file(entry.filename, reader.start):
            raise FileRefused("holds_files", label=label)


def _check_inner(inner: IO[bytes], name: str, label: str, budget: _Budget) -> None:
    """Look at the workbook behind a chart by the same rules; a second level of documents is not gone into."""
    suffix = name.lower().rsplit(".", 1)[-1]
    main = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}[suffix]
    try:
        _check(cast("BinaryIO", inner), label, suffix, main, "", budget, is_inside=True)
    except FileRefused as refused:
        code = "holds_files" if refused.code == "not_what_it_says" else refused.code
        raise FileRefused(code, **{**refused.facts, "label": label}) from refused


def _is_other_file(name: str, start: bytes) -> bool:
    if start.startswith(b"\x1f\x8b") and name.lower().endswith(_PACKED_DRAWINGS):
        return False
    return start.startswith(_OTHER_FILES)


def _unpacked(file: BinaryIO, entry: zipfile.ZipInfo, label: str, budget: _Budget) -> Iterator[bytes]:
    """Unpack one entry piece by piece, counting; refuse it where the count is not what the archive says."""
    offset, left = _data_offset(file, entry, label), entry.compress_size
    unpacker = zlib.decompressobj(-15) if entry.compress_type == zipfile.ZIP_DEFLATED else None
    size, checksum = 0, 0
    while left:
        file.seek(offset)
        packed = file.read(min(_PIECE, left))
        if not packed:
            raise FileRefused("damaged", label=label)
        offset, left = offset + len(packed), left - len(packed)
        for piece in _inflated(unpacker, packed, label) if unpacker else (packed,):
            size += len(piece)
            checksum = zlib.crc32(piece, checksum)
            budget.take(len(piece), label)
            if size > FREE and size > MOST_TIMES * entry.compress_size:
                raise FileRefused("unpacks_too_big", label=label)
            yield piece
    if size != entry.file_size or checksum != entry.CRC or (unpacker and not unpacker.eof):
        raise FileRefused("damaged", label=label)


def _inflated(unpacker: zlib._Decompress, packed: bytes, label: str) -> Iterator[bytes]:
    while packed:
        try:
            piece = unpacker.decompress(packed, _PIECE * 4)
        except zlib.error as trouble:
            raise FileRefused("damaged", label=label) from trouble
        packed = unpacker.unconsumed_tail
        if not piece and unpacker.eof:
            return
        yield piece
