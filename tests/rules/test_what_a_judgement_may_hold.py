"""What is judged of an outcome: tidied the same way twice, refused with reasons, kept whole in a draft."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from dspt.assessments.rules.outcome_view import Judging, category_of, problems_of, tidied
from dspt.standard import catalogue
from dspt.standard.edition import Level, Outcome
from dspt.standard.outcome_levels import supported_level
from dspt.web.toolkit.outcomes.forms import Typed, kept

EDITION = catalogue.edition("2024-25")
TEXT = st.text(max_size=40)


@st.composite
def typed(draw: st.DrawFn) -> tuple[Outcome, Typed]:
    outcome = draw(st.sampled_from(list(EDITION.outcomes.values())))
    references = [one.reference for one in outcome.indicators]
    fields = [one.key for one in outcome.policy.fields] if outcome.policy else []
    return outcome, Typed(
        ticks=draw(st.frozensets(st.sampled_from(references))),
        set_aside=draw(st.dictionaries(st.sampled_from(references), TEXT.filter(lambda text: bool(text.strip())))),
        declared=draw(st.sampled_from(["", *Level])),
        reason=draw(TEXT),
        statement=draw(TEXT),
        policy={key: draw(TEXT) for key in fields},
        seen=draw(st.integers(0, 999)),
    )


def judging_of(outcome: Outcome, said: Typed) -> Judging:
    judging, _ = tidied(
        declared=said.declared,
        ticks=said.ticks,
        set_aside=said.set_aside,
        reason=said.reason,
        statement=said.statement,
        policy=said.policy,
        asked=outcome,
    )
    return judging


@settings(max_examples=60, deadline=None)
@given(typed())
@example((EDITION.outcomes["A1.a"], Typed(set_aside={"A1.a#A1": "one\r\ntwo"})))
def test_a_draft_gives_back_what_was_typed(case: tuple[Outcome, Typed]) -> None:
    outcome, said = case
    assert kept(said.as_fields(), outcome) == said


@settings(max_examples=60, deadline=None)
@given(typed())
def test_tidying_twice_changes_nothing_more(case: tuple[Outcome, Typed]) -> None:
    outcome, said = case
    once = judging_of(outcome, said)
    again, unknown = tidied(
        declared=once.declared.value if once.declared else "",
        ticks=once.ticked,
        set_aside=once.set_aside,
        reason=once.reason,
        statement=once.statement,
        policy=once.policy,
        asked=outcome,
    )
    assert (again, unknown) == (once, ())


@settings(max_examples=60, deadline=None)
@given(typed())
def test_a_reason_is_missing_just_where_level_and_ticks_differ_without_one(case: tuple[Outcome, Typed]) -> None:
    outcome, said = case
    judging = judging_of(outcome, said)
    supported = supported_level(outcome, judging.ticked, judging.set_aside)
    differs = supported is not None and judging.declared not in (None, supported)
    asked_for = "reason_missing" in [one.code for one in problems_of(outcome, judging)]
    if judging.declared in (None, *outcome.levels):
        assert asked_for == (differs and not judging.reason)
    assert "reason_missing" not in [one.code for one in problems_of(outcome, judging, working=True)]


def test_an_empty_judgement_has_no_problems() -> None:
    assert all(problems_of(outcome, Judging()) == () for outcome in EDITION.outcomes.values())


def test_the_flag_leads_to_the_stricter_category_where_there_is_one() -> None:
    assert category_of(EDITION, "1", True) == "1a"
    assert category_of(EDITION, "1", False) == "1"
    assert category_of(EDITION, "1a", True) == "1a"
    assert category_of(EDITION, "3", True) == "3"
