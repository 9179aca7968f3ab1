"""Who holds parts of the work, and what colleagues said about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Aggregate, JSONField, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONArray

from ..models import Assignment, Comment
from .details import Detail, detail

_HELD = detail("assessment_id", "held", "subject", "owner_name", about="owner_id", day="due_on")


@dataclass(frozen=True, slots=True)
class Assigned:
    """Who holds an assertion or an indicator, and until when."""

    subject: str
    owner_id: UUID | None = None
    owner_name: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A comment: its text, who said it and when; ``asked``: whose word it asks for, if anybody's."""

    text: str
    by: str
    at: datetime
    asked: str = ""


def assigned(assessment: UUID, subject: str) -> Assigned:
    """Tell who holds an assertion or an indicator; nobody where nothing is kept. One statement."""
    row = (
        Assignment.objects.filter(assessment_id=assessment, subject=subject)
        .values_list("subject", "owner_id", "owner_name", "due_on")
        .first()
    )
    return Assigned(*row) if row else Assigned(subject)


class Gathered(Aggregate):
    """The JSON values of a group as one array, on both engines."""

    function = "JSON_GROUP_ARRAY"
    output_field = JSONField()

    def as_postgresql(self, compiler, connection, **extra):  # type: ignore[no-untyped-def]
        return self.as_sql(compiler, connection, function="JSONB_AGG")


def holders_of_assertions() -> Subquery:
    """Give who holds the assertions of an assessment, to be read beside it in the same statement."""
    held = Assignment.objects.filter(assessment=OuterRef("pk"), outcome="").order_by().values("assessment")
    each = JSONArray("subject", "owner_id", "owner_name", "due_on")
    return Subquery(held.annotate(all=Gathered(each)).values("all"))


def holders_among(read: list[list[str | None]] | None) -> tuple[Assigned, ...]:
    """Make records of what ``holders_of_assertions`` read, without those that nobody holds and that have no day."""
    found = (
        Assigned(subject or "", UUID(owner) if owner else None, name or "", date.fromisoformat(due) if due else None)
        for subject, owner, name, due in read or ()
    )
    return tuple(one for one in found if one.owner_id or one.due_on)


def indicators_held(assessment: UUID) -> QuerySet[Any, Any]:
    """Give who holds indicators anywhere in an assessment, shaped as what is read beside an outcome."""
    rows = Assignment.objects.filter(assessment_id=assessment).exclude(outcome="")
    return rows.values_list(*_HELD)


def beside_outcome(assessment: UUID, outcome: str) -> tuple[QuerySet[Any, Any], ...]:
    """Give an outcome's comments and the holders of its indicators, shaped to be read with the details of its
    judgement: whose they are, kind, key, text, then what else is known of each."""
    comments = Comment.objects.filter(assessment_id=assessment, subject=outcome).values_list(
        *detail("assessment_id", "comment", "id", "text", about="said_by_name", digest="said_at", scan="asked_name")
    )
    held = Assignment.objects.filter(outcome=outcome, assessment_id=assessment).values_list(*_HELD)
    return comments, held


def comments_in(details: list[Detail]) -> tuple[Said, ...]:
    """Pick the comments out of what was read beside an outcome, oldest first."""
    found = [Said(one[2], one[3], _instant(one[4]), one[7]) for one in details if one[0] == "comment"]
    return tuple(sorted(found, key=lambda one: one.at))


def comments_about(subject: Any) -> Subquery:
    """Give what was said about an item of an assessment, to be read beside it in the same statement."""
    said = Comment.objects.filter(assessment=OuterRef("pk"), subject=subject).order_by().values("assessment")
    each = JSONArray("text", "said_by_name", "said_at", "asked_name")
    return Subquery(said.annotate(all=Gathered(each)).values("all"))


def comments_among(read: list[list[str]] | None) -> tuple[Said, ...]:
    """Make records of what ``comments_about`` read, oldest first."""
    found = (Said(text, by, _instant(at), asked) for text, by, at, asked in read or ())
    return tuple(sorted(found, key=lambda one: one.at))


def holders_in(details: list[Detail]) -> dict[str, Assigned]:
    """Pick the holders of indicators out of what was read beside an outcome, by indicator."""
    return {
        subject: Assigned(subject, UUID(owner) if owner else None, name, due_on)
        for kind, subject, name, owner, _, due_on, *_ in details
        if kind == "held"
    }


def _instant(text: str) -> datetime:
    """Read an instant that came as text: one database writes its offset, the other means UTC."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
