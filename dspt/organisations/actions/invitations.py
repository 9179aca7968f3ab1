"""Invitations: sent, sent again, withdrawn, accepted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from dspt.accounts.actions import PersonRefused, enter_by_link, mail_link, withdraw_link
from dspt.accounts.queries import unused_links
from dspt.accounts.rules import Purpose, Vouched, tidy_email
from dspt.foundation.actors import Actor
from dspt.foundation.refusals import Refusal

from ..models import Membership, Organisation
from ..rules.letters import invitation_letter
from .people import add_membership, require_role

AT_ONCE = 50
"""More addresses than these are not invited at once."""


class InvitationRefused(Refusal):
    """``already_member``, ``role_unknown``, ``too_many`` (in an hour, to one address), ``too_many_at_once``,
    ``unknown``."""


@dataclass(frozen=True, slots=True)
class Invited:
    """What became of one address; ``refused`` is the code of the refusal, empty: the invitation is on its way."""

    email: str
    refused: str


@dataclass(frozen=True, slots=True)
class Joined:
    """Who joined what; the door signs a new person in."""

    person: UUID
    code: str


def invite_person(
    *, by: Actor, organisation: UUID, email: str, role: str, address: Callable[[str], str], at: datetime
) -> UUID:
    """Mail somebody a link that gives a role for seven days; earlier ones that were not used are withdrawn.

    ``address`` makes the page's address from the link's secret. Refuses with InvitationRefused and PersonRefused
    (``email_malformed``). Journalled by the room that owns the link.
    """
    require_role(role, InvitationRefused)
    email = tidy_email(email)
    with transaction.atomic():
        body = Organisation.objects.select_for_update().get(id=organisation)
        held = Membership.objects.filter(organisation=body, person__email=email, ended_at__isnull=True)
        if held.exists():
            raise InvitationRefused("already_member")
        for waiting in unused_links(body.code, Purpose.INVITE, at):
            if waiting.email == email:
                withdraw_link(by=by, link=waiting.id, organisation=body.code, at=at)
        made = mail_link(
            by=by,
            purpose=Purpose.INVITE,
            email=email,
            organisation=body.code,
            role=role,
            letter=lambda token: invitation_letter(by.name, body.name, role, address(token)),
            at=at,
        )
        if made is None:
            raise InvitationRefused("too_many")
    return made


def invite_people(
    *,
    by: Actor,
    organisation: UUID,
    emails: Sequence[str],
    role: str,
    address: Callable[[str], str],
    at: datetime,
) -> tuple[Invited, ...]:
    """Invite several at once, each as ``invite_person`` does, in a transaction of its own.

    One address that is refused stops no other: it comes back with the code of its refusal. Refuses altogether with
    InvitationRefused (``role_unknown``, ``too_many_at_once``).
    """
    require_role(role, InvitationRefused)
    wanted = list(dict.fromkeys(tidy_email(email) for email in emails))
    if len(wanted) > AT_ONCE:
        raise InvitationRefused("too_many_at_once")
    done = []
    for email in wanted:
        try:
            invite_person(by=by, organisation=organisation, email=email, role=role, address=address, at=at)
        except (InvitationRefused, PersonRefused) as refusal:
            done.append(Invited(email, refusal.code))
        else:
            done.append(Invited(email, ""))
    return tuple(done)


def resend_invitation(
    *, by: Actor, organisation: UUID, invitation: UUID, address: Callable[[str], str], at: datetime
) -> str:
    """Send an invitation that waits or ran out again, with a new link; the old one is dead. Returns the address.

    Refuses as ``invite_person`` does, and with InvitationRefused (``unknown``: used or withdrawn by now).
    """
    with transaction.atomic():
        body = Organisation.objects.select_for_update().get(id=organisation)
        unused = unused_links(body.code, Purpose.INVITE, at)
        found = next((each for each in unused if each.id == invitation), None)
        if found is None:
            raise InvitationRefused("unknown")
        invite_person(by=by, organisation=organisation, email=found.email, role=found.role, address=address, at=at)
    return found.email


def withdraw_invitation(*, by: Actor, organisation: UUID, invitation: UUID, at: datetime) -> None:
    """Make an invitation that waits useless. Refuses with LinkRefused (``unknown``)."""
    body = Organisation.objects.get(id=organisation)
    withdraw_link(by=by, link=invitation, organisation=body.code, at=at)


def accept_invitation(
    *, by: Actor, token: str, name: str, password: str, vouched: Vouched | None = None, at: datetime
) -> Joined:
    """Use an invitation: somebody new opens an account with it, somebody known (``by.id``) joins with theirs.

    ``vouched``: single sign-on in the place of a password. Refuses with LinkRefused, PersonRefused, PasswordRefused,
    SingleSignOnRefused and MembershipRefused (``already_member``).
    """
    with transaction.atomic():
        entered = enter_by_link(
            by=by, token=token, purpose=Purpose.INVITE, name=name, password=password, vouched=vouched, at=at
        )
        body = Organisation.objects.get(code=entered.link.organisation)
        add_membership(by=entered.actor, organisation=body.id, person=entered.person, role=entered.link.role, at=at)
    return Joined(entered.person, body.code)
