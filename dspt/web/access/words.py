"""The table of who may do what, in words: one source for every page that shows it."""

from __future__ import annotations

from dataclasses import dataclass

from dspt.accounts.rules import (
    ALLOWED,
    DOES,
    FRESH,
    HOLDS,
    SERVICE_ALLOWED,
    SERVICE_NAMES,
    SIGHT,
    Part,
    Permission,
    Role,
    ServicePermission,
    ServiceRole,
)


@dataclass(frozen=True, slots=True)
class PermissionLine:
    """What may be done, by which roles (in the order of ``role_names``), and whether the second factor is asked for."""

    what: str
    allowed: tuple[bool, ...]
    asks_again: bool


@dataclass(frozen=True, slots=True)
class PartLine:
    part: str
    holds: str
    why: str


@dataclass(frozen=True, slots=True)
class SeenPart:
    """A part of an organisation, what it holds, and which roles in the service see it of which organisations."""

    part: str
    holds: str
    seen_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ServiceRoleWords:
    """A role in the service: what it may do, and what it sees of which organisations, each part with its reason."""

    name: str
    may: tuple[str, ...]
    whom: str
    parts: tuple[PartLine, ...]


def role_names() -> tuple[str, ...]:
    return tuple(role.value.capitalize() for role in Role)


def what_roles_do() -> tuple[str, ...]:
    """Give each role of an organisation in one line."""
    return tuple(_sentence(DOES[role]) for role in Role)


def permission_lines() -> tuple[PermissionLine, ...]:
    """List what may be done in an organisation, and by whom."""
    return tuple(
        PermissionLine(
            _sentence(permission.value), tuple(permission in ALLOWED[role] for role in Role), permission in FRESH
        )
        for permission in Permission
    )


def service_role_words() -> tuple[ServiceRoleWords, ...]:
    """Describe every role in the service."""
    return tuple(_described(role) for role in ServiceRole)


def seen_parts() -> tuple[SeenPart, ...]:
    """List the parts of an organisation that people outside it may see, with who sees each."""
    return tuple(
        SeenPart(
            part.value,
            HOLDS[part],
            tuple(SERVICE_NAMES[role] for role in ServiceRole if role in SIGHT and part in SIGHT[role].parts),
        )
        for part in Part
    )


def _described(role: ServiceRole) -> ServiceRoleWords:
    sight = SIGHT.get(role)
    return ServiceRoleWords(
        SERVICE_NAMES[role],
        tuple(_sentence(each.value) for each in ServicePermission if each in SERVICE_ALLOWED[role]),
        sight.whom if sight else "",
        tuple(PartLine(part.value, HOLDS[part], sight.parts[part]) for part in Part if part in sight.parts)
        if sight
        else (),
    )


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:]
