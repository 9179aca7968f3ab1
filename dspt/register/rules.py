"""What the register knows about statuses: which one stands, how its texts read, until when they are current."""

from __future__ import annotations

from datetime import date, datetime

from dspt.foundation.folding import folded

NOT_PUBLISHED = "Not Published"


def stands_before(
    one: tuple[date | None, datetime | None, str], other: tuple[date | None, datetime | None, str]
) -> bool:
    """Tell whether ``other`` takes the place of ``one`` as the status a body has now.

    Each is (day published, instant published, edition). The newest publication stands; of two on one day the later
    instant, an imported one (which knows no instant) counting as the start of that day; then the later edition.
    """
    return _rank(one) <= _rank(other)


def search_key(name: str, code: str, town: str, postcode: str) -> str:
    """Fold what a body is searched by into one text: name first, so that it sorts by name; the postcode both ways."""
    words = folded(postcode)
    joined = words.replace(" ", "")
    parts = (folded(name), folded(code), folded(town), words, joined if joined != words else "")
    return " ".join(part for part in parts if part)[:600]


def _rank(one: tuple[date | None, datetime | None, str]) -> tuple[str, str, str]:
    day, instant, edition = one
    return (day.isoformat() if day else "", instant.isoformat() if instant else "", edition)
