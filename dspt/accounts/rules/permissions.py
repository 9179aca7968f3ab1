"""Who may do what: the one table, for the roles in an organisation and for those in the service itself.

It stands in this room, the lowest that knows people, so that every door above reads the same one. The value of a
permission completes the sentence *This role may …*; pages show it to people as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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
    PROFILE = "change the profile and certificates"
    PUBLISH = "publish the assessment"
    PEOPLE = "invite people, change roles and end access"
    DELETE = "delete documents and years for good"
    TAKE_OUT = "take out everything the organisation has here"


ALLOWED: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(Permission) - {Permission.SIGN},
    Role.MEMBER: frozenset({Permission.READ, Permission.ANSWER, Permission.CONFIRM}),
    Role.VIEWER: frozenset({Permission.READ}),
    Role.AUDITOR: frozenset({Permission.READ}),
    Role.SIGNATORY: frozenset({Permission.READ, Permission.SIGN}),
}

DOES: dict[Role, str] = {
    Role.ADMINISTRATOR: "answers, publishes, changes the profile and decides who has access",
    Role.MEMBER: "answers questions, adds documents and confirms assertions",
    Role.VIEWER: "reads everything and changes nothing",
    Role.AUDITOR: "comes from outside, reads everything and changes nothing",
    Role.SIGNATORY: "reads everything and signs off: SIRO, Caldicott Guardian, board",
}
"""Each role of an organisation in one line, after its name."""

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
    RECOVERY = "help organisations whose administrators are gone, and people who lost their extra sign-in step"
    ROLES = "give and take roles in the service"
    ACTIVITY = "read what was done in the service"
    HOLD = "stop that anything of an organisation is deleted, and allow it again"
    STANDARD = "keep the standard’s editions"
    TABLE = "read what each role may do"


SERVICE_ALLOWED: dict[ServiceRole, frozenset[ServicePermission]] = {
    ServiceRole.NATIONAL: frozenset(ServicePermission) - {ServicePermission.RECOVERY, ServicePermission.STANDARD},
    ServiceRole.REGION: frozenset({ServicePermission.TABLE, ServicePermission.ORGANISATIONS}),
    ServiceRole.BOARD: frozenset({ServicePermission.TABLE, ServicePermission.ORGANISATIONS}),
    ServiceRole.CQC: frozenset({ServicePermission.TABLE, ServicePermission.ORGANISATIONS}),
    ServiceRole.DARS: frozenset({ServicePermission.TABLE, ServicePermission.ORGANISATIONS}),
    ServiceRole.CAG: frozenset({ServicePermission.TABLE, ServicePermission.ORGANISATIONS}),
    ServiceRole.CONTRACTS: frozenset({ServicePermission.TABLE, ServicePermission.ORGANISATIONS}),
    ServiceRole.STANDARDS: frozenset({ServicePermission.TABLE, ServicePermission.STANDARD, ServicePermission.FEEDBACK}),
    ServiceRole.DESK: frozenset({ServicePermission.TABLE, ServicePermission.RECOVERY, ServicePermission.ORGANISATIONS}),
}


SERVICE_FRESH = frozenset({ServicePermission.RECOVERY, ServicePermission.ROLES, ServicePermission.HOLD})
"""As ``FRESH``, of what roles in the service may do."""


class Part(StrEnum):
    """What of an organisation somebody from outside it may be shown. The value names the part on pages."""

    STATUS = "Published statuses"
    PROFILE = "Profile"
    PROGRESS = "Progress this year"
    GAPS = "Open against the standard"
    INTERIM = "Levels of the interim"
    ADMINISTRATORS = "Administrators"
    ADDRESSES = "Email addresses of administrators"


HOLDS: dict[Part, str] = {
    Part.STATUS: "every status it published, with the day and whether it was late",
    Part.PROFILE: "type, category, who holds the key roles, certificates",
    Part.PROGRESS: "counts of the year that runs: how many are done, of how many; no answer",
    Part.GAPS: "which requirements were open when it last published; no answer and no document",
    Part.INTERIM: "the level it gave each outcome at the interim; no statement and no document",
    Part.ADMINISTRATORS: "names of those who decide about access, their email addresses masked",
    Part.ADDRESSES: "those addresses in full",
}
"""What each part holds, in words. No part holds an answer, a statement or a document."""


class Area(StrEnum):
    """What a role in the service is narrowed to; its holder's scope names the one."""

    EVERYWHERE = ""
    REGION = "region"
    BOARD = "board"


