"""Who has which role in the service itself."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from ..models import Person, ServiceRole
from ..rules import ServicePermission, service_permissions
from .people import PersonRecord


@dataclass(frozen=True, slots=True)
class HeldServiceRole:
    """A role in the service itself; ``scope`` is a region or a board's code, empty: not narrowed."""

    role: str
    scope: str


def service_roles(person: UUID) -> tuple[HeldServiceRole, ...]:
    """List somebody's roles in the service itself. One statement."""
    rows = ServiceRole.objects.filter(person_id=person).order_by("role", "scope").values_list("role", "scope")
    return tuple(HeldServiceRole(*row) for row in rows)


def service_rights(person: UUID) -> frozenset[ServicePermission]:
    """Gather what somebody may do in the service itself; empty for nearly everybody. One statement."""
    return service_permissions(held.role for held in service_roles(person))


@dataclass(frozen=True, slots=True)
class ServicePerson:
    """Somebody with a role in the service, and all of their roles."""

    id: UUID
    name: str
    email: str
    held: tuple[HeldServiceRole, ...]


def people_of_service() -> tuple[ServicePerson, ...]:
    """List everybody with a role in the service, by name. One statement."""
    rows = ServiceRole.objects.filter(person__is_active=True).order_by("person__name", "person_id", "role", "scope")
    found: dict[UUID, ServicePerson] = {}
    for person, name, email, role, scope in rows.values_list(
        "person_id", "person__name", "person__email", "role", "scope"
    ):
        before = found[person].held if person in found else ()
        found[person] = ServicePerson(person, name, email, (*before, HeldServiceRole(role, scope)))
    return tuple(found.values())


def service_people(role: str) -> tuple[PersonRecord, ...]:
    """List the people who hold a role in the service itself and may sign in, by name. One statement."""
    rows = Person.objects.filter(service_roles__role=role, is_active=True).distinct().order_by("name", "email")
    return tuple(PersonRecord(*row) for row in rows.values_list("id", "email", "name"))
