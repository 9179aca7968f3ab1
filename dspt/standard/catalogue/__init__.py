"""The catalogue: editions of the standard as files, loaded once into frozen records, refused when they are faulty.

Files are described in ``catalogue/README.md``. ``edition``, ``editions``, ``latest`` and ``open_on`` are all that rooms
and doors use; ``Reader`` reads another catalogue, for tests and for the import.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from dspt.foundation.refusals import Refusal

from ..edition import Edition
from .reading import CatalogueFaulty, Fault
from .whole import Reader

__all__ = [
    "ROOT",
    "CatalogueFaulty",
    "Fault",
    "Reader",
    "UnknownEdition",
    "edition",
    "editions",
    "latest",
    "open_on",
]

ROOT = Path(__file__).resolve().parents[3] / "catalogue"
"""The folder of the catalogue's files, at the top of the checkout."""


class UnknownEdition(Refusal):
    """There is no such edition; ``facts['key']`` names it."""

    code = "unknown_edition"


@lru_cache(maxsize=1)
def editions() -> tuple[Edition, ...]:
    """List all editions, newest first. Reads the files at the first call; refuses a catalogue that is faulty."""
    reader = Reader(ROOT)
    found = [reader.read(key) for key in reader.edition_keys()]
    return tuple(sorted(found, key=lambda edition: edition.calendar.opens_on, reverse=True))


def edition(key: str) -> Edition:
    """Give an edition by its key, e.g. ``2024-25``. Refuses with ``UnknownEdition``."""
    for found in editions():
        if found.key == key:
            return found
    raise UnknownEdition(key=key)


def latest(on: date) -> Edition:
    """Give the newest edition that had opened by a day; before the first one, the first."""
    opened = [found for found in editions() if found.calendar.opens_on <= on]
    return opened[0] if opened else editions()[-1]


def open_on(day: date) -> tuple[Edition, ...]:
    """List the editions that accept publications on a day by their official dates, newest first."""
    return tuple(found for found in editions() if found.calendar.opens_on <= day <= found.calendar.closes_on)
