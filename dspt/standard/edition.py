"""What an edition of the standard is made of: frozen records, filled from the catalogue's files by ``catalogue``.

Nothing here is known by name to other code: items, outcomes, types, dates, statuses and profiles are data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property


class View(StrEnum):
    """The two ways to assess (specification section 5.1)."""

    ASSERTION = "assertion"
    OUTCOME = "outcome"


class Requirement(StrEnum):
    """How far an evidence item is asked of a category. Pages say *required*, *optional*."""

    MANDATORY = "mandatory"
    RECOMMENDED = "recommended"
    NOT_ASKED = "not_asked"


class AnswerType(StrEnum):
    """The five kinds of answer (specification section 5.1), and a sixth: yes, yes with exceptions, or no."""

    YES_NO = "yes_no"
    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    DOCUMENT = "document"
    YES_NO_EXCEPTIONS = "yes_no_exceptions"


class Level(StrEnum):
    """Achievement level of an outcome; ``rank`` orders them."""

    NOT_ACHIEVED = "not_achieved"
    PARTIALLY_ACHIEVED = "partially_achieved"
    ACHIEVED = "achieved"

    @property
    def rank(self) -> int:
        return ("not_achieved", "partially_achieved", "achieved").index(self.value)


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Provenance:
    """How far to trust an entry, and on what it rests. For maintainers; never shown to people filling in."""

    confidence: Confidence
    sources: tuple[str, ...] = ()
    note: str = ""
    catalogue_note: str = ""
    """A doubt found in the catalogue; ``settled`` says how the edition decides it."""
    settled: str = ""
    aspects: Mapping[str, Confidence] = field(default_factory=dict)
    """Confidence of single aspects where it differs within the entry (``expected``, ``levels``, an exemption's key)."""


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of the merged glossary: the specification's own terms and the guidance's."""

    key: str
    term: str
    explanation: str
    acronym: str = ""
    link: str = ""
    from_specification: bool = False


@dataclass(frozen=True, slots=True)
class Help:
    """Guidance for one item as one kind of body reads it. ``terms`` are glossary keys."""

    why: str
    good: tuple[str, ...]
    example: str
    evidence: tuple[str, ...]
    minutes: int
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """Unit and range of a number item, so that figures can be compared over the years."""

    key: str  # pounds, count, percent, days
    minimum: Decimal
    maximum: Decimal
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class ItemAsked:
    """An evidence item as it is asked of one category: wording, type and requirement may differ between categories."""

    reference: str
    assertion: str
    standard: int
    category: str
    requirement: Requirement
    question: str
    """The formal question, in our words (or the official ones once imported)."""
    ask: str
    """The question as put to the person, plain."""
    title: str
    """A few words for lists."""
    type: AnswerType
    help: Help
    unit: Unit | None
    not_applicable: str
    """When the person may say that it does not apply; empty: never."""
    exemptions: tuple[str, ...]
    """Keys of the exemptions that may complete it for this category."""
    never_exempt: bool
    approaching: bool
    """Flagged for social care's Approaching Standards."""
    provenance: Provenance
    past_date: bool = False
    """A date item that asks for something that has happened: a day in the future is refused."""
    tooltip: str = ""
    """The official help, once imported; ours stands in ``help``."""

    @property
    def is_mandatory(self) -> bool:
        return self.requirement is Requirement.MANDATORY


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """An evidence item of the edition; ``asked`` holds it per category, without the categories it is not asked of."""

    reference: str
    assertion: str
    standard: int
    asked: Mapping[str, ItemAsked]
    provenance: Provenance
    unchanged_since: str = ""
    """The edition since which the question has been the same; empty when unknown or changed in this edition."""


@dataclass(frozen=True, slots=True)
class Assertion:
    reference: str
    standard: int
    statement: str
    intro: str
    items: tuple[str, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class NdgStandard:
    """One of the ten National Data Guardian standards."""

    number: int
    title: str
    theme: str
    statement: str
    intro: str
    assertions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of good practice; ``reference`` is like ``B2.a#PA4``, ``code`` like ``PA#4``."""

    reference: str
    outcome: str
    code: str
    level: Level
    text: str
    reconstructed: bool
    provenance: Provenance
    overlay: str = ""
    """``added`` or ``amended`` by the health and care overlay; empty: as in the framework."""


@dataclass(frozen=True, slots=True)
class PolicyField:
    """One field of a policy question: a choice, a percentage or a text."""

    key: str
    label: str
    kind: str  # choice, percent, text
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    needed_when: tuple[str, str] | None = None
    """(field, value): only asked, and then required, when that field holds that value."""
    choice_hints: Mapping[str, str] = field(default_factory=dict)
    """Value of a choice to its hint."""


@dataclass(frozen=True, slots=True)
class PolicyQuestion:
    outcome: str
    title: str
    question: str
    fields: tuple[PolicyField, ...]
    required: bool
    barring: tuple[tuple[str, str], ...]
    """(field, value) pairs that bar Standards Met when the edition's switch ``policy_answers_bar`` is on."""
    provenance: Provenance
    advice: str = ""
    """Key of the edition's advice that explains it."""


@dataclass(frozen=True, slots=True)
class EvidenceIdea:
    what: str
    holder: str


@dataclass(frozen=True, slots=True)
class Gap:
    gap: str
    action: str
    effort: str


@dataclass(frozen=True, slots=True)
class OutcomeHelp:
    question: str
    why: str
    levels: Mapping[Level, str]
    statement_should: tuple[str, ...]
    evidence: tuple[EvidenceIdea, ...]
    usual_owner: str
    also_involve: tuple[str, ...]
    gaps: tuple[Gap, ...]
    auditor_asks: tuple[str, ...]
    example_level: Level
    example_statement: str
    terms: tuple[str, ...]
    basis: str = ""
    """On what the help rests: catalogue, good_practice, law_and_good_practice. For maintainers."""


@dataclass(frozen=True, slots=True)
class Advice:
    """A longer word on one subject of the outcome view: scoping, the interim, the board, a policy question."""

    key: str
    title: str
    text: str
    steps: tuple[str, ...]
    terms: tuple[str, ...]
    about: tuple[str, ...]
    """Outcome references, ``outcomes`` for all of them, or ``publication``."""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    reference: str
    principle: str
    objective: str
    title: str
    statement: str
    levels: tuple[Level, ...]
    expected: Mapping[str, Level]
    """Profile key (``standard``, ``1a``) to expected level."""
    indicators: tuple[Indicator, ...]
    in_audit: bool
    policy: PolicyQuestion | None
    help: OutcomeHelp
    provenance: Provenance
    related_standards: tuple[int, ...] = ()
    """Our own topic match to the ten standards."""
    expected_basis: str = ""
    """published_2024_25, published_undated or inferred: how the expected level of the standard profile is known."""

    @property
    def has_partial(self) -> bool:
        return Level.PARTIALLY_ACHIEVED in self.levels


@dataclass(frozen=True, slots=True)
class Principle:
    reference: str
    objective: str
    title: str
    description: str
    intro: str
    outcomes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Objective:
    reference: str
    title: str
    description: str
    intro: str
    principles: tuple[str, ...]


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


@dataclass(frozen=True, slots=True)
class AuditScope:
    mandated_outcomes: tuple[str, ...]
    chosen_outcomes: int
    assertion_note: str


@dataclass(frozen=True, slots=True)
class KeyRole:
    key: str
    label: str
    hint: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A grouping of easy mode, the way a small body works; ``items`` are references."""

    key: str
    title: str
    items: tuple[str, ...]


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

    def __hash__(self) -> int:
        return hash((self.key, self.checksum))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Edition) and (self.key, self.checksum) == (other.key, other.checksum)

    def asked(self, category: str) -> tuple[ItemAsked, ...]:
        """List the items asked of a category, in the order of the standard."""
        return self._asked.get(category, ())

    @cached_property
    def _asked(self) -> dict[str, tuple[ItemAsked, ...]]:
        found: dict[str, list[ItemAsked]] = {}
        for item in self.items.values():
            for category, asked in item.asked.items():
                found.setdefault(category, []).append(asked)
        return {category: tuple(items) for category, items in found.items()}
