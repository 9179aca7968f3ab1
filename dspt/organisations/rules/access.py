"""Who may do what in an organisation: the one table."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    VIEWER = "viewer"


class Permission(StrEnum):
    """What a role may do; the value completes the sentence *This role may …*"""

    READ = "read the assessment, documents and history"
    ANSWER = "answer questions, judge outcomes and add documents"
    CONFIRM = "confirm assertions"
    PROFILE = "change the profile and certificates"
    PUBLISH = "publish the assessment"
    PEOPLE = "invite people, change roles and end access"


ALLOWED: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(Permission),
    Role.MEMBER: frozenset({Permission.READ, Permission.ANSWER, Permission.CONFIRM}),
    Role.VIEWER: frozenset({Permission.READ}),
}


def may(role: str, permission: Permission) -> bool:
    """Tell whether a role holds a permission; an unknown role holds none."""
    try:
        return permission in ALLOWED[Role(role)]
    except ValueError:
        return False
