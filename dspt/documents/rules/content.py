"""Which files are taken as evidence, told by what is in them and not by what they are called."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import puremagic

from .archives import check_office
from .pictures import jpeg_ends, png_ends
from .refused import FileRefused


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is taken. ``zipped`` names the entry that its container must hold, empty: not a container."""

    suffix: str
    label: str
    content_type: str
    zipped: str = ""
    marks: tuple[str, ...] = ()
    """What the content detector may call it."""
    text: bool = False


_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"
KINDS = {
    kind.suffix: kind
    for kind in (
        Kind("pdf", "PDF", "application/pdf", marks=(".pdf",)),
        Kind("docx", "Word", f"{_OOXML}.wordprocessingml.document", zipped="word/document.xml"),
        Kind("xlsx", "Excel", f"{_OOXML}.spreadsheetml.sheet", zipped="xl/workbook.xml"),
        Kind("pptx", "PowerPoint", f"{_OOXML}.presentationml.presentation", zipped="ppt/presentation.xml"),
        Kind("odt", "OpenDocument text", f"{_ODF}.text", zipped="content.xml"),
        Kind("ods", "OpenDocument spreadsheet", f"{_ODF}.spreadsheet", zipped="content.xml"),
        Kind("png", "PNG picture", "image/png", marks=(".png",)),
        Kind("jpg", "JPEG picture", "image/jpeg", marks=(".jpg", ".jpeg", ".jfif")),
        Kind("jpeg", "JPEG picture", "image/jpeg", marks=(".jpg", ".jpeg", ".jfif")),
        Kind("txt", "plain text", "text/plain; charset=utf-8", text=True),
        Kind("csv", "CSV", "text/csv; charset=utf-8", text=True),
    )
}

_HEAD = 8192
_PIECE = 256 * 1024
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Begins the old office formats, and the new ones behind a password."""
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_TEXT_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f]")
_PAGE = re.compile(rb"<(!doctype html|html|head|body|script|iframe|svg|object|embed|\?xml|\?php)", re.IGNORECASE)
"""A page that a browser might make of it: looked for where browsers look, in the first kilobyte."""
_PAGE_REACH = 1024
_OTHER_KINDS = re.compile(
    rb"%PDF-|Rar!\x1a|7z\xbc\xaf\x27\x1c|\x7fELF|This program cannot be run|<(!doctype html|html|script|\?php)",
    re.IGNORECASE,
)
_OVERLAP = 64
_PDF_TAIL = 2048
"""Bytes that may follow the last end mark: programs add a few, the format itself looks for it in the last 1,024."""
_BLANK = b"\r\n\t \x00"
_NOT_TEXT = (b"%pdf", b"{\\rtf", b"%!ps", b"mime-version:", b"mz\x90")


def recognised(file: BinaryIO, name: str) -> Kind:
    """Tell the kind of a file from its content, and hold it against its name.

    Reads the file once, piece by piece; leaves it at its beginning. What a PDF does when it is opened is not looked at
    here but by ``gateways.inspected``. Refuses with FileRefused.
    """
    file.seek(0)
    head = file.read(_HEAD)
    if not head:
        raise FileRefused("empty")
    suffix = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    kind = KINDS.get(suffix)
    if kind is None:
        raise FileRefused("kind_not_allowed", suffix=suffix[:10])
    if kind.zipped:
        _check_container(kind, file, head)
    elif kind.text:
        _check_text(kind, file, head)
    else:
        _check_marked(kind, file, head)
    file.seek(0)
    return kind


def _wrong(kind: Kind) -> FileRefused:
    return FileRefused("not_what_it_says", suffix=kind.suffix, label=kind.label)


def _check_container(kind: Kind, file: BinaryIO, head: bytes) -> None:
    if head.startswith(_COMPOUND):
        is_locked = any(_LOCKED in piece for piece in _pieces(file, 0))
        raise FileRefused("encrypted", label=kind.label) if is_locked else _wrong(kind)
    mimetype = kind.content_type if kind.content_type.startswith(_ODF) else ""
    check_office(file, label=kind.label, suffix=kind.suffix, must_hold=kind.zipped, mimetype=mimetype)


def _check_text(kind: Kind, file: BinaryIO, head: bytes) -> None:
    begins = head[:512].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if begins.startswith(_NOT_TEXT) or _PAGE.search(head[:_PAGE_REACH]):
        raise _wrong(kind)
    if any(_TEXT_CONTROLS.search(piece) for piece in _pieces(file, 0)):
        raise _wrong(kind)


def _check_marked(kind: Kind, file: BinaryIO, head: bytes) -> None:
    """Look at a PDF or a picture: it begins as such at its first byte, and nothing of another kind follows it."""
    begins = head.lstrip(_BLANK) if kind.suffix == "pdf" else head
    if kind.suffix == "pdf" and not begins.startswith(b"%PDF-"):
        raise FileRefused("two_kinds", label=kind.label) if b"%PDF-" in head[:_PAGE_REACH] else _wrong(kind)
    try:
        matches = puremagic.magic_string(begins)
    except puremagic.PureError:
        raise _wrong(kind) from None
    if not any(match.extension in kind.marks for match in matches):
        raise _wrong(kind)
    if kind.suffix == "pdf":
        ends = _pdf_ends(file)
    else:
        if b"%PDF-" in head[:_PAGE_REACH]:
            raise FileRefused("two_kinds", label=kind.label)
        ends = (png_ends if kind.suffix == "png" else jpeg_ends)(file, kind.label)
    if (
        _PAGE.search(head[:_PAGE_REACH].replace(b"<?xml", b"").replace(b"<?XML", b""))
        or _is_also_zip(file)
        or any(_OTHER_KINDS.search(piece) for piece in _pieces(file, ends))
    ):
        raise FileRefused("two_kinds", label=kind.label)


def _pdf_ends(file: BinaryIO) -> int:
    """Find the end of the last end mark; refuse as damaged where none stands near the end: the file was cut.

    Readers would mend such a file from what is left of it, so that half a policy would pass for the whole. Blanks after
    the mark do not count, however many: some programs fill a file up with them.
    """
    size = file.seek(0, 2)
    ends, at = 0, 0
    for piece in _pieces(file, 0):
        found = piece.rfind(b"%%EOF")
        if found >= 0:
            ends = at + found + 5
        at += len(piece) - _OVERLAP
    if not ends or (size - ends > _PDF_TAIL and any(piece.strip(_BLANK) for piece in _pieces(file, ends))):
        raise FileRefused("damaged", label="PDF")
    return min(ends, size)


def _is_also_zip(file: BinaryIO) -> bool:
    """Whether an archive's directory stands at the end, where programs look for it."""
    size = file.seek(0, 2)
    file.seek(max(size - 65_557, 0))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < 22:
        return False
    entries, length, offset = struct.unpack_from("<HII", tail, at + 10)
    return bool(entries) and length + offset <= size


def _pieces(file: BinaryIO, offset: int) -> Iterator[bytes]:
    """Read a file from an offset in pieces that overlap, so that a mark across two of them is seen in one."""
    file.seek(offset)
    kept = b""
    while piece := file.read(_PIECE):
        yield kept + piece
        kept = piece[-_OVERLAP:]
