"""Where files are kept: a folder outside the web root, or a private bucket of S3; under names that say nothing."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage

from dspt.foundation.refusals import Refusal

from ..rules import FileRefused

if TYPE_CHECKING:
    from .bucket import Bucket

_CHUNK = 256 * 1024
_QUARANTINE = "quarantine"


class StoreAway(Refusal):
    """The store does not take or give files at the moment."""

    code = "store_away"


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the store: its path there, its size in bytes and its SHA-256, hexadecimal."""

    path: str
    size: int
    sha256: str


def keep(file: BinaryIO, limit_bytes: int) -> Kept:
    """Copy a file into the store, measured and hashed on the way; it is in safe keeping when this returns.

    Refuses with FileRefused ``too_big`` as soon as more than the limit has come, whatever the sender claimed, and with
    StoreAway; leaves nothing behind.
    """
    name = secrets.token_hex(20)
    path = f"{name[:2]}/{name}"
    file.seek(0)
    measured = _Measured(file, limit_bytes)
    with _answering():
        _store().save(path, cast("File[bytes]", measured))
    return Kept(path, measured.size, measured.digest.hexdigest())


def discard(path: str) -> None:
    """Delete a file from the store; one that is not there is no trouble. Refuses with StoreAway."""
    with _answering():
        _store().delete(path)


def fetch(path: str) -> BinaryIO | None:
    """Open a kept file for reading; None where the store has lost it. Refuses with StoreAway.

    From S3 it comes by way of a temporary file, so that its digest can be told before a byte of it is handed on.
    """
    try:
        with _answering():
            opened = _store().open(path, "rb")
            opened.read(0)
            return cast("BinaryIO", opened)
    except FileNotFoundError:
        return None


def set_aside(path: str) -> str:
    """Move a file to where nothing is served from, and give its new path; doing it twice is no trouble.

    The copy is complete before the file goes. One that is lost keeps its path. Refuses with StoreAway.
    """
    if path.startswith(f"{_QUARANTINE}/"):
        return path
    aside = f"{_QUARANTINE}/{path.rsplit('/', 1)[-1]}"
    store = _store()
    with _answering():
        if not store.exists(path):
            return aside if store.exists(aside) else path
        if store.exists(aside):
            store.delete(aside)
        with store.open(path, "rb") as file:
            store.save(aside, file)
        store.delete(path)
    return aside


def paths_before(instant: datetime) -> Iterator[list[str]]:
    """Give the paths of all files last written before an instant, in handfuls. Refuses with StoreAway."""
    store = _store()
    for folder in (*(f"{number:02x}" for number in range(256)), _QUARANTINE):
        with _answering():
            found = store.listed(folder)
        for start in range(0, len(found), 500):
            yield [path for path, written in found[start : start + 500] if written < instant]


def is_store_well() -> bool:
    """Whether the store answers: the folder can be written to, the bucket can be reached."""
    store = _store()
    try:
        with _answering():
            return store.is_well()
    except StoreAway:
        return False


class _Measured(File):  # type: ignore[type-arg]
    """A file that is counted and hashed while the store reads it."""

    def __init__(self, file: BinaryIO, limit_bytes: int) -> None:
        super().__init__(cast("Any", file), name="document")
        self.digest = hashlib.sha256()
        self.size = 0
        self._source = file
        self._limit = limit_bytes

    def read(self, length: int = -1) -> bytes:
        """Read on, and refuse with FileRefused once it is too long."""
        piece = self._source.read(length)
        self.size += len(piece)
        if self.size > self._limit:
            raise FileRefused("too_big", limit_bytes=self._limit)
        self.digest.update(piece)
        return piece

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Read to the end, from where it stands."""
        while piece := self.read(chunk_size or _CHUNK):
            yield piece

    def seekable(self) -> bool:
        """No: what was counted once is not counted again, so the store may not go back."""
        return False

    def close(self) -> None:
        """Leave the file open: it is the caller's."""


class _Folder(FileSystemStorage):
    """Files in a folder, on the disk before anybody is told that they are kept."""

    def is_well(self) -> bool:
        """Whether the folder can be written to."""
        place = Path(self.path(""))
        place.mkdir(parents=True, exist_ok=True)
        return os.access(place, os.W_OK | os.X_OK)

    def listed(self, folder: str) -> list[tuple[str, datetime]]:
        """List the files of a folder, with when each was written."""
        try:
            _, names = self.listdir(folder)
        except FileNotFoundError:
            return []
        return [(f"{folder}/{name}", self.get_modified_time(f"{folder}/{name}")) for name in names]

    def _save(self, name: str, content: File[bytes]) -> str:
        try:
            saved = str(super()._save(name, content))  # type: ignore[misc]  # the stubs do not name it
        except BaseException:
            Path(self.path(name)).unlink(missing_ok=True)
            raise
        descriptor = os.open(self.path(saved), os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        return saved


def _store() -> Bucket | _Folder:
    if settings.DSPT_S3:
        return _bucket(tuple(sorted(settings.DSPT_S3.items())))
    return _Folder(location=settings.DSPT_DOCUMENTS_DIR, file_permissions_mode=0o600, directory_permissions_mode=0o700)


@lru_cache(maxsize=4)
def _bucket(values: tuple[tuple[str, str], ...]) -> Bucket:
    """Make the store once a process: its connections are kept per thread."""
    # Only where there is one: its libraries take 24 MB of every process.
    from .bucket import Bucket

    return Bucket(dict(values))


@contextmanager
def _answering() -> Iterator[None]:
    """Turn what goes wrong with the store into one refusal; a file that is not there is none of it."""
    try:
        yield
    except FileNotFoundError:
        raise
    except _faults() as trouble:
        raise StoreAway from trouble


def _faults() -> tuple[type[Exception], ...]:
    if not settings.DSPT_S3:
        return (OSError,)
    from .bucket import FAULTS

    return (OSError, *FAULTS)
