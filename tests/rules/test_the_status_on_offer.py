"""What an organisation may publish, and what is in the way."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dspt.standard import catalogue
from dspt.standard.edition import Edition, ItemAsked, Level
from dspt.standard.facts import AnswerFact, CertificateFact, JudgementFact, ProfileFacts
from dspt.standard.scoring import (
    REASON_CODES,
    WHY_CODES,
    AssertionScore,
    ItemState,
    WrongView,
    score_assertions,
    score_outcomes,
)

from .tables import named, worked_examples

EDITION = catalogue.edition("2024-25")
DAY = date(2025, 3, 1)
TRUST = ProfileFacts("nhs_trust", "1")


def good_answer(asked: ItemAsked) -> AnswerFact:
    return AnswerFact(
        asked.reference, yes_no="yes", text="This is how.", on=date(2025, 1, 9), number=Decimal(7), documents=1
    )


def holding(*exemptions: str) -> tuple[CertificateFact, ...]:
    return tuple(CertificateFact(key, date(2024, 6, 1), date(2025, 12, 31), True) for key in exemptions)


def answers_of(category: str, words: str) -> dict[str, AnswerFact]:
    """Read the documentation's shorthand: ``all but 1.1.1 no 7.3.4``."""
    first, *rest = words.split()
    answers = {}
    if first == "all":
        answers = {one.reference: good_answer(one) for one in EDITION.asked(category) if one.is_mandatory}
    for verb, reference in zip(rest[::2], rest[1::2], strict=True):
        if verb == "but":
            del answers[reference]
        else:
            changes: dict[str, dict[str, object]] = {
                "no": {"yes_no": "no"},
                "check": {"to_check": True},
                "infected": {"documents": 1, "infected": 1},
                "na": {"yes_no": "", "text": "", "documents": 0, "not_applicable": True},
            }
            answers[reference] = replace(answers[reference], **changes[verb])  # type: ignore[arg-type]
    return answers


@pytest.mark.parametrize("row", worked_examples("status", "Type", "Category"), ids=named)
def test_the_worked_examples_hold(row: dict[str, str]) -> None:
    profile = ProfileFacts(row["Type"], row["Category"], certificates=holding(*row["Holds"].split()))
    plan = {"": None, "missing": False, "attached": True}[row["Plan"].replace("used", "").strip()]
    score = score_assertions(
        EDITION,
        profile,
        answers_of(row["Category"], row["Answers"]),
        EDITION.assertions if row["Confirmed"] == "all" else (),
        DAY,
        action_plan=plan,
        approaching_used="used" in row["Plan"],
    )
    assert score.status == row["Status"]
    in_the_way = {f"{reason.code} {reason.subject}" for reason in score.reasons}
    wanted = {part.strip() for part in row["In the way of Met"].split(",") if part.strip()}
    assert wanted <= in_the_way
    assert bool(wanted) == bool(in_the_way)


def rank(edition: Edition, score: AssertionScore) -> int:
    return edition.statuses[score.status].rank


@st.composite
def works(draw: st.DrawFn) -> tuple[ProfileFacts, dict[str, AnswerFact], set[str]]:
    type_ = draw(st.sampled_from(["gp_practice", "care_home", "local_authority", "it_supplier"]))
    category = EDITION.types[type_].category
    # Near-complete work is where statuses change; a plain random subset would hardly ever be Met.
    answers = {one.reference: good_answer(one) for one in EDITION.asked(category)}
    mandatory = [one.reference for one in EDITION.asked(category) if one.is_mandatory]
    for reference in draw(st.sets(st.sampled_from(mandatory), max_size=3)):
        change = draw(st.sampled_from(["gone", "check", "no", "none", "infected"]))
        if change == "gone":
            del answers[reference]
        elif change == "check":
            answers[reference] = replace(answers[reference], to_check=True)
        elif change == "infected":
            answers[reference] = replace(answers[reference], infected=1)
        elif change == "no":
            answers[reference] = replace(answers[reference], yes_no="no")
        else:
            answers[reference] = AnswerFact(reference)
    held = draw(st.sets(st.sampled_from(["cyber_essentials_plus", "iso_27001", "psn"])))
    unconfirmed = draw(st.sets(st.sampled_from(sorted(EDITION.assertions)), max_size=2))
    profile = ProfileFacts(type_, category, draw(st.booleans()), holding(*held))
    return profile, answers, set(EDITION.assertions) - unconfirmed


