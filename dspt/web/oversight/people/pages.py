"""Page objects of the people of the service."""

from __future__ import annotations

from dataclasses import dataclass

from dspt.web.access.service import ServiceFrame
from dspt.web.kit.fields import ErrorSummary, Field


@dataclass(frozen=True, slots=True)
class ServicePersonRow:
    name: str
    email: str
    roles: tuple[str, ...]
    url: str
    is_me: bool


@dataclass(frozen=True, slots=True)
class InvitedRow:
    """Somebody who is invited to a role and has not opened an account yet."""

    email: str
    role: str
    sent: str
    until: str
    resend: str
    withdraw: str


@dataclass(frozen=True, slots=True)
class ServicePeoplePage:
    frame: ServiceFrame
    rows: tuple[ServicePersonRow, ...]
    invited: tuple[InvitedRow, ...]
    fields: tuple[Field, ...]
    errors: ErrorSummary
    title: str = "People of the service"


@dataclass(frozen=True, slots=True)
class HeldRow:
    name: str
    role: str
    scope: str
    end: str


@dataclass(frozen=True, slots=True)
class ServicePersonPage:
    title: str
    frame: ServiceFrame
    back: str
    email: str
    held: tuple[HeldRow, ...]
    close: str
    """Address to close the account at; empty: one's own is closed elsewhere."""


@dataclass(frozen=True, slots=True)
class CloseAccountPage:
    title: str
    frame: ServiceFrame
    back: str
    paragraphs: tuple[str, ...]
    fields: tuple[Field, ...]
    errors: ErrorSummary
