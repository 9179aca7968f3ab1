"""Looks into the PDF on standard input (a file, not a pipe) and prints what it found, as JSON.

A program of its own, started by ``inspection``; imports nothing of ours. It limits itself before it reads: memory,
time, and no file to write.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterator
from typing import Any

import pikepdf

MOST_MEMORY = 1024 * 1024 * 1024
MOST_SECONDS = 20
MOST_DEPTH = 60
RUNS = {"/JavaScript", "/Launch", "/ImportData", "/Rendition", "/GoToE"}


def main() -> None:
    """Print one line: ``{"is_encrypted": …, "runs": …, "holds_files": …}``, or ``{"is_damaged": true}``."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    found = {"is_damaged": False, "is_encrypted": False, "runs": False, "holds_files": False}
    try:
        with pikepdf.open(sys.stdin.buffer, suppress_warnings=True) as pdf:
            found["is_encrypted"] = pdf.is_encrypted
            found["is_damaged"] = len(pdf.pages) == 0
            for holder in dictionaries(pdf):
                look(holder, found)
    except pikepdf.PasswordError:
        found["is_encrypted"] = True
    except (pikepdf.PdfError, ValueError, TypeError, IndexError, KeyError, RuntimeError, OverflowError):
        found["is_damaged"] = True
    print(json.dumps(found))


def dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Give every dictionary of every object, those of streams and those within others included."""
    waiting: list[tuple[Any, int]] = []
    for each in pdf.objects:
        waiting.append((each, 0))
        while waiting:
            held, depth = waiting.pop()
            if depth > MOST_DEPTH:
                raise ValueError("nested too deep")
            if isinstance(held, pikepdf.Dictionary | pikepdf.Stream):
                yield held
                waiting.extend((one, depth + 1) for one in held.values() if is_nested(one))
            elif isinstance(held, pikepdf.Array):
                waiting.extend((one, depth + 1) for one in held if is_nested(one))


def is_nested(value: Any) -> bool:
    """Whether a value stands inside another object; those that are objects themselves come by without us."""
    return isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect


def look(holder: Any, found: dict[str, bool]) -> None:
    """Note what one dictionary makes a reader do."""
    action, kind = str(holder.get("/S", "")), str(holder.get("/Type", ""))
    if "/JS" in holder or "/XFA" in holder or action in RUNS or str(holder.get("/Subtype", "")) == "/RichMedia":
        found["runs"] = True
    if "/EF" in holder or kind == "/EmbeddedFile" or str(holder.get("/Subtype", "")) == "/FileAttachment":
        found["holds_files"] = True


if __name__ == "__main__":
    main()
