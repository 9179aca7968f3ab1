"""Handing parts of the work to colleagues."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from dspt.calendar.queries import calendar_for
from dspt.foundation.actors import Actor
from dspt.foundation.refusals import Refusal
from dspt.journal.actions import record
from dspt.organisations.queries import people

from ..models import Answer, Assignment
from ..queries.sharing import assigned
from ..rules.year import AssessmentKey
from .opening import ItemNotAsked, Opened, open_year
from .outcome_opening import OutcomeNotThere, take


class NotAssignable(Refusal):
    """``owner_not_member``, ``due_on_past``, ``due_on_after_close`` (closes_on)."""

    code = "owner_not_member"


def assign_answer(
    *,
    by: Actor,
    assessment: AssessmentKey,
    item: str,
    owner_id: UUID | None,
    owner_name: str,
    due_on: date | None,
    at: datetime,
) -> None:
    """Give an item an owner and a due day, or take them away; the answer itself is untouched (rules section 5).

    The door has checked that the owner is one of the organisation's people. Refuses as ``save_answer`` does for the
    year and the item, and with NotAssignable for the day.
    """
    with transaction.atomic():
        year = open_year(assessment, at, by=by, subject=item)
        year.asked(item)
        row = year.rows.get(item)
        _check_due(due_on, row.due_on if row else None, year.on, lambda: _closes_on(year, assessment))
        owner = {"owner_id": owner_id, "owner_name": owner_name if owner_id else "", "due_on": due_on}
        if row is None:
            Answer.objects.create(
                organisation_id=assessment.organisation,
                assessment_id=year.id,
                item=item,
                version=0,
                saved_at=at,
                saved_by_id=by.id,
                saved_by_name=by.name,
                **owner,
            )
        else:
            Answer.objects.filter(assessment_id=year.id, item=item).update(**owner)
        record(
            by=by,
            event="assessments.answer.assigned",
            subject=f"{assessment.edition} {item}",
            at=at,
            organisation=assessment.code,
            before={"owner": row.owner_name, "due_on": _day(row.due_on)} if row else None,
            after={"owner": owner["owner_name"], "due_on": _day(due_on)},
        )


def assign_indicator(
    *,
    by: Actor,
    assessment: AssessmentKey,
    outcome: str,
    indicator: str,
    owner: UUID | None,
    due_on: date | None,
    at: datetime,
) -> None:
    """Give an indicator an owner and a due day, or take them away (rules section 5). No judgement changes.

    Refuses with OutcomeNotThere (``indicator_unknown`` too), AssessmentClosed and NotAssignable.
    """
    with transaction.atomic():
        year = take(assessment, outcome, at, by=by)
        if indicator not in {one.reference for one in year.outcome.indicators}:
            raise OutcomeNotThere("indicator_unknown")
        _assign(by, assessment, year.row.pk, indicator, owner, due_on, year.on, lambda: year.closes_on, at)


def assign_assertion(
    *,
    by: Actor,
    assessment: AssessmentKey,
    assertion: str,
    owner: UUID | None,
    due_on: date | None,
    at: datetime,
) -> None:
    """Give an assertion an owner and a due day, or take them away (rules section 5). No answer changes.

    Refuses as ``confirm_assertion`` does for the year and the assertion, and with NotAssignable.
    """
    with transaction.atomic():
        year = open_year(assessment, at, by=by, subject=assertion)
        if all(item.assertion != assertion for item in year.edition.asked(year.profile.category)):
            raise ItemNotAsked(subject=assertion)
        _assign(by, assessment, year.id, assertion, owner, due_on, year.on, lambda: _closes_on(year, assessment), at)


def _assign(
    by: Actor,
    key: AssessmentKey,
    year: UUID,
    subject: str,
    owner: UUID | None,
    due_on: date | None,
    on: date,
    closes_on: Callable[[], date],
    at: datetime,
) -> None:
    stood = assigned(year, subject)
    name = ""
    if owner is not None:
        name = next((one.name for one in people(key.organisation) if one.person == owner), "")
        if not name:
            raise NotAssignable
    _check_due(due_on, stood.due_on, on, closes_on)
    Assignment.objects.update_or_create(
        assessment_id=year,
        subject=subject,
        defaults={
            "organisation_id": key.organisation,
            "outcome": subject.partition("#")[0] if "#" in subject else "",
            "owner_id": owner,
            "owner_name": name,
            "due_on": due_on,
        },
    )
    record(
        by=by,
        event="assessments.assignment.made",
        subject=f"{key.edition} {subject}",
        at=at,
        organisation=key.code,
        before={"owner": stood.owner_name, "due_on": str(stood.due_on or "")},
        after={"owner": name, "due_on": str(due_on or "")},
    )


def _check_due(due_on: date | None, stood: date | None, on: date, closes_on: Callable[[], date]) -> None:
    """Refuse with NotAssignable a new day that is past or after the edition's close, which is read only then."""
    if due_on is None or due_on == stood:
        return
    if due_on < on:
        raise NotAssignable("due_on_past")
    if due_on > (last := closes_on()):
        raise NotAssignable("due_on_after_close", closes_on=last)


def _closes_on(year: Opened, assessment: AssessmentKey) -> date:
    sector = year.edition.types[year.profile.type].public_sector
    return calendar_for(year.edition, sector=sector, code=assessment.code)[0].closes_on


def _day(on: date | None) -> str:
    return on.isoformat() if on else ""
