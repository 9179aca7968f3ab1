"""Pictures: read from marker to marker to where they end; what stands behind must not be another kind of file."""

from __future__ import annotations

import re
import struct
from typing import BinaryIO

from .refused import FileRefused

MOST_PIXELS = 200_000_000
_MOST_MARKERS = 100_000
_PIECE = 256 * 1024
_JPEG_MARK = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def png_ends(file: BinaryIO, label: str) -> int:
    """Give the offset behind a PNG picture's last chunk; refuse with FileRefused what has none, or too many pixels."""
    offset = file.seek(8)
    for number in range(_MOST_MARKERS):
        head = file.read(8)
        if len(head) < 8:
            break
        length, kind = struct.unpack(">I4s", head)
        if number == 0:
            if kind != b"IHDR" or length != 13:
                break
            width, height = struct.unpack(">II", file.read(8))
            _check_pixels(width, height, label)
        offset = file.seek(offset + 12 + length)
        if kind == b"IEND":
            return offset
    raise FileRefused("damaged", label=label)


def jpeg_ends(file: BinaryIO, label: str) -> int:
    """Give the offset behind a JPEG picture's end mark; refuse with FileRefused what has none, or too many pixels."""
    offset = 2
    for _ in range(_MOST_MARKERS):
        found = _next_mark(file, offset)
        if found is None:
            break
        offset, mark = found
        if mark == 0xD9:
            return offset + 2
        file.seek(offset + 2)
        body = file.read(9)
        if len(body) < 2:
            break
        if mark in _JPEG_FRAMES and len(body) >= 7:
            height, width = struct.unpack_from(">HH", body, 3)
            _check_pixels(width, height, label)
        offset += 2 + max(int(struct.unpack_from(">H", body)[0]), 2)
    raise FileRefused("damaged", label=label)


def _next_mark(file: BinaryIO, offset: int) -> tuple[int, int] | None:
    file.seek(offset)
    kept = b""
    while piece := file.read(_PIECE):
        text = kept + piece
        if found := _JPEG_MARK.search(text):
            return offset + found.start(), text[found.start() + 1]
        offset += len(text) - 1
        kept = text[-1:]
    return None


def _check_pixels(width: int, height: int, label: str) -> None:
    if width * height > MOST_PIXELS:
        raise FileRefused("unpacks_too_big", label=label)
