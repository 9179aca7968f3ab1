"""Page objects of the people of an organisation."""

from __future__ import annotations

from dataclasses import dataclass

from dspt.web.kit.fields import ErrorSummary, Field
from dspt.web.toolkit.frame import OrganisationFrame


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


@dataclass(frozen=True, slots=True)
class InvitePage:
    title: str
    frame: OrganisationFrame
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


@dataclass(frozen=True, slots=True)
class EndPage:
    title: str
    frame: OrganisationFrame
    paragraphs: tuple[str, ...]
    button: str
    errors: ErrorSummary
