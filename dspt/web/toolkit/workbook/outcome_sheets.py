"""The sheets of outcomes and of their indicators, as an organisation judged them."""

from __future__ import annotations

from dspt.assessments.queries import Judged, OutcomeOverview
from dspt.standard.edition import Edition, Indicator, Outcome
from dspt.standard.scoring import OutcomeResult, OutcomeScore
from dspt.web.toolkit.outcomes.words import LEVELS
from dspt.web.toolkit.words import count

from .book import Cell, Column, Sheet
from .documents import titles

_OUTCOMES = (
    Column("Outcome", 9),
    Column("Objective", 12),
    Column("Principle", 12),
    Column("Title", 16),
    Column("In the audit", 9),
    Column("Level expected", 10),
    Column("Level declared", 10),
    Column("Supported by ticks", 10),
    Column("Position", 10),
    Column("Reason", 20),
    Column("Statement", 44),
    Column("Policy question", 18),
    Column("Documents", 18),
    Column("Owner", 11),
    Column("Due", 12),
    Column("Saved (UK time)", 12),
    Column("Saved by", 11),
)
_INDICATORS = (
    Column("Outcome", 9),
    Column("Indicator", 10),
    Column("Level", 14),
    Column("What it says", 70),
    Column("Judged", 12),
    Column("What is done instead", 44),
    Column("Documents for it", 28),
    Column("Held by", 16),
    Column("Due", 12),
)
_POSITIONS = {"above": "Above expected", "at": "At expected", "below": "Below expected", "none": "No level yet"}


def outcome_sheets(edition: Edition, found: OutcomeOverview) -> tuple[Sheet, ...]:
    """List every outcome, and every indicator, in the order of the framework."""
    rows, indicators = [], []
    for result in found.score.outcomes.values():
        judged = found.judged.get(result.outcome.reference) or Judged(result.outcome.reference)
        rows.append(_outcome(edition, result, judged))
        indicators += [_indicator(result.outcome, one, judged, found) for one in result.outcome.indicators]
    return Sheet("Outcomes", _OUTCOMES, tuple(rows)), Sheet("Indicators", _INDICATORS, tuple(indicators))


def progress_of_outcomes(score: OutcomeScore) -> str:
    """Say how far the work is: ``40 of 47 outcomes have a level: 35 at or above expected, 5 below.``"""
    return (
        f"{score.declared} of {count(score.total, 'outcome')} have a level: {score.at_or_above} at or above expected, "
        f"{score.below} below."
    )


def _outcome(edition: Edition, result: OutcomeResult, judged: Judged) -> tuple[Cell, ...]:
    outcome = result.outcome
    objective = next(one for one in edition.objectives if one.reference == outcome.objective)
    return (
        outcome.reference,
        f"{objective.reference}. {objective.title}",
        f"{outcome.principle} {edition.principles[outcome.principle].title}",
        outcome.title,
        "Mandated" if outcome.in_audit else "",
        LEVELS[result.expected],
        LEVELS[result.declared] if result.declared else "",
        LEVELS[result.supported] if result.supported else "",
        _POSITIONS[result.standing],
        judged.judging.reason,
        judged.judging.statement,
        _policy(outcome, judged),
        titles(judged.documents),
        judged.owner_name,
        judged.due_on,
        judged.saved_at,
        judged.saved_by_name,
    )


def _policy(outcome: Outcome, judged: Judged) -> str:
    """Write each answer to the policy question after its label, one a line."""
    lines = []
    for field in outcome.policy.fields if outcome.policy else ():
        said = judged.judging.policy.get(field.key, "")
        if said:
            words = f"{said}%" if field.kind == "percent" else dict(field.choices).get(said, said)
            lines.append(f"{field.label}: {words}")
    return "\n".join(lines)


def _indicator(outcome: Outcome, one: Indicator, judged: Judged, found: OutcomeOverview) -> tuple[Cell, ...]:
    judging, holder = judged.judging, found.held.get(one.reference)
    instead = judging.set_aside.get(one.reference, "")
    ticked = "Ticked" if one.reference in judging.ticked else ""
    return (
        outcome.reference,
        one.code,
        LEVELS[one.level],
        one.text,
        "Set aside" if instead else ticked,
        instead,
        titles(document for document in judged.documents if one.reference in document.supports),
        holder.owner_name if holder else "",
        holder.due_on if holder else None,
    )
