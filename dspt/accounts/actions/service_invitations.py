"""Roles in the service for people by their address: given at once, or by an invitation that opens an account."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from dspt.foundation.actors import Actor
from dspt.foundation.refusals import Refusal

from ..queries import person_by_email, service_rights, unused_links
from ..rules import (
    SERVICE_NAMES,
    Purpose,
    ServicePermission,
    ServiceRole,
    Vouched,
    is_email,
    service_invitation_letter,
    tidy_email,
)
from .entering import enter_by_link
from .people import LinkRefused, PersonRefused, mail_link, withdraw_link
from .service_roles import give_service_role, require_service_role


class ServiceInvitationRefused(Refusal):
    """``too_many`` (within the hour, to one address); ``unknown``: used or withdrawn by now."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What became of an offer: ``name`` of who has the role now; empty: an invitation is on its way to ``email``."""

    name: str
    email: str


def offer_service_role(
    *, by: Actor, email: str, role: str, scope: str = "", address: Callable[[str], str], at: datetime
) -> Offered:
    """Give a role to whoever has an account with an address, or else mail a link that opens one with it.

    The link works for seven days; an earlier one to the same role is withdrawn. ``address`` makes the page's address
    from its secret. Refuses with ServiceRoleRefused, PersonRefused (``email_malformed``) and ServiceInvitationRefused
    (``too_many``).
    """
    require_service_role(role, scope)
    email = tidy_email(email)
    if not is_email(email):
        raise PersonRefused("email_malformed")
    known = person_by_email(email)
    if known is not None:
        give_service_role(by=by, person=known.id, role=role, scope=scope, at=at)
        return Offered(known.name, email)
    with transaction.atomic():
        for waiting in unused_links("", Purpose.SERVICE, at):
            if (waiting.email, waiting.role, waiting.scope) == (email, role, scope):
                withdraw_link(by=by, link=waiting.id, organisation="", purpose=Purpose.SERVICE, at=at)
        made = mail_link(
            by=by,
            purpose=Purpose.SERVICE,
            email=email,
            role=role,
            scope=scope,
            letter=lambda token: service_invitation_letter(by.name, SERVICE_NAMES[ServiceRole(role)], address(token)),
            at=at,
        )
        if made is None:
            raise ServiceInvitationRefused("too_many")
    return Offered("", email)


def resend_service_invitation(*, by: Actor, invitation: UUID, address: Callable[[str], str], at: datetime) -> Offered:
    """Send an invitation that waits or ran out again, with a new link; the old one is dead.

    Refuses as ``offer_service_role`` does, and with ServiceInvitationRefused (``unknown``).
    """
    with transaction.atomic():
        found = next((each for each in unused_links("", Purpose.SERVICE, at) if each.id == invitation), None)
        if found is None:
            raise ServiceInvitationRefused("unknown")
        return offer_service_role(by=by, email=found.email, role=found.role, scope=found.scope, address=address, at=at)


def withdraw_service_invitation(*, by: Actor, invitation: UUID, at: datetime) -> None:
    """Make an invitation that waits useless. Refuses with LinkRefused (``unknown``)."""
    withdraw_link(by=by, link=invitation, organisation="", purpose=Purpose.SERVICE, at=at)


def accept_service_invitation(
    *, by: Actor, token: str, name: str, password: str, vouched: Vouched | None = None, at: datetime
) -> UUID:
    """Use an invitation: somebody new opens an account (see ``enter_by_link``) and has the role; returns the person.

    It gives nothing once whoever invited may no longer give roles (LinkRefused, ``withdrawn``). Refuses with
    LinkRefused, PersonRefused, PasswordRefused, SingleSignOnRefused and ServiceRoleRefused.
    """
    with transaction.atomic():
        entered = enter_by_link(
            by=by, token=token, purpose=Purpose.SERVICE, name=name, password=password, vouched=vouched, at=at
        )
        given = entered.link
        if given.made_by is None or ServicePermission.ROLES not in service_rights(given.made_by):
            raise LinkRefused("withdrawn", email=given.email)
        giver = Actor("person", given.made_by, given.made_by_name)
        give_service_role(by=giver, person=entered.person, role=given.role, scope=given.scope, at=at)
    return entered.person
