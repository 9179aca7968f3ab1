"""The edition itself: its dates, its page in the standards directory, and everything that is asked in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from .assertion_view import Assertion, EvidenceItem, ItemAsked, NdgStandard, Topic
from .bodies import Category, Exemption, KeyRole, OrganisationType, StatusWording
from .origin import Term
from .outcome_view import Advice, AuditScope, Objective, Outcome, Principle


@dataclass(frozen=True, slots=True)
class Calendar:
    opens_on: date
    interim_due_on: date | None
    due_on: date
    closes_on: date
    """Last day on which the edition accepts publications: the day before the next one opens."""
    current_until: date
    """A status of this edition counts as current until this day, inclusive."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Amendment:
    """Words of a running edition that were changed on a day: of which items and outcomes, and what about them."""

    on: date
    what: str
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DirectoryPage:
    """The edition as the standards directory describes it (rules section 1)."""

    title: str
    reference_code: str
    publisher: str
    publication_date: date | None
    status: str
    status_definitions: Mapping[str, str]
    standard_types: tuple[str, ...]
    type_definitions: Mapping[str, str]
    applies_to: tuple[str, ...]
    conformance_date: date | None
    effective_from: date | None
    topics: tuple[str, ...]
    care_settings: tuple[str, ...]
    dependencies: str
    scope: str
    sponsor: str
    senior_responsible_officer: str
    business_lead: str
    contributor: str
    approval_date: date | None
    post_implementation_review_date: date | None
    legal_authority: tuple[str, ...]
    about: tuple[str, ...]
    what_changed: tuple[str, ...]
    contact: str


@dataclass(frozen=True)
class Edition:
    """One year of the standard, complete. Compared and hashed by ``key`` and ``checksum``."""

    key: str  # "2024-25"
    short: str  # "24/25"
    version: int
    revision: int
    checksum: str
    """SHA-256, hexadecimal, over the edition's files; publications record it."""
    previous: str
    directory: DirectoryPage
    calendar: Calendar
    categories: Mapping[str, Category]
    types: Mapping[str, OrganisationType]
    exemptions: Mapping[str, Exemption]
    statuses: Mapping[str, StatusWording]
    key_roles: tuple[KeyRole, ...]
    standards: tuple[NdgStandard, ...]
    assertions: Mapping[str, Assertion]
    items: Mapping[str, EvidenceItem]
    objectives: tuple[Objective, ...]
    principles: Mapping[str, Principle]
    outcomes: Mapping[str, Outcome]
    profiles: Mapping[str, str]
    audit: AuditScope
    terms: Mapping[str, Term]
    topics: Mapping[str, tuple[Topic, ...]]
    """Category key to the topics of easy mode."""
    switches: Mapping[str, bool] = field(default_factory=dict)
    """``policy_answers_bar``, ``outcome_view_exceeded``: rules not known, off."""
    sources: Mapping[str, str] = field(default_factory=dict)
    known_gaps: tuple[str, ...] = ()
    advice: Mapping[str, Advice] = field(default_factory=dict)
    sectors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Label of the public register's sector to the other labels under which exports list it."""
    figures: Mapping[str, str] = field(default_factory=dict)
    """Thresholds that questions quote, e.g. ``staff_trained``: ``95%``."""
    switch_notes: Mapping[str, str] = field(default_factory=dict)
    profile_notes: Mapping[str, str] = field(default_factory=dict)
    published_counts: Mapping[str, int] = field(default_factory=dict)
    """Numbers that the edition is known to have, e.g. ``items``, ``mandatory 3``; ``check_standard`` compares."""
    amendments: tuple[Amendment, ...] = ()
    """What was changed in its words since it opened."""

    def __hash__(self) -> int:
        return hash((self.key, self.checksum))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Edition) and (self.key, self.checksum) == (other.key, other.checksum)

    def asked(self, category: str) -> tuple[ItemAsked, ...]:
        """List the items asked of a category, in the order of the standard."""
        return self._asked.get(category, ())

    def amended_since(self, subject: str, day: date) -> Amendment | None:
        """Find the newest change of an item's or outcome's words and help after a day; None: there is none."""
        return max(
            (one for one in self._amended.get(subject, ()) if one.on > day), key=lambda one: one.on, default=None
        )

    @cached_property
    def _amended(self) -> dict[str, list[Amendment]]:
        found: dict[str, list[Amendment]] = {}
        for amendment in self.amendments:
            for subject in amendment.subjects:
                found.setdefault(subject, []).append(amendment)
        return found

    @cached_property
    def _asked(self) -> dict[str, tuple[ItemAsked, ...]]:
        found: dict[str, list[ItemAsked]] = {}
        for item in self.items.values():
            for category, asked in item.asked.items():
                found.setdefault(category, []).append(asked)
        return {category: tuple(items) for category, items in found.items()}
