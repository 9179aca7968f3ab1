"""What the pages of publishing are given."""

from __future__ import annotations

from dataclasses import dataclass

from dspt.web.kit.components import Link, Row, Status
from dspt.web.kit.fields import ErrorSummary, Field
from dspt.web.toolkit.frame import OrganisationFrame

from .signing import SignOffBox
from .words import Gaps, Line, Step


@dataclass(frozen=True, slots=True)
class NotStartedPage:
    """Nothing to publish yet: what to do first."""

    title: str
    frame: OrganisationFrame
    text: str
    next: Link


@dataclass(frozen=True, slots=True)
class ReadinessPage:
    """May we publish, and as what? ``button`` empty: not now."""

    title: str
    frame: OrganisationFrame
    heading: str
    status: str
    """Kept together in the heading; empty where nothing is on offer."""
    lede: str
    button: Link | None
    instead: Link | None
    sign_off: SignOffBox
    note: str
    """Who can publish, where this person cannot."""
    plan: bool
    """Say what follows a publication short of the standard."""
    unchanged: str
    late: str
    extensions: tuple[str, ...]
    gaps: tuple[Gaps, ...]
    gaps_heading: str
    ladder: tuple[Step, ...]
    hints: tuple[Line, ...]
    runs_out: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class DeclarationPage:
    title: str
    frame: OrganisationFrame
    back: str
    organisation: str
    status: Status
    late: str
    unchanged: str
    profile: tuple[Row, ...]
    sentences: tuple[str, ...]
    hidden: tuple[Field, ...]
    declare: Field
    job_title: Field
    again: Field | None
    button: str
    assessment: str
    plan: bool
    errors: ErrorSummary


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    title: str
    frame: OrganisationFrame
    heading: str
    status: str
    organisation: str
    published: str
    is_final: bool
    sent: str
    not_sent: str
    late: str
    replaced: Link | None
    replaced_on: str
    happens: tuple[tuple[str, str, Link | None], ...]
    """When, what, and a link that the sentence ends with."""
    proof: tuple[Row, ...]
    fingerprint: str
    number: str
    qr: str
    """Data address of the QR code's drawing."""
    verify: str
    copy: str
    record: str
    again: str
    register: str
    badge: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    status: Status
    edition: str
    published: str
    late: bool
    by: str
    number: str
    receipt: str
    record: str
    copy: str
    documents: str
    is_newest: bool


@dataclass(frozen=True, slots=True)
class HistoryPage:
    title: str
    frame: OrganisationFrame
    lines: tuple[HistoryLine, ...]
    register: str
    publish: str
    take_out: str
    """Where everything is taken out, for those who may; else empty."""


@dataclass(frozen=True, slots=True)
class PublishedDocument:
    title: str
    url: str
    """Of the file in the version that was frozen; empty: a link or a place."""
    where: str
    version: str
    dated: str
    under: str
    digest: str


@dataclass(frozen=True, slots=True)
class PublishedDocumentsPage:
    title: str
    frame: OrganisationFrame
    lede: str
    history: str
    rows: tuple[PublishedDocument, ...]
