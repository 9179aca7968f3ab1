"""Page objects of the service desk's requests."""

from __future__ import annotations

from dataclasses import dataclass

from dspt.web.access.service import ServiceFrame
from dspt.web.helpdesk.organisations.pages import PersonRow
from dspt.web.kit.components import Link, Mark, Row
from dspt.web.kit.fields import ErrorSummary, Field


@dataclass(frozen=True, slots=True)
class RequestRow:
    about: str
    code: str
    """Of the organisation it is about; empty: it is about a person's sign-in."""
    url: str
    requester: str
    asked: str
    moved: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Chip:
    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class LandingPage:
    title: str
    frame: ServiceFrame
    sentence: str
    rows: tuple[RequestRow, ...]
    others: tuple[Link, ...]
    wide: bool = True


@dataclass(frozen=True, slots=True)
class RequestsPage:
    title: str
    frame: ServiceFrame
    chips: tuple[Chip, ...]
    rows: tuple[RequestRow, ...]
    newer: str
    older: str
    wide: bool = True


@dataclass(frozen=True, slots=True)
class StepLine:
    who: str
    text: str
    is_review: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing that the service desk can do. ``value`` is what its button sends."""

    heading: str
    lead: str
    value: str
    button: str
    variant: str
    fields: tuple[Field, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class RequestPage:
    title: str
    frame: ServiceFrame
    mark: Mark
    stands: str
    request: tuple[Row, ...]
    why: str
    about: str
    """What ``body`` describes: the organisation, or the account."""
    body: tuple[Row, ...]
    look_up: tuple[Link, ...]
    around: str
    """What ``people`` are to the request."""
    people: tuple[PersonRow, ...]
    steps: tuple[StepLine, ...]
    earlier: tuple[RequestRow, ...]
    version: int
    approve: Decision | None
    others: tuple[Decision, ...]
    errors: ErrorSummary
    wide: bool = True
