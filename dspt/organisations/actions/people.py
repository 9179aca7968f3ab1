"""Who has access, and as what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from dspt.accounts.actions import enter_by_link, mail_link, withdraw_link
from dspt.accounts.queries import waiting_links
from dspt.accounts.rules import Purpose, tidy_email
from dspt.foundation.actors import Actor
from dspt.foundation.references import new_id
from dspt.foundation.refusals import Refusal
from dspt.journal.actions import record

from ..models import Membership, Organisation
from ..rules import Role
from ..rules.letters import invitation_letter


class MembershipRefused(Refusal):
    """``unknown``: no such living membership here; ``role_unknown``; ``already_member``."""


class LastAdministrator(Refusal):
    """An organisation is never left without an administrator."""

    code = "last_administrator"


class InvitationRefused(Refusal):
    """``already_member``, ``role_unknown``, ``too_many`` (in an hour, to one address)."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Who joined what; the door signs a new person in."""

    person: UUID
    code: str


def add_membership(*, by: Actor, organisation: UUID, person: UUID, role: str, at: datetime) -> UUID:
    """Give somebody with an account a role in an organisation. Refuses with MembershipRefused."""
    _require_role(role, MembershipRefused)
    body = Organisation.objects.get(id=organisation)
    try:
        with transaction.atomic():
            made = Membership.objects.create(id=new_id(), organisation=body, person_id=person, role=role, since=at)
            record(
                by=by,
                event="organisations.membership.began",
                subject=str(person),
                at=at,
                organisation=body.code,
                after={"role": role},
            )
    except IntegrityError:
        raise MembershipRefused("already_member") from None
    return made.id


def invite_person(
    *, by: Actor, organisation: UUID, email: str, role: str, address: Callable[[str], str], at: datetime
) -> UUID:
    """Mail somebody a link that gives a role for seven days; an earlier one still waiting is withdrawn.

    ``address`` makes the page's address from the link's secret. Refuses with InvitationRefused and PersonRefused
    (``email_malformed``). Journalled by the room that owns the link.
    """
    _require_role(role, InvitationRefused)
    email = tidy_email(email)
    with transaction.atomic():
        body = Organisation.objects.select_for_update().get(id=organisation)
        held = Membership.objects.filter(organisation=body, person__email=email, ended_at__isnull=True)
        if held.exists():
            raise InvitationRefused("already_member")
        for waiting in waiting_links(body.code, Purpose.INVITE, at):
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


def withdraw_invitation(*, by: Actor, organisation: UUID, invitation: UUID, at: datetime) -> None:
    """Make an invitation that waits useless. Refuses with LinkRefused (``unknown``)."""
    body = Organisation.objects.get(id=organisation)
    withdraw_link(by=by, link=invitation, organisation=body.code, at=at)


def accept_invitation(*, by: Actor, token: str, name: str, password: str, at: datetime) -> Joined:
    """Use an invitation: somebody new opens an account with it, somebody known (``by.id``) joins with theirs.

    Refuses with LinkRefused, PersonRefused, PasswordRefused and MembershipRefused (``already_member``).
    """
    with transaction.atomic():
        entered = enter_by_link(by=by, token=token, purpose=Purpose.INVITE, name=name, password=password, at=at)
        body = Organisation.objects.get(code=entered.link.organisation)
        add_membership(by=entered.actor, organisation=body.id, person=entered.person, role=entered.link.role, at=at)
    return Joined(entered.person, body.code)


def change_role(*, by: Actor, organisation: UUID, membership: UUID, role: str, at: datetime) -> None:
    """Change somebody's role. Refuses with MembershipRefused and LastAdministrator; the same role changes nothing."""
    _require_role(role, MembershipRefused)
    with transaction.atomic():
        body, held = _held(organisation, membership)
        if held.role == role:
            return
        _keep_an_administrator(body, held)
        before, held.role = held.role, role
        held.save(update_fields=["role"])
        record(
            by=by,
            event="organisations.membership.changed",
            subject=str(held.person_id),
            at=at,
            organisation=body.code,
            before={"role": before},
            after={"role": role},
        )


def end_membership(*, by: Actor, organisation: UUID, membership: UUID, at: datetime) -> None:
    """End somebody's access, or one's own. What they wrote stays. Refuses with MembershipRefused, LastAdministrator."""
    with transaction.atomic():
        body, held = _held(organisation, membership)
        _keep_an_administrator(body, held)
        held.ended_at = at
        held.save(update_fields=["ended_at"])
        record(
            by=by,
            event="organisations.membership.ended",
            subject=str(held.person_id),
            at=at,
            organisation=body.code,
            before={"role": held.role},
            after={"left": held.person_id == by.id},
        )


def _held(organisation: UUID, membership: UUID) -> tuple[Organisation, Membership]:
    # The organisation's row is locked, so that two administrators cannot end each other's access at once.
    body = Organisation.objects.select_for_update().get(id=organisation)
    held = Membership.objects.filter(id=membership, organisation=body, ended_at__isnull=True).first()
    if held is None:
        raise MembershipRefused("unknown")
    return body, held


def _keep_an_administrator(body: Organisation, held: Membership) -> None:
    if held.role != Role.ADMINISTRATOR:
        return
    others = Membership.objects.filter(organisation=body, role=Role.ADMINISTRATOR, ended_at__isnull=True)
    if not others.exclude(id=held.id).exists():
        raise LastAdministrator(organisation=body.code)


def _require_role(role: str, refusal: type[Refusal]) -> None:
    if role not in set(Role):
        raise refusal("role_unknown")
