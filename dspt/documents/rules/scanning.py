"""Who may open a file in which state of its scan, and how long a scan is tried. Only a clean file goes to others."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

MOST_TRIES = 5
"""So often a scan may break off before the file counts as one that cannot be scanned."""
HELD_FOR = timedelta(minutes=10)
"""A worker that has had a file for so long is gone."""
_PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=20), timedelta(hours=2))
AWAITING, CLEAN, INFECTED, FAILED = "awaiting", "clean", "infected", "failed"


class Reader(StrEnum):
    """Who wants to open a file, seen from the file."""

    UPLOADER = "uploader"  # whoever brought it
    COLLEAGUE = "colleague"  # anybody else of its organisation
    OTHER = "other"  # everybody else: auditors from outside, the national team


def may_be_opened(scan: str, reader: Reader, *, has_scanner: bool) -> bool:
    """Decide whether a file goes to a reader.

    Clean: yes. Infected: to nobody, not even to whoever brought it. Awaiting, or one that could not be scanned: to
    whoever brought it, who has it anyway. A service without a scanner never comes further than awaiting; there its own
    organisation may open it, at its own risk, and nobody else.
    """
    if scan == CLEAN:
        return True
    if scan == INFECTED or reader is Reader.OTHER:
        return False
    return reader is Reader.UPLOADER or (scan == AWAITING and not has_scanner)


def pause_after(tries: int) -> timedelta:
    """How long to leave a file alone after a scan broke off."""
    return _PAUSES[min(tries, len(_PAUSES)) - 1]
