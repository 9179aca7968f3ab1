"""What counts as met: status by pure rules over (edition, profile, answers, day), with reasons.

Specification section 9, rules section 6. Worked examples: ``docs/algorithms/status.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dspt.foundation.refusals import Refusal

from .answers import short_of
from .edition import Edition, ItemAsked, Level, Outcome, View
from .exemptions import Exempt, exceeded_until, exempt_items
from .facts import AnswerFact, JudgementFact, ProfileFacts
from .outcome_levels import needs_reason, policy_bars, policy_lacks, standing, supported_level

EXCEEDED, MET, APPROACHING, NOT_MET = "exceeded", "met", "approaching", "not_met"
NOT_PUBLISHED = "not_published"

REASON_CODES = frozenset(
    (
        "missing",  # item: not answered
        "infected",  # item: the virus check refused every document under it, and a document is asked for
        "to_check",  # item: last year's answer, not yet looked at
        "answered_no",  # item: mandatory, and the answer is no
        "exceptions_missing",  # item: yes with exceptions, none listed
        "unconfirmed",  # assertion: holds a mandatory item and is not confirmed
        "no_level",  # outcome: no level declared
        "below",  # outcome: below the expected level
        "reason_missing",  # outcome: differs from the ticks without a reason
        "statement_missing",  # outcome: no supporting statement
        "policy_missing",  # outcome: a field of the policy question is empty (detail: its key)
        "policy_bars",  # outcome: a policy answer bars the status, where the edition says so
        "certificate_missing",  # exemption: the certificate that opens the status is not held
        "plan_missing",  # status: no plan attached
    )
)
WHY_CODES = frozenset(
    (
        "",  # open to this kind of body
        "not_for_type",  # this kind of body may not publish it
        "after_approval",  # comes of an approved improvement plan, never by publishing
        "used_before",  # once only, and used
        "plans_not_offered",  # plans cannot be attached yet
        "rule_unknown",  # no rule for it was found, and the edition keeps it off
        "not_needed",  # open, but a better one is on offer
        "no_items",  # the edition does not hold what this category is asked
    )
)


class WrongView(Refusal):
    """The category is assessed by the other view; ``facts['category']``."""

    code = "wrong_view"


class ItemState(StrEnum):
    DONE = "done"
    TO_CHECK = "to_check"
    MISSING = "missing"
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True)
class ItemResult:
    item: ItemAsked
    state: ItemState
    exempt: Exempt | None = None
    short_of: str = ""
    """Why an answer given does not count (``answered_no`` on a mandatory yes/no …): a code for the door, or empty."""

    @property
    def is_done(self) -> bool:
        """Nothing is left to do: it counts, or it is exempt."""
        return self.state in (ItemState.DONE, ItemState.EXEMPT)


@dataclass(frozen=True, slots=True)
class AssertionResult:
    assertion: str
    holds_mandatory: bool
    ready: bool
    """All its mandatory items are done or exempt: a person may confirm it."""
    confirmed: bool
    """Confirmed by a person, and still ready: an item that opens again takes it away."""
    items: tuple[ItemResult, ...]

    @property
    def is_open(self) -> bool:
        """It has to be confirmed and is not."""
        return self.holds_mandatory and not self.confirmed

    @property
    def awaits_word(self) -> bool:
        """It has to be confirmed and can be: all that it waits for is a person's word."""
        return self.is_open and self.ready


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing in the way of a status. ``code`` is one of ``REASON_CODES``; ``subject`` the reference of the item,
    assertion or outcome, or the key of the exemption or status."""

    code: str
    subject: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """One rung of the ladder: a status, whether it is on offer now, and what is in the way or why it is not open."""

    status: str
    on_offer: bool
    open: bool
    """False: not open to this kind of body at all; ``why`` says so."""
    why: str
    """One of ``WHY_CODES``."""
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

    @property
    def is_met(self) -> bool:
        """Standards Met or above is on offer."""
        return self.status in (MET, EXCEEDED)

    @property
    def awaiting_word(self) -> tuple[AssertionResult, ...]:
        """The assertions that wait for nothing but a person's word."""
        return tuple(one for one in self.assertions.values() if one.awaits_word)


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
    *,
    action_plan: bool | None = None,
    approaching_used: bool = False,
) -> AssertionScore:
    """Score the assertion view on a UK day: every item, every assertion, the ladder of statuses.

    ``confirmed`` holds the references of assertions that a person has confirmed. ``action_plan`` tells whether the
    plan that Approaching Standards needs is attached (None: plans are not offered yet), ``approaching_used`` whether
    that status was published before. Refuses with ``WrongView``.
    """
    category = edition.categories.get(profile.category)
    if category is None or category.view is not View.ASSERTION:
        raise WrongView(category=profile.category)
    asked = edition.asked(profile.category)
    exempt = exempt_items(edition, profile, on)
    items = {item.reference: _item_result(item, answers.get(item.reference), exempt) for item in asked}
    assertions = _assertion_results(items, frozenset(confirmed))

    mandatory = [result for result in items.values() if result.item.is_mandatory]
    optional = [result for result in items.values() if not result.item.is_mandatory]
    holding = [result for result in assertions.values() if result.holds_mandatory]
    to_met = [_reason(result) for result in mandatory if not result.is_done]
    to_met += [Reason("unconfirmed", result.assertion) for result in holding if not result.confirmed]
    flagged = [result for result in items.values() if result.item.approaching]
    to_approach = [_reason(result) for result in flagged if not result.is_done]
    if not action_plan:
        to_approach.append(Reason("plan_missing", APPROACHING))

    ladder = _ladder(
        edition,
        profile,
        on,
        to_met=tuple(to_met),
        holds_items=bool(mandatory),
        exceeded_known=True,
        to_approach=tuple(to_approach),
        approach_why=_approach_why(edition, profile, plans=action_plan is not None, used=approaching_used),
        to_short=(),
    )
    return AssertionScore(
        mandatory_total=len(mandatory),
        mandatory_done=sum(result.is_done for result in mandatory),
        mandatory_exempt=sum(result.state is ItemState.EXEMPT for result in mandatory),
        mandatory_to_check=sum(result.state is ItemState.TO_CHECK for result in mandatory),
        optional_total=len(optional),
        optional_done=sum(result.is_done for result in optional),
        assertions_to_confirm=len(holding),
        assertions_confirmed=sum(result.confirmed for result in holding),
        assertions=assertions,
        items=items,
        status=_best(ladder),
        ladder=ladder,
        reasons=tuple(to_met),
    )


