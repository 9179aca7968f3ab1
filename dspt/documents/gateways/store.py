"""Where files are kept: a folder outside the web root, each under a name that says nothing."""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from ..rules import FileRefused

_CHUNK = 256 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the store: its path there, its size in bytes and its SHA-256, hexadecimal."""

    path: str
    size: int
    sha256: str


def keep(file: BinaryIO, limit_bytes: int) -> Kept:
    """Copy a file into the store, measured and hashed on the way; it is on the disk when this returns.

    Refuses with FileRefused ``too_big`` as soon as more than the limit has come, whatever the sender claimed, and
    leaves nothing behind.
    """
    name = secrets.token_hex(20)
    path = f"{name[:2]}/{name}"
    target = _root() / path
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    file.seek(0)
    try:
        with target.open("xb") as out:
            while chunk := file.read(_CHUNK):
                size += len(chunk)
                _check_size(size, limit_bytes)
                digest.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        target.chmod(0o600)
    except (FileRefused, OSError):
        target.unlink(missing_ok=True)
        raise
    return Kept(path, size, digest.hexdigest())


def _check_size(size: int, limit_bytes: int) -> None:
    if size > limit_bytes:
        raise FileRefused("too_big", limit_bytes=limit_bytes)


def discard(path: str) -> None:
    """Delete a file from the store; one that is not there is no trouble."""
    (_root() / path).unlink(missing_ok=True)


def fetch(path: str) -> BinaryIO | None:
    """Open a kept file for reading; None where the store has lost it."""
    try:
        return (_root() / path).open("rb")
    except FileNotFoundError:
        return None


def _root() -> Path:
    return Path(settings.DSPT_DOCUMENTS_DIR)
