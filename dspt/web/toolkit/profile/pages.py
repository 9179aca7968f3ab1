"""Page objects of the profile."""

from __future__ import annotations

from dataclasses import dataclass

from dspt.web.kit.components import Link, Mark
from dspt.web.kit.fields import ErrorSummary, Field
from dspt.web.toolkit.frame import OrganisationFrame


@dataclass(frozen=True, slots=True)
class Row:
    """One answer on the check page."""

    key: str
    value: str
    lines: tuple[str, ...]
    change: Link | None


@dataclass(frozen=True, slots=True)
class CertificateRow:
    label: str
    number: str
    issuer: str
    days: str
    mark: Mark
    counts: str
    """What it completes, or why it does not."""
    remove: str


@dataclass(frozen=True, slots=True)
class Completed:
    """What a certificate or NHSmail completes."""

    label: str
    until: str
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the category comes to."""

    category: str
    reason: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckPage:
    title: str
    frame: OrganisationFrame
    rows: tuple[Row, ...]
    certificates: tuple[CertificateRow, ...]
    asked: Asked | None
    completed: tuple[Completed, ...]
    warnings: tuple[str, ...]
    state: str
    """empty, unfinished, ready, accepted."""
    accepted: str
    next_url: str
    """The next step still to do."""
    may_change: bool
    version: int
    errors: ErrorSummary


@dataclass(frozen=True, slots=True)
class StepPage:
    """One step: fields in order, with what stands around them."""

    title: str
    frame: OrganisationFrame
    lede: str
    groups: tuple[FieldGroup, ...]
    version: int
    errors: ErrorSummary
    button: str
    skip: str = ""
    """Address that leaves the step out, where the type may."""
    also: Field | None = None
    others: tuple[FieldGroup, ...] = ()
    """Choices less likely than those of ``groups``: folded away, unless ``is_other``, one of them, is chosen."""
    is_other: bool = False


@dataclass(frozen=True, slots=True)
class FieldGroup:
    heading: str
    hint: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class CertificatesPage:
    title: str
    frame: OrganisationFrame
    kinds: tuple[str, ...]
    certificates: tuple[CertificateRow, ...]
    warnings: tuple[str, ...]
    errors: ErrorSummary


@dataclass(frozen=True, slots=True)
class RemovePage:
    title: str
    frame: OrganisationFrame
    paragraphs: tuple[str, ...]
    version: int
    errors: ErrorSummary
