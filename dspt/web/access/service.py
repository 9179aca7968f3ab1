"""The pages that roles in the service open, and what such roles are called."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.urls import reverse

from dspt.accounts.queries import HeldServiceRole
from dspt.accounts.rules import SERVICE_NAMES, ServicePermission, ServiceRole
from dspt.directory.queries import area_names

_SECTIONS = (
    ("organisations", "Organisations", "oversight_organisations", ServicePermission.ORGANISATIONS),
    ("helpdesk", "Service desk: what waits", "helpdesk", ServicePermission.RECOVERY),
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
