"""What our own components are given: small frozen records that a page object holds and a macro prints.

Their words are finished; the few properties here only turn them into the sentence and the geometry of a component.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Tone = Literal["exceeded", "met", "approaching", "notmet", "none", "old"]
Position = Literal["ok", "up", "low", "todo"]


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str
    about: str = ""
    """Words for screen readers only, after the text."""


@dataclass(frozen=True, slots=True)
class Status:
    """A status with its edition, exactly as the register words it, and how long it counts.

    ``tone`` is ``old`` for a status out of date, whatever it was.
    """

    text: str
    tone: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A small word in a box. ``kind``: "" plain, do, ok, bad, info."""

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """What became of a file that was sent: its name, and why it was refused; empty: it was added."""

    name: str
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the bar, in per cent of its width."""

    kind: str
    start: str
    width: str
    edge: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the required items are. ``exempt`` ones are among the ``done``; optional items never count here."""

    done: int
    to_check: int
    missing: int
    exempt: int = 0
    noun: str = "required questions"
    missing_word: str = "to answer"

    @property
    def total(self) -> int:
        return self.done + self.to_check + self.missing

    @property
    def sentence(self) -> str:
        words = f"{self.done} of {self.total} {self.noun} done"
        if self.exempt:
            words += f", {self.exempt} of them exempt"
        if self.to_check:
            words += f", {self.to_check} to check"
        if self.missing:
            words += f", {self.missing} {self.missing_word}"
        return words

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts that are there, from the left; a small one stays wide enough to be seen."""
        if not self.total:
            return ()
        counts = (("done", self.done), ("check", self.to_check), ("todo", self.missing))
        shares = [(kind, max(count / self.total, 0.012)) for kind, count in counts if count]
        whole = sum(share for _, share in shares)
        parts: list[Part] = []
        start = 0.0
        for kind, share in shares:
            width = 100 * share / whole
            parts.append(Part(kind, f"{start:.2f}%", f"{width:.2f}%", f"{start + width:.2f}%"))
            start += width
        return tuple(parts)


_LEVELS = (
    ("not_achieved", "N", "Not achieved"),
    ("partially_achieved", "P", "Partially achieved"),
    ("achieved", "A", "Achieved"),
)


@dataclass(frozen=True, slots=True)
class LevelBox:
    letter: str
    words: str
    classes: str


@dataclass(frozen=True, slots=True)
class LevelMeter:
    """Declared against expected level; both are keys of the standard, ``declared`` is empty before the first one."""

    declared: str
    expected: str
    has_partial: bool = True

    @property
    def sentence(self) -> str:
        words = {key: text.lower() for key, _, text in _LEVELS}
        declared = f"Declared: {words[self.declared]}." if self.declared else "No level yet."
        return f"{declared} Expected: {words[self.expected]}."

    @property
    def boxes(self) -> tuple[LevelBox, ...]:
        boxes = []
        for key, letter, words in _LEVELS:
            off = key == "partially_achieved" and not self.has_partial
            classes = [
                name
                for name, holds in (("on", key == self.declared), ("x", key == self.expected), ("off", off))
                if holds
            ]
            boxes.append(LevelBox(letter, words, " ".join(classes)))
        return tuple(boxes)


_SIGNS = {"ok": "✓", "up": "▲", "low": "▼", "todo": "–"}
_POSITIONS = {"ok": "at expected", "up": "above expected", "low": "below expected", "todo": "no level yet"}


@dataclass(frozen=True, slots=True)
class Tile:
    """One outcome of the matrix; ``position`` is ok, up, low or todo."""

    reference: str
    url: str
    position: Position
    in_audit: bool = False

    @property
    def sign(self) -> str:
        return _SIGNS[self.position]

    @property
    def name(self) -> str:
        return f"{self.reference}, {_POSITIONS[self.position]}" + (", in the audit" if self.in_audit else "")


@dataclass(frozen=True, slots=True)
class TileRow:
    """The outcomes of one principle."""

    name: str
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class TileGroup:
    """The principles of one objective."""

    title: str
    rows: tuple[TileRow, ...]


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A year of the timeline. Without a status, ``heading`` says so ("Nothing published")."""

    edition: str
    status: Status | None = None
    heading: str = ""
    text: str = ""
    links: tuple[Link, ...] = ()
    is_now: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    """``who`` holds name, role in words and when; ``is_review`` marks a reviewer's."""

    who: str
    text: str
    is_review: bool = False


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator as it is ticked. ``value`` is sent when ticked; ``aside`` holds the alternative when set aside."""

    code: str
    text: str
    value: str
    is_ticked: bool = False
    note: str = ""
    aside: str = ""
    aside_link: Link | None = None


@dataclass(frozen=True, slots=True)
class IndicatorColumn:
    """The indicators of one level with their rule and count; ``is_level`` marks the level that the ticks support."""

    title: str
    rule: str
    indicators: tuple[Indicator, ...]
    is_level: bool = False


@dataclass(frozen=True, slots=True)
class FilterOption:
    value: str
    label: str
    count: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class FilterGroup:
    """Checkboxes of one filter; those past ``shown`` fold away under "n more"."""

    name: str
    legend: str
    options: tuple[FilterOption, ...]
    shown: int = 8
    more: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    label: str
    url: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a summary list; the link changes the value."""

    key: str
    value: str
    change: Link | None = None
    lines: tuple[str, ...] = ()
    """More lines of the value, below each other."""


@dataclass(frozen=True, slots=True)
class Task:
    """A line of a task list. ``mark`` is what is still to do; without one, ``status`` stands in plain words."""

    heading: str
    url: str = ""
    hint: str = ""
    status: str = ""
    mark: Mark | None = None
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class PageLink:
    """To the page before or after; ``label`` says what stands there ("11 to 20 of 64,201")."""

    url: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text, and whether it differs from the other version."""

    text: str
    differs: bool


def differences(theirs: str, mine: str) -> tuple[tuple[Words, ...], tuple[Words, ...]]:
    """Cut two versions of a text into stretches, word by word, each marked where the two differ."""
    left, right = _TOKEN.findall(theirs), _TOKEN.findall(mine)
    of_left: list[Words] = []
    of_right: list[Words] = []
    for kind, from_left, to_left, from_right, to_right in SequenceMatcher(
        None, left, right, autojunk=False
    ).get_opcodes():
        of_left.append(Words("".join(left[from_left:to_left]), kind != "equal"))
        of_right.append(Words("".join(right[from_right:to_right]), kind != "equal"))
    return _joined(of_left), _joined(of_right)


_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


def _joined(stretches: list[Words]) -> tuple[Words, ...]:
    """Join neighbours; a mere space between two differences belongs to them."""
    joined: list[Words] = []
    full = [stretch for stretch in stretches if stretch.text]
    for place, stretch in enumerate(full):
        between = 0 < place < len(full) - 1 and not stretch.text.strip()
        differs = (full[place - 1].differs and full[place + 1].differs) if between else stretch.differs
        differs = differs and bool(stretch.text.strip() or between)
        if joined and joined[-1].differs == differs:
            joined[-1] = Words(joined[-1].text + stretch.text, differs)
        else:
            joined.append(Words(stretch.text, differs))
    return tuple(joined)
