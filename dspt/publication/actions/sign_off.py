"""Signing an assessment off, and taking it back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from dspt.foundation.actors import Actor
from dspt.foundation.references import new_id
from dspt.foundation.refusals import Refusal
from dspt.journal.actions import record
from dspt.standard.edition import Edition

from .. import rules
from ..models import SignOff
from ..queries.ready import gathered
from .ledger import Seen, refuse_changed


class SignOffRefused(Refusal):
    """``capacity_unknown``, ``note_long``, ``already_signed`` (in this capacity, and it holds), ``unknown``: no such
    sign-off of this person."""


def sign_off_assessment(
    *, by: Actor, organisation: UUID, edition: Edition, seen: Seen, capacity: str, note: str = "", at: datetime
) -> UUID:
    """Say that an assessment may be published as it stands; ``seen`` is what the signing person was shown.

    It holds until an answer, a confirmation, a level or the profile changes. Refuses with SignOffRefused,
    ChangedSinceCheck, and as ``Gathered.unsigned_offer`` does where nothing is on offer. Journalled as
    ``publication.signoff.given``.
    """
    if capacity.upper() not in rules.Capacity.__members__:
        raise SignOffRefused("capacity_unknown")
    if len(note) > rules.LONGEST_NOTE:
        raise SignOffRefused("note_long")
    with transaction.atomic():
        found = gathered(organisation=organisation, edition=edition, at=at, hold=True)
        offer = found.unsigned_offer(rules.FINAL)
        refuse_changed(found, offer, seen)
        if any(one.by_id == by.id and one.capacity == capacity for one in found.standing_sign_offs):
            raise SignOffRefused("already_signed")
        SignOff.objects.filter(
            organisation_id=organisation,
            edition=edition.key,
            capacity=capacity,
            signed_by_id=by.id,
            ended_at__isnull=True,
        ).update(ended_at=at)
        made = SignOff.objects.create(
            id=new_id(),
            organisation_id=organisation,
            edition=edition.key,
            capacity=capacity,
            note=note.strip(),
            status=offer.status,
            revision=found.state.revision,
            profile_version=found.profile.version,
            signed_at=at,
            signed_by_id=by.id,
            signed_by_name=by.name,
        )
        record(
            by=by,
            event="publication.signoff.given",
            subject=f"{edition.key} {capacity}",
            at=at,
            organisation=found.profile.code,
            after={
                "capacity": capacity,
                "status": offer.status,
                "revision": found.state.revision,
                "profile_version": found.profile.version,
            },
        )
    return made.id


def take_sign_off_back(*, by: Actor, code: str, organisation: UUID, sign_off: UUID, at: datetime) -> None:
    """Take one's own sign-off back. Refuses with SignOffRefused (``unknown``); what was published stays."""
    with transaction.atomic():
        mine = SignOff.objects.filter(
            id=sign_off, organisation_id=organisation, signed_by_id=by.id, ended_at__isnull=True
        ).first()
        if mine is None:
            raise SignOffRefused("unknown")
        SignOff.objects.filter(id=mine.id).update(ended_at=at)
        record(
            by=by,
            event="publication.signoff.taken_back",
            subject=f"{mine.edition} {mine.capacity}",
            at=at,
            organisation=code,
            before={"capacity": mine.capacity, "signed_at": mine.signed_at.isoformat()},
        )
