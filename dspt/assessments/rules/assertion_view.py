"""What an answer is made of, and when two answers are the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol
from uuid import UUID

from dspt.standard.facts import AnswerFact


@dataclass(frozen=True, slots=True)
class AnswerValue:
    """The value of an answer as it is saved: one kind of value, or *not applicable*; the documents it rests on."""

    yes_no: str = ""
    text: str = ""
    on: date | None = None
    number: Decimal | None = None
    comment: str = ""
    not_applicable: bool = False
    documents: frozenset[UUID] = frozenset()

    def fact(self, item: str, *, to_check: bool = False) -> AnswerFact:
        """Give the value as the rules of the standard take it."""
        return AnswerFact(
            item=item,
            yes_no=self.yes_no,
            text=self.text,
            on=self.on,
            number=self.number,
            documents=len(self.documents),
            comment=self.comment,
            not_applicable=self.not_applicable,
            to_check=to_check,
        )


class Seen(NamedTuple):
    """An answer as somebody has it before them: its version, and those of the documents under it added up.

    Which documents these are changes with the answer's version; a document that is replaced gets the next one of its
    own, so the sum tells of every replacement.
    """

    answer: int = 0
    documents: int = 0


class Told(Protocol):
    """What the history of an answer or a judgement tells of a document under it."""

    @property
    def id(self) -> UUID: ...
    @property
    def kind(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def version(self) -> int: ...


def document_told(one: Told) -> dict[str, object]:
    """Write a document down for the history: titles are changed and versions replaced, history is not."""
    return {"id": str(one.id), "kind": one.kind, "title": one.title, "version": one.version}
