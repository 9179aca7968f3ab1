"""An assessment at one instant, with everything a publication freezes: plain records, made by ``queries.frozen``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from dspt.standard.facts import AnswerFact, JudgementFact


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """A document as evidence. ``where``: the file's name, link or place, if known; ``sha256``: of a file's bytes.

    ``version``: which of its document, from 1. ``scan``: what the virus check said: awaiting, clean, infected, failed;
    of links and places none. ``supports``: under an outcome, the parts of it; none: the whole.
    """

    id: str
    kind: str  # file, link, place
    title: str
    where: str
    sha256: str
    dated_on: date | None
    version: int = 1
    scan: str = "none"
    supports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer with who gave it. ``carried_from``: the edition it came from, empty when it was given in this one."""

    fact: AnswerFact
    documents: tuple[KeptDocument, ...]
    saved_at: datetime
    saved_by: str
    carried_from: str
    owner: str


@dataclass(frozen=True, slots=True)
class KeptConfirmation:
    """A living confirmation of an assertion."""

    assertion: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class KeptJudgement:
    """A judgement with who made it. ``alternatives``: indicator set aside to the text that takes its place."""

    fact: JudgementFact
    alternatives: Mapping[str, str]
    documents: tuple[KeptDocument, ...]
    saved_at: datetime
    saved_by: str
    owner: str


@dataclass(frozen=True, slots=True)
class FrozenState:
    """The whole of one assessment. Of the two views one part is filled; the other is empty."""

    edition: str
    view: str
    category: str
    revision: int
    answers: Mapping[str, KeptAnswer]
    confirmations: Mapping[str, KeptConfirmation]
    judgements: Mapping[str, KeptJudgement]

    @property
    def documents(self) -> frozenset[tuple[UUID, int]]:
        """Every document that something rests on, with the number of its version."""
        under = [kept.documents for kept in self.answers.values()]
        under += [kept.documents for kept in self.judgements.values()]
        return frozenset((UUID(one.id), one.version) for documents in under for one in documents)
