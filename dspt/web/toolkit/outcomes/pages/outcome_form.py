"""The form of one outcome: indicators in columns, level, reason, policy question, statement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dspt.assessments.actions import Problem
from dspt.assessments.queries import Assigned, Evidence
from dspt.assessments.rules.outcome_view import STATEMENT_LIMIT
from dspt.standard.edition import Edition, Indicator, Level, Outcome, PolicyField
from dspt.web.kit.fields import Choice, Field
from dspt.web.toolkit.words import count, day, listed

from ..forms import ASIDE, POLICY, TICKED, Typed
from ..words import LEVELS, of_problem
from .guidance import AdviceShown, Pair, advice


@dataclass(frozen=True, slots=True)
class IndicatorShown:
    """One indicator. ``aside`` is the field for what is done instead; None where it cannot be set aside."""

    id: str
    name: str
    value: str
    code: str
    text: str
    is_ticked: bool
    aside: Field | None
    alternative: str
    error: str
    holder: str
    """Who holds it, and until when; empty: whoever owns the outcome."""
    evidence: str
    """Titles of the documents said to support it."""


@dataclass(frozen=True, slots=True)
class LevelColumn:
    """The indicators of one level; ``is_level`` marks what the ticks support."""

    title: str
    rule: str
    indicators: tuple[IndicatorShown, ...]
    is_level: bool


@dataclass(frozen=True, slots=True)
class PolicyShown:
    title: str
    question: str
    fields: tuple[Field, ...]
    answers: tuple[Pair, ...]
    """What is answered, in words, for those who only read."""
    advice: AdviceShown | None


def messages_by_field(problems: tuple[Problem, ...], outcome: Outcome) -> dict[str, str]:
    """Put each problem's words to the field it stands at; the first of a field wins."""
    found: dict[str, str] = {}
    for one in problems:
        if one.code.startswith("policy"):
            at = f"{POLICY}{one.subject}"
        elif one.subject:
            at = f"{ASIDE}{one.subject}"
        else:
            at = {"level_not_in_outcome": "declared", "statement_too_long": "statement"}.get(one.code, "reason")
        found.setdefault(at, of_problem(one, outcome))
    return found


def fields_shown(outcome: Outcome, typed: Typed, errors: Mapping[str, str]) -> dict[str, Field]:
    """Give the fields of level, reason and statement, by name."""
    return {
        "declared": _declared(outcome, typed.declared, errors.get("declared", "")),
        "reason": Field(
            "reason",
            "Why it differs from the ticks",
            "textarea",
            typed.reason,
            hint="Only needed if it does.",
            error=errors.get("reason", ""),
            size="s",
            rows=3,
        ),
        "statement": Field(
            "statement",
            f"{4 if outcome.policy else 3}. Supporting statement",
            "textarea",
            typed.statement,
            hint="What is in place, where, and how you know it works. The auditor reads this first.",
            error=errors.get("statement", ""),
            size="m",
            rows=8,
            limit=STATEMENT_LIMIT,
        ),
    }


def columns_shown(
    outcome: Outcome,
    typed: Typed,
    supported: Level | None,
    errors: Mapping[str, str],
    held: Mapping[str, Assigned],
    documents: tuple[Evidence, ...],
) -> tuple[LevelColumn, ...]:
    """Sort the indicators under their levels: levels with rule and count, indicators with holder and evidence."""
    columns = []
    for of in outcome.levels:
        mine = [one for one in outcome.indicators if one.level is of]
        ticked = sum(one.reference in typed.ticks for one in mine)
        aside = sum(one.reference in typed.set_aside and one.reference not in typed.ticks for one in mine)
        rule = "Any one of these true: not achieved." if of is Level.NOT_ACHIEVED else "All needed."
        counted = f"{ticked} of {len(mine)} ticked" + (f", {aside} set aside" if aside else "")
        columns.append(
            LevelColumn(
                LEVELS[of],
                f"{rule} {counted}",
                tuple(
                    _indicator(
                        one,
                        typed,
                        errors.get(f"{ASIDE}{one.reference}", ""),
                        holder_in_words(held.get(one.reference)),
                        listed([document.title for document in documents if one.reference in document.supports]),
                    )
                    for one in mine
                ),
                of is supported,
            )
        )
    return tuple(columns)


def holder_in_words(held: Assigned | None) -> str:
    """Say who holds an indicator, and until when: ``Femi Ade, due 23 May 2025``."""
    if held is None:
        return ""
    return ", ".join(part for part in (held.owner_name, f"due {day(held.due_on)}" if held.due_on else "") if part)


