"""Words that several public pages share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dspt.standard.edition import AnswerType, Level, Requirement, Unit, View

LEVELS = {
    Level.NOT_ACHIEVED: "Not achieved",
    Level.PARTIALLY_ACHIEVED: "Partially achieved",
    Level.ACHIEVED: "Achieved",
}
NEEDED = {
    Requirement.MANDATORY: "Required",
    Requirement.RECOMMENDED: "Optional",
    Requirement.NOT_ASKED: "Not asked",
}
VIEWS = {View.ASSERTION: "Assertions and evidence items", View.OUTCOME: "Outcomes"}
_ANSWERS = {
    AnswerType.YES_NO: "Yes or no",
    AnswerType.TEXT: "Text",
    AnswerType.DATE: "Date",
    AnswerType.NUMBER: "Number",
    AnswerType.DOCUMENT: "Document, link or place",
    AnswerType.YES_NO_EXCEPTIONS: "Yes, yes with exceptions, or no",
}
_UNITS = {"pounds": "in pounds", "percent": "in percent", "days": "of days", "count": ""}


def day(on: date) -> str:
    """Write a day as people read it: ``30 June 2025``."""
    return f"{on.day} {on:%B %Y}"


def answer(kind: AnswerType, unit: Unit | None) -> str:
    """Say what kind of answer an item takes, with the unit of a number."""
    if unit is None:
        return _ANSWERS[kind]
    return f"{_ANSWERS[kind]} {_UNITS.get(unit.key, unit.key)}".strip()


def listed(words: Sequence[str]) -> str:
    """Join words as a sentence does: ``a``, ``a and b``, ``a, b and c``."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def counted(number: int, one: str, many: str = "") -> str:
    """Count things: ``1 item``, ``2 items``."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"
