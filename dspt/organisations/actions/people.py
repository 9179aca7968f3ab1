"""Who has access, and as what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import IntegrityError, transaction

from dspt.accounts.queries import person_record
from dspt.accounts.rules import Letter
from dspt.foundation.actors import Actor
from dspt.foundation.references import new_id
from dspt.foundation.refusals import Refusal
from dspt.journal.actions import record
from dspt.notices.actions import owe_notice

from ..models import Membership, Organisation
from ..rules import Role
from ..rules.letters import access_ended_letter, role_changed_letter


class MembershipRefused(Refusal):
    """``unknown``: no such living membership here; ``role_unknown``; ``already_member``."""


class LastAdministrator(Refusal):
    """An organisation is never left without an administrator."""

    code = "last_administrator"


def add_membership(*, by: Actor, organisation: UUID, person: UUID, role: str, at: datetime) -> UUID:
    """Give somebody with an account a role in an organisation. Refuses with MembershipRefused."""
    require_role(role, MembershipRefused)
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


def change_role(*, by: Actor, organisation: UUID, membership: UUID, role: str, at: datetime) -> None:
    """Change somebody's role and tell them; the same role changes nothing.

    Refuses with MembershipRefused and LastAdministrator.
    """
    require_role(role, MembershipRefused)
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
        if held.person_id != by.id:
            _tell(held.person_id, body, at, partial(role_changed_letter, by.name, body.name, role))


def end_membership(*, by: Actor, organisation: UUID, membership: UUID, at: datetime) -> None:
    """End somebody's access, or one's own. What they wrote stays. Refuses with MembershipRefused, LastAdministrator."""
    with transaction.atomic():
        body, held = _held(organisation, membership)
        _keep_an_administrator(body, held)
        end_one(by=by, body=body, held=held, at=at)


def end_one(*, by: Actor, body: Organisation, held: Membership, at: datetime) -> None:
    """End a membership, inside the transaction that has locked its organisation and asked whether it may end.

    Whoever did not end it is told.
    """
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
    if held.person_id != by.id:
        _tell(held.person_id, body, at, partial(access_ended_letter, by.name, body.name))


def _tell(person: UUID, body: Organisation, at: datetime, letter: Callable[[str], Letter]) -> None:
    reader = person_record(person)
    if reader is not None:
        words = letter(reader.name)
        owe_notice(
            kind="access.changed",
            to=reader.email,
            subject=words.subject,
            body=words.body,
            at=at,
            organisation=body.code,
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


def require_role(role: str, refusal: type[Refusal]) -> None:
    """Refuse a role that organisations do not know."""
    if role not in set(Role):
        raise refusal("role_unknown")
