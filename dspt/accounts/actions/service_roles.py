"""Roles in the service itself: given, ended, never the last of the national team."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from dspt.directory.queries import area_exists
from dspt.foundation.actors import Actor
from dspt.foundation.refusals import Refusal
from dspt.journal.actions import record
from dspt.notices.actions import owe_notice

from ..models import Person, ServiceRole
from ..queries import person_by_email
from ..rules import SERVICE_NAMES, Area, area_of, service_role_letter
from ..rules import ServiceRole as Role


class ServiceRoleRefused(Refusal):
    """``role_unknown``; ``scope_missing``, ``scope_unknown`` (a region's or board's code the directory does not have),
    ``scope_needless``; ``own``: nobody gives a role to themself; ``unknown``: no such person or no such role held;
    ``last_national``: the service is never without a national team."""


def give_service_role(*, by: Actor, person: UUID, role: str, scope: str = "", at: datetime) -> bool:
    """Give somebody a role in the service itself and tell them; giving it twice leaves one, journalled and told once.

    ``scope`` is the code of a region or board for a role that is narrowed to one. Returns whether it is new.
    Refuses with ServiceRoleRefused.
    """
    require_service_role(role, scope)
    if by.id is not None and by.id == person:
        raise ServiceRoleRefused("own")
    with transaction.atomic():
        who = Person.objects.filter(id=person, is_active=True).first()
        if who is None:
            raise ServiceRoleRefused("unknown")
        _, is_new = ServiceRole.objects.get_or_create(person_id=person, role=role, scope=scope)
        if is_new:
            words = service_role_letter(who.name, SERVICE_NAMES[Role(role)], by.name)
            owe_notice(kind="servicerole.given", to=who.email, subject=words.subject, body=words.body, at=at)
            record(
                by=by,
                event="accounts.servicerole.given",
                subject=str(person),
                at=at,
                after={"role": role, "scope": scope},
            )
    return is_new


def give_role_by_address(*, by: Actor, email: str, role: str, scope: str = "", at: datetime) -> str:
    """Give a role to whoever has an account with an address; returns the person's name.

    Refuses with ServiceRoleRefused (``unknown``: nobody has).
    """
    found = person_by_email(email)
    if found is None:
        raise ServiceRoleRefused("unknown")
    give_service_role(by=by, person=found.id, role=role, scope=scope, at=at)
    return found.name


def end_service_role(*, by: Actor, person: UUID, role: str, scope: str = "", at: datetime) -> None:
    """Take a role in the service away, from the next click on. Refuses with ServiceRoleRefused."""
    with transaction.atomic():
        # All rows of the national role are locked, so that two of the team cannot end each other at once.
        national = list(ServiceRole.objects.select_for_update().filter(role=Role.NATIONAL).order_by("id"))
        if role == Role.NATIONAL and not any(each.person_id != person for each in _active(national)):
            raise ServiceRoleRefused("last_national")
        # Compared here, not in the database: PostgreSQL refuses to be asked for a zero byte.
        held = [one for one in ServiceRole.objects.filter(person_id=person) if (one.role, one.scope) == (role, scope)]
        if not held:
            raise ServiceRoleRefused("unknown")
        held[0].delete()
        record(
            by=by,
            event="accounts.servicerole.ended",
            subject=str(person),
            at=at,
            before={"role": role, "scope": scope},
        )


def require_service_role(role: str, scope: str) -> None:
    """Refuse with ServiceRoleRefused a role that does not exist, or that its scope does not fit."""
    if role not in set(Role):
        raise ServiceRoleRefused("role_unknown")
    area = area_of(Role(role))
    if area is Area.EVERYWHERE:
        if scope:
            raise ServiceRoleRefused("scope_needless")
    elif not scope:
        raise ServiceRoleRefused("scope_missing")
    elif not area_exists(scope, area.value):
        raise ServiceRoleRefused("scope_unknown")


def _active(rows: list[ServiceRole]) -> list[ServiceRole]:
    people = set(
        Person.objects.filter(id__in=[each.person_id for each in rows], is_active=True).values_list("id", flat=True)
    )
    return [each for each in rows if each.person_id in people]
