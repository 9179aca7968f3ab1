"""Indicators, the level they support, and when a reason is required."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dspt.standard import catalogue
from dspt.standard.edition import Level, Outcome
from dspt.standard.outcome_levels import needs_reason, supported_level

from .tables import named, worked_examples

EDITION = catalogue.edition("2024-25")
COLUMNS = {
    "Not achieved": Level.NOT_ACHIEVED,
    "Partially achieved": Level.PARTIALLY_ACHIEVED,
    "Achieved": Level.ACHIEVED,
}


def level(word: str) -> Level | None:
    return None if word == "nothing" else Level(word)


@pytest.mark.parametrize("row", worked_examples("outcome-level", "Outcome", "Not achieved"), ids=named)
def test_the_worked_examples_hold(row: dict[str, str]) -> None:
    outcome = EDITION.outcomes[row["Outcome"]]
    ticked: set[str] = set()
    aside: set[str] = set()
    for column, under in COLUMNS.items():
        references = [one.reference for one in outcome.indicators if one.level is under]
        match row[column]:
            case "all":
                ticked.update(references)
            case "one":
                ticked.update(references[:1])
            case "one aside":
                ticked.update(references[1:])
                aside.update(references[:1])
            case "all aside":
                aside.update(references)
    assert supported_level(outcome, ticked, aside) is level(row["Supports"])


@pytest.mark.parametrize("row", worked_examples("outcome-level", "Declared", "Supported"), ids=named)
def test_a_reason_is_required_where_judgement_and_ticks_differ(row: dict[str, str]) -> None:
    assert needs_reason(level(row["Declared"]), level(row["Supported"])) is (row["Reason"] == "yes")


@st.composite
def ticks(draw: st.DrawFn) -> tuple[Outcome, set[str], set[str], str]:
    outcome = EDITION.outcomes[draw(st.sampled_from(sorted(EDITION.outcomes)))]
    references = [one.reference for one in outcome.indicators]
    good = [one.reference for one in outcome.indicators if one.level is not Level.NOT_ACHIEVED]
    some = st.sets(st.sampled_from(references))
    return outcome, draw(some), draw(some), draw(st.sampled_from(good))


@given(ticks())
def test_a_further_good_indicator_never_lowers_the_level(given_: tuple[Outcome, set[str], set[str], str]) -> None:
    outcome, ticked, aside, further = given_
    before = supported_level(outcome, ticked, aside)
    after = supported_level(outcome, ticked | {further}, aside)
    assert after is not None
    assert before is None or after.rank >= before.rank


@given(ticks())
def test_the_level_is_always_one_that_the_outcome_has(given_: tuple[Outcome, set[str], set[str], str]) -> None:
    outcome, ticked, aside, _further = given_
    found = supported_level(outcome, ticked, aside)
    assert found is None or found in outcome.levels


def test_ticks_of_another_outcome_support_nothing() -> None:
    other = {one.reference for one in EDITION.outcomes["A1.b"].indicators}
    assert supported_level(EDITION.outcomes["A1.a"], other) is None
