"""Page objects of the people of an organisation."""

from __future__ import annotations

from dataclasses import dataclass

from dspt.web.access.words import PermissionLine, SeenPart, ServiceRoleWords
from dspt.web.kit.components import Link
from dspt.web.kit.fields import ErrorSummary, Field
from dspt.web.toolkit.frame import OrganisationFrame


@dataclass(frozen=True, slots=True)
class Successors:
    """Who could become administrator before the only one goes, and where somebody new is invited."""

    text: str
    people: tuple[Link, ...]
    invite: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    name: str
    email: str
    role: str
    since: str
    is_me: bool
    change: str
    """Address to change the role or end access at; empty: not allowed."""


@dataclass(frozen=True, slots=True)
class InvitationRow:
    id: str
    email: str
    role: str
    sent: str
    ends: str
    is_lapsed: bool
    resend: str
    withdraw: str


@dataclass(frozen=True, slots=True)
class PeoplePage:
    title: str
    frame: OrganisationFrame
    people: tuple[PersonRow, ...]
    invitations: tuple[InvitationRow, ...]
    may_change: bool
    warning: str
    """Said when there is one administrator only."""
    leave: str
    """Address to leave at; empty: the last administrator cannot."""
    roles: str
    """Address of what each role may do."""


@dataclass(frozen=True, slots=True)
class InvitePage:
    title: str
    frame: OrganisationFrame
    refused: tuple[tuple[str, str], ...]
    """Addresses that were not invited, each with what to do."""
    fields: tuple[Field, ...]
    errors: ErrorSummary


@dataclass(frozen=True, slots=True)
class MemberPage:
    title: str
    frame: OrganisationFrame
    email: str
    since: str
    fields: tuple[Field, ...]
    errors: ErrorSummary
    end: str
    """Address to end access at."""
    successors: Successors | None


@dataclass(frozen=True, slots=True)
class EndPage:
    title: str
    frame: OrganisationFrame
    paragraphs: tuple[str, ...]
    button: str
    errors: ErrorSummary
    successors: Successors | None = None
    """Who could take over, instead of the button: there must always be an administrator."""


@dataclass(frozen=True, slots=True)
class RolesPage:
    title: str
    frame: OrganisationFrame
    roles: tuple[str, ...]
    lines: tuple[PermissionLine, ...]
    parts: tuple[SeenPart, ...]
    service_roles: tuple[ServiceRoleWords, ...]
