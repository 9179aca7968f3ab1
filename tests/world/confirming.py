"""Confirming whatever is ready."""

from __future__ import annotations

from datetime import datetime

from dspt.assessments.actions import AssessmentKey, confirm_assertion
from dspt.assessments.queries import working_set
from dspt.foundation.clock import london_date
from dspt.organisations.queries import profile_facts
from dspt.standard.scoring import score_assertions

from .assertions import AT, seen_now, this_edition
from .cast import a_person


def confirm_ready(year: AssessmentKey, at: datetime = AT) -> tuple[str, ...]:
    """Confirm every assertion that is ready and not yet confirmed; names them."""
    held, profile = working_set(year.organisation, year.edition), profile_facts(year.organisation)
    assert held is not None
    assert profile is not None
    score = score_assertions(this_edition(), profile, held.facts, held.confirmed, london_date(at))
    ready = tuple(one.assertion for one in score.awaiting_word)
    for name in ready:
        confirm_assertion(by=a_person("ruth", at), assessment=year, assertion=name, seen=seen_now(year), at=at)
    return ready