def score_outcomes(
    edition: Edition,
    profile: ProfileFacts,
    judgements: Mapping[str, JudgementFact],
    on: date,
) -> OutcomeScore:
    """Score the outcome view on a UK day against the profile of the body's category. Refuses with ``WrongView``."""
    category = edition.categories.get(profile.category)
    if category is None or category.view is not View.OUTCOME:
        raise WrongView(category=profile.category)
    results = {
        reference: _outcome_result(edition, outcome, category.profile, judgements.get(reference))
        for reference, outcome in edition.outcomes.items()
    }
    to_met = tuple(reason for result in results.values() for reason in result.reasons)
    # Published short, a body still says where it stands on every outcome, and completely.
    to_short = tuple(reason for reason in to_met if reason.code not in ("below", "policy_bars"))
    ladder = _ladder(
        edition,
        profile,
        on,
        to_met=to_met,
        holds_items=bool(results),
        exceeded_known=edition.switches.get("outcome_view_exceeded", False),
        to_approach=(),
        approach_why=_approach_why(edition, profile, plans=False, used=False),
        to_short=to_short,
    )
    declared = [result for result in results.values() if result.declared is not None]
    return OutcomeScore(
        total=len(results),
        declared=len(declared),
        at_or_above=sum(result.standing in ("at", "above") for result in declared),
        below=sum(result.standing == "below" for result in declared),
        outcomes=results,
        status=_best(ladder),
        ladder=ladder,
        reasons=to_met,
        interim_ready=len(declared) == len(results) > 0,
    )


def _item_result(item: ItemAsked, fact: AnswerFact | None, exempt: Mapping[str, Exempt]) -> ItemResult:
    closed = exempt.get(item.reference)
    lack = short_of(item, fact)
    if not lack:
        # An item that is answered as well as exempt is shown as exempt; the answer is kept for the day it reopens.
        return ItemResult(item, ItemState.EXEMPT if closed else ItemState.DONE, closed)
    if closed:
        return ItemResult(item, ItemState.EXEMPT, closed)
    if lack == "to_check":
        return ItemResult(item, ItemState.TO_CHECK)
    return ItemResult(item, ItemState.MISSING, short_of="" if lack == "missing" else lack)


