"""Which files are taken as evidence, told by what is in them and not by what they are called."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from typing import BinaryIO

import puremagic

from dspt.foundation.refusals import Refusal


class FileRefused(Refusal):
    """``empty``, ``too_big`` (limit_bytes), ``kind_not_allowed`` (suffix), ``not_what_it_says`` (suffix, label)."""


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
_MOST_ENTRIES = 5000
_TEXT_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13}


def recognised(file: BinaryIO, name: str) -> Kind:
    """Tell the kind of a file from its content, and hold it against its name.

    Reads the first kilobytes and, of a container, the list of its entries; leaves the file at its beginning. Refuses
    with FileRefused: nothing in it, an ending that is not taken, content that is not what the ending says.
    """
    file.seek(0)
    head = file.read(_HEAD)
    if not head:
        raise FileRefused("empty")
    suffix = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    kind = KINDS.get(suffix)
    if kind is None:
        raise FileRefused("kind_not_allowed", suffix=suffix[:10])
    if not _is(kind, file, head):
        raise FileRefused("not_what_it_says", suffix=suffix, label=kind.label)
    file.seek(0)
    return kind


def _is(kind: Kind, file: BinaryIO, head: bytes) -> bool:
    if kind.zipped:
        return _is_container(kind, file)
    if kind.text:
        return _is_text(head)
    try:
        matches = puremagic.magic_string(head)
    except puremagic.PureError:
        return False
    return any(match.extension in kind.marks for match in matches)


def _is_container(kind: Kind, file: BinaryIO) -> bool:
    """Look at the list of entries alone, apart from an OpenDocument's own short name of its kind; unpack nothing else.

    Office files that carry macros are not what their endings say either.
    """
    try:
        with zipfile.ZipFile(file) as container:
            names = container.namelist()
            if len(names) > _MOST_ENTRIES or kind.zipped not in names:
                return False
            if kind.content_type.startswith(_ODF):
                if "mimetype" not in names or container.getinfo("mimetype").file_size > 200:
                    return False
                return container.read("mimetype").decode("ascii", "replace").strip() == kind.content_type
            return "[Content_Types].xml" in names and not any(name.endswith("vbaProject.bin") for name in names)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        return False


def _is_text(head: bytes) -> bool:
    if any(byte in _TEXT_CONTROLS for byte in head):
        return False
    lead = head[:512].lstrip().lower()
    return not lead.startswith((b"%pdf", b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml"))
