"""What is asked of one kind of organisation, to read and to print."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dspt.standard.edition import Assertion, Category, Edition, ItemAsked, OrganisationType, Outcome, Term, View
from dspt.web.kit.labels import with_article, within
from dspt.web.kit.spans import lasting
from dspt.web.public.words import LEVELS, NEEDED, answer, counted, listed

from .edition import SECTION


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Test:
    question: str
    hint: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A link to a part of the page; ``note`` counts what is in it."""

    anchor: str
    title: str
    note: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    reference: str
    ask: str
    question: str
    answer: str
    needed: str
    is_required: bool
    exempt: str
    """In what case it is completed by a certificate or by the profile; empty: never."""
    not_applicable: str
    approaching: bool
    why: str
    good: tuple[str, ...]
    examples: tuple[tuple[str, str], ...]
    evidence: tuple[str, ...]
    minutes: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class AssertionBlock:
    reference: str
    statement: str
    intro: str
    items: tuple[ItemRow, ...]


@dataclass(frozen=True, slots=True)
class StandardBlock:
    anchor: str
    title: str
    counted: str
    show: str
    """What opens it where it is folded, as on a phone."""
    statement: str
    intro: str
    assertions: tuple[AssertionBlock, ...]


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    reference: str
    title: str
    question: str
    expected: tuple[str, ...]
    """One level for each of the page's profiles."""
    in_audit: bool
    has_policy: bool
    why: str
    levels: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PrincipleBlock:
    reference: str
    title: str
    description: str
    outcomes: tuple[OutcomeRow, ...]


@dataclass(frozen=True, slots=True)
class ObjectiveBlock:
    anchor: str
    title: str
    counted: str
    show: str
    description: str
    principles: tuple[PrincipleBlock, ...]


@dataclass(frozen=True, slots=True)
class ChoicePage:
    """Nothing chosen yet: the types, by category."""

    edition: str
    title: str
    options: tuple[Option, ...]
    groups: tuple[tuple[Category, tuple[OrganisationType, ...]], ...]
    section: str = SECTION


@dataclass(frozen=True, slots=True)
class RequirementsPage:
    """One type chosen; either ``standards`` or ``objectives`` is filled, by the view of its category."""

    edition: str
    title: str
    options: tuple[Option, ...]
    chosen: str
    only_required: bool
    with_help: bool
    sentence: str
    reason: str
    tests: tuple[Test, ...]
    otherwise: str
    """The type that takes its place when a test is answered no, as a label; empty without tests."""
    otherwise_type: str
    notes: tuple[str, ...]
    headings: tuple[Heading, ...]
    standards: tuple[StandardBlock, ...]
    profiles: tuple[str, ...]
    """Labels of the categories whose expected levels are shown side by side."""
    objectives: tuple[ObjectiveBlock, ...]
    section: str = SECTION


def choice(edition: Edition) -> ChoicePage:
    """Offer the kinds of organisation, in the order of the categories."""
    groups = tuple(
        (category, types)
        for category in edition.categories.values()
        if (types := tuple(each for each in edition.types.values() if each.category == category.key))
    )
    return ChoicePage(edition.key, f"What you will be asked, {edition.key}", _options(edition, ""), groups)


def requirements(edition: Edition, chosen: str, *, only_required: bool, with_help: bool) -> RequirementsPage:
    """List everything asked of a kind of organisation. ``chosen`` must be a type of the edition."""
    kind = edition.types[chosen]
    category = edition.categories[kind.category]
    items = edition.asked(category.key)
    is_outcome = category.view is View.OUTCOME
    standards = () if is_outcome else tuple(_standards(edition, kind, items, only_required=only_required))
    objectives = tuple(_objectives(edition, category)) if is_outcome else ()
    headings = [Heading(each.anchor, each.title, each.counted) for each in standards or objectives]
    replaced = edition.types.get(kind.otherwise)
    return RequirementsPage(
        edition=edition.key,
        title=f"What is asked of {with_article(kind.label)}, {edition.key}",
        options=_options(edition, chosen),
        chosen=chosen,
        only_required=only_required,
        with_help=with_help,
        sentence=_sentence(edition, category, items),
        reason=_reason(kind, category),
        tests=tuple(Test(test.question, test.hint) for test in kind.tests),
        otherwise=f"{replaced.label}, {edition.categories[replaced.category].label.lower()}" if replaced else "",
        otherwise_type=replaced.key if replaced else "",
        notes=tuple(_notes(edition, kind, category)),
        headings=tuple(headings),
        standards=standards,
        profiles=tuple(edition.categories[each].label for each in _levels_of(edition, category)) if is_outcome else (),
        objectives=objectives,
    )


def exemption_words(edition: Edition, item: ItemAsked, type_key: str = "") -> str:
    """Say what completes an item without an answer, for one kind of body or for any; empty: nothing does."""
    found = [
        edition.exemptions[key].label
        for key in item.exemptions
        if key in edition.exemptions
        and (not edition.exemptions[key].types or not type_key or type_key in edition.exemptions[key].types)
    ]
    return f"Completed by {' or '.join(found)}" if found else ""