def _reason(result: ItemResult) -> Reason:
    return Reason(result.short_of or result.state.value, result.item.reference)


def _assertion_results(items: Mapping[str, ItemResult], confirmed: frozenset[str]) -> dict[str, AssertionResult]:
    by_assertion: dict[str, list[ItemResult]] = {}
    for result in items.values():
        by_assertion.setdefault(result.item.assertion, []).append(result)
    found = {}
    for reference, results in by_assertion.items():
        mandatory = [result for result in results if result.item.is_mandatory]
        ready = all(result.is_done for result in mandatory)
        found[reference] = AssertionResult(
            assertion=reference,
            holds_mandatory=bool(mandatory),
            ready=ready,
            confirmed=ready and reference in confirmed,
            items=tuple(results),
        )
    return found


def _outcome_result(edition: Edition, outcome: Outcome, profile: str, judgement: JudgementFact | None) -> OutcomeResult:
    expected = outcome.expected[profile]
    if judgement is None:
        judgement = JudgementFact(outcome.reference)
    supported = supported_level(outcome, judgement.ticked, judgement.set_aside)
    where = standing(judgement.declared, expected)
    reasons = []
    if where == "none":
        reasons.append(Reason("no_level", outcome.reference))
    elif where == "below":
        reasons.append(Reason("below", outcome.reference))
    if needs_reason(judgement.declared, supported) and not judgement.reason.strip():
        reasons.append(Reason("reason_missing", outcome.reference))
    if edition.switches.get("statement_needed", False) and not judgement.statement.strip():
        reasons.append(Reason("statement_missing", outcome.reference))
    reasons += [Reason("policy_missing", outcome.reference, field) for field in policy_lacks(outcome, judgement)]
    if edition.switches.get("policy_answers_bar", False) and policy_bars(outcome, judgement):
        reasons.append(Reason("policy_bars", outcome.reference))
    return OutcomeResult(outcome, expected, judgement.declared, supported, where, tuple(reasons))


def _approach_why(edition: Edition, profile: ProfileFacts, *, plans: bool, used: bool) -> str:
    """Tell why Approaching Standards is closed to a body; empty when it is open."""
    kind = edition.types[profile.type]
    if kind.may_publish_short:
        return "after_approval"
    if not kind.social_care:
        return "not_for_type"
    if used:
        return "used_before"
    return "" if plans else "plans_not_offered"


def _ladder(
    edition: Edition,
    profile: ProfileFacts,
    on: date,
    *,
    to_met: tuple[Reason, ...],
    holds_items: bool,
    exceeded_known: bool,
    to_approach: tuple[Reason, ...],
    approach_why: str,
    to_short: tuple[Reason, ...],
) -> tuple[Offer, ...]:
    """Build the ladder, best status first; at most one rung is on offer."""
    to_exceed = to_met
    if not exceeded_until(edition, profile, on)[0]:
        opening = [exemption.key for exemption in edition.exemptions.values() if exemption.opens_exceeded]
        to_exceed = (*to_met, *(Reason("certificate_missing", key) for key in opening))
    rungs = (
        (EXCEEDED, "" if exceeded_known else "rule_unknown", to_exceed),
        (MET, "", to_met),
        (APPROACHING, approach_why, to_approach),
        (NOT_MET, "" if edition.types[profile.type].may_publish_short else "not_for_type", to_short),
    )
    offers: list[Offer] = []
    for status, why, reasons in rungs:
        closed = why or ("" if holds_items else "no_items")
        if closed:
            offers.append(Offer(status, on_offer=False, open=False, why=closed, reasons=()))
        elif any(offer.on_offer for offer in offers):
            offers.append(Offer(status, on_offer=False, open=True, why="not_needed", reasons=()))
        else:
            offers.append(Offer(status, on_offer=not reasons, open=True, why="", reasons=reasons))
    return tuple(offers)


def _best(ladder: tuple[Offer, ...]) -> str:
    return next((offer.status for offer in ladder if offer.on_offer), NOT_PUBLISHED)
