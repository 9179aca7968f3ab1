"""What counts as met: status by pure rules over (edition, profile, answers, instant), with reasons.

CONTRACT (to be filled by the standard's author): the records below are what rooms and doors rely on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .edition import Edition, ItemAsked, Level, Outcome
from .facts import AnswerFact, JudgementFact, ProfileFacts


class ItemState(StrEnum):
    DONE = "done"
    TO_CHECK = "to_check"
    MISSING = "missing"
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True)
class Exempt:
    """Why an item is closed, and the last day it stays so (None: as long as the profile says so)."""

    exemption: str
    until: date | None


@dataclass(frozen=True, slots=True)
class ItemResult:
    item: ItemAsked
    state: ItemState
    exempt: Exempt | None = None
    short_of: str = ""
    """Why an answer given does not count (``answered_no`` on a mandatory yes/no …): a code for the door, or empty."""


@dataclass(frozen=True, slots=True)
class AssertionResult:
    assertion: str
    holds_mandatory: bool
    ready: bool
    """All its mandatory items are done or exempt: a person may confirm it."""
    confirmed: bool
    items: tuple[ItemResult, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing in the way of a better status. ``code``: missing, to_check, answered_no, unconfirmed, below, no_level,
    reason_missing, policy_missing, policy_bars ...; ``subject``: item, assertion or outcome reference."""

    code: str
    subject: str


@dataclass(frozen=True, slots=True)
class Offer:
    """One rung of the ladder: a status, whether it is on offer now, and what is in the way or why it is not open."""

    status: str
    on_offer: bool
    open: bool
    """False: not open to this kind of body at all; ``why`` says so."""
    why: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class AssertionScore:
    mandatory_total: int
    mandatory_done: int
    """Exempt ones included."""
    mandatory_exempt: int
    mandatory_to_check: int
    optional_total: int
    optional_done: int
    assertions_to_confirm: int
    """Assertions that hold a mandatory item: the total that must be confirmed."""
    assertions_confirmed: int
    assertions: Mapping[str, AssertionResult]
    items: Mapping[str, ItemResult]
    status: str
    """Best status on offer (key of ``edition.statuses``); ``not_published`` when nothing may be published."""
    ladder: tuple[Offer, ...]
    reasons: tuple[Reason, ...]
    """Everything between this and Standards Met."""


@dataclass(frozen=True, slots=True)
class OutcomeResult:
    outcome: Outcome
    expected: Level
    declared: Level | None
    supported: Level | None
    """None: no tick at all."""
    standing: str  # above, at, below, none
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class OutcomeScore:
    total: int
    declared: int
    at_or_above: int
    below: int
    outcomes: Mapping[str, OutcomeResult]
    status: str
    ladder: tuple[Offer, ...]
    reasons: tuple[Reason, ...]
    interim_ready: bool
    """A level on every outcome."""


def score_assertions(
    edition: Edition,
    profile: ProfileFacts,
    answers: Mapping[str, AnswerFact],
    confirmed: Iterable[str],
    on: date,
) -> AssertionScore:
    """Score the assertion view on a UK day: every item, every assertion, the ladder of statuses."""
    raise NotImplementedError


def score_outcomes(
    edition: Edition,
    profile: ProfileFacts,
    judgements: Mapping[str, JudgementFact],
    on: date,
) -> OutcomeScore:
    """Score the outcome view on a UK day against the profile of the body's category."""
    raise NotImplementedError