def _standards(
    edition: Edition, kind: OrganisationType, items: Iterable[ItemAsked], *, only_required: bool
) -> Iterable[StandardBlock]:
    shown: dict[str, list[ItemRow]] = {}
    for item in items:
        if item.is_mandatory or not only_required:
            shown.setdefault(item.assertion, []).append(_item(edition, kind, item))
    for standard in edition.standards:
        blocks = tuple(
            _assertion(edition.assertions[reference], shown[reference])
            for reference in standard.assertions
            if reference in shown
        )
        if blocks:
            yield StandardBlock(
                f"standard-{standard.number}",
                f"{standard.number}. {standard.title}",
                *_counted([row for block in blocks for row in block.items]),
                standard.statement,
                standard.intro,
                blocks,
            )


def _counted(rows: list[ItemRow]) -> tuple[str, str]:
    """Say how many questions a standard asks, and what opens them."""
    required = sum(row.is_required for row in rows)
    optional = len(rows) - required
    words = [f"{required} required"] if required else []
    words += [f"{optional} optional"] if optional else []
    return ", ".join(words), f"Show the {counted(len(rows), 'question')}" if len(rows) > 1 else "Show the question"


def _outcomes_of(edition: Edition, principles: Iterable[str]) -> int:
    return sum(len(edition.principles[reference].outcomes) for reference in principles)


def _assertion(assertion: Assertion, rows: Iterable[ItemRow]) -> AssertionBlock:
    return AssertionBlock(assertion.reference, assertion.statement, assertion.intro, tuple(rows))


def _item(edition: Edition, kind: OrganisationType, item: ItemAsked) -> ItemRow:
    return ItemRow(
        item.reference,
        item.ask,
        item.question,
        answer(item.type, item.unit),
        NEEDED[item.requirement],
        item.is_mandatory,
        exemption_words(edition, item, kind.key),
        item.not_applicable,
        item.approaching and kind.social_care,
        item.help.why,
        item.help.good,
        (("", item.help.example),),
        item.help.evidence,
        lasting(item.help.minutes),
        tuple(edition.terms[key] for key in item.help.terms),
    )


def _objectives(edition: Edition, category: Category) -> Iterable[ObjectiveBlock]:
    profiles = _profiles(edition, category)
    for objective in edition.objectives:
        yield ObjectiveBlock(
            f"objective-{objective.reference.lower()}",
            f"{objective.reference}. {objective.title}",
            counted(number := _outcomes_of(edition, objective.principles), "outcome"),
            f"Show the {counted(number, 'outcome')}",
            objective.description,
            tuple(
                PrincipleBlock(
                    reference,
                    edition.principles[reference].title,
                    edition.principles[reference].description,
                    tuple(
                        _outcome(edition.outcomes[each], profiles) for each in edition.principles[reference].outcomes
                    ),
                )
                for reference in objective.principles
            ),
        )


def _outcome(outcome: Outcome, profiles: tuple[str, ...]) -> OutcomeRow:
    return OutcomeRow(
        outcome.reference,
        outcome.title,
        outcome.help.question,
        tuple(LEVELS[outcome.expected[profile]] for profile in profiles),
        outcome.in_audit,
        outcome.policy is not None,
        outcome.help.why,
        tuple((LEVELS[level], words) for level, words in outcome.help.levels.items()),
    )


def _profiles(edition: Edition, category: Category) -> tuple[str, ...]:
    return tuple(edition.categories[each].profile for each in _levels_of(edition, category))


def _levels_of(edition: Edition, category: Category) -> tuple[str, ...]:
    """The category, and the stricter one that the national team's flag moves its bodies to."""
    return (category.key, category.flagged) if category.flagged in edition.categories else (category.key,)


def _sentence(edition: Edition, category: Category, items: tuple[ItemAsked, ...]) -> str:
    if category.view is View.OUTCOME:
        return (
            f"{counted(len(edition.outcomes), 'outcome')} to judge. For Standards Met, each is at or above the level "
            "expected of it."
        )
    required = [item for item in items if item.is_mandatory]
    minutes = sum(item.help.minutes for item in required)
    return (
        f"{len(required)} required questions and {len(items) - len(required)} optional ones. "
        f"The required ones take about {lasting(minutes)} with your papers at hand."
    )


def _reason(kind: OrganisationType, category: Category) -> str:
    audit = " Its assessment is audited independently every year." if category.audited else ""
    interim = " It also sends an interim assessment during the year." if category.interim else ""
    body = with_article(kind.label)
    asked = within(category.description)
    return f"{body[0].upper()}{body[1:]} is in {category.label.lower()}: {asked}.{audit}{interim}"


def _notes(edition: Edition, kind: OrganisationType, category: Category) -> Iterable[str]:
    if category.view is View.OUTCOME:
        flagged = edition.categories.get(category.flagged)
        if flagged:
            yield f"{flagged.label}: {within(flagged.description)}. The second column holds its stricter levels."
        if edition.audit.mandated_outcomes:
            yield (
                f"The independent audit covers {listed(edition.audit.mandated_outcomes)}, and "
                f"{edition.audit.chosen_outcomes} more outcomes that the board or its delegate approves."
            )
        return
    if category.audited and edition.audit.assertion_note:
        yield edition.audit.assertion_note
    if kind.social_care:
        flagged_items = sum(item.approaching for item in edition.asked(category.key))
        yield (
            f"With the {flagged_items} questions marked “First step” and an action plan, a social care provider can "
            "publish Approaching Standards, once."
        )
    if kind.may_publish_short:
        yield "It may publish Standards Not Met, with an improvement plan."


def _options(edition: Edition, chosen: str) -> tuple[Option, ...]:
    types = sorted(edition.types.values(), key=lambda kind: kind.label.lower())
    return tuple(Option(kind.key, kind.label, kind.key == chosen) for kind in types)
