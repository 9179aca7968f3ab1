"""Levels, positions and refusals of the outcome view in words."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from dspt.assessments.actions import AssessmentClosed, NotAssignable, OutcomeNotAssignable, OutcomeNotThere, Problem
from dspt.foundation.refusals import Refusal
from dspt.standard.edition import Level, Outcome
from dspt.web.toolkit.assertions.words import document_refusal_in_words
from dspt.web.toolkit.words import day

LEVELS = {
    Level.NOT_ACHIEVED: "Not achieved",
    Level.PARTIALLY_ACHIEVED: "Partially achieved",
    Level.ACHIEVED: "Achieved",
}
STANDING = {
    "above": "Above the expected level.",
    "at": "At the expected level.",
    "below": "Below the expected level.",
    "none": "",
}


def level(of: Level | None) -> str:
    """Name a level inside a sentence: ``partially achieved``; ``no level`` for none."""
    return LEVELS[of].lower() if of else "no level"


def of_problem(problem: Problem, outcome: Outcome) -> str:
    """Say what to do about one problem of a judgement."""
    codes = {one.reference: one.code for one in outcome.indicators}
    labels = {one.key: one.label for one in outcome.policy.fields} if outcome.policy else {}
    of, name = codes.get(problem.subject, problem.subject), labels.get(problem.subject, problem.subject)
    words = {
        "indicator_unknown": "One of the indicators is not part of this outcome. Reload the page and tick again",
        "cannot_set_aside": f"{of} says what should not be so. Leave it unticked instead of setting it aside",
        "ticked_and_set_aside": f"Untick {of}, or clear what is done instead of it",
        "alternative_missing": f"Say what is done instead of {of}, or do not set it aside",
        "alternative_too_long": f"What is done instead of {of} must be {problem.limit:,} characters or fewer",
        "level_not_in_outcome": "Select one of the levels of this outcome",
        "reason_missing": "Say why the level differs from what the ticks support",
        "reason_too_long": f"The reason must be {problem.limit:,} characters or fewer",
        "statement_too_long": f"The supporting statement must be {problem.limit:,} characters or fewer",
        "policy_not_asked": "This outcome does not ask that policy question. Reload the page and answer again",
        "policy_choice_unknown": f"Select one of the answers to “{name}”",
        "policy_percent_out_of_range": f"“{name}” must be a number from 0 to 100, like 97.5",
        "policy_exceptions_missing": f"Fill in “{name}”, or choose another answer",
        "policy_too_long": f"“{name}” must be {problem.limit:,} characters or fewer",
    }
    return words[problem.code]


def of_refused_owner(no: OutcomeNotAssignable | NotAssignable | OutcomeNotThere | AssessmentClosed) -> tuple[str, str]:
    """Say what to do about an owner or a due day that was refused: field and words."""
    closes_on = no.facts.get("closes_on")
    return {
        "owner_not_member": ("owner", "Select somebody who has access to this organisation"),
        "due_on_past": ("due_on", "Due date must be today or later"),
        "due_on_after_close": ("due_on", f"Due date must be before the edition closes on {_day(closes_on)}"),
    }.get(no.code, ("owner", of_refused_evidence(no)))


def of_refused_evidence(no: Refusal) -> str:
    """Say why nothing could be changed about an outcome."""
    return {
        "document_gone": "This document is not there any more. Choose another one",
        "part_unknown": "Select what the document supports from the list: one of these is not part of this outcome",
        "year_not_started": "This assessment was not begun yet. Begin it on the home page",
        "closed": f"This edition closed on {_day(no.facts.get('closes_on'))}, so nothing can be changed",
        "not_open_yet": f"This edition opens on {_day(no.facts.get('opens_on'))}",
    }.get(no.code, "This could not be done. Reload the page and try again")


def of_refused_document(no: Refusal) -> tuple[str, str]:
    """Say what to do about a document that was refused: field and words."""
    field = next((name for name in ("link", "place", "title") if no.code.startswith(f"{name}_")), "file")
    return field, document_refusal_in_words(no, settings.DSPT_UPLOAD_LIMIT_BYTES)


def _day(found: object) -> str:
    return day(found) if isinstance(found, date) else "an unknown day"