@dataclass(frozen=True, slots=True)
class Sight:
    """What a role in the service sees, of which organisations, and why.

    ``categories`` and ``sectors`` (as the register names them) widen each other; neither: all bodies of the area.
    """

    parts: Mapping[Part, str]
    """Each part with the reason, which completes *This role sees it …*."""
    whom: str
    """Which organisations, in words."""
    area: Area = Area.EVERYWHERE
    categories: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()


SIGHT: dict[ServiceRole, Sight] = {
    ServiceRole.NATIONAL: Sight(
        {
            Part.STATUS: "because it answers for the standard nationally",
            Part.PROFILE: "because the profile decides what is asked",
            Part.PROGRESS: "to remind and help those who will be late",
            Part.GAPS: "to agree improvement plans",
            Part.INTERIM: "because the interim is made for the national team",
            Part.ADMINISTRATORS: "to know who can act",
            Part.ADDRESSES: "to reach those who can act",
        },
        "every organisation",
    ),
    ServiceRole.REGION: Sight(
        {
            Part.STATUS: "to know where its region stands",
            Part.PROFILE: "because the profile decides what is asked",
            Part.PROGRESS: "to remind and help those who will be late",
            Part.GAPS: "to support improvement plans in its region",
            Part.INTERIM: "to see early where its region needs help",
        },
        "organisations of its region",
        Area.REGION,
    ),
    ServiceRole.BOARD: Sight(
        {
            Part.STATUS: "to know where its area stands",
            Part.PROFILE: "because the profile decides what is asked",
            Part.PROGRESS: "to remind and help those who will be late",
            Part.GAPS: "to support improvement plans in its area",
        },
        "organisations of its integrated care board",
        Area.BOARD,
    ),
    ServiceRole.CQC: Sight(
        {
            Part.STATUS: "as evidence for the well-led inspection",
            Part.PROFILE: "to know who answers for data security in the provider",
            Part.GAPS: "as evidence for the well-led inspection",
        },
        "category 1, and providers that the CQC registers: social care, general practice, dentists",
        categories=frozenset({"1", "1a"}),
        sectors=frozenset({"NHS Trust", "Social Care", "General Practice (GP)", "Dentist"}),
    ),
    ServiceRole.DARS: Sight(
        {
            Part.STATUS: "because data is released to bodies that meet the standard",
            Part.PROFILE: "because a certificate may stand in for the standard",
            Part.GAPS: "to judge whether an agreed plan is of low risk",
        },
        "every organisation, because any may apply for data",
    ),
    ServiceRole.CAG: Sight(
        {Part.STATUS: "because section 251 support rests on a reviewed status of every year"},
        "every organisation, because any may apply for support",
    ),
    ServiceRole.CONTRACTS: Sight(
        {Part.STATUS: "because the NHS Standard Contract asks for a publication each year"},
        "every organisation, because any may be party to a contract",
    ),
    ServiceRole.DESK: Sight(
        {
            Part.STATUS: "to answer what an organisation asks about it",
            Part.ADMINISTRATORS: "to help those who have lost access",
        },
        "every organisation",
    ),
}
"""The one table of what is shown of an organisation to people outside it. A role that is not here is shown nothing."""


SERVICE_NAMES: dict[ServiceRole, str] = {
    ServiceRole.NATIONAL: "National team",
    ServiceRole.REGION: "Regional viewer",
    ServiceRole.BOARD: "Board viewer",
    ServiceRole.CQC: "Care Quality Commission (CQC)",
    ServiceRole.DARS: "Data Access Request Service (DARS)",
    ServiceRole.CAG: "Confidentiality Advisory Group (CAG)",
    ServiceRole.CONTRACTS: "Contract manager",
    ServiceRole.STANDARDS: "Standards editor",
    ServiceRole.DESK: "Service desk",
}
"""How pages call the roles in the service."""


def area_of(role: ServiceRole) -> Area:
    """Tell what kind of area a role must be narrowed to; ``EVERYWHERE``: to none."""
    return SIGHT[role].area if role in SIGHT else Area.EVERYWHERE


def role_in_words(role: Role) -> str:
    """Say in a sentence what a role does: ``A viewer reads everything and changes nothing.``"""
    return f"{'An' if role.value.startswith('a') else 'A'} {role.value} {DOES[role]}."


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