@given(work=works(), data=st.data())
def test_more_evidence_never_lowers_a_status(
    work: tuple[ProfileFacts, dict[str, AnswerFact], set[str]], data: st.DataObject
) -> None:
    profile, answers, confirmed = work
    plan = data.draw(st.sampled_from([None, False, True]))
    before = score_assertions(EDITION, profile, answers, confirmed, DAY, action_plan=plan)
    kind = data.draw(st.sampled_from(["answer", "document", "confirmation", "certificate", "plan"]))
    if kind == "answer":
        one = data.draw(st.sampled_from(EDITION.asked(profile.category)))
        answers = {**answers, one.reference: good_answer(one)}
    elif kind == "document":
        reference = data.draw(st.sampled_from(sorted(answers)))
        answers = {**answers, reference: replace(answers[reference], documents=answers[reference].documents + 1)}
    elif kind == "confirmation":
        confirmed = confirmed | {data.draw(st.sampled_from(sorted(EDITION.assertions)))}
    elif kind == "certificate":
        held = holding(data.draw(st.sampled_from(["cyber_essentials_plus", "iso_27001", "psn"])))
        profile = replace(profile, certificates=(*profile.certificates, *held))
    else:
        plan = True
    after = score_assertions(EDITION, profile, answers, confirmed, DAY, action_plan=plan)
    assert rank(EDITION, after) >= rank(EDITION, before)
    assert after.mandatory_done >= before.mandatory_done


@given(work=works(), seed=st.integers())
def test_the_order_of_answers_does_not_matter(
    work: tuple[ProfileFacts, dict[str, AnswerFact], set[str]], seed: int
) -> None:
    profile, answers, confirmed = work
    pairs, names = list(answers.items()), sorted(confirmed)
    random.Random(seed).shuffle(pairs)
    random.Random(seed).shuffle(names)
    shuffled = score_assertions(EDITION, profile, dict(pairs), names, DAY)
    assert shuffled == score_assertions(EDITION, profile, answers, confirmed, DAY)


@given(work=works())
def test_a_score_agrees_with_itself(work: tuple[ProfileFacts, dict[str, AnswerFact], set[str]]) -> None:
    profile, answers, confirmed = work
    score = score_assertions(EDITION, profile, answers, confirmed, DAY)
    offers = {offer.status: offer for offer in score.ladder}
    assert sum(offer.on_offer for offer in score.ladder) == (score.status != "not_published")
    assert all(offer.open for offer in score.ladder if offer.on_offer or offer.reasons)
    assert score.is_met == (not score.reasons)
    assert sum(one.is_open for one in score.assertions.values()) == [r.code for r in score.reasons].count("unconfirmed")
    assert all(one.is_open and one.ready for one in score.awaiting_word)
    assert {offer.why for offer in score.ladder} <= WHY_CODES
    assert {reason.code for offer in score.ladder for reason in offer.reasons} <= REASON_CODES
    assert offers["not_met"].open == EDITION.types[profile.type].may_publish_short
    done = [r for r in score.items.values() if r.item.is_mandatory and r.is_done]
    assert len(done) == score.mandatory_done <= score.mandatory_total


def test_the_counts_speak_of_required_items() -> None:
    profile = ProfileFacts("gp_practice", "4", certificates=holding("cyber_essentials_plus"))
    score = score_assertions(EDITION, profile, answers_of("4", "all check 1.1.2 but 1.3.2"), ("1.2",), DAY)
    assert (score.mandatory_total, score.optional_total, score.assertions_to_confirm) == (28, 10, 21)
    assert score.mandatory_done == 26
    assert score.mandatory_to_check == 1
    assert score.mandatory_exempt == 3
    assert score.assertions_confirmed == 1
    assert score.items["6.2.1"].state is ItemState.EXEMPT
    assert score.items["6.2.1"].exempt


