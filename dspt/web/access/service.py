"""What roles in the service open, what they are called, and what every page of their holders carries around it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from dspt.accounts.queries import HeldServiceRole, service_roles
from dspt.accounts.rules import SERVICE_NAMES, ServicePermission, ServiceRole, service_permissions
from dspt.directory.queries import area_names

from .scopes import actor

# The first that somebody's rights open is where they begin after sign-in.
_SECTIONS = (
    ("helpdesk", "Service desk: what waits", "helpdesk", ServicePermission.RECOVERY),
    ("organisations", "Organisations", "oversight_organisations", ServicePermission.ORGANISATIONS),
    ("people", "People", "oversight_people", ServicePermission.ROLES),
    ("activity", "Activity", "oversight_activity", ServicePermission.ACTIVITY),
    ("holds", "Holds", "oversight_holds", ServicePermission.HOLD),
    ("feedback", "Feedback", "oversight_feedback", ServicePermission.FEEDBACK),
    ("roles", "What each role may do", "oversight_roles", ServicePermission.TABLE),
)


@dataclass(frozen=True, slots=True)
class ServiceSection:
    label: str
    url: str
    is_current: bool


def sections(rights: Collection[ServicePermission], current: str = "") -> tuple[ServiceSection, ...]:
    """List the pages that rights open. Reads nothing."""
    return tuple(
        ServiceSection(label, reverse(route), key == current)
        for key, label, route, needs in _SECTIONS
        if needs in rights
    )


def named(held: Iterable[HeldServiceRole]) -> tuple[str, ...]:
    """Call roles by their names, with the name of what they are narrowed to. One statement, none without a scope."""
    roles = tuple(held)
    names = area_names(each.scope for each in roles if each.scope)
    return tuple(
        role_name(each.role) + (f", {names.get(each.scope, each.scope)}" if each.scope else "") for each in roles
    )


def role_name(role: str) -> str:
    """Call a role by its name; one that is not known any more by its key."""
    return SERVICE_NAMES[ServiceRole(role)] if role in set(ServiceRole) else role


@dataclass(frozen=True, slots=True)
class ServiceFrame:
    """Who is looking, as what, and where they can go."""

    person: str
    about: str
    sections: tuple[ServiceSection, ...]


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person of a request with their roles in the service."""

    held: tuple[HeldServiceRole, ...]
    rights: frozenset[ServicePermission]
    frame: ServiceFrame

    def role_for(self, permission: ServicePermission) -> str:
        """Name a role that gives the person this permission."""
        return next(each.role for each in self.held if permission in service_permissions([each.role]))


def viewer(request: HttpRequest, current: str) -> Viewer:
    """Read the roles of the person who is signed in, and put the frame together. Two statements at most."""
    who = actor(request)
    assert who.id is not None
    held = service_roles(who.id)
    rights = service_permissions(each.role for each in held)
    return Viewer(held, rights, ServiceFrame(who.name, "; ".join(named(held)), sections(rights, current)))
