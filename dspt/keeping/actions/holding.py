"""Placing a hold, so that nothing is deleted, and ending it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from dspt.foundation.actors import Actor
from dspt.foundation.refusals import Refusal
from dspt.journal.actions import record
from dspt.organisations.models import Organisation

from ..models import Announcement, Hold


class HoldStands(Refusal):
    """There is a hold already."""

    code = "hold_stands"


class HoldGone(Refusal):
    """There is no such hold, or it has ended."""

    code = "hold_gone"


class ReasonMissing(Refusal):
    """No reason was given."""

    code = "reason_missing"


def place_hold(*, by: Actor, organisation: UUID, code: str, reason: str, at: datetime) -> UUID:
    """Let nothing of an organisation be deleted until the hold is ended, and give the hold's id.

    What was announced is announced anew after it. Refuses with ReasonMissing and HoldStands.
    """
    reason = reason.strip()
    if not reason:
        raise ReasonMissing
    with transaction.atomic():
        # Deleting takes the same row: a hold that stands is seen by every deletion after it.
        Organisation.objects.select_for_update().get(pk=organisation)
        if Hold.objects.filter(organisation_id=organisation, ended_at__isnull=True).exists():
            raise HoldStands
        hold = Hold.objects.create(
            organisation_id=organisation, reason=reason, placed_at=at, placed_by_id=by.id, placed_by_name=by.name
        )
        Announcement.objects.filter(organisation_id=organisation).delete()
        record(
            by=by,
            event="keeping.hold.placed",
            subject=f"hold {hold.id}",
            at=at,
            organisation=code,
            after={"reason": reason},
        )
    return hold.id


def end_hold(*, by: Actor, organisation: UUID, code: str, hold: UUID, reason: str, at: datetime) -> None:
    """End a hold; what is past its time is announced again before it is deleted.

    Refuses with ReasonMissing and HoldGone.
    """
    reason = reason.strip()
    if not reason:
        raise ReasonMissing
    with transaction.atomic():
        standing = Hold.objects.filter(pk=hold, organisation_id=organisation, ended_at__isnull=True)
        if not standing.update(ended_at=at, ended_by_name=by.name, ended_because=reason):
            raise HoldGone
        record(
            by=by,
            event="keeping.hold.ended",
            subject=f"hold {hold}",
            at=at,
            organisation=code,
            after={"reason": reason},
        )
