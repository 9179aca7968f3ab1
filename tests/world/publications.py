"""Years of work as plain records, for the rules of publication: random ones, and ones that are complete."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from dspt.assessments.rules.frozen import FrozenState, KeptAnswer, KeptConfirmation, KeptDocument, KeptJudgement
from dspt.publication import rules
from dspt.standard.catalogue import edition
from dspt.standard.edition import AnswerType, ItemAsked, Level, Outcome, View
from dspt.standard.facts import AnswerFact, CertificateFact, JudgementFact, ProfileFacts
from dspt.standard.scoring import score_assertions, score_outcomes

AT = datetime(2025, 5, 12, 9, 30, tzinfo=UTC)
ON = date(2025, 5, 12)
THIS = edition("2024-25")
PAPER = KeptDocument("0197f2", "file", "Policy", "policy.pdf", "ab" * 32, ON)


def an_answer(asked: ItemAsked) -> AnswerFact:
    """Answer an item in a way that counts."""
    blank = AnswerFact(asked.reference)
    match asked.type:
        case AnswerType.YES_NO | AnswerType.YES_NO_EXCEPTIONS:
            return replace(blank, yes_no="yes")
        case AnswerType.TEXT:
            return replace(blank, text="We keep a list and look at it every quarter.")
        case AnswerType.DATE:
            return replace(blank, on=date(2025, 2, 3))
        case AnswerType.NUMBER:
            assert asked.unit
            return replace(blank, number=min(Decimal(96), asked.unit.maximum))
        case AnswerType.DOCUMENT:
            return replace(blank, documents=1)


def a_judgement(outcome: Outcome, profile: str = "standard") -> JudgementFact:
    """Judge an outcome at the level that is expected, with the ticks for it and the policy answered."""
    level = outcome.expected[profile]
    policy: dict[str, str] = {}
    for field in outcome.policy.fields if outcome.policy else ():
        if field.needed_when is None:
            policy[field.key] = field.choices[0][0] if field.choices else "90"
    ticked = frozenset(one.reference for one in outcome.indicators if one.level is level)
    if level is Level.NOT_ACHIEVED:
        ticked = frozenset()
    return JudgementFact(
        outcome.reference, declared=level, ticked=ticked, statement="As set out.", reason="See there.", policy=policy
    )


def a_profile(
    kind: str, *, certificates: Iterable[CertificateFact] = (), nhsmail: bool = False, category: str = ""
) -> rules.KeptProfile:
    """Describe a body of a type with an accepted profile."""
    held = tuple(certificates)
    return rules.KeptProfile(
        code="ZZ901",
        name="Larchford House",
        sector=THIS.types[kind].public_sector,
        version=3,
        accepted_at=AT,
        accepted_by="Ruth Cole",
        chosen_type=kind,
        tests={},
        nhsmail="yes" if nhsmail else "no",
        key_roles=(rules.KeptRole("siro", "SIRO", "Ruth Cole", ""),),
        certificates=tuple(
            rules.KeptCertificate(
                one.exemption, one.exemption, "F", "1", "all", one.covers_all, one.valid_from, one.valid_to
            )
            for one in held
        ),
        is_critical_infrastructure=category == "1a",
        facts=ProfileFacts(kind, category or THIS.types[kind].category, nhsmail, held),
    )


def a_state(
    profile: rules.KeptProfile,
    answers: Mapping[str, AnswerFact] | None = None,
    confirmed: Iterable[str] = (),
    judgements: Mapping[str, JudgementFact] | None = None,
) -> FrozenState:
    """Put a year together from facts."""
    view = THIS.categories[profile.facts.category].view
    return FrozenState(
        edition=THIS.key,
        view=view,
        category=profile.facts.category,
        revision=7,
        answers={
            key: KeptAnswer(fact, (PAPER,) * fact.documents, AT, "Tom Okafor", "", "")
            for key, fact in (answers or {}).items()
        },
        confirmations={key: KeptConfirmation(key, AT, "Ruth Cole") for key in confirmed},
        judgements={
            key: KeptJudgement(fact, dict.fromkeys(fact.set_aside, "Two people sign"), (), AT, "Tom Okafor", "")
            for key, fact in (judgements or {}).items()
        },
    )


def scored(profile: rules.KeptProfile, state: FrozenState, on: date = ON) -> rules.Score:
    if state.view == View.ASSERTION:
        facts = {key: kept.fact for key, kept in state.answers.items()}
        return score_assertions(THIS, profile.facts, facts, state.confirmations, on)
    return score_outcomes(THIS, profile.facts, {key: kept.fact for key, kept in state.judgements.items()}, on)


def frozen(
    profile: rules.KeptProfile,
    state: FrozenState,
    offer: rules.Offer,
    score: rules.Score,
    on: date = ON,
    number: str = "7KQ4-M2RD-9C",
) -> dict[str, Any]:
    """Freeze a year as a publication does."""
    content = rules.content(
        edition=THIS, calendar=THIS.calendar, profile=profile, state=state, score=score, offer=offer
    )
    return rules.document(
        content,
        number=number,
        at=AT,
        on=on,
        declared=rules.Declared(None, "Ruth Cole", "Manager"),
        profile=profile,
        follows="",
    )


def a_full_state(profile: rules.KeptProfile) -> FrozenState:
    """A year in which everything required is done."""
    category = profile.facts.category
    if THIS.categories[category].view is View.OUTCOME:
        expected = THIS.categories[category].profile
        return a_state(profile, judgements={key: a_judgement(one, expected) for key, one in THIS.outcomes.items()})
    asked = [item for item in THIS.asked(category) if item.is_mandatory]
    return a_state(profile, {one.reference: an_answer(one) for one in asked}, {one.assertion for one in asked})


@st.composite
def bodies(draw: st.DrawFn) -> rules.KeptProfile:
    """Any body, with any certificates, in date or not."""
    kind = draw(st.sampled_from(sorted(THIS.types)))
    certificates = draw(
        st.lists(
            st.builds(
                CertificateFact,
                st.sampled_from(sorted(key for key, one in THIS.exemptions.items() if one.is_certificate)),
                st.just(date(2024, 9, 1)),
                st.sampled_from([date(2025, 5, 11), ON, date(2025, 8, 31)]),
                st.booleans(),
            ),
            max_size=3,
        )
    )
    category = THIS.types[kind].category
    if category == "1" and draw(st.booleans()):
        category = "1a"
    return a_profile(kind, certificates=certificates, nhsmail=draw(st.booleans()), category=category)


@st.composite
def years(draw: st.DrawFn) -> tuple[rules.KeptProfile, FrozenState]:
    """Any body's year: from nothing done to everything, with what is often left out, left out."""
    profile = draw(bodies())
    full = a_full_state(profile)
    keys = sorted(full.answers or full.judgements)
    lost = draw(
        st.one_of(st.just(frozenset()), st.frozensets(st.sampled_from(keys), max_size=4), st.just(frozenset(keys)))
    )
    answers = {key: kept.fact for key, kept in full.answers.items() if key not in lost}
    for key in draw(st.frozensets(st.sampled_from(sorted(answers)), max_size=3)) if answers else ():
        change = draw(
            st.sampled_from([{"yes_no": "no"}, {"to_check": True}, {"not_applicable": True}, {"documents": 0}])
        )
        answers[key] = replace(answers[key], **change)
    judgements = {key: kept.fact for key, kept in full.judgements.items() if key not in lost}
    for key in draw(st.frozensets(st.sampled_from(sorted(judgements)), max_size=3)) if judgements else ():
        judgements[key] = _otherwise(draw, THIS.outcomes[key], judgements[key])
    unconfirmed = (
        draw(st.frozensets(st.sampled_from(sorted(full.confirmations)), max_size=2)) if answers else frozenset()
    )
    return profile, a_state(profile, answers, set(full.confirmations) - unconfirmed, judgements)


def _otherwise(draw: st.DrawFn, outcome: Outcome, fact: JudgementFact) -> JudgementFact:
    references = [one.reference for one in outcome.indicators]
    aside = draw(st.frozensets(st.sampled_from(references), max_size=2))
    return replace(
        fact,
        declared=draw(st.sampled_from([None, *outcome.levels])),
        ticked=draw(st.frozensets(st.sampled_from(references))) - aside,
        set_aside=aside,
        reason=draw(st.sampled_from(["", "because"])),
        policy=draw(st.sampled_from([fact.policy, {}])),
    )
