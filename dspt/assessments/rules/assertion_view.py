"""What an answer is made of, and when two answers are the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
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
