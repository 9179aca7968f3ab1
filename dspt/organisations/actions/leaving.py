"""Closing an account: every access of the person ends, what they wrote stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from dspt.accounts.actions import deactivate_person
from dspt.foundation.actors import Actor
from dspt.foundation.refusals import Refusal

from ..models import Membership, Organisation
from ..queries import last_administrator_of
from .people import end_one
from .recovery.ending import end_recoveries_of


class StillAdministrator(Refusal):
    """Somebody who closes their own account is the last administrator somewhere. Fact ``organisations``: tuple of
    ``(code, name)``."""

    code = "still_administrator"


@dataclass(frozen=True, slots=True)
class Closed:
    """What an account's end left behind: the names of organisations without an administrator."""

    left_without: tuple[str, ...]


def close_account(*, by: Actor, person: UUID, reason: str, at: datetime) -> Closed:
    """Close an account for good: every membership and role ends, nobody is signed in with it from the next request on.

    By oneself it is refused with StillAdministrator where an organisation would be left without an administrator. By
    the national team it is not: an account that was taken over must end at once, and the service desk helps those
    organisations. Refuses with ``accounts.actions.AccountRefused``. One entry in the journal for the account, one for
    each membership, and one for a request about lost factors that ends with it.
    """
    with transaction.atomic():
        bodies = Organisation.objects.select_for_update().filter(
            memberships__person_id=person, memberships__ended_at__isnull=True
        )
        # Locked in one order, so that two such closings cannot wait for each other.
        held = {body.id: body for body in bodies.order_by("id")}
        alone = last_administrator_of(person)
        if alone and by.id == person:
            raise StillAdministrator(organisations=tuple((one.code, one.name) for one in alone))
        for membership in Membership.objects.filter(person_id=person, ended_at__isnull=True).order_by("id"):
            end_one(by=by, body=held[membership.organisation_id], held=membership, at=at)
        end_recoveries_of(by=by, person=person, at=at)
        deactivate_person(by=by, person=person, reason=reason, at=at)
    return Closed(tuple(one.name for one in alone))
