"""Statuses: which one stands, how its text reads and is written, until when it is current."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from dspt.foundation.folding import folded

NOT_PUBLISHED = "Not Published"

# Every status that an export of the register has carried (rules section 6); the last three are history only.
LABELS = {
    "met": "Standards Met",
    "exceeded": "Standards Exceeded",
    "approaching": "Approaching Standards",
    "not_met": "Standards Not Met",
    "entry_level": "Entry Level",
    "plan_agreed": "Standards not fully met (plan agreed)",
    "critical_not_met": "Critical Standards Not Met",
}
_KEYS = {folded(label): key for key, label in LABELS.items()}
_TEXT = re.compile(r"(?:(?P<before>\d\d/\d\d) )?(?P<label>.*?)(?: ?\((?P<behind>\d\d[-/]\d\d)\))?")


class UnknownStatus(ValueError):
    """A status text that no export has carried so far."""


@dataclass(frozen=True, slots=True)
class ReadStatus:
    """A status as read: ``key`` empty means not published; ``edition`` (``2021-22``) empty means it was not said."""

    edition: str
    key: str
    text: str


def read_status(text: str) -> ReadStatus:
    """Read an export's status: ``21/22 Standards Met``, ``Standards Met (19-20)``, ``Entry Level``, or nothing.

    The text that comes back is always in today's form, the edition first. Raises UnknownStatus.
    """
    plain = " ".join(text.split())
    if not plain or folded(plain) == "not published":
        return ReadStatus("", "", NOT_PUBLISHED)
    found = _TEXT.fullmatch(plain)
    key = _KEYS.get(folded(found["label"])) if found else None
    if found is None or key is None:
        raise UnknownStatus(text)
    years = found["before"] or found["behind"]
    edition = _edition(years) if years else ""
    return ReadStatus(edition, key, status_text(edition, LABELS[key]))


def _edition(years: str) -> str:
    first, second = int(years[:2]), int(years[3:])
    if second != (first + 1) % 100:
        raise UnknownStatus(years)
    return f"20{first:02}-{second:02}"


def short_edition(edition: str) -> str:
    """Write an edition as a status carries it: ``2024-25`` becomes ``24/25``."""
    return f"{edition[2:4]}/{edition[5:7]}" if edition else ""


def status_text(edition: str, label: str) -> str:
    """Write a status as register and download say it: ``24/25 Standards Met``."""
    return f"{short_edition(edition)} {label}".strip()


def year_of(edition: str, published_on: date | None) -> str:
    """Tell the year whose status it is: its edition, or, where none was said, the July to June of its publication."""
    if edition or published_on is None:
        return edition
    first = published_on.year - (0 if published_on.month > 6 else 1)
    return f"{first}-{(first + 1) % 100:02}"


def current_until(edition: str, published_on: date | None) -> date | None:
    """Tell the last day on which a status counts as current, where the catalogue does not say.

    30 June of the year after the edition's deadline, itself 30 June (design, section 9, point 1). A status that names
    no edition is taken to be of the year, July to June, in which it was published. None: nothing was published.
    """
    year = year_of(edition, published_on)
    return date(int(year[:4]) + 2, 6, 30) if year else None


_SINCE_JUNE = "2020-21"


def was_late(edition: str, published_on: date) -> bool:
    """Tell whether an imported status came after its edition's deadline, 30 June since 2020-21 (design, section 7).

    The deadlines of the editions before were moved and are not told by the exports: none of theirs is called late.
    """
    return edition >= _SINCE_JUNE and published_on > date(int(edition[:4]) + 1, 6, 30)


def stands_before(
    one: tuple[date | None, datetime | None, str], other: tuple[date | None, datetime | None, str]
) -> bool:
    """Tell whether ``other`` takes the place of ``one`` as the status a body has now.

    Each is (day published, instant published, edition). The newest publication stands; of two on one day the later
    instant, an imported one (which knows no instant) counting as the start of that day; then the later edition.
    """
    return _rank(one) <= _rank(other)


def _rank(one: tuple[date | None, datetime | None, str]) -> tuple[str, str, str]:
    day, instant, edition = one
    return (day.isoformat() if day else "", instant.isoformat() if instant else "", edition)


def search_key(name: str, code: str, town: str, postcode: str) -> str:
    """Fold what a body is searched by into one text: name first, so that it sorts by name; the postcode both ways."""
    words = folded(postcode)
    joined = words.replace(" ", "")
    parts = (folded(name), folded(code), folded(town), words, joined if joined != words else "")
    return " ".join(part for part in parts if part)[:600]
