"""A body of the cast that returns: last year complete and published, this year begun with last year's answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from dspt.assessments.actions import (
    AssessmentKey,
    confirm_assertions,
    mark_checked,
    save_answer,
    start_assessment,
)
from dspt.assessments.queries import assessment, working_set
from dspt.documents.actions import add_place
from dspt.foundation.actors import Actor
from dspt.jobs import cast
from dspt.publication.actions import Seen, publish_assessment
from dspt.publication.queries import readiness
from dspt.standard.answers import Typed
from dspt.standard.edition import AnswerType, Edition, ItemAsked

RETURNING = "returning"
LAST_YEAR = datetime(2024, 4, 15, 10, 0, tzinfo=UTC)
PUBLISHED_AT = datetime(2024, 6, 20, 15, 30, tzinfo=UTC)
LOOKED_AT = 26
"""How many of last year's answers have been looked at this year."""


def a_returning_year(last: Edition, this: Edition, at: datetime, receipt: Callable[[UUID], str]) -> None:
    """Complete and publish last year as of then, and begin this year as of ``at``. Twice is once."""
    body = cast.BODIES[RETURNING]
    made = cast.an_accepted_profile(RETURNING, last, LAST_YEAR)
    if assessment(made, this.key) is not None:
        return
    ruth = cast.a_person("ruth", LAST_YEAR)
    year = AssessmentKey(made, body.code, last.key)
    start_assessment(by=ruth, assessment=year, at=LAST_YEAR)
    asked = last.asked(last.types[body.type].category)
    required = [item for item in asked if item.is_mandatory]
    for item in required:
        typed, documents = _answer(item, year, ruth)
        save_answer(
            by=ruth,
            assessment=year,
            item=item.reference,
            value=typed,
            documents=documents,
            seen_version=0,
            at=LAST_YEAR,
        )
    held = working_set(made, last.key)
    assert held is not None
    seen = {item: row.seen for item, row in held.answers.items()}
    together = dict.fromkeys((item.assertion for item in required), seen)
    confirm_assertions(by=ruth, assessment=year, seen=together, at=LAST_YEAR)
    ready = readiness(organisation=made, edition=last, at=PUBLISHED_AT)
    assert ready.offer is not None, ready
    publish_assessment(
        by=ruth,
        organisation=made,
        edition=last,
        seen=Seen(ready.gathered.state.revision, ready.gathered.profile.version, ready.offer.status),
        declared=True,
        job_title="Manager",
        receipt=receipt,
        at=PUBLISHED_AT,
    )
    cast.accept_again(RETURNING, this, at)
    year = AssessmentKey(made, body.code, this.key)
    start_assessment(by=ruth, assessment=year, at=at)
    carried = [item for item in required if this.items[item.reference].unchanged_since]
    for item in carried[:LOOKED_AT]:
        mark_checked(by=ruth, assessment=year, item=item.reference, seen_version=1, at=at)


def _answer(item: ItemAsked, year: AssessmentKey, by: Actor) -> tuple[Typed, tuple[UUID, ...]]:
    """Give a sample answer of the item's kind; a document is said to be kept in the office."""
    if item.type in (AnswerType.YES_NO, AnswerType.YES_NO_EXCEPTIONS):
        return Typed(choice="yes"), ()
    if item.type is AnswerType.DATE:
        return Typed(day="4", month="3", year="2024"), ()
    if item.type is AnswerType.NUMBER:
        return Typed(number="96"), ()
    if item.type is AnswerType.TEXT:
        return Typed(text=item.help.example), ()
    kept = add_place(
        by=by,
        organisation=year.organisation,
        code=year.code,
        place=f"Manager’s office, blue folder, section {item.reference}",
        title=item.title,
        at=LAST_YEAR,
    )
    return Typed(), (kept.id,)
