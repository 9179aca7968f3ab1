"""A practice's year in the assertion view, begun through the real actions."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from dspt.assessments.actions import (
    AssessmentKey,
    NewDocument,
    SavedAnswer,
    mark_checked,
    replace_document,
    save_answer,
    start_assessment,
)
from dspt.assessments.queries import answer_in, working_set
from dspt.assessments.rules.assertion_view import Seen
from dspt.documents.actions import add_place
from dspt.foundation.actors import Actor
from dspt.standard import catalogue
from dspt.standard.answers import Typed
from dspt.standard.edition import AnswerType, Edition, ItemAsked

from .cast import BODIES, a_person, an_accepted_profile

AT = datetime(2025, 5, 12, 9, 30, tzinfo=UTC)


def this_edition() -> Edition:
    return catalogue.edition("2024-25")


def a_year_begun(key: str = "practice", at: datetime = AT) -> AssessmentKey:
    """Let an organisation of the cast accept its profile and begin the year."""
    made = an_accepted_profile(key, this_edition(), at)
    year = AssessmentKey(made, BODIES[key].code, this_edition().key)
    start_assessment(by=a_person("ruth", at), assessment=year, at=at)
    return year


def good(asked: ItemAsked) -> Typed:
    """Type an answer that does what the item asks; a document item needs a document beside it."""
    if asked.type in (AnswerType.YES_NO, AnswerType.YES_NO_EXCEPTIONS):
        return Typed(choice="yes")
    if asked.type is AnswerType.DATE:
        return Typed(day="4", month="2", year="2025")
    if asked.type is AnswerType.NUMBER and asked.unit:
        return Typed(number=str(asked.unit.maximum))
    return Typed(text="It is written down and everybody has read it.") if asked.type is AnswerType.TEXT else Typed()


def answer(
    year: AssessmentKey,
    item: str,
    typed: Typed | None = None,
    *,
    category: str = "4",
    by: Actor | None = None,
    documents: tuple[UUID, ...] = (),
    at: datetime = AT,
) -> SavedAnswer:
    """Save an answer on top of whatever stands."""
    held = answer_in(year.organisation, year.edition, item)
    asked = this_edition().items[item].asked[category]
    return save_answer(
        by=by or a_person("ruth", at),
        assessment=year,
        item=item,
        value=typed or good(asked),
        documents=documents,
        seen_version=held.version if held else 0,
        at=at,
    )


def a_year_answered(year: AssessmentKey) -> None:
    """Answer everything required of an organisation of the cast whose year is begun."""
    key = next(key for key, body in BODIES.items() if body.code == year.code)
    category = this_edition().types[BODIES[key].type].category
    kept = a_kept_place(year)
    for asked in this_edition().asked(category):
        if asked.is_mandatory:
            documents = (kept,) if asked.type is AnswerType.DOCUMENT else ()
            answer(year, asked.reference, category=category, documents=documents)


def a_kept_place(year: AssessmentKey, place: str = "Office") -> UUID:
    """Say where a document is kept; nothing rests on it yet."""
    ruth = a_person("ruth", AT)
    return add_place(by=ruth, organisation=year.organisation, code=year.code, place=place, at=AT).id


def replace_place(year: AssessmentKey, document: UUID, place: str = "Safe") -> None:
    """Let a colleague give it its second version."""
    tom, new = a_person("tom", AT), NewDocument(place=place)
    about = {"organisation": year.organisation, "code": year.code, "document": document}
    replace_document(by=tom, seen_version=1, new=new, at=AT, **about)


def seen_now(year: AssessmentKey) -> dict[str, Seen]:
    """What a person who has just read everything has before them."""
    held = working_set(year.organisation, year.edition)
    return {item: row.seen for item, row in held.answers.items()} if held else {}


def check(year: AssessmentKey, item: str, at: datetime = AT) -> SavedAnswer:
    """Say that last year's answer is still true."""
    return mark_checked(
        by=a_person("ruth", at), assessment=year, item=item, seen_version=seen_now(year)[item].answer, at=at
    )