def _indicator(one: Indicator, typed: Typed, error: str, holder: str, evidence: str) -> IndicatorShown:
    key = one.code.replace("#", "")
    alternative = typed.set_aside.get(one.reference, "")
    aside = None
    if one.level is not Level.NOT_ACHIEVED:
        aside = Field(
            f"{ASIDE}{one.reference}",
            f"What is done instead of {one.code}",
            "textarea",
            alternative,
            hint="Clear it to take the setting aside back.",
            error=error,
            rows=3,
            id=f"aside-{key}",
        )
    return IndicatorShown(
        id=f"indicator-{key}",
        name=TICKED,
        value=one.reference,
        code=one.code,
        text=one.text,
        is_ticked=one.reference in typed.ticks,
        aside=aside,
        alternative=alternative,
        error="" if aside else error,
        holder=holder,
        evidence=f"Evidence: {evidence}" if evidence else "",
    )


def _declared(outcome: Outcome, chosen: str, error: str) -> Field:
    return Field(
        "declared",
        "2. The level you declare",
        "radios",
        hint="Your judgement counts. If it differs from the ticks, say why.",
        error=error,
        choices=tuple(Choice(of.value, LEVELS[of], is_chosen=of.value == chosen) for of in outcome.levels),
        size="m",
        is_inline=True,
    )


def policy_shown(edition: Edition, outcome: Outcome, typed: Typed, errors: Mapping[str, str]) -> PolicyShown | None:
    """Give the policy question of an outcome; None where it has none."""
    asked = outcome.policy
    if asked is None:
        return None
    revealed = {one.key: one for one in asked.fields if one.needed_when}

    def shown(one: PolicyField) -> Field:
        name = f"{POLICY}{one.key}"
        given, error = typed.policy.get(one.key, ""), errors.get(name, "")
        if one.kind != "choice":
            is_share = one.kind == "percent"
            return Field(
                name,
                one.label,
                "text" if is_share else "textarea",
                given,
                hint=one.hint,
                error=error,
                size="s",
                rows=3,
                width="4" if is_share else "",
                suffix="%" if is_share else "",
                inputmode="decimal" if is_share else "",
            )
        choices = tuple(
            Choice(
                value,
                label,
                hint=one.choice_hints.get(value, ""),
                is_chosen=value == given,
                reveals=tuple(shown(inner) for inner in revealed.values() if inner.needed_when == (one.key, value)),
            )
            for value, label in one.choices
        )
        return Field(name, one.label, "radios", hint=one.hint, error=error, choices=choices, size="s")

    fields = tuple(shown(one) for one in asked.fields if one.key not in revealed)
    return PolicyShown(
        title=f"3. Policy question: {asked.title[:1].lower()}{asked.title[1:]}",
        question=asked.question,
        fields=fields,
        answers=tuple(
            Pair(
                one.label, dict(one.choices).get(typed.policy.get(one.key, ""), typed.policy.get(one.key, "")) or "Open"
            )
            for one in asked.fields
        ),
        advice=advice(edition, asked.advice),
    )


def why_supported(outcome: Outcome, typed: Typed, supported: Level | None) -> str:
    """Say by which rule the ticks support a level."""
    if supported is None:
        return "Tick what is true, then work out the level."
    against = [one for one in outcome.indicators if one.level is Level.NOT_ACHIEVED and one.reference in typed.ticks]
    if against:
        return f"{count(len(against), '“not achieved” indicator is', '“not achieved” indicators are')} true."
    if supported is Level.NOT_ACHIEVED:
        short = [
            f"{missing} of the “{LEVELS[of].lower()}” ones"
            for of in outcome.levels
            if of is not Level.NOT_ACHIEVED and (missing := _open(outcome, typed, of))
        ]
        return f"No “not achieved” indicator is true, but {' and '.join(short)} are not ticked."
    every = sum(one.level is supported for one in outcome.indicators)
    aside = any(one.reference in typed.set_aside for one in outcome.indicators if one.level is supported)
    how = "ticked or set aside with an alternative" if aside else "ticked"
    return f"No “not achieved” indicator is true, and all {every} “{LEVELS[supported].lower()}” ones are {how}."


def _open(outcome: Outcome, typed: Typed, of: Level) -> int:
    held = typed.ticks | typed.set_aside.keys()
    return sum(one.level is of and one.reference not in held for one in outcome.indicators)
