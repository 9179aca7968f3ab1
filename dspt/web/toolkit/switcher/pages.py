"""Page objects of the choice of an organisation."""

from __future__ import annotations

from dataclasses import dataclass

from dspt.web.access.service import ServiceSection
from dspt.web.kit.fields import ErrorSummary


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    url: str
    about: str
    needs_profile: bool
    is_here: bool


@dataclass(frozen=True, slots=True)
class NoneYet:
    """What somebody without any organisation can do. ``invitations`` wait in their mail: who sent it, until when."""

    email: str
    invitations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SwitcherPage:
    title: str
    person: str
    none_yet: NoneYet | None
    """Nothing to choose from, neither an organisation nor a role in the service."""
    rows: tuple[Row, ...]
    keeps: str
    """Said where choosing opens the page that one came from; empty: it opens the organisation's home."""
    roles: tuple[str, ...]
    """Roles in the service, in words."""
    sections: tuple[ServiceSection, ...]
    close: str


@dataclass(frozen=True, slots=True)
class CloseMyAccountPage:
    title: str
    person: str
    paragraphs: tuple[str, ...]
    alone: tuple[tuple[str, str], ...]
    """Organisations, with the address of their people, that nobody else administers: they come first."""
    errors: ErrorSummary
