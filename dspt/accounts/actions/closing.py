"""Closing an account: the person goes, the name stays in the record."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Q

from dspt.foundation.actors import Actor
from dspt.foundation.refusals import Refusal
from dspt.journal.actions import record

from ..gateways import factors, sessions
from ..models import MailedLink, Person, ServiceRole, SignIn, SpentCode
from ..rules import LONGEST_REASON, Purpose, closed_address, masked
from .service_roles import ServiceRoleRefused, end_service_role


class AccountRefused(Refusal):
    """``unknown``: no such account, or closed already; ``reason_missing``; ``reason_long``;
    ``last_national``: the last of the national team gives the role to somebody else first."""


def deactivate_person(*, by: Actor, person: UUID, reason: str, at: datetime) -> str:
    """Close an account: nobody signs in with it again, every session ends at its next request. Returns its address.

    Roles in the service end; second factors, recovery codes, single sign-on, sessions and the list of sign-ins are
    removed; waiting links to a new password or address, or about a lost factor, are withdrawn; and the address is taken
    off, so that somebody can open a fresh account with it. The name stays (decision 0018).
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
        waiting = MailedLink.objects.filter(used_at__isnull=True, withdrawn_at__isnull=True)
        theirs = Q(email=email, purpose__in=(Purpose.PASSWORD, Purpose.FACTOR))
        waiting.filter(theirs | Q(made_by_id=person, purpose=Purpose.EMAIL)).update(withdrawn_at=at)
        SocialAccount.objects.filter(user=who).delete()
        factors.drop_all_factors(person)
        SpentCode.objects.filter(person=who).delete()
        SignIn.objects.filter(person=who).delete()
        sessions.end_sessions(person)
        # Sessions are bound to the password's hash too: one that is being used right now ends as well.
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
