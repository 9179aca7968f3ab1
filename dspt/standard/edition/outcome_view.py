"""The outcome view's part: objectives, principles, outcomes with their indicators and policy questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .origin import Provenance


class Level(StrEnum):
    """Achievement level of an outcome; ``rank`` orders them."""

    NOT_ACHIEVED = "not_achieved"
    PARTIALLY_ACHIEVED = "partially_achieved"
    ACHIEVED = "achieved"

    @property
    def rank(self) -> int:
        return ("not_achieved", "partially_achieved", "achieved").index(self.value)


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
class AuditScope:
    mandated_outcomes: tuple[str, ...]
    chosen_outcomes: int
    assertion_note: str
