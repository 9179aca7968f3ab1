"""Placing a hold, so that nothing is deleted, and ending it: an organisation its own, the national team its own."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from dspt.foundation.actors import Actor
from dspt.foundation.refusals import Refusal
from dspt.journal.actions import record
from dspt.notices.actions import owe_notices
from dspt.organisations.models import Organisation
from dspt.organisations.queries import administrators

from ..models import Announcement, Hold
from ..rules import letters


class HoldStands(Refusal):
    """There is such a hold already."""

    code = "hold_stands"


class HoldGone(Refusal):
    """There is no such hold, or it has ended."""

    code = "hold_gone"


class ReasonMissing(Refusal):
    """No reason was given."""

    code = "reason_missing"


def place_hold(*, by: Actor, organisation: UUID, code: str, reason: str, at: datetime) -> UUID:
    """Let nothing of an organisation be deleted until it ends the hold, and give the hold's id.

    What was announced is announced anew after it. Refuses with ReasonMissing, and with HoldStands where it has placed
    one already.
    """
    with transaction.atomic():
        hold = _place(by, organisation, reason, at, is_national=False)
        record(
            by=by,
            event="keeping.hold.placed",
            subject=f"hold {hold.id}",
            at=at,
            organisation=code,
            after={"reason": hold.reason},
        )
    return hold.id


def end_hold(*, by: Actor, organisation: UUID, code: str, hold: UUID, reason: str, at: datetime) -> None:
    """End a hold that the organisation placed; what is past its time is announced again before it is deleted.

    Refuses with ReasonMissing, and with HoldGone also where the hold is the national team's.
    """
    with transaction.atomic():
        reason = _end(by, organisation, hold, reason, at, is_national=False)
        record(
            by=by,
            event="keeping.hold.ended",
            subject=f"hold {hold}",
            at=at,
            organisation=code,
            after={"reason": reason},
        )


def place_national_hold(*, by: Actor, organisation: UUID, reason: str, address: str, at: datetime) -> UUID:
    """As ``place_hold``, by the national team: the organisation cannot end it, and its administrators are told by mail.

    ``address``: of the organisation's page on what is kept. Refuses with ReasonMissing, and with HoldStands where the
    national team has placed one already.
    """
    with transaction.atomic():
        hold = _place(by, organisation, reason, at, is_national=True)
        body = hold.organisation
        _tell(body, letters.held_letter(organisation=body.name, by=by.name, reason=hold.reason, address=address), at)
        record(
            by=by,
            event="keeping.national_hold.placed",
            subject=f"hold {hold.id}",
            at=at,
            organisation=body.code,
            after={"reason": hold.reason},
        )
    return hold.id


def end_national_hold(*, by: Actor, organisation: UUID, hold: UUID, reason: str, address: str, at: datetime) -> None:
    """As ``end_hold``, of a hold that the national team placed; administrators are told by mail.

    Refuses with ReasonMissing, and with HoldGone also where the hold is the organisation's own.
    """
    with transaction.atomic():
        reason = _end(by, organisation, hold, reason, at, is_national=True)
        body = Organisation.objects.get(pk=organisation)
        stands = Hold.objects.filter(organisation=body, ended_at__isnull=True).exists()
        letter = letters.let_go_letter(
            organisation=body.name, by=by.name, reason=reason, own_stands=stands, address=address
        )
        _tell(body, letter, at)
        record(
            by=by,
            event="keeping.national_hold.ended",
            subject=f"hold {hold}",
            at=at,
            organisation=body.code,
            after={"reason": reason},
        )


def _place(by: Actor, organisation: UUID, reason: str, at: datetime, *, is_national: bool) -> Hold:
    reason = reason.strip()
    if not reason:
        raise ReasonMissing
    # Deleting takes the same row: a hold that stands is seen by every deletion after it.
    body = Organisation.objects.select_for_update().get(pk=organisation)
    if Hold.objects.filter(organisation=body, is_national=is_national, ended_at__isnull=True).exists():
        raise HoldStands
    Announcement.objects.filter(organisation=body).delete()
    return Hold.objects.create(
        organisation=body,
        is_national=is_national,
        reason=reason,
        placed_at=at,
        placed_by_id=by.id,
        placed_by_name=by.name,
    )


def _end(by: Actor, organisation: UUID, hold: UUID, reason: str, at: datetime, *, is_national: bool) -> str:
    reason = reason.strip()
    if not reason:
        raise ReasonMissing
    standing = Hold.objects.filter(
        pk=hold, organisation_id=organisation, is_national=is_national, ended_at__isnull=True
    )
    if not standing.update(ended_at=at, ended_by_name=by.name, ended_because=reason):
        raise HoldGone
    return reason


def _tell(body: Organisation, letter: tuple[str, str], at: datetime) -> None:
    subject, text = letter
    owe_notices(
        kind="keeping.national_hold",
        to=[one.email for one in administrators(body.code)],
        subject=subject,
        body=text,
        at=at,
        organisation=body.code,
    )
