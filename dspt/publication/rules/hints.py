"""What is worth a look before publishing, and what runs out afterwards. None of it stops anybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dspt.assessments.rules.frozen import FrozenState, KeptDocument
from dspt.standard.edition import Calendar, Category
from dspt.standard.scoring import AssertionScore, OutcomeScore

from .documents import KeptProfile

STALE_YEARS = 3
_NOT_CLEAN = {
    "infected": "document_refused",
    "failed": "document_unscannable",
    "awaiting": "documents_unchecked",
}
"""State of the virus check to the hint about it, worst first."""
SAME_FROM = 20
"""Characters from which two equal texts look copied: "Yes, every year" may well answer two questions."""


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing worth a look. ``code``: document_refused, document_unscannable, documents_unchecked, document_old,
    same_text, no_owner, one_administrator.

    ``subjects``: items or outcomes it is about; ``title`` and ``on``: the document's title and its date.
    """

    code: str
    subjects: tuple[str, ...] = ()
    title: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class RunsOut:
    """Something with a last day. ``code``: certificate (``label``; ``items``: required, closed by it alone), status."""

    code: str
    on: date
    label: str = ""
    items: tuple[str, ...] = ()


def hints(*, state: FrozenState, category: Category, administrators: int, on: date) -> tuple[Hint, ...]:
    """List what a careful colleague would point at, most telling first."""
    return (
        *_not_clean(state),
        *_old_documents(state, on),
        *_same_texts(state),
        *_without_owner(state, category),
        *([Hint("one_administrator")] if administrators == 1 else []),
    )


def runs_out(
    *, profile: KeptProfile, state: FrozenState, score: AssertionScore | OutcomeScore, calendar: Calendar, on: date
) -> tuple[RunsOut, ...]:
    """List what ends after a publication on a UK day, soonest first: certificates in date, then the status itself."""
    closed: dict[str, list[str]] = defaultdict(list)
    if isinstance(score, AssertionScore):
        for reference, result in score.items.items():
            if result.exempt and result.item.is_mandatory and reference not in state.answers:
                closed[result.exempt.exemption].append(reference)
    found = [
        RunsOut("certificate", held.valid_to, held.label, tuple(closed[held.kind]))
        for held in profile.certificates
        if held.valid_from <= on <= held.valid_to
    ]
    return (*sorted(found, key=lambda one: one.on), RunsOut("status", calendar.current_until))


def _old_documents(state: FrozenState, on: date) -> list[Hint]:
    limit = date(on.year - STALE_YEARS, on.month, min(on.day, 28))
    found: dict[str, tuple[KeptDocument, list[str]]] = {}
    for reference, documents in _evidence(state):
        for one in documents:
            if one.dated_on and one.dated_on < limit:
                found.setdefault(one.id, (one, []))[1].append(reference)
    return [Hint("document_old", tuple(subjects), one.title, one.dated_on) for one, subjects in found.values()]


def _not_clean(state: FrozenState) -> list[Hint]:
    """Name what the virus check refused or could not look into, one by one, and what still awaits it, together."""
    found: dict[tuple[str, str], tuple[KeptDocument, list[str]]] = {}
    for reference, documents in _evidence(state):
        for one in documents:
            if one.scan in _NOT_CLEAN:
                which = "" if one.scan == "awaiting" else one.id
                found.setdefault((one.scan, which), (one, []))[1].append(reference)
    worst_first = sorted(found.items(), key=lambda each: list(_NOT_CLEAN).index(each[0][0]))
    return [
        Hint(_NOT_CLEAN[scan], tuple(dict.fromkeys(subjects)), one.title) for (scan, _), (one, subjects) in worst_first
    ]


def _evidence(state: FrozenState) -> Iterable[tuple[str, tuple[KeptDocument, ...]]]:
    yield from ((reference, kept.documents) for reference, kept in state.answers.items())
    yield from ((reference, kept.documents) for reference, kept in state.judgements.items())


def _same_texts(state: FrozenState) -> list[Hint]:
    held: dict[str, list[str]] = defaultdict(list)
    for reference, kept in state.answers.items():
        held[_folded(kept.fact.text)].append(reference)
    for reference, judged in state.judgements.items():
        held[_folded(judged.fact.statement)].append(reference)
    return [
        Hint("same_text", tuple(subjects)) for text, subjects in held.items() if len(text) >= SAME_FROM and subjects[1:]
    ]


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _without_owner(state: FrozenState, category: Category) -> list[Hint]:
    """Owners matter where many people share the work: in the bodies that are audited."""
    if not category.audited:
        return []
    without = [reference for reference, kept in state.answers.items() if not kept.owner]
    without += [reference for reference, judged in state.judgements.items() if not judged.owner]
    return [Hint("no_owner", tuple(without))] if without else []