def test_an_answered_item_that_is_also_exempt_shows_as_exempt() -> None:
    profile = ProfileFacts("gp_practice", "4", certificates=holding("cyber_essentials_plus"))
    score = score_assertions(EDITION, profile, answers_of("4", "all"), (), DAY)
    assert score.items["6.2.1"].state is ItemState.EXEMPT


def test_a_confirmation_counts_only_while_its_items_do() -> None:
    profile = ProfileFacts("gp_practice", "4", certificates=holding("cyber_essentials_plus"))
    answers = answers_of("4", "all but 6.2.1")
    assert score_assertions(EDITION, profile, answers, EDITION.assertions, DAY).assertions["6.2"].confirmed
    after = date(2026, 1, 1)
    score = score_assertions(EDITION, profile, answers, EDITION.assertions, after)
    assert not score.assertions["6.2"].confirmed
    assert score.status == "not_published"


def test_exceptions_must_be_listed() -> None:
    profile = ProfileFacts("gp_practice", "4")
    answers = answers_of("4", "all")
    answers["4.5.3"] = AnswerFact("4.5.3", yes_no="exceptions")
    score = score_assertions(EDITION, profile, answers, EDITION.assertions, DAY)
    assert score.items["4.5.3"].short_of == "exceptions_missing"
    answers["4.5.3"] = AnswerFact("4.5.3", yes_no="exceptions", comment="One order site; the owner approved it.")
    assert score_assertions(EDITION, profile, answers, EDITION.assertions, DAY).status == "met"


def test_a_recommended_item_answered_no_is_answered() -> None:
    answers = answers_of("3", "all") | {"1.1.6": AnswerFact("1.1.6", yes_no="no")}
    score = score_assertions(EDITION, ProfileFacts("university", "3"), answers, EDITION.assertions, DAY)
    assert score.items["1.1.6"].state is ItemState.DONE
    assert (score.optional_done, score.status) == (1, "met")


def test_a_category_whose_items_the_edition_does_not_hold_gets_nothing() -> None:
    before = catalogue.edition("2023-24")
    score = score_assertions(before, ProfileFacts("nhs_trust", "1"), {}, (), date(2024, 3, 1))
    assert score.status == "not_published"
    assert {offer.why for offer in score.ladder} >= {"no_items"}


def test_each_view_refuses_the_other() -> None:
    with pytest.raises(WrongView):
        score_assertions(EDITION, TRUST, {}, (), DAY)
    with pytest.raises(WrongView):
        score_outcomes(EDITION, ProfileFacts("gp_practice", "4"), {}, DAY)


# ---- the outcome view


def policy_answers(outcome: str) -> dict[str, str]:
    question = EDITION.outcomes[outcome].policy
    if question is None:
        return {}
    kinds = {"text": "Said.", "percent": "99", "choice": "yes"}
    return {field.key: kinds[field.kind] for field in question.fields if field.needed_when is None}


def judged(profile: str = "standard") -> dict[str, JudgementFact]:
    return {
        reference: JudgementFact(
            reference, declared=outcome.expected[profile], statement="In place.", policy=policy_answers(reference)
        )
        for reference, outcome in EDITION.outcomes.items()
    }


def test_a_trust_at_every_expected_level_meets_the_standards() -> None:
    score = score_outcomes(EDITION, TRUST, judged(), DAY)
    assert (score.status, score.total, score.declared, score.at_or_above, score.below) == ("met", 47, 47, 47, 0)
    assert score.interim_ready


def test_one_outcome_below_leaves_standards_not_met() -> None:
    judgements = judged()
    judgements["A1.a"] = replace(judgements["A1.a"], declared=Level.NOT_ACHIEVED)
    score = score_outcomes(EDITION, TRUST, judgements, DAY)
    assert score.status == "not_met"
    assert [(reason.code, reason.subject) for reason in score.reasons] == [("below", "A1.a")]
    assert score.outcomes["A1.a"].standing == "below"


