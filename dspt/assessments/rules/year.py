"""The year: which dates bind it, what is carried over from the year before, what its progress is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from dspt.foundation.refusals import Refusal
from dspt.standard.answers import carries_over, has_value
from dspt.standard.comparison import Change, changes_for
from dspt.standard.edition import Calendar, Edition
from dspt.standard.facts import AnswerFact
from dspt.standard.scoring import AssertionScore, OutcomeScore

NOBODY = UUID(int=0)
"""Stands where a machine acts or looks: machines type nothing and keep no drafts."""


class AssessmentClosed(Refusal):
    """``closed`` (closes_on): the edition takes no more changes; ``not_open_yet`` (opens_on)."""

    code = "closed"


@dataclass(frozen=True, slots=True)
class AssessmentKey:
    """Which assessment is meant: an organisation (id, and its code for the journal) and an edition's key."""

    organisation: UUID
    code: str
    edition: str


@dataclass(frozen=True, slots=True)
class Progress:
    """The counts that are stored with an assessment; see ``models.Assessment`` for how each view fills them."""

    required_total: int = 0
    required_done: int = 0
    required_exempt: int = 0
    required_to_check: int = 0
    to_confirm: int = 0
    confirmed: int = 0
    status_on_offer: str = ""


def check_open(calendar: Calendar, on: date) -> None:
    """Refuse with AssessmentClosed unless the edition takes changes on a UK day; it takes late ones until it closes."""
    if on > calendar.closes_on:
        raise AssessmentClosed("closed", closes_on=calendar.closes_on)
    if on < calendar.opens_on:
        raise AssessmentClosed("not_open_yet", opens_on=calendar.opens_on)


def progress_of(score: AssertionScore) -> Progress:
    """Give the counts of the assertion view's score that are stored with the assessment."""
    return Progress(
        required_total=score.mandatory_total,
        required_done=score.mandatory_done,
        required_exempt=score.mandatory_exempt,
        required_to_check=score.mandatory_to_check,
        to_confirm=score.assertions_to_confirm,
        confirmed=score.assertions_confirmed,
        status_on_offer=score.status,
    )


def progress_of_outcomes(score: OutcomeScore) -> Progress:
    """Give the counts of the outcome view's score: required are outcomes, done those with a level."""
    return Progress(
        required_total=score.total,
        required_done=score.declared,
        to_confirm=score.total,
        confirmed=score.at_or_above,
        status_on_offer=score.status,
    )


def is_unchanged(edition: Edition, before: Edition | None, item: str, category: str, category_before: str) -> bool:
    """Tell whether an item asks a category what it asked last year's category, if it was asked at all."""
    if before is None or item not in before.items or item not in edition.items:
        return False
    was, now = before.items[item].asked.get(category_before), edition.items[item].asked.get(category)
    return was is not None and now is not None and carries_over(was, now, edition.items[item], before.key)


def changed_since(edition: Edition, before: Edition | None, category: str) -> Mapping[str, Change] | None:
    """Say what became of each of a category's items since the edition before, those that are as they were left out.

    None: nothing to compare with, because the earlier edition is not there or holds nothing for the category. Whether
    a question was reworded is said by the edition, as for what carries over, not read off its words.
    """
    found = changes_for(before, edition, category) if before is not None else None
    if found is None or not found.comparable:
        return None
    said: dict[str, Change] = {one.reference: one.change for one in found.changes if one.change is not Change.REWORDED}
    for asked in edition.asked(category):
        if asked.reference not in said and not is_unchanged(edition, before, asked.reference, category, category):
            said[asked.reference] = Change.REWORDED
    return said


def carried_over(
    edition: Edition, before: Edition | None, category: str, category_before: str, old: Iterable[AnswerFact]
) -> frozenset[str]:
    """Tell which of last year's answers begin this year's: asked again, unchanged, with a value (rules section 5)."""
    return frozenset(
        fact.item
        for fact in old
        if is_unchanged(edition, before, fact.item, category, category_before)
        and (fact.not_applicable or has_value(edition.items[fact.item].asked[category], fact))
    )
