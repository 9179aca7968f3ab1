"""Who is asked and what they may be called: types, categories, what exempts them, the statuses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .origin import Provenance


class View(StrEnum):
    """The two ways to assess (specification section 5.1)."""

    ASSERTION = "assertion"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class ConditionalTest:
    """A yes/no question of the profile that decides between two types, e.g. an IT supplier's staff and turnover."""

    key: str
    question: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationType:
    key: str
    label: str
    category: str
    public_sector: str
    """The label of the public register's sector filter."""
    tests: tuple[ConditionalTest, ...] = ()
    """All must be answered yes to keep the type; otherwise ``otherwise`` takes its place."""
    otherwise: str = ""
    easy: bool = False
    """Easy mode by default."""
    social_care: bool = False
    key_roles_optional: bool = False
    may_publish_short: bool = False
    """May publish Standards Not Met with an improvement plan (category 1, 2, local authority)."""
    psn: bool = False
    """Asked for a Public Services Network certificate."""
    provenance: Provenance | None = None


@dataclass(frozen=True, slots=True)
class Category:
    key: str  # "1", "1a", "2", "3", "4"
    label: str
    view: View
    profile: str
    """Expected-level profile of the outcome view; empty for the assertion view."""
    audited: bool
    interim: bool
    strictness: int
    """Higher wins when a body has more than one activity."""
    description: str
    flagged: str = ""
    """The category that the national team's flag (critical national infrastructure) moves its bodies to."""


@dataclass(frozen=True, slots=True)
class Exemption:
    """A certificate or a fact of the profile that completes items: Cyber Essentials Plus, ISO 27001, PSN, NHSmail."""

    key: str
    label: str
    is_certificate: bool
    scope_must_cover_all: bool
    types: tuple[str, ...]
    """Organisation types it counts for; empty: all."""
    opens_exceeded: bool
    note: str
    fact: str = ""
    """Not a certificate: the fact of the profile (a field of ``ProfileFacts``) that makes it hold."""


@dataclass(frozen=True, slots=True)
class KeyRole:
    key: str
    label: str
    hint: str


@dataclass(frozen=True, slots=True)
class StatusWording:
    """A status as the register words it: ``label`` without the edition, ``display`` rule is ``24/25 <label>``."""

    key: str  # met, exceeded, approaching, not_met, interim, not_published, ...
    label: str
    means: str
    does_not_mean: str
    rank: int
    current: bool
    """May be given in this edition; False: only in imported history."""
    tone: str  # exceeded, met, approaching, notmet, none
