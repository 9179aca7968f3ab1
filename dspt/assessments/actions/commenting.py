"""What colleagues say to each other about an item or an outcome, and asking one of them for a word before going on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from dspt.foundation.actors import Actor
from dspt.foundation.refusals import Refusal
from dspt.journal.actions import record
from dspt.notices.actions import owe_notice
from dspt.organisations.queries import MemberRecord, people

from ..models import Comment
from ..queries.sharing import Said
from ..rules.letters import asked_about, question_answered
from ..rules.year import AssessmentKey
from .opening import open_year
from .outcome_opening import take
from .year import keep_draft

COMMENT_LIMIT = 2_000


class CommentRefused(Refusal):
    """``comment_missing``; ``comment_too_long`` (limit, length)."""

    code = "comment_missing"


class NobodyToAsk(Refusal):
    """Who is to be asked has no access to the organisation (any more), or is the very person who asks."""

    code = "nobody_to_ask"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is spoken of: an item or an outcome of a year, and the address of its page, for the letter."""

    assessment: AssessmentKey
    reference: str
    is_outcome: bool
    url: str


def comment_on(*, by: Actor, subject: Subject, text: str, at: datetime) -> Said:
    """Say something about an item or an outcome to those who work on it. It changes nothing and is never published.

    Whoever asked this person about it and has had no answer yet is told by a notice. Refuses with CommentRefused, and
    as saving does for the year and the item or outcome.
    """
    said = _tidied(text)
    with transaction.atomic():
        year = _opened(subject, by, at)
        _tell_askers(year, by, subject, at)
        return _say(year, by, subject, said, at)


def ask_colleague(
    *, by: Actor, subject: Subject, who: UUID | None, text: str, fields: Mapping[str, str], at: datetime
) -> Said:
    """Ask a colleague about an item or an outcome before it is saved: a comment to them, a notice, and what was typed
    (``fields``) kept as this person's draft. All of it or nothing.

    Refuses with NobodyToAsk and as ``comment_on`` does.
    """
    said = _tidied(text)
    with transaction.atomic():
        year = _opened(subject, by, at)
        home = subject.assessment
        asked = next((one for one in people(home.organisation) if one.person == who != by.id), None)
        if asked is None:
            raise NobodyToAsk
        _tell_askers(year, by, subject, at, but=asked.person)
        keep_draft(by=by, assessment=home, subject=subject.reference, fields=fields, at=at)
        _owe(asked, "question_asked", asked_about(name=by.name, **_about(subject)), home.code, at)
        return _say(year, by, subject, said, at, asked)


def _tidied(text: str) -> str:
    said = "".join(sign for sign in text.replace("\r\n", "\n") if sign.isprintable() or sign in "\n\t").strip()
    if not said:
        raise CommentRefused
    if len(said) > COMMENT_LIMIT:
        raise CommentRefused("comment_too_long", limit=COMMENT_LIMIT, length=len(said))
    return said


def _opened(subject: Subject, by: Actor, at: datetime) -> UUID:
    """Take the year that the subject belongs to, which checks that it is asked and that the year is open."""
    if subject.is_outcome:
        return take(subject.assessment, subject.reference, at, by=by).row.pk
    year = open_year(subject.assessment, at, by=by, subject=subject.reference)
    year.asked(subject.reference)
    return year.id


def _say(year: UUID, by: Actor, subject: Subject, text: str, at: datetime, asked: MemberRecord | None = None) -> Said:
    made = Comment.objects.create(
        organisation_id=subject.assessment.organisation,
        assessment_id=year,
        subject=subject.reference,
        text=text,
        said_at=at,
        said_by_id=by.id,
        said_by_name=by.name,
        asked_id=asked.person if asked else None,
        asked_name=asked.name if asked else "",
    )
    record(
        by=by,
        event="assessments.comment.asked" if asked else "assessments.comment.said",
        subject=f"{subject.assessment.edition} {subject.reference}",
        at=at,
        organisation=subject.assessment.code,
        after={"comment": str(made.id)} | ({"asked": asked.name} if asked else {}),
    )
    return Said(text, by.name, at, asked.name if asked else "")


def _tell_askers(year: UUID, by: Actor, subject: Subject, at: datetime, *, but: UUID | None = None) -> None:
    """Tell those who asked this person and have heard nothing since."""
    if by.id is None:
        return
    here = Comment.objects.filter(assessment_id=year, subject=subject.reference)
    waiting: set[UUID] = set()
    for said_by, asked in here.order_by("said_at").values_list("said_by_id", "asked_id"):
        if said_by == by.id:
            waiting = set()
        elif asked == by.id and said_by is not None:
            waiting.add(said_by)
    waiting.discard(but or by.id)
    if not waiting:
        return
    for one in people(subject.assessment.organisation):
        if one.person in waiting:
            letter = question_answered(name=by.name, **_about(subject))
            _owe(one, "question_answered", letter, subject.assessment.code, at)


def _about(subject: Subject) -> dict[str, str]:
    home = subject.assessment
    return {
        "reference": subject.reference,
        "edition": home.edition,
        "organisation": home.code,
        "url": f"{subject.url}#comments",
    }


def _owe(to: MemberRecord, kind: str, letter: tuple[str, str], organisation: str, at: datetime) -> None:
    subject, body = letter
    owe_notice(kind=kind, to=to.email, subject=subject, body=body, at=at, organisation=organisation)
