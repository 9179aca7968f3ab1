"""What a judgement of an outcome may hold, and when two judgements are the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from dspt.foundation.refusals import Refusal
from dspt.standard.edition import Edition, Level, Outcome, PolicyField
from dspt.standard.facts import JudgementFact
from dspt.standard.outcome_levels import needs_reason, supported_level
from dspt.standard.scoring import OutcomeScore

from .year import Progress

STATEMENT_LIMIT = 20_000
REASON_LIMIT = 4_000
ALTERNATIVE_LIMIT = 4_000
POLICY_LIMIT = 4_000

POLICY_PART = "policy"
"""The policy question of an outcome, as a part of it that a document supports."""

_PERCENT = re.compile(r"[0-9]{1,3}(\.[0-9]{1,2})?")
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that keeps a judgement from being saved.

    ``subject``: the indicator or the policy field it concerns, else empty; ``limit``: characters, for ``too_long``.
    Codes: ``indicator_unknown``, ``cannot_set_aside`` (a *not achieved* one), ``ticked_and_set_aside``,
    ``alternative_missing``, ``alternative_too_long``, ``level_not_in_outcome``, ``reason_missing``,
    ``reason_too_long``, ``statement_too_long``, ``policy_not_asked``, ``policy_choice_unknown``,
    ``policy_percent_out_of_range``, ``policy_exceptions_missing``, ``policy_too_long``.
    """

    code: str
    subject: str = ""
    limit: int = 0


class JudgementRefused(Refusal):
    """``problems``: every Problem at once, in the order of the page; ``code`` is the first one's."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems[0].code, problems=self.problems)


@dataclass(frozen=True, slots=True)
class Judging:
    """What is judged of one outcome, tidied: the content of a save, and of what stands."""

    declared: Level | None = None
    ticked: frozenset[str] = frozenset()
    set_aside: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """Indicator to the alternative that takes its place."""
    reason: str = ""
    statement: str = ""
    policy: Mapping[str, str] = field(default_factory=lambda: _NOTHING)

    def fact(self, outcome: str, documents: int) -> JudgementFact:
        """Give it as the rules of the standard take it."""
        return JudgementFact(
            outcome=outcome,
            declared=self.declared,
            ticked=self.ticked,
            set_aside=frozenset(self.set_aside),
            reason=self.reason,
            statement=self.statement,
            policy=self.policy,
            documents=documents,
        )

    @property
    def plain(self) -> dict[str, object]:
        """Give it as plain values, for history and comparison."""
        return {
            "declared": self.declared.value if self.declared else "",
            "reason": self.reason,
            "statement": self.statement,
            "ticked": sorted(self.ticked),
            "set_aside": dict(sorted(self.set_aside.items())),
            "policy": dict(sorted(self.policy.items())),
        }


def tidied(
    *,
    declared: str,
    ticks: Iterable[str],
    set_aside: Mapping[str, str],
    reason: str,
    statement: str,
    policy: Mapping[str, str],
    asked: Outcome,
) -> tuple[Judging, tuple[Problem, ...]]:
    """Put what was sent into shape: line ends, outer space, empty fields. An unknown level is a problem."""
    known = {level.value: level for level in Level}
    problems = () if declared in known or not declared else (Problem("level_not_in_outcome"),)
    return (
        Judging(
            declared=known.get(declared),
            ticked=frozenset(ticks),
            set_aside={indicator: _text(text) for indicator, text in set_aside.items()},
            reason=_text(reason),
            statement=_text(statement),
            policy={key: value for key, text in policy.items() if (value := _policy_text(asked, key, text))},
        ),
        problems,
    )


def problems_of(outcome: Outcome, judging: Judging, *, working: bool = False) -> tuple[Problem, ...]:
    """List what keeps a judgement from being saved, in the order of the page.

    Half-done work passes: no level, no ticks, no statement, policy fields left empty. What is wrong does not: an
    indicator set aside without its alternative, exceptions claimed and not listed, a figure that is no percentage, a
    level that differs from what the ticks support without a reason (rules section 5), unless the ticks are still being
    worked out (``working``).
    """
    found = [*_indicator_problems(outcome, judging)]
    if judging.declared is not None and judging.declared not in outcome.levels:
        found.append(Problem("level_not_in_outcome"))
    elif not working and not judging.reason and needs_reason(judging.declared, _supported(outcome, judging)):
        found.append(Problem("reason_missing"))
    if len(judging.reason) > REASON_LIMIT:
        found.append(Problem("reason_too_long", limit=REASON_LIMIT))
    found.extend(_policy_problems(outcome, judging.policy))
    if len(judging.statement) > STATEMENT_LIMIT:
        found.append(Problem("statement_too_long", limit=STATEMENT_LIMIT))
    return tuple(found)


def parts_of(outcome: Outcome) -> tuple[str, ...]:
    """List what of an outcome a document may support: its indicators, in their order, and its policy question."""
    return (*(one.reference for one in outcome.indicators), *((POLICY_PART,) if outcome.policy else ()))


def category_of(edition: Edition, category: str, is_critical_infrastructure: bool) -> str:
    """Name the category that counts: the national team's flag leads to its stricter sister, where it has one."""
    known = edition.categories.get(category)
    return known.flagged if known and known.flagged and is_critical_infrastructure else category


