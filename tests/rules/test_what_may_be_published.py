"""Whether an assessment may be published, as what, and that its frozen copy tells the same story for ever."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from dspt.assessments.rules.frozen import FrozenState
from dspt.foundation.refusals import Refusal
from dspt.publication import rules
from dspt.publication.rules.hints import hints, runs_out
from dspt.standard.facts import CertificateFact
from tests.rules.tables import named, worked_examples
from tests.world.publications import (
    AT,
    ON,
    PAPER,
    THIS,
    a_full_state,
    a_profile,
    a_state,
    frozen,
    scored,
    years,
)

CALENDAR = THIS.calendar
PLUS = CertificateFact("cyber_essentials_plus", date(2024, 9, 1), date(2025, 8, 31), covers_all=True)


def offered(profile: rules.KeptProfile, state: FrozenState, on: date = ON, *, accepted: bool = True) -> rules.Offer:
    return rules.final_offer(calendar=CALENDAR, score=scored(profile, state, on), accepted=accepted, on=on)


@pytest.mark.parametrize("kind", ["gp_practice", "care_home", "it_supplier", "nhs_trust"])
def test_a_complete_year_is_published_as_met(kind: str) -> None:
    profile = a_profile(kind)
    offer = offered(profile, a_full_state(profile))
    assert (offer.status, offer.was_late, offer.reasons) == ("met", False, ())
    assert rules.status_text(THIS, offer.status) == "24/25 Standards Met"


def test_cyber_essentials_plus_opens_exceeded() -> None:
    profile = a_profile("gp_practice", certificates=[PLUS])
    assert offered(profile, a_full_state(profile)).status == "exceeded"


def test_a_practice_with_one_thing_missing_is_told_which() -> None:
    profile = a_profile("gp_practice")
    full = a_full_state(profile)
    gone = next(iter(full.answers))
    answers = {key: kept.fact for key, kept in full.answers.items() if key != gone}
    with pytest.raises(rules.NotReady) as refused:
        offered(profile, a_state(profile, answers, full.confirmations))
    reasons = refused.value.facts["reasons"]
    assert isinstance(reasons, tuple)
    assert ("missing", gone) in [(reason.code, reason.subject) for reason in reasons]


@pytest.mark.parametrize("kind", ["it_supplier", "local_authority"])
def test_those_who_may_fall_short_publish_not_met(kind: str) -> None:
    offer = offered(a_profile(kind), a_state(a_profile(kind)))
    assert offer.status == "not_met"
    assert offer.reasons


def test_a_trust_needs_a_level_on_every_outcome_even_to_fall_short() -> None:
    profile = a_profile("nhs_trust")
    facts = {key: kept.fact for key, kept in a_full_state(profile).judgements.items()}
    low = next(key for key, outcome in THIS.outcomes.items() if outcome.expected["standard"].rank > 0)
    facts[low] = replace(facts[low], declared=THIS.outcomes[low].levels[0], reason="Not yet")
    assert offered(profile, a_state(profile, judgements=facts)).status == "not_met"
    del facts[low]
    with pytest.raises(rules.NotReady) as refused:
        offered(profile, a_state(profile, judgements=facts))
    reasons = refused.value.facts["reasons"]
    assert isinstance(reasons, tuple)
    assert [(one.code, one.subject) for one in reasons if one.code == "no_level"] == [("no_level", low)]


def test_the_day_decides_late_and_closed() -> None:
    profile = a_profile("gp_practice")
    full = a_full_state(profile)
    assert not offered(profile, full, CALENDAR.due_on).was_late
    assert offered(profile, full, CALENDAR.due_on + timedelta(1)).was_late
    assert offered(profile, full, CALENDAR.closes_on).was_late
    for day in (CALENDAR.closes_on + timedelta(1), CALENDAR.opens_on - timedelta(1)):
        with pytest.raises(rules.EditionClosed):
            offered(profile, full, day)


def test_a_profile_that_is_not_accepted_stops_everything() -> None:
    profile = a_profile("gp_practice")
    with pytest.raises(rules.ProfileNotAccepted):
        offered(profile, a_full_state(profile), accepted=False)


def test_an_interim_asks_category_1_for_levels_alone() -> None:
    profile = a_profile("nhs_trust")
    bare = {
        key: replace(kept.fact, statement="", policy={}, ticked=frozenset(), reason="")
        for key, kept in a_full_state(profile).judgements.items()
    }

    def asked(state: FrozenState, on: date = ON, who: rules.KeptProfile = profile) -> rules.Offer:
        return rules.interim_offer(
            category=THIS.categories[who.facts.category],
            calendar=CALENDAR,
            score=scored(who, state, on),
            accepted=True,
            on=on,
        )

    assert CALENDAR.interim_due_on
    assert asked(a_state(profile, judgements=bare), CALENDAR.interim_due_on) == rules.Offer(
        "interim", "interim", False, ()
    )
    assert asked(a_state(profile, judgements=bare)).was_late
    gone = bare.pop("A1.a")
    with pytest.raises(rules.NotReady) as refused:
        asked(a_state(profile, judgements=bare))
    assert [(one.code, one.subject) for one in refused.value.facts["reasons"]] == [("no_level", gone.outcome)]  # type: ignore[attr-defined]
    practice = a_profile("gp_practice")
    with pytest.raises(rules.InterimNotAsked):
        asked(a_full_state(practice), who=practice)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(years())
def test_a_recorded_status_equals_the_recomputed_one(year: tuple[rules.KeptProfile, FrozenState]) -> None:
    profile, state = year
    score = scored(profile, state)
    offer = rules.Offer(rules.FINAL, score.status, False, score.reasons)
    document = frozen(profile, state, offer, score)
    assert rules.replay(json.loads(rules.canonical(document))) == score.status


def test_a_frozen_document_holds_every_question_as_it_was_asked() -> None:
    profile = a_profile("care_home")
    state = a_full_state(profile)
    score = scored(profile, state)
    document = json.loads(rules.canonical(frozen(profile, state, rules.Offer("final", "met", False, ()), score)))
    held = {entry["asked"]["reference"]: entry for entry in document["items"]}
    for item in THIS.asked("3"):
        assert held[item.reference]["asked"]["question"] == item.question
        assert held[item.reference]["asked"]["requirement"] == item.requirement
    papers = [entry for entry in document["items"] if entry["answer"] and entry["answer"]["evidence"]]
    assert papers[0]["answer"]["evidence"][0]["sha256"] == PAPER.sha256
    assert papers[0]["answer"]["saved_by"] == "Tom Okafor"
    assert document["edition"]["checksum"] == THIS.checksum
    assert document["declaration"]["sentences"][1] == "the answers are true on the day I publish"


def test_the_same_work_has_the_same_essence_whoever_publishes_it_and_when() -> None:
    profile = a_profile("gp_practice")
    state = a_full_state(profile)
    on_time, late = (rules.Offer("final", "met", was_late, ()) for was_late in (False, True))

    def essence(who: rules.KeptProfile, what: FrozenState, offer: rules.Offer) -> str:
        return rules.essence(
            rules.content(
                edition=THIS, calendar=CALENDAR, profile=who, state=what, score=scored(who, what), offer=offer
            )
        )

    assert essence(profile, state, on_time) == essence(replace(profile, version=9, accepted_by="Tom"), state, late)
    key, kept = next(iter(state.answers.items()))
    changed = {**state.answers, key: replace(kept, fact=replace(kept.fact, comment="Now written down"))}
    assert essence(profile, state, on_time) != essence(profile, replace(state, answers=changed), on_time)


def test_what_evidence_supports_is_frozen_and_where_nothing_was_said_records_stay_as_they_were() -> None:
    profile = a_profile("nhs_trust")
    full = a_full_state(profile)

    def record(*supports: str) -> dict[str, Any]:
        kept = replace(full.judgements["B2.a"], documents=(replace(PAPER, supports=supports),))
        state = replace(full, judgements={**full.judgements, "B2.a": kept})
        return frozen(profile, state, rules.Offer("final", "met", False, ()), scored(profile, state))

    def evidence(made: dict[str, Any]) -> dict[str, Any]:
        held: dict[str, Any] = next(one for one in made["outcomes"] if one["asked"]["reference"] == "B2.a")
        return dict(held["judgement"]["evidence"][0])

    assert evidence(record("B2.a#PA1", "policy"))["supports"] == ["B2.a#PA1", "policy"]
    assert "supports" not in evidence(record())
    assert rules.essence(record()) != rules.essence(record("policy"))


def test_hints_name_old_documents_copied_texts_and_the_only_administrator() -> None:
    profile = a_profile("care_home")
    full = a_full_state(profile)
    old = replace(PAPER, dated_on=date(2022, 5, 1), title="Continuity plan")
    answers = {key: replace(kept, documents=(old,)) if kept.documents else kept for key, kept in full.answers.items()}
    found = hints(state=replace(full, answers=answers), category=THIS.categories["3"], administrators=1, on=ON)
    assert {hint.code for hint in found} == {"document_old", "same_text", "one_administrator"}
    assert next(hint for hint in found if hint.code == "document_old").title == "Continuity plan"


def test_what_the_virus_check_did_not_find_clean_is_never_published_silently() -> None:
    profile = a_profile("care_home")
    full = a_full_state(profile)
    scans = ("clean", "awaiting", "infected", "failed", "awaiting", "none")
    papers = tuple(replace(PAPER, id=str(number), title=scan, scan=scan) for number, scan in enumerate(scans))
    answers = {key: replace(kept, documents=papers) if kept.documents else kept for key, kept in full.answers.items()}
    state = replace(full, answers=answers)
    found = hints(state=state, category=THIS.categories["3"], administrators=2, on=ON)
    unclean = [(hint.code, hint.title) for hint in found if hint.code.startswith("document")]
    assert unclean == [
        ("document_refused", "infected"),
        ("document_unscannable", "failed"),
        ("documents_unchecked", "awaiting"),
    ]
    record = frozen(profile, state, rules.Offer("final", "met", False, ()), scored(profile, state))
    evidence = next(entry["answer"]["evidence"] for entry in record["items"] if entry["answer"]["evidence"])
    assert [one["scan"] for one in evidence] == list(scans), "the record says it too"


def test_what_runs_out_is_listed_soonest_first_with_what_it_opens_again() -> None:
    profile = a_profile("gp_practice", certificates=[PLUS, replace(PLUS, valid_to=date(2025, 5, 1))])
    full = a_full_state(profile)
    score = scored(profile, full)
    certificate, status = runs_out(profile=profile, state=full, score=score, calendar=CALENDAR, on=ON)
    assert (certificate.on, status.on) == (PLUS.valid_to, CALENDAR.current_until)
    assert certificate.items == ()  # all were answered as well
    bare = a_state(profile)
    certificate, _ = runs_out(profile=profile, state=bare, score=scored(profile, bare), calendar=CALENDAR, on=ON)
    assert certificate.items
    assert AT.date() == ON


@pytest.mark.parametrize("row", worked_examples("publication", "Body", "Work"), ids=named)
def test_the_worked_examples_come_out(row: dict[str, str]) -> None:
    profile = a_profile(row["Body"])
    state = a_full_state(profile) if row["Work"] == "all" else a_state(profile)
    try:
        offer = offered(profile, state, date.fromisoformat(row["Day"]), accepted=row["Profile"] == "accepted")
        came = offer.status + (", late" if offer.was_late else "")
    except Refusal as refusal:
        came = refusal.code
    assert came == row["Comes out"]
