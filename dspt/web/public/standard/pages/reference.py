"""One evidence item or one outcome, with everything that helps to answer it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dspt.standard.edition import AnswerType, Edition, ItemAsked, Level, Outcome, PolicyField, Term
from dspt.web.kit.spans import lasting
from dspt.web.public.words import LEVELS, NEEDED, answer, listed

from .edition import SECTION
from .requirements import exemption_words


@dataclass(frozen=True, slots=True)
class Neighbour:
    reference: str
    title: str


@dataclass(frozen=True, slots=True)
class Asked:
    """An item as it is asked of some categories: those that share wording, kind of answer and help."""

    heading: str
    ask: str
    question: str
    answer: str
    needed: tuple[tuple[str, str], ...]
    """Category label, and how far it is needed there."""
    exempt: str
    never_exempt: bool
    not_applicable: str
    why: str
    good: tuple[str, ...]
    examples: tuple[tuple[str, str], ...]
    """For whom (empty: for all of them), and the example."""
    evidence: tuple[str, ...]
    minutes: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class ItemPage:
    edition: str
    reference: str
    title: str
    standard: str
    assertion: str
    asked: tuple[Asked, ...]
    previous: Neighbour | None
    next: Neighbour | None
    section: str = SECTION


@dataclass(frozen=True, slots=True)
class LevelBlock:
    title: str
    means: str
    indicators: tuple[tuple[str, str], ...]
    """Code and text."""


@dataclass(frozen=True, slots=True)
class Policy:
    title: str
    question: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AdviceBlock:
    title: str
    text: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GapRow:
    gap: str
    action: str
    effort: str


@dataclass(frozen=True, slots=True)
class OutcomePage:
    edition: str
    reference: str
    title: str
    objective: str
    principle: str
    statement: str
    question: str
    why: str
    expected: tuple[tuple[str, str], ...]
    """Profile label and level."""
    in_audit: bool
    levels: tuple[LevelBlock, ...]
    policy: Policy | None
    statement_should: tuple[str, ...]
    evidence: tuple[tuple[str, str], ...]
    """What, and who usually holds it."""
    owner: str
    also_involve: str
    gaps: tuple[GapRow, ...]
    auditor_asks: tuple[str, ...]
    example: str
    example_level: str
    advice: tuple[AdviceBlock, ...]
    terms: tuple[Term, ...]
    previous: Neighbour | None
    next: Neighbour | None
    section: str = SECTION


def item(edition: Edition, reference: str) -> ItemPage:
    """Show one item as each category is asked it. ``reference`` must be an item of the edition."""
    found = edition.items[reference]
    groups: dict[tuple[str, str, AnswerType, str, tuple[str, ...]], list[ItemAsked]] = {}
    for asked in found.asked.values():
        alike = (asked.question, asked.ask, asked.type, asked.help.why, asked.help.good)
        groups.setdefault(alike, []).append(asked)
    assertion = edition.assertions[found.assertion]
    standard = next(each for each in edition.standards if each.number == found.standard)
    # An item that no category is asked any more keeps its page and is passed over by the others.
    order = [key for key, each in edition.items.items() if each.asked or key == reference]
    place = order.index(reference)
    return ItemPage(
        edition.key,
        reference,
        _title(edition, reference),
        f"{standard.number}. {standard.title}",
        f"{assertion.reference} {assertion.statement}",
        # The wording for small bodies first: it is the plainer one.
        tuple(_asked(edition, group, alone=len(groups) == 1) for group in reversed(list(groups.values()))),
        _item_neighbour(edition, order, place - 1),
        _item_neighbour(edition, order, place + 1),
    )


def outcome(edition: Edition, reference: str) -> OutcomePage:
    """Show one outcome. ``reference`` must be an outcome of the edition."""
    found = edition.outcomes[reference]
    principle = edition.principles[found.principle]
    objective = next(each for each in edition.objectives if each.reference == found.objective)
    order = list(edition.outcomes)
    place = order.index(reference)
    return OutcomePage(
        edition=edition.key,
        reference=reference,
        title=found.title,
        objective=f"{objective.reference}. {objective.title}",
        principle=f"{principle.reference} {principle.title}",
        statement=found.statement,
        question=found.help.question,
        why=found.help.why,
        expected=tuple((edition.profiles.get(key, key), LEVELS[level]) for key, level in found.expected.items()),
        in_audit=found.in_audit,
        levels=tuple(_level(found, level) for level in found.levels),
        policy=_policy(found),
        statement_should=found.help.statement_should,
        evidence=tuple((idea.what, idea.holder) for idea in found.help.evidence),
        owner=found.help.usual_owner,
        also_involve=listed(found.help.also_involve),
        gaps=tuple(GapRow(gap.gap, gap.action, gap.effort.capitalize()) for gap in found.help.gaps),
        auditor_asks=found.help.auditor_asks,
        example=found.help.example_statement,
        example_level=LEVELS[found.help.example_level].lower(),
        advice=tuple(
            AdviceBlock(each.title, each.text, each.steps)
            for each in edition.advice.values()
            if reference in each.about
        ),
        terms=tuple(edition.terms[key] for key in found.help.terms),
        previous=_outcome_neighbour(edition, order, place - 1),
        next=_outcome_neighbour(edition, order, place + 1),
    )


def _asked(edition: Edition, group: list[ItemAsked], *, alone: bool) -> Asked:
    first = group[-1]
    return Asked(
        "What is asked" if alone else f"As asked of {_categories(group)}",
        first.ask,
        first.question,
        answer(first.type, first.unit),
        tuple((edition.categories[each.category].label, NEEDED[each.requirement]) for each in group),
        exemption_words(edition, first),
        first.never_exempt,
        first.not_applicable,
        first.help.why,
        first.help.good,
        tuple(_examples(group)),
        first.help.evidence,
        lasting(first.help.minutes),
        tuple(edition.terms[key] for key in first.help.terms),
    )


def _examples(group: list[ItemAsked]) -> Iterable[tuple[str, str]]:
    by_text: dict[str, list[ItemAsked]] = {}
    for asked in reversed(group):
        by_text.setdefault(asked.help.example, []).append(asked)
    for text, askers in by_text.items():
        yield (_categories(askers[::-1]) if len(by_text) > 1 else "", text)


def _categories(group: list[ItemAsked]) -> str:
    keys = [asked.category for asked in group]
    return f"{'category' if len(keys) == 1 else 'categories'} {listed(keys)}"


def _level(found: Outcome, level: Level) -> LevelBlock:
    return LevelBlock(
        LEVELS[level],
        found.help.levels.get(level, ""),
        tuple((each.code, each.text) for each in found.indicators if each.level is level),
    )


def _policy(found: Outcome) -> Policy | None:
    if found.policy is None:
        return None
    return Policy(found.policy.title, found.policy.question, tuple(_field(each) for each in found.policy.fields))


def _field(field: PolicyField) -> str:
    choices = listed([label for _, label in field.choices])
    return f"{field.label}: {choices}" if choices else field.label


def _title(edition: Edition, reference: str) -> str:
    asked = list(edition.items[reference].asked.values())
    return asked[-1].title if asked else f"Item {reference}, not asked of anybody"


def _item_neighbour(edition: Edition, order: list[str], place: int) -> Neighbour | None:
    return Neighbour(order[place], _title(edition, order[place])) if 0 <= place < len(order) else None


def _outcome_neighbour(edition: Edition, order: list[str], place: int) -> Neighbour | None:
    return Neighbour(order[place], edition.outcomes[order[place]].title) if 0 <= place < len(order) else None