def test_an_outcome_without_a_level_keeps_back_every_status() -> None:
    judgements = judged()
    judgements["A1.a"] = replace(judgements["A1.a"], declared=None)
    score = score_outcomes(EDITION, TRUST, judgements, DAY)
    assert score.status == "not_published"
    assert not score.interim_ready
    assert [reason.code for reason in score.reasons] == ["no_level"]


def test_the_stricter_profile_expects_more() -> None:
    flagged = ProfileFacts("nhs_trust", "1a")
    assert score_outcomes(EDITION, flagged, judged("standard"), DAY).status == "not_met"
    assert score_outcomes(EDITION, flagged, judged("1a"), DAY).status == "met"
    assert all(
        outcome.expected["1a"].rank >= outcome.expected["standard"].rank for outcome in EDITION.outcomes.values()
    )


def test_ticks_that_say_otherwise_ask_for_a_reason() -> None:
    judgements = judged()
    negative = next(one for one in EDITION.outcomes["A1.a"].indicators if one.level is Level.NOT_ACHIEVED)
    judgements["A1.a"] = replace(judgements["A1.a"], ticked=frozenset({negative.reference}))
    score = score_outcomes(EDITION, TRUST, judgements, DAY)
    assert [reason.code for reason in score.reasons] == ["reason_missing"]
    assert score.status == "not_published"
    judgements["A1.a"] = replace(judgements["A1.a"], reason="Closed last week.")
    assert score_outcomes(EDITION, TRUST, judgements, DAY).status == "met"


def test_a_policy_question_is_answered_in_full() -> None:
    judgements = judged()
    judgements["B2.a"] = replace(judgements["B2.a"], policy={"answer": "exceptions"})
    score = score_outcomes(EDITION, TRUST, judgements, DAY)
    assert [(reason.code, reason.subject, reason.detail) for reason in score.reasons] == [
        ("policy_missing", "B2.a", "exceptions")
    ]


def test_a_policy_answer_bars_only_where_the_edition_says_so() -> None:
    judgements = judged()
    judgements["B2.a"] = replace(judgements["B2.a"], policy={"answer": "no"})
    assert score_outcomes(EDITION, TRUST, judgements, DAY).status == "met"
    strict = replace(EDITION, switches={**EDITION.switches, "policy_answers_bar": True})
    score = score_outcomes(strict, TRUST, judgements, DAY)
    assert (score.status, [reason.code for reason in score.reasons]) == ("not_met", ["policy_bars"])


def test_standards_exceeded_is_closed_to_the_outcome_view_unless_switched_on() -> None:
    certified = replace(TRUST, certificates=holding("cyber_essentials_plus"))
    score = score_outcomes(EDITION, certified, judged(), DAY)
    assert (score.status, score.ladder[0].open, score.ladder[0].why) == ("met", False, "rule_unknown")
    switched = replace(EDITION, switches={**EDITION.switches, "outcome_view_exceeded": True})
    assert score_outcomes(switched, certified, judged(), DAY).status == "exceeded"


@given(
    lowered=st.dictionaries(st.sampled_from(sorted(EDITION.outcomes)), st.sampled_from([None, *Level]), max_size=4),
    raised=st.sampled_from(sorted(EDITION.outcomes)),
)
def test_a_higher_level_never_lowers_a_status(lowered: dict[str, Level | None], raised: str) -> None:
    judgements = judged()
    for reference, level in lowered.items():
        judgements[reference] = replace(judgements[reference], declared=level)
    before = score_outcomes(EDITION, TRUST, judgements, DAY)
    judgements[raised] = replace(judgements[raised], declared=Level.ACHIEVED)
    after = score_outcomes(EDITION, TRUST, judgements, DAY)
    assert EDITION.statuses[after.status].rank >= EDITION.statuses[before.status].rank
