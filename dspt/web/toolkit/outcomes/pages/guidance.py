"""The help of one outcome, as its page folds it away."""

from __future__ import annotations

from dataclasses import dataclass

from dspt.standard.edition import Edition, Outcome, Term

from ..words import LEVELS


@dataclass(frozen=True, slots=True)
class Pair:
    """A word and what is said of it."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class AdviceShown:
    title: str
    text: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guidance:
    question: str
    why: str
    levels: tuple[Pair, ...]
    statement_should: tuple[str, ...]
    example_level: str
    example: str
    evidence: tuple[Pair, ...]
    """What, and who holds it."""
    usual_owner: str
    also_involve: tuple[str, ...]
    gaps: tuple[Pair, ...]
    auditor_asks: tuple[str, ...]
    terms: tuple[Pair, ...]
    entries: tuple[Term, ...]
    """The same terms, for explaining them where they stand."""


def guidance(edition: Edition, outcome: Outcome) -> Guidance:
    """Gather what the edition says to help with an outcome; the longer word on its policy question is apart."""
    told = outcome.help
    known = [edition.terms[key] for key in told.terms if key in edition.terms]
    return Guidance(
        question=told.question,
        why=told.why,
        levels=tuple(Pair(LEVELS[level], told.levels[level]) for level in outcome.levels if level in told.levels),
        statement_should=told.statement_should,
        example_level=LEVELS[told.example_level].lower(),
        example=told.example_statement,
        evidence=tuple(Pair(idea.what, idea.holder) for idea in told.evidence),
        usual_owner=told.usual_owner,
        also_involve=told.also_involve,
        gaps=tuple(Pair(gap.gap, gap.action) for gap in told.gaps),
        auditor_asks=told.auditor_asks,
        terms=tuple(Pair(f"{one.term} ({one.acronym})" if one.acronym else one.term, one.explanation) for one in known),
        entries=tuple(known),
    )


def advice(edition: Edition, key: str) -> AdviceShown | None:
    """Find the longer word on a policy question; None where there is none."""
    found = edition.advice.get(key)
    return AdviceShown(found.title, found.text, found.steps) if found else None
