"""Confirming assertions in a person's name, and taking that back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from dspt.foundation.actors import Actor
from dspt.foundation.references import new_id
from dspt.foundation.refusals import Refusal
from dspt.journal.actions import record
from dspt.standard.scoring import AssertionScore, ItemState

from ..models import Confirmation
from ..rules.year import AssessmentKey
from .opening import ItemNotAsked, Opened, open_year, withdraw, write_progress


class AssertionNotReady(Refusal):
    """Required items of the assertion are missing or still to check (``items``)."""

    code = "not_ready"


class AlreadyConfirmed(Refusal):
    """The confirmation stands already."""

    code = "already_confirmed"


class NotConfirmed(Refusal):
    """There is no confirmation that stands."""

    code = "not_confirmed"


class EvidenceMoved(Refusal):
    """An answer under the assertion changed since the person read it (``items``)."""

    code = "evidence_moved"


def confirm_assertion(
    *, by: Actor, assessment: AssessmentKey, assertion: str, seen: Mapping[str, int], at: datetime
) -> AssertionScore:
    """Confirm an assertion, in a person's name (specification section 9). Six statements, journal included.

    ``seen``: the versions of its answers that the person had before them, by item; an answer without one counts as 0.
    Refuses with AssertionNotReady, AlreadyConfirmed, EvidenceMoved, ItemNotAsked and the year's refusals.
    """
    with transaction.atomic():
        year = open_year(assessment, at, by=by)
        result = year.score().assertions.get(assertion)
        if result is None:
            raise ItemNotAsked(subject=assertion)
        if result.confirmed:
            raise AlreadyConfirmed
        lacking = (ItemState.MISSING, ItemState.TO_CHECK)
        short = tuple(one.item.reference for one in result.items if one.item.is_mandatory and one.state in lacking)
        if not result.ready:
            raise AssertionNotReady(items=short)
        now = {one.item.reference: _version(year, one.item.reference) for one in result.items}
        moved = tuple(item for item, version in now.items() if seen.get(item, 0) != version)
        if moved:
            raise EvidenceMoved(items=moved)
        Confirmation.objects.create(
            id=new_id(),
            organisation_id=assessment.organisation,
            assessment_id=year.id,
            assertion=assertion,
            confirmed_at=at,
            confirmed_by_id=by.id,
            confirmed_by_name=by.name,
        )
        year.confirmed |= {assertion}
        score = write_progress(year, at)
        record(
            by=by,
            event="assessments.assertion.confirmed",
            subject=f"{assessment.edition} {assertion}",
            at=at,
            organisation=assessment.code,
            before={"confirmed": False},
            after={"confirmed": True, "answers": now},
        )
    return score


def withdraw_confirmation(*, by: Actor, assessment: AssessmentKey, assertion: str, at: datetime) -> AssertionScore:
    """Take a confirmation back by hand. Refuses with NotConfirmed and the year's refusals."""
    with transaction.atomic():
        year = open_year(assessment, at, by=by)
        if not withdraw(year, assertion, "by_hand", by, at):
            raise NotConfirmed
        score = write_progress(year, at)
        record(
            by=by,
            event="assessments.assertion.withdrawn",
            subject=f"{assessment.edition} {assertion}",
            at=at,
            organisation=assessment.code,
            before={"confirmed": True},
            after={"confirmed": False, "because": "by_hand"},
        )
    return score


def _version(year: Opened, item: str) -> int:
    row = year.rows.get(item)
    return row.version if row else 0
