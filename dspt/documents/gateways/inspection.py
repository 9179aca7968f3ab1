"""Looking into a file before it is kept. Into a PDF another program looks, in a process that may die of it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from ..rules import FileRefused, Kind, PdfTraits, check_pdf, recognised

_CHILD = Path(__file__).with_name("pdf_child.py")
_MOST_SECONDS = 40
"""Waiting included; the child's own limit is on its work."""


def inspected(file: BinaryIO, name: str, limit_bytes: int) -> Kind:
    """Tell the kind of a file by all that is in it; leaves the file at its beginning.

    Refuses with FileRefused what is longer than the limit, not as it is called, can be read as two things, hides,
    fetches, runs or carries something, or unpacks out of proportion. For a PDF a short-lived process is started.
    """
    if file.seek(0, 2) > limit_bytes:
        raise FileRefused("too_big", limit_bytes=limit_bytes)
    kind = recognised(file, name)
    if kind.suffix == "pdf":
        check_pdf(_look_into_pdf(file))
    file.seek(0)
    return kind


def _look_into_pdf(file: BinaryIO) -> PdfTraits:
    """Have a process with limited memory and time read it; refuse as ``unpacks_too_big`` what used them up."""
    with TemporaryFile() as copy:
        shutil.copyfileobj(file, copy)
        copy.seek(0)
        try:
            done = subprocess.run(  # noqa: S603 (our own program, no shell, nothing of the sender's in its arguments)
                [sys.executable, "-I", str(_CHILD)],
                stdin=copy,
                capture_output=True,
                timeout=_MOST_SECONDS,
                check=False,
                env={},
            )
        except subprocess.TimeoutExpired as trouble:
            raise FileRefused("unpacks_too_big", label="PDF") from trouble
    if done.returncode:
        raise FileRefused("unpacks_too_big", label="PDF")
    return PdfTraits(**json.loads(done.stdout))
