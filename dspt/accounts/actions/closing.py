"""Closing an account: the person goes, the name stays in the record."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import make_password
from django.db import transaction

from dspt.foundation.actors import Actor
from dspt.foundation.refusals import Refusal
from dspt.journal.actions import record

from ..models import MailedLink, Person, ServiceRole
from ..rules import LONGEST_REASON, Purpose, closed_address, masked
from .service_roles import ServiceRoleRefused, end_service_role


class AccountRefused(Refusal):
    """``unknown``: no such account, or closed already; ``reason_missing``; ``reason_long``;
    ``last_national``: the last of the national team gives the role to somebody else first."""


def deactivate_person(*, by: Actor, person: UUID, reason: str, at: datetime) -> str:
    """Close an account: nobody signs in with it again, every session ends at its next request. Returns its address.

    Roles in the service end, single sign-on is disconnected, waiting links to a new password are withdrawn, and the
    address is taken off, so that somebody can open a fresh account with it; the name stays (decision 0018).
    Memberships are ended by ``organisations.actions.close_account``, which calls this inside its transaction. Refuses
    with AccountRefused.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise AccountRefused("reason_missing")
    if len(reason) > LONGEST_REASON:
        raise AccountRefused("reason_long")
    with transaction.atomic():
        who = Person.objects.select_for_update().filter(id=person, is_active=True).first()
        if who is None:
            raise AccountRefused("unknown")
        for held in ServiceRole.objects.filter(person_id=person).order_by("role", "scope"):
            try:
                end_service_role(by=by, person=person, role=held.role, scope=held.scope, at=at)
            except ServiceRoleRefused as refusal:
                raise AccountRefused(refusal.code) from None
        email = who.email
        MailedLink.objects.filter(
            purpose=Purpose.PASSWORD, email=email, used_at__isnull=True, withdrawn_at__isnull=True
        ).update(withdrawn_at=at)
        SocialAccount.objects.filter(user=who).delete()
        # Sessions are bound to the password's hash: one that nobody can type ends them all.
        Person.objects.filter(id=person).update(
            is_active=False, email=closed_address(person), password=make_password(None)
        )
        record(
            by=by,
            event="accounts.person.deactivated",
            subject=str(person),
            at=at,
            before={"email": masked(email)},
            after={"reason": reason, "by_oneself": by.id == person},
        )
    return email
