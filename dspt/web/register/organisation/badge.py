"""What a badge shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dspt.register.queries import RegisterEntry
from dspt.web.register import words

_COLOURS = {
    "exceeded": "#003087",
    "met": "#007f3b",
    "approaching": "#ed8b00",
    "notmet": "#d5281b",
    "none": "#4c6272",
    "old": "#4c6272",
}

_NARROW = frozenset(" .,'()-fijlrtI")
_SIZE, _ROOM = 12, 210
"""Pixels: the size of a name's letters, and what a line has for them."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; one that is too long for the badge is squeezed to its width."""

    text: str
    is_long: bool


@dataclass(frozen=True, slots=True)
class Badge:
    title: str
    colour: str
    is_old: bool
    status: Line
    name: Line
    when: Line


def badge_of(entry: RegisterEntry, today: date) -> Badge:
    """Put the badge into words: status, name and code, and how long the status counts."""
    status = words.status(entry, today)
    name = f"{_cut(entry.name, max(12, 33 - len(entry.code)))}, {entry.code}"
    return Badge(
        title=f"Data Security and Protection: {status.text}. {entry.name}, {entry.code}. {status.when}.",
        colour=_COLOURS.get(status.tone, "#4c6272"),
        is_old=status.tone == "old",
        status=Line(status.text, len(status.text) > 24),
        name=Line(name, _is_wide(name)),
        when=Line(status.when, len(status.when) > 35),
    )


def _is_wide(text: str) -> bool:
    """Whether a line passes the badge's edge: most names of the register are written in capitals, which are wider."""
    width = sum(0.29 if one in _NARROW else 0.68 if one.isupper() else 0.55 for one in text)
    return width * _SIZE > _ROOM


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
