"""What pages call the things that an organisation works on: plain words in easy mode, the standard's otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from .words import count


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Names of what is answered or judged one by one, and of what is confirmed together; one and several."""

    item: str
    items: str
    group: str
    groups: str

    def groups_counted(self, number: int) -> str:
        """Write ``1 group of answers``, ``3 assertions``."""
        return count(number, self.group, self.groups)


OUTCOMES = Vocabulary("outcome", "outcomes", "outcome", "outcomes")
_EASY = Vocabulary("question", "questions", "group of answers", "groups of answers")
_FULL = Vocabulary("item", "items", "assertion", "assertions")


def of_assertions(*, is_easy: bool) -> Vocabulary:
    """Give the words of the assertion view."""
    return _EASY if is_easy else _FULL
