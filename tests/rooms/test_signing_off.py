"""Signing off: who, in which capacity, of what; it ends by itself when the work moves, and is frozen with it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from dspt.assessments.actions import save_answer
from dspt.assessments.models import Answer, Assessment
from dspt.assessments.rules.year import AssessmentKey
from dspt.journal.models import Entry
from dspt.organisations.actions import save_nhsmail
from dspt.organisations.queries import profile
from dspt.publication import rules
from dspt.publication.actions import (
    ChangedSinceCheck,
    Seen,
    SignOffRefused,
    publish_assessment,
    sign_off_assessment,
    take_sign_off_back,
)
from dspt.publication.models import Publication, SignOff
from dspt.publication.queries import readiness
from dspt.publication.rules import NotReady, SignOffMissing, moved_since
from dspt.standard.answers import Typed
from tests.world.cast import BODIES, a_person
from tests.world.published import AT, THIS, a_finished_year, published, the_year_runs

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _running(settings: Any, tmp_path: Any) -> None:
    settings.DSPT_SIGNING_KEY_FILE = tmp_path / "signing-key.json"
    the_year_runs()


def signed(organisation: UUID, capacity: str = "siro", *, edition: Any = THIS, note: str = "", at: Any = AT) -> UUID:
    ready = readiness(organisation=organisation, edition=edition, at=at)
    assert ready.unsigned_offer, ready.refusal
    seen = Seen(ready.gathered.state.revision, ready.gathered.profile.version, ready.unsigned_offer.status)
    return sign_off_assessment(
        by=a_person("simon", AT),
        organisation=organisation,
        edition=edition,
        seen=seen,
        capacity=capacity,
        note=note,
        at=at,
    )


def events() -> list[str]:
    return list(Entry.objects.filter(event__startswith="publication.signoff").values_list("event", flat=True))


def an_answer_changes(organisation: UUID) -> None:
    row = Answer.objects.filter(organisation_id=organisation, text__gt="").order_by("item").first()
    assert row
    save_answer(
        by=a_person("tom", AT),
        assessment=AssessmentKey(organisation, BODIES["supplier"].code, THIS.key),
        item=row.item,
        value=Typed(text="We look at it every month now."),
        seen_version=row.version,
        at=LATER,
    )


def test_a_sign_off_stands_with_name_capacity_note_and_time() -> None:
    made = a_finished_year("supplier")
    signed(made, note="Agreed by the board on 3 March")
    (one,) = readiness(organisation=made, edition=THIS, at=AT).gathered.standing_sign_offs
    assert (one.by_name, one.capacity, one.note, one.signed_at, one.status) == (
        "Simon Adeyemi",
        "siro",
        "Agreed by the board on 3 March",
        AT,
        "met",
    )
    assert events() == ["publication.signoff.given"]


def test_several_capacities_stand_beside_each_other_and_each_is_given_once() -> None:
    made = a_finished_year("supplier")
    signed(made, "siro")
    signed(made, "board")
    with pytest.raises(SignOffRefused, match="already_signed"):
        signed(made, "siro")
    assert len(events()) == 2


def test_a_changed_answer_ends_it_and_says_which_and_whose() -> None:
    made = a_finished_year("supplier")
    signed(made)
    an_answer_changes(made)
    found = readiness(organisation=made, edition=THIS, at=LATER).gathered
    assert found.standing_sign_offs == ()
    move = moved_since(found.sign_offs[0], found.state, found.profile.version)
    assert (move.what, move.by, move.at) == ("answer", "Tom Okafor", LATER)
    assert move.subject in found.state.answers


def test_a_changed_profile_ends_it_even_when_it_is_accepted_again() -> None:
    made = a_finished_year("practice")
    signed(made)
    save_nhsmail(by=a_person("ruth", AT), organisation=made, nhsmail="no", seen_version=profile(made).version, at=LATER)
    found = readiness(organisation=made, edition=THIS, at=LATER).gathered
    assert found.standing_sign_offs == ()
    assert moved_since(found.sign_offs[0], found.state, found.profile.version).what == "profile"


def test_signed_anew_after_a_change_only_the_new_one_is_listed() -> None:
    made = a_finished_year("supplier")
    signed(made)
    an_answer_changes(made)
    anew = signed(made, at=LATER + timedelta(minutes=1))
    found = readiness(organisation=made, edition=THIS, at=LATER).gathered
    assert [one.id for one in found.sign_offs] == [anew]
    assert SignOff.objects.count() == 2


def test_what_changed_since_it_was_seen_is_not_signed() -> None:
    made = a_finished_year("supplier")
    ready = readiness(organisation=made, edition=THIS, at=AT)
    an_answer_changes(made)
    with pytest.raises(ChangedSinceCheck):
        sign_off_assessment(
            by=a_person("simon", AT),
            organisation=made,
            edition=THIS,
            seen=Seen(ready.gathered.state.revision, ready.gathered.profile.version, "met"),
            capacity="siro",
            at=LATER,
        )
    assert events() == []


@pytest.mark.parametrize(
    ("capacity", "note", "code"), [("mayor", "", "capacity_unknown"), ("siro", "x" * 1001, "note_long")]
)
def test_a_capacity_must_be_known_and_a_note_short(capacity: str, note: str, code: str) -> None:
    made = a_finished_year("supplier")
    with pytest.raises(SignOffRefused, match=code):
        signed(made, capacity, note=note)


def test_nothing_on_offer_is_nothing_to_sign() -> None:
    made = a_finished_year("home")
    Answer.objects.filter(organisation_id=made).update(to_check=True)
    with pytest.raises(NotReady):
        sign_off_assessment(
            by=a_person("simon", AT),
            organisation=made,
            edition=THIS,
            seen=Seen(5, profile(made).version, "met"),
            capacity="siro",
            at=AT,
        )


def test_its_giver_takes_it_back_and_nobody_else() -> None:
    made = a_finished_year("supplier")
    given = signed(made)
    code = BODIES["supplier"].code
    for who, which in (("ruth", given), ("simon", uuid4())):
        with pytest.raises(SignOffRefused, match="unknown"):
            take_sign_off_back(by=a_person(who, AT), code=code, organisation=made, sign_off=which, at=LATER)
    take_sign_off_back(by=a_person("simon", AT), code=code, organisation=made, sign_off=given, at=LATER)
    assert readiness(organisation=made, edition=THIS, at=LATER).gathered.sign_offs == ()
    assert events() == ["publication.signoff.given", "publication.signoff.taken_back"]


def test_what_stood_is_frozen_and_the_rest_is_not() -> None:
    made = a_finished_year("supplier")
    signed(made, "board", at=AT)
    Assessment.objects.filter(organisation_id=made).update(revision=9)
    signed(made, "siro", note="Go")
    published("supplier", made)
    document = json.loads(Publication.objects.get().document)
    assert [(one["by_name"], one["capacity"], one["note"]) for one in document["signed_off"]] == [
        ("Simon Adeyemi", "siro", "Go")
    ]
    assert rules.replay(document) == "met"
    assert "Simon" not in Publication.objects.get().record


def test_a_document_frozen_before_there_were_sign_offs_replays() -> None:
    made = a_finished_year("supplier")
    published("supplier", made)
    document = json.loads(Publication.objects.get().document)
    assert document.pop("signed_off") == []
    assert rules.replay(document) == "met"


def test_an_edition_that_asks_for_it_is_not_published_without() -> None:
    strict = replace(THIS, switches={**THIS.switches, rules.SIGN_OFF_NEEDED: True})
    made = a_finished_year("supplier")
    ready = readiness(organisation=made, edition=strict, at=AT)
    assert isinstance(ready.refusal, SignOffMissing)
    seen = Seen(ready.gathered.state.revision, ready.gathered.profile.version, "met")

    def publishes() -> None:
        publish_assessment(
            by=a_person("ruth", AT),
            organisation=made,
            edition=strict,
            seen=seen,
            declared=True,
            receipt=str,
            at=AT,
        )

    with pytest.raises(SignOffMissing):
        publishes()
    signed(made, edition=strict)
    publishes()
    assert Publication.objects.count() == 1