def outcome_progress(score: OutcomeScore) -> Progress:
    """Give the counts of the outcome view's score that are stored with the assessment."""
    return Progress(
        required_total=score.total,
        required_done=score.declared,
        to_confirm=score.total,
        confirmed=score.at_or_above,
        status_on_offer=score.status,
    )


def _supported(outcome: Outcome, judging: Judging) -> Level | None:
    return supported_level(outcome, judging.ticked, judging.set_aside)


def _indicator_problems(outcome: Outcome, judging: Judging) -> Iterable[Problem]:
    known = {indicator.reference: indicator for indicator in outcome.indicators}
    for reference in sorted((judging.ticked | judging.set_aside.keys()) - known.keys()):
        yield Problem("indicator_unknown", reference)
    for reference, indicator in known.items():
        if reference not in judging.set_aside:
            continue
        alternative = judging.set_aside[reference]
        if indicator.level is Level.NOT_ACHIEVED:
            yield Problem("cannot_set_aside", reference)
        elif reference in judging.ticked:
            yield Problem("ticked_and_set_aside", reference)
        elif not alternative:
            yield Problem("alternative_missing", reference)
        elif len(alternative) > ALTERNATIVE_LIMIT:
            yield Problem("alternative_too_long", reference, ALTERNATIVE_LIMIT)


def _policy_problems(outcome: Outcome, policy: Mapping[str, str]) -> Iterable[Problem]:
    fields = {one.key: one for one in outcome.policy.fields} if outcome.policy else {}
    for key in sorted(policy.keys() - fields.keys()):
        yield Problem("policy_not_asked", key)
    for key, asked in fields.items():
        if key in policy:
            yield from _policy_value(asked, policy[key])
        elif asked.needed_when and policy.get(asked.needed_when[0]) == asked.needed_when[1]:
            yield Problem("policy_exceptions_missing", key)


def _policy_value(asked: PolicyField, value: str) -> Iterable[Problem]:
    if asked.kind == "choice":
        if value not in {choice for choice, _ in asked.choices}:
            yield Problem("policy_choice_unknown", asked.key)
    elif asked.kind == "percent":
        if not _PERCENT.fullmatch(value) or Decimal(value) > 100:
            yield Problem("policy_percent_out_of_range", asked.key)
    elif len(value) > POLICY_LIMIT:
        yield Problem("policy_too_long", asked.key, POLICY_LIMIT)


def _policy_text(asked: Outcome, key: str, typed: str) -> str:
    """Tidy a policy field; a share loses its percent sign."""
    text = _text(typed)
    kinds = {one.key: one.kind for one in asked.policy.fields} if asked.policy else {}
    return text.removesuffix("%").rstrip() if kinds.get(key) == "percent" else text


def _text(typed: str) -> str:
    return typed.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()
