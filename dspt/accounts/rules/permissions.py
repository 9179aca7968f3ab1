"""Who may do what: the one table, for the roles in an organisation and for those in the service itself.

It stands in this room, the lowest that knows people, so that every door above reads the same one. The value of a
permission completes the sentence *This role may …*; pages show it to people as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Role(StrEnum):
    """What somebody is in an organisation."""

    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    VIEWER = "viewer"
    AUDITOR = "auditor"
    SIGNATORY = "signatory"


class Permission(StrEnum):
    """What a role may do in its organisation."""

    READ = "read the assessment, documents and history"
    ANSWER = "answer questions, judge outcomes and add documents"
    CONFIRM = "confirm assertions"
    SIGN = "sign the assessment off"
    AUDIT = "write the independent audit"
    PROFILE = "change the profile and certificates"
    PUBLISH = "publish the assessment"
    PEOPLE = "invite people, change roles and end access"
    DELETE = "delete documents and years for good"
    TAKE_OUT = "take out everything the organisation has here"


ALLOWED: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(Permission) - {Permission.SIGN, Permission.AUDIT},
    Role.MEMBER: frozenset({Permission.READ, Permission.ANSWER, Permission.CONFIRM}),
    Role.VIEWER: frozenset({Permission.READ}),
    Role.AUDITOR: frozenset({Permission.READ, Permission.AUDIT}),
    Role.SIGNATORY: frozenset({Permission.READ, Permission.SIGN}),
}

FRESH = frozenset(
    {Permission.SIGN, Permission.PUBLISH, Permission.PEOPLE, Permission.DELETE, Permission.TAKE_OUT},
)
"""What asks again for the second factor when the last time is a while ago."""


class ServiceRole(StrEnum):
    """What somebody is in the service itself. ``REGION`` and ``BOARD`` are narrowed to one region or board."""

    NATIONAL = "national"
    REGION = "region"
    BOARD = "board"
    CQC = "cqc"
    DARS = "dars"
    CAG = "cag"
    CONTRACTS = "contracts"
    STANDARDS = "standards"
    DESK = "desk"


class ServicePermission(StrEnum):
    """What a service role may do."""

    FEEDBACK = "read what people say of the service"
    ORGANISATIONS = "look organisations up"
    RECOVERY = "help organisations whose administrators are gone"
    ROLES = "give and take roles in the service"
    ACTIVITY = "read what was done in the service"
    STANDARD = "keep the standard’s editions"


SERVICE_ALLOWED: dict[ServiceRole, frozenset[ServicePermission]] = {
    ServiceRole.NATIONAL: frozenset(ServicePermission) - {ServicePermission.RECOVERY, ServicePermission.STANDARD},
    ServiceRole.REGION: frozenset({ServicePermission.ORGANISATIONS}),
    ServiceRole.BOARD: frozenset({ServicePermission.ORGANISATIONS}),
    ServiceRole.CQC: frozenset({ServicePermission.ORGANISATIONS}),
    ServiceRole.DARS: frozenset({ServicePermission.ORGANISATIONS}),
    ServiceRole.CAG: frozenset({ServicePermission.ORGANISATIONS}),
    ServiceRole.CONTRACTS: frozenset({ServicePermission.ORGANISATIONS}),
    ServiceRole.STANDARDS: frozenset({ServicePermission.STANDARD, ServicePermission.FEEDBACK}),
    ServiceRole.DESK: frozenset({ServicePermission.RECOVERY, ServicePermission.ORGANISATIONS}),
}


def may(role: str, permission: Permission) -> bool:
    """Tell whether a role in an organisation holds a permission; an unknown role holds none."""
    try:
        return permission in ALLOWED[Role(role)]
    except ValueError:
        return False


def service_permissions(roles: Iterable[str]) -> frozenset[ServicePermission]:
    """Gather what roles in the service allow together; an unknown role allows nothing."""
    known = set(ServiceRole)
    return frozenset().union(*(SERVICE_ALLOWED[ServiceRole(role)] for role in roles if role in known))
