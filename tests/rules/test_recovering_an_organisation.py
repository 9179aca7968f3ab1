"""Who may do what to a request for recovery: every state, every verb, and no way round the two people."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dspt.foundation.clock import LONDON
from dspt.organisations.rules.recovery import (
    DESK_VERBS,
    LIVING,
    NEXT,
    DeskPerson,
    RecoveryCase,
    RecoveryRefused,
    RecoveryState,
    RecoveryVerb,
    after,
    checked_text,
    is_overdue,
)

from .tables import worked_examples

WEEK = timedelta(days=7)
AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
DESK = {
    "Dev": DeskPerson(UUID(int=1)),
    "Dora": DeskPerson(UUID(int=2)),
    "Rae": DeskPerson(UUID(int=3), has_role=True),
    "Quinn": DeskPerson(UUID(int=4), is_requester=True),
}


def decided(case: RecoveryCase, verb: RecoveryVerb, who: str, at: datetime) -> tuple[RecoveryCase, str]:
    """Take a step; a refused one leaves the case as it was and gives its code."""
    try:
        became = after(case, verb, at=at, wait=WEEK, desk=DESK.get(who))
    except RecoveryRefused as refusal:
        return case, refusal.code
    return became, became.state.value


def test_the_worked_examples_hold() -> None:
    cases: dict[str, RecoveryCase] = {}
    for row in worked_examples("recovery", "Case", "Verb", "Who"):
        at = datetime.fromisoformat(row["At"]).replace(tzinfo=LONDON).astimezone(UTC)
        before = cases.get(row["Case"], RecoveryCase())
        cases[row["Case"]], became = decided(before, RecoveryVerb(row["Verb"]), row["Who"], at)
        assert became == row["Becomes"], row


def test_every_state_and_verb_is_decided_as_the_documentation_says() -> None:
    said = {row["State"]: row for row in worked_examples("recovery", "State", "approve")}
    assert {state.value for state in RecoveryState} == set(said) == {state.value for state in NEXT}
    for state, verbs in NEXT.items():
        assert set(verbs) == set(RecoveryVerb)
        for verb, became in verbs.items():
            assert said[state.value][verb.value] == (became.value if became else "")


@pytest.mark.parametrize("state", list(RecoveryState))
@pytest.mark.parametrize("verb", list(RecoveryVerb))
def test_a_verb_that_is_not_open_in_a_state_is_refused(state: RecoveryState, verb: RecoveryVerb) -> None:
    case = RecoveryCase(state, UUID(int=1), UUID(int=3), AT)
    became, code = decided(case, verb, "Dora", AT)
    if NEXT[state][verb] is None:
        assert (became, code) == (case, "not_now")
    else:
        assert became.state is NEXT[state][verb]


@pytest.mark.parametrize("verb", sorted(DESK_VERBS))
@pytest.mark.parametrize(("who", "code"), [("Rae", "has_role"), ("Quinn", "own_request"), ("nobody", "unknown")])
def test_whoever_is_concerned_decides_nothing_at_the_desk(verb: RecoveryVerb, who: str, code: str) -> None:
    assert decided(RecoveryCase(), verb, who, AT)[1] == code


def test_a_request_that_ended_stays_ended() -> None:
    ended = set(RecoveryState) - LIVING
    assert all(became is None for state in ended for became in NEXT[state].values())
    assert all(any(NEXT[state].values()) for state in LIVING)


STEPS = st.lists(
    st.tuples(st.sampled_from(list(RecoveryVerb)), st.sampled_from(sorted(DESK)), st.integers(0, 6 * 24 * 60)),
    max_size=14,
)


@given(STEPS)
def test_nothing_is_granted_without_two_strangers_and_the_whole_waiting_time(
    steps: list[tuple[RecoveryVerb, str, int]],
) -> None:
    case, at = RecoveryCase(), AT
    approved: list[tuple[str, datetime]] = []
    for verb, who, minutes in steps:
        at += timedelta(minutes=minutes)
        case_before, (case, became) = case, decided(case, verb, who, at)
        if became == "questioned":
            approved = []
        if verb is RecoveryVerb.APPROVE and case != case_before:
            approved.append((who, at))
        if became == "granted":
            assert sorted(name for name, _ in approved) == ["Dev", "Dora"]
            assert at - approved[-1][1] >= WEEK
        if case_before.state not in LIVING:
            assert case == case_before


@given(STEPS)
def test_the_waiting_time_runs_only_with_two_approvals(steps: list[tuple[RecoveryVerb, str, int]]) -> None:
    case, at = RecoveryCase(), AT
    for verb, who, minutes in steps:
        at += timedelta(minutes=minutes)
        case, _ = decided(case, verb, who, at)
        if case.state in (RecoveryState.COUNTING, RecoveryState.GRANTED):
            assert case.first is not None
            assert case.second is not None
            assert case.first != case.second
            assert case.ends_at is not None


@pytest.mark.parametrize(
    ("state", "minutes", "overdue"),
    [
        (RecoveryState.WAITING, 2 * 24 * 60, True),
        (RecoveryState.WAITING, 2 * 24 * 60 - 1, False),
        (RecoveryState.APPROVED, 3 * 24 * 60, True),
        (RecoveryState.QUESTIONED, 30 * 24 * 60, False),
        (RecoveryState.COUNTING, 30 * 24 * 60, False),
    ],
)
def test_the_desk_is_reminded_of_what_waits_for_it_alone(state: RecoveryState, minutes: int, overdue: bool) -> None:
    assert is_overdue(state, AT, AT + timedelta(minutes=minutes)) is overdue


def test_what_somebody_wrote_is_tidied_or_refused() -> None:
    assert checked_text("  Rang\r\nback\x00 ", 20) == "Rang\nback"
    for typed, code in (("", "text_missing"), (" \n ", "text_missing"), ("x" * 21, "text_long")):
        with pytest.raises(RecoveryRefused, match=code):
            checked_text(typed, 20)
