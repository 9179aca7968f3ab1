"""An archive as it is sent: entry by entry, piece by piece, never held whole."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from dspt.foundation.clock import LONDON

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the archive. ``is_packed``: worth packing; documents mostly are packed already."""

    name: str
    pieces: Iterable[bytes]
    is_packed: bool = True


def packed(entries: Iterable[Entry], *, about: Mapping[str, object], at: datetime) -> Iterator[bytes]:
    """Give the bytes of a ZIP file, as they become known; at its end a manifest with the SHA-256 of every entry.

    Entries are asked for one after another, each once the one before is through. Holds one piece at a time.
    """
    sink = _Sink()
    listed: list[dict[str, object]] = []
    with zipfile.ZipFile(sink, "w") as archive:
        for entry in entries:
            digest, size = hashlib.sha256(), 0
            with archive.open(_headed(entry, at), "w", force_zip64=True) as place:
                for piece in entry.pieces:
                    place.write(piece)
                    digest.update(piece)
                    size += len(piece)
                    yield from sink.drained()
            yield from sink.drained()
            listed.append({"name": entry.name, "size": size, "sha256": digest.hexdigest()})
        manifest = json_one({**about, "entries": listed})
        archive.writestr(_headed(Entry(MANIFEST, ()), at), b"".join(manifest))
    yield from sink.drained()


@dataclass(frozen=True, slots=True)
class Weight:
    """How large an entry of an archive is, and its SHA-256."""

    name: str
    size: int
    sha256: str


def weighed(entries: Iterable[Entry]) -> tuple[tuple[Weight, ...], str]:
    """Weigh entries as an archive would hold them, each a piece at a time, and give one digest over all their digests.

    That one is the SHA-256 of what ``sha256sum`` prints for the entries, by their names, in their order.
    """
    found = []
    for entry in entries:
        digest, size = hashlib.sha256(), 0
        for piece in entry.pieces:
            digest.update(piece)
            size += len(piece)
        found.append(Weight(entry.name, size, digest.hexdigest()))
    lines = "".join(f"{one.sha256}  {one.name}\n" for one in found)
    return tuple(found), hashlib.sha256(lines.encode()).hexdigest()


def json_one(value: object) -> Iterator[bytes]:
    """Write one value as JSON that people can read."""
    yield json.dumps(value, ensure_ascii=False, indent=1, default=_plain).encode()
    yield b"\n"


def json_list(rows: Iterable[Mapping[str, object]]) -> Iterator[bytes]:
    """Write rows as a list in JSON, each as it comes."""
    before = "[\n"
    for row in rows:
        yield f"{before}{json.dumps(row, ensure_ascii=False, indent=1, default=_plain)}".encode()
        before = ",\n"
    yield b"[]\n" if before == "[\n" else b"\n]\n"


def _headed(entry: Entry, at: datetime) -> zipfile.ZipInfo:
    local = at.astimezone(LONDON)
    head = zipfile.ZipInfo(entry.name, (local.year, local.month, local.day, local.hour, local.minute, local.second))
    head.compress_type = zipfile.ZIP_DEFLATED if entry.is_packed else zipfile.ZIP_STORED
    head.external_attr = 0o600 << 16
    return head


def _plain(value: object) -> str:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, (UUID, Decimal)):
        return str(value)
    raise TypeError(type(value).__name__)


class _Sink:
    """A file that can only be written to, and gives away what was written."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing waits here."""

    def close(self) -> None:
        """Nothing is open here."""

    def drained(self) -> Iterator[bytes]:
        pieces, self._pieces = self._pieces, []
        return iter(pieces)
