"""The level that ticked indicators support, and what a judgement still lacks (rules section 5).

Worked examples: ``docs/algorithms/outcome-level.md``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from .edition import Level, Outcome, PolicyField, PolicyQuestion
from .facts import JudgementFact

LEVELS_BEST_FIRST = tuple(sorted(Level, key=lambda level: level.rank, reverse=True))


def supported_level(outcome: Outcome, ticked: Collection[str], set_aside: Collection[str] = ()) -> Level | None:
    """Tell the level that the ticks support; None when nothing is ticked.

    An indicator that is set aside, with an alternative described, counts as true under a level to be reached and as
    not true under *not achieved*. Indicators of other outcomes are ignored.
    """
    mine = {indicator.reference for indicator in outcome.indicators}
    if not mine.intersection(ticked):
        return None
    lowest = LEVELS_BEST_FIRST[-1]
    for indicator in outcome.indicators:
        if indicator.level is lowest and indicator.reference in ticked and indicator.reference not in set_aside:
            return lowest
    for level in LEVELS_BEST_FIRST[:-1]:
        under = [indicator.reference for indicator in outcome.indicators if indicator.level is level]
        if under and all(reference in ticked or reference in set_aside for reference in under):
            return level
    return lowest


def needs_reason(declared: Level | None, supported: Level | None) -> bool:
    """Tell whether a reason is required: the person declares another level than the ticks support."""
    return declared is not None and supported is not None and declared is not supported


def standing(declared: Level | None, expected: Level) -> str:
    """Place a declared level: ``above``, ``at`` or ``below`` the expected one, or ``none`` declared."""
    if declared is None:
        return "none"
    if declared.rank == expected.rank:
        return "at"
    return "above" if declared.rank > expected.rank else "below"


def fields_asked(question: PolicyQuestion, given: Mapping[str, str]) -> tuple[PolicyField, ...]:
    """List the fields of a policy question that are asked, given what is answered so far."""
    return tuple(
        field
        for field in question.fields
        if field.needed_when is None or given.get(field.needed_when[0]) == field.needed_when[1]
    )


def policy_lacks(outcome: Outcome, judgement: JudgementFact) -> tuple[str, ...]:
    """List the fields of the outcome's policy question that are required and empty."""
    if outcome.policy is None or not outcome.policy.required:
        return ()
    given = judgement.policy
    return tuple(field.key for field in fields_asked(outcome.policy, given) if not given.get(field.key, "").strip())


def policy_bars(outcome: Outcome, judgement: JudgementFact) -> bool:
    """Tell whether the policy answers are among those that bar Standards Met where the edition says so."""
    if outcome.policy is None:
        return False
    return any(judgement.policy.get(field) == value for field, value in outcome.policy.barring)
