"""Somebody lost every second factor: asked by mail, approved by two, stopped by anybody concerned, taken away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.db import IntegrityError, transaction

from dspt.accounts.actions import LinkRefused, PersonRefused
from dspt.accounts.models import MailedLink
from dspt.accounts.queries import held_factors
from dspt.foundation.actors import Actor
from dspt.journal.models import Entry
from dspt.notices.models import Notice
from dspt.organisations import actions
from dspt.organisations.models import Recovery
from dspt.organisations.queries import (
    administrators_around,
    people,
    recoveries_of_person,
    recoveries_to_grant,
    recovery_to_stop,
)
from dspt.organisations.rules import CHECKS, Check, RecoveryKind
from tests.world.cast import PEOPLE, a_person, a_phone, an_organisation, the_national_team
from tests.world.faults import all_or_nothing
from tests.world.recovery import (
    ANYBODY,
    FACTOR_WAIT,
    PAGES,
    SAID,
    a_lost_factor,
    a_lost_link,
    a_request,
    approved,
    granted,
    home,
    lost,
    newest,
    secret,
    state,
)

AT = datetime(2026, 10, 21, 9, 0, tzinfo=UTC)
RUTH, TOM, VERA, DEV, NADIA = (PEOPLE[key].email for key in ("ruth", "tom", "vera", "dev", "nadia"))

pytestmark = pytest.mark.django_db


def person(key: str) -> Actor:
    return a_person(key, AT)


def test_whoever_asks_gets_one_letter_whatever_is_so() -> None:
    an_organisation("home", AT)
    a_phone("tom", AT)
    letters = Notice.objects.count()
    for number, email in enumerate((TOM, RUTH, "nobody@b.example"), start=1):
        actions.ask_to_recover_factor(by=ANYBODY, email=email, pages=PAGES, at=AT)
        assert (Notice.objects.count() - letters, MailedLink.objects.count()) == (number, number)
    assert "<lost " in newest(TOM)
    assert "Your account has none" in newest(RUTH)
    assert "No account of the" in newest("nobody@b.example")
    assert "<lost " not in newest(RUTH) + newest("nobody@b.example")
    assert not Recovery.objects.exists()


def test_a_link_that_a_letter_left_out_makes_no_request() -> None:
    an_organisation("home", AT)
    a_phone("tom", AT)
    token = a_lost_link(AT)
    for email, code in ((RUTH, "no_factor"), ("nobody@b.example", "unknown")):
        MailedLink.objects.update(email=email)
        with pytest.raises(actions.RecoveryRefused, match=code):
            lost(token, AT)


def test_asking_without_an_address_is_refused() -> None:
    with pytest.raises(PersonRefused, match="email_malformed"):
        actions.ask_to_recover_factor(by=ANYBODY, email="tom at work", pages=PAGES, at=AT)


def test_a_request_is_told_to_the_person_and_to_those_who_administer_their_organisations() -> None:
    made = a_lost_factor(AT)
    assert state(made) == "waiting"
    told = Notice.objects.filter(kind="link.recovery").values_list("to", flat=True)
    assert sorted(told) == sorted([TOM, RUTH]), "a viewer decides about nobody's access"
    assert PEOPLE["tom"].name in newest(RUTH)
    assert "asks us to take away the extra sign-in step" in newest(RUTH)
    assert "<stop " in newest(RUTH)
    assert SAID.why not in newest(RUTH), "a letter does not carry what somebody wrote"
    entry = Entry.objects.get(event="organisations.recovery.asked")
    assert (entry.chain, entry.after["kind"]) == ("service", "factor")


def test_where_nobody_else_administers_everybody_with_access_is_told() -> None:
    made = a_lost_factor(AT, "ruth")
    told = Notice.objects.filter(kind="link.recovery").values_list("to", flat=True)
    assert sorted(told) == sorted([RUTH, TOM, VERA])
    assert recovery_to_stop(secret("stop", VERA)) is not None
    assert state(made) == "waiting"


def test_the_national_team_is_told_of_somebody_with_a_role_in_the_service() -> None:
    the_national_team(AT)
    a_lost_factor(AT, "dora")
    told = Notice.objects.filter(kind="link.recovery").values_list("to", flat=True)
    assert sorted(told) == sorted([PEOPLE["dora"].email, NADIA])


def test_a_link_works_once_and_for_a_day() -> None:
    an_organisation("home", AT)
    a_phone("tom", AT)
    token = a_lost_link(AT)
    with pytest.raises(LinkRefused, match="ran_out"):
        lost(token, AT + timedelta(hours=24))
    with pytest.raises(LinkRefused, match="unknown"):
        lost("nothing", AT)
    made = lost(token, AT)
    actions.stop_recovery_by_link(by=ANYBODY, token=secret("stop", TOM), text="Found it", pages=PAGES, at=AT)
    assert state(made) == "stopped"
    with pytest.raises(LinkRefused, match="spent"):
        lost(token, AT)


def test_there_is_one_living_request_of_a_person() -> None:
    made = a_lost_factor(AT)
    actions.ask_to_recover_factor(by=ANYBODY, email=TOM, pages=PAGES, at=AT)
    assert "under way" in Notice.objects.filter(to=TOM).order_by("-id")[0].subject
    row = Recovery.objects.get(id=made)
    row.id = uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_the_database_holds_to_what_a_request_is_about() -> None:
    made, other = a_lost_factor(AT), a_request(AT)
    tom = person("tom").id
    for id, values in (
        (made, {"organisation_id": home()}),
        (made, {"person_id": None}),
        (made, {"kind": "administrator"}),
        (other, {"person_id": tom}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Recovery.objects.filter(id=id).update(**values)


@pytest.mark.parametrize("missing", CHECKS[RecoveryKind.FACTOR])
def test_nobody_approves_what_they_did_not_check(missing: Check) -> None:
    made = a_lost_factor(AT)
    with pytest.raises(actions.RecoveryRefused, match="unchecked"):
        actions.approve_recovery(
            by=person("dev"),
            recovery=made,
            seen_version=1,
            checked=[each for each in Check if each is not missing],
            text="Rang.",
            wait=FACTOR_WAIT,
            pages=PAGES,
            at=AT,
        )


def test_nobody_of_the_desk_decides_on_their_own_factors() -> None:
    made = a_lost_factor(AT, "dev")
    with pytest.raises(actions.RecoveryRefused, match="own_request"):
        approved(made, "dev", AT)
    approved(made, "dora", AT)
    with pytest.raises(actions.RecoveryRefused, match="own_request"):
        approved(made, "dev", AT)
    assert state(made) == "approved", "one colleague is not enough"


def test_nobody_decides_on_somebody_whose_organisation_is_theirs_too() -> None:
    made = a_lost_factor(AT)
    dev = person("dev").id
    assert dev is not None
    actions.add_membership(by=person("ruth"), organisation=home(), person=dev, role="viewer", at=AT)
    with pytest.raises(actions.RecoveryRefused, match="has_role"):
        approved(made, "dev", AT)


def test_after_the_waiting_time_every_factor_is_gone_and_every_session_ended() -> None:
    made = a_lost_factor(AT)
    tom = person("tom").id
    assert tom is not None
    session = SessionStore()
    session.create()
    UserSession.objects.create(user_id=tom, session_key=session.session_key, ip="127.0.0.1", user_agent="")
    approved(made, "dev", AT)
    approved(made, "dora", AT)
    due = AT + FACTOR_WAIT
    assert recoveries_to_grant(due - timedelta(seconds=1)) == ()
    with pytest.raises(actions.RecoveryRefused, match="too_early"):
        granted(made, due - timedelta(seconds=1))
    assert held_factors(tom)
    assert recoveries_to_grant(due) == (made,)
    granted(made, due)
    assert (state(made), held_factors(tom)) == ("granted", ())
    assert not UserSession.objects.filter(user_id=tom).exists()
    said = list(Notice.objects.filter(to=TOM).order_by("-id").values_list("body", flat=True)[:2])
    assert any("<sign in>" in body for body in said)
    assert "was taken away" in newest(RUTH)
    taken = Entry.objects.get(event="accounts.factor.removed")
    assert (taken.before["kind"], taken.after["why"]) == ("all", f"recovery {made}")
    with pytest.raises(actions.RecoveryRefused, match="not_now"):
        granted(made, due)


def test_taking_them_away_is_all_or_nothing() -> None:
    made = a_lost_factor(AT)
    approved(made, "dev", AT)
    approved(made, "dora", AT)
    all_or_nothing(lambda: granted(made, AT + FACTOR_WAIT))


@pytest.mark.parametrize("who", [TOM, RUTH])
def test_the_person_and_an_administrator_stop_it_by_the_link_of_their_letter(who: str) -> None:
    made = a_lost_factor(AT)
    approved(made, "dev", AT)
    approved(made, "dora", AT)
    token = secret("stop", who)
    assert recovery_to_stop(token) is not None
    actions.stop_recovery_by_link(by=ANYBODY, token=token, text="That was not me.", pages=PAGES, at=AT)
    assert state(made) == "stopped"
    assert held_factors(person("tom").id or uuid4())


def test_a_stop_link_ends_with_the_administrators_access() -> None:
    made = a_lost_factor(AT)
    token = secret("stop", RUTH)
    vera = next(each for each in people(home()) if each.email == VERA)
    actions.change_role(by=person("ruth"), organisation=home(), membership=vera.membership, role="administrator", at=AT)
    ruth = next(each for each in people(home()) if each.email == RUTH)
    actions.change_role(by=person("vera"), organisation=home(), membership=ruth.membership, role="viewer", at=AT)
    assert recovery_to_stop(token) is None
    with pytest.raises(actions.RecoveryRefused, match="unknown"):
        actions.stop_recovery_by_link(by=ANYBODY, token=token, text="No", pages=PAGES, at=AT)
    assert state(made) == "waiting"


def test_a_question_is_answered_and_the_desk_is_reminded() -> None:
    made = a_lost_factor(AT)
    actions.question_recovery(by=person("dev"), recovery=made, seen_version=1, text="Which ward?", pages=PAGES, at=AT)
    assert "Which ward?" in newest(TOM)
    assert "about your extra sign-in step" in newest(TOM)
    actions.answer_recovery(by=ANYBODY, token=secret("answer", TOM), text="Ward 3", pages=PAGES, at=AT)
    assert state(made) == "waiting"
    assert actions.remind_the_desk(by=ANYBODY, recovery=made, pages=PAGES, at=AT + timedelta(days=2))
    assert "about a lost extra sign-in step" in newest(DEV)


def test_a_closed_account_ends_its_request() -> None:
    the_national_team(AT)
    made = a_lost_factor(AT)
    tom = person("tom").id
    assert tom is not None
    actions.close_account(by=person("nadia"), person=tom, reason="Left", at=AT)
    assert state(made) == "stopped"
    entry = Entry.objects.get(event="organisations.recovery.stopped")
    assert entry.after["text"] == "The account was closed."


def test_the_desk_sees_who_administers_the_persons_organisations_and_earlier_requests() -> None:
    made = a_lost_factor(AT)
    tom = person("tom").id
    assert tom is not None
    assert [(each.email, each.code) for each in administrators_around(tom)] == [(RUTH, "VZZ02")]
    assert [each.id for each in recoveries_of_person(tom)] == [made]
