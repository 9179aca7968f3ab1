"""What every page of people with a role in the service carries around its content."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from dspt.accounts.queries import HeldServiceRole, service_roles
from dspt.accounts.rules import ServicePermission, service_permissions
from dspt.web.access.scopes import actor
from dspt.web.access.service import ServiceSection, named, sections


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
