"""What the rules are told about an organisation and its work: plain frozen values, made by rooms from their rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from .edition import Level


@dataclass(frozen=True, slots=True)
class CertificateFact:
    """A certificate as entered in the profile. Valid on both its days."""

    exemption: str
    valid_from: date
    valid_to: date
    covers_all: bool
    """Its scope covers all health and care data processing."""


@dataclass(frozen=True, slots=True)
class ProfileFacts:
    """The accepted profile, as far as rules need it."""

    type: str
    """Organisation type as settled by ``categories.settle`` (the conditional tests applied)."""
    category: str
    nhsmail_only: bool = False
    certificates: tuple[CertificateFact, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerFact:
    """One item's answer. Exactly one kind of value is set, unless ``not_applicable``."""

    item: str
    yes_no: str = ""  # yes, no, exceptions
    text: str = ""
    on: date | None = None
    number: Decimal | None = None
    documents: int = 0
    comment: str = ""
    not_applicable: bool = False
    to_check: bool = False
    """Carried over from last year and not yet looked at: does not count as answered."""
    infected: int = 0
    """In so many of the documents the virus check found something: they are no evidence."""


@dataclass(frozen=True, slots=True)
class JudgementFact:
    """One outcome's judgement: the ticks, the alternatives, the declared level and what belongs to it."""

    outcome: str
    declared: Level | None = None
    ticked: frozenset[str] = frozenset()
    set_aside: frozenset[str] = frozenset()
    """Indicator references set aside, each with an alternative described."""
    reason: str = ""
    statement: str = ""
    policy: Mapping[str, str] = field(default_factory=dict)
    documents: int = 0
