"""A request for recovery: approved by two, stopped by anybody concerned, granted in the end."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID, uuid4

import pytest

from dspt.accounts.actions import create_person
from dspt.accounts.models import Person
from dspt.jobs.cast import MAKER
from dspt.journal.models import Entry
from dspt.notices.models import Notice
from dspt.organisations import actions
from dspt.organisations.models import Membership, Recovery, RecoveryStep
from dspt.organisations.queries import (
    living_recoveries,
    people,
    recoveries,
    recoveries_overdue,
    recoveries_to_grant,
    recovery_counts,
    recovery_steps,
    recovery_to_answer,
    recovery_to_stop,
    seen_by_the_desk,
    standing,
)
from dspt.organisations.rules import CHECKS, LIVING, Check, RecoveryKind, RecoveryState
from tests.world.cast import PEOPLE, a_person, an_organisation, the_service_desk
from tests.world.faults import all_or_nothing
from tests.world.recovery import (
    ANYBODY,
    JO,
    PAGES,
    ROUND,
    WAIT,
    a_counting_request,
    a_link,
    a_request,
    approved,
    granted,
    home,
    newest,
    requested,
    secret,
    state,
)

AT = datetime(2026, 10, 21, 9, 0, tzinfo=UTC)
RUTH, TOM, VERA = (PEOPLE[key].email for key in ("ruth", "tom", "vera"))

pytestmark = pytest.mark.django_db


def request(token: str, at: datetime = AT) -> UUID:
    return requested(token, at)


# The service desk


def decide(verb: str, request: UUID, who: str = "dev", text: str = "Because.", seen: int | None = None) -> None:
    version = Recovery.objects.get(id=request).version if seen is None else seen
    act = {
        "approve": partial(actions.approve_recovery, wait=WAIT, checked=CHECKS[RecoveryKind.ADMINISTRATOR]),
        "refuse": actions.refuse_recovery,
        "question": actions.question_recovery,
    }[verb]
    act(by=a_person(who, AT), recovery=request, seen_version=version, text=text, pages=PAGES, at=AT)


def test_two_different_people_approve_and_the_waiting_time_begins() -> None:
    made = a_request(AT)
    approved(made, "dev", AT)
    assert state(made) == "approved"
    with pytest.raises(actions.RecoveryRefused, match="approved_already"):
        approved(made, "dev", AT)
    approved(made, "dora", AT)
    row = Recovery.objects.get(id=made)
    assert (row.state, row.ends_at) == ("counting", AT + WAIT)
    assert "until 28 October 2026 at 09:00 UK time" in newest(TOM), "an hour earlier on the wall, after the change"
    assert [step.verb for step in recovery_steps(made)] == ["ask", "approve", "approve"]
    assert Entry.objects.filter(event="organisations.recovery.approved", chain="VZZ02").count() == 2


@pytest.mark.parametrize("verb", ["approve", "refuse", "question"])
def test_who_has_a_role_there_or_asked_decides_nothing(verb: str) -> None:
    made = a_request(AT)
    dev, dora = the_service_desk(AT)
    assert dev.id is not None
    actions.add_membership(by=MAKER, organisation=home(), person=dev.id, role="viewer", at=AT)
    with pytest.raises(actions.RecoveryRefused, match="has_role"):
        decide(verb, made)
    own = request(a_link(AT, PEOPLE["dora"].email))
    with pytest.raises(actions.RecoveryRefused, match="own_request"):
        decide(verb, own, "dora")
    with pytest.raises(actions.RecoveryRefused, match="unknown"):
        actions.refuse_recovery(by=ROUND, recovery=made, seen_version=1, text="No", pages=PAGES, at=AT)
    assert {state(made), state(own)} == {"waiting"}
    assert dora.id is not None


@pytest.mark.parametrize("verb", ["approve", "refuse", "question"])
def test_a_decision_needs_words_and_the_page_as_it_stands(verb: str) -> None:
    made = a_request(AT)
    for text, code in (("  ", "text_missing"), ("x" * 2001, "text_long")):
        with pytest.raises(actions.RecoveryRefused, match=code):
            decide(verb, made, text=text)
    with pytest.raises(actions.RecoveryRefused, match="stale"):
        decide(verb, made, seen=7)
    with pytest.raises(actions.RecoveryRefused, match="unknown"):
        decide(verb, uuid4(), seen=1)
    assert RecoveryStep.objects.count() == 1


@pytest.mark.parametrize("missing", CHECKS[RecoveryKind.ADMINISTRATOR])
def test_nobody_approves_what_they_did_not_check(missing: Check) -> None:
    made = a_request(AT)
    with pytest.raises(actions.RecoveryRefused, match="unchecked"):
        actions.approve_recovery(
            by=a_person("dev", AT),
            recovery=made,
            seen_version=1,
            checked=[each for each in CHECKS[RecoveryKind.ADMINISTRATOR] if each is not missing],
            text="Rang.",
            wait=WAIT,
            pages=PAGES,
            at=AT,
        )


def test_a_refusal_tells_the_requester_why_and_ends_it() -> None:
    made = a_request(AT)
    decide("refuse", made, text="Nobody at the switchboard knows you.")
    assert "Nobody at the switchboard knows you." in newest(JO)
    assert "<stop " not in newest(JO)
    assert "Our service desk refused it" in newest(RUTH)
    for verb in ("approve", "refuse", "question"):
        with pytest.raises(actions.RecoveryRefused, match="not_now"):
            decide(verb, made, "dora")


def test_a_question_takes_the_first_approval_back_until_it_is_answered() -> None:
    made = a_request(AT)
    approved(made, "dev", AT)
    decide("question", made, "dora", "Who signs your payroll?")
    assert Recovery.objects.get(id=made).first_by_id is None
    assert "Who signs your payroll?" in newest(JO)
    token = secret("answer", JO)
    found = recovery_to_answer(token)
    assert found is not None
    assert found[1] == "Who signs your payroll?"
    with pytest.raises(actions.RecoveryRefused, match="text_missing"):
        actions.answer_recovery(by=ANYBODY, token=token, text=" ", pages=PAGES, at=AT)
    with pytest.raises(actions.RecoveryRefused, match="unknown"):
        actions.answer_recovery(by=ANYBODY, token=f"{token}x", text="Ann", pages=PAGES, at=AT)
    actions.answer_recovery(by=ANYBODY, token=token, text="Ann Lee does.", pages=PAGES, at=AT)
    assert state(made) == "waiting"
    with pytest.raises(actions.RecoveryRefused, match="not_now"):
        actions.answer_recovery(by=ANYBODY, token=token, text="Again", pages=PAGES, at=AT)
    assert recovery_to_answer(token) is None
    approved(made, "dev", AT)
    assert state(made) == "approved", "Dev is the first again"


# Stopped


def test_an_administrator_stops_it_until_it_is_granted() -> None:
    made = a_counting_request(AT)
    last = AT + WAIT - timedelta(seconds=1)
    stop = partial(actions.stop_recovery, by=a_person("ruth", AT), recovery=made, pages=PAGES, at=last)
    with pytest.raises(actions.RecoveryRefused, match="text_missing"):
        stop(organisation=home(), text="")
    with pytest.raises(actions.RecoveryRefused, match="unknown"):
        stop(organisation=an_organisation("pharmacy", AT), text="Not ours")
    stop(organisation=home(), text="I am still here.")
    assert state(made) == "stopped"
    assert "Ruth Cole stopped your request" in newest(JO)
    assert "I am still here." in newest(JO)
    with pytest.raises(actions.RecoveryRefused, match="not_now"):
        stop(organisation=home(), text="Again")
    with pytest.raises(actions.RecoveryRefused, match="not_now"):
        granted(made, AT + WAIT)
    assert people(home())[0].role == "administrator"
    assert not Person.objects.filter(email=JO).exists()


def test_a_link_in_a_letter_stops_it_as_the_one_it_was_sent_to() -> None:
    made = a_counting_request(AT)
    token = secret("stop", TOM)
    assert recovery_to_stop(token) is not None
    actions.stop_recovery_by_link(by=ANYBODY, token=token, text="She is on holiday.", pages=PAGES, at=AT)
    assert state(made) == "stopped"
    step = RecoveryStep.objects.get(verb="stop")
    assert (step.by_id, step.by_name, step.side) == (a_person("tom", AT).id, "Tom Okafor", "organisation")
    assert Entry.objects.get(event="organisations.recovery.stopped").actor_name == "Tom Okafor"
    with pytest.raises(actions.RecoveryRefused, match="not_now"):
        actions.stop_recovery_by_link(by=ANYBODY, token=token, text="Again", pages=PAGES, at=AT)


def test_a_link_of_somebody_whose_access_has_ended_stops_nothing() -> None:
    made = a_counting_request(AT)
    token = secret("stop", TOM)
    Membership.objects.filter(person__email=TOM).update(ended_at=AT)
    for bad in (token, "nothing", secret("stop", JO) + "x"):
        with pytest.raises(actions.RecoveryRefused, match="unknown"):
            actions.stop_recovery_by_link(by=ANYBODY, token=bad, text="No", pages=PAGES, at=AT)
        assert recovery_to_stop(bad) is None
    assert state(made) == "counting"
    with pytest.raises(actions.RecoveryRefused, match="text_missing"):
        actions.stop_recovery_by_link(by=ANYBODY, token=secret("stop", JO), text="", pages=PAGES, at=AT)


# Granted


def test_it_is_granted_at_the_last_instant_of_the_waiting_time_and_not_before() -> None:
    made = a_counting_request(AT)
    assert recoveries_to_grant(AT + WAIT - timedelta(seconds=1)) == ()
    with pytest.raises(actions.RecoveryRefused, match="too_early"):
        granted(made, AT + WAIT - timedelta(seconds=1))
    assert recoveries_to_grant(AT + WAIT) == (made,)
    granted(made, AT + WAIT)
    assert state(made) == "granted"
    with pytest.raises(actions.RecoveryRefused, match="not_now"):
        granted(made, AT + WAIT)
    with pytest.raises(actions.RecoveryRefused, match="unknown"):
        granted(uuid4(), AT + WAIT)


def test_somebody_new_opens_an_account_by_the_mailed_link() -> None:
    made = a_counting_request(AT)
    granted(made, AT + WAIT)
    assert Notice.objects.filter(to=JO, created_at=AT + WAIT).count() == 1
    joined = actions.accept_invitation(
        by=ANYBODY, token=secret("join", JO), name="Jo Bell", password="eleven quiet herons", at=AT + WAIT
    )
    found = standing(joined.person, "VZZ02")
    assert found is not None
    assert found.role == "administrator"
    assert "is made an administrator" in newest(RUTH)
    assert "<stop " not in newest(RUTH)


def test_somebody_with_an_account_or_another_role_becomes_administrator_at_once() -> None:
    sam, an = a_person("sam", AT), a_counting_request(AT, PEOPLE["sam"].email)
    member = a_counting_request(AT, TOM)
    for made in (an, member):
        granted(made, AT + WAIT)
    roles = {each.email: each.role for each in people(home())}
    assert roles[PEOPLE["sam"].email] == roles[TOM] == roles[RUTH] == "administrator"
    assert Notice.objects.filter(to=PEOPLE["sam"].email, body__contains="<home VZZ02>").count() == 1
    assert sam.id is not None
    assert Entry.objects.filter(event="organisations.recovery.granted", chain="VZZ02").count() == 2


def test_a_grant_waits_where_too_many_letters_went_to_the_address() -> None:
    made, at = a_counting_request(AT), AT + WAIT
    for _ in range(3):
        actions.invite_person(by=a_person("ruth", AT), organisation=home(), email=JO, role="viewer", address=str, at=at)
    with pytest.raises(actions.RecoveryRefused, match="too_many"):
        granted(made, at)
    assert state(made) == "counting"
    granted(made, at + timedelta(hours=1))


def test_each_step_happens_as_a_whole_or_not_at_all() -> None:
    made = a_counting_request(AT)
    assert all_or_nothing(lambda: granted(made, AT + WAIT)) > 5


# What waits too long, and what the desk reads


def test_the_desk_is_told_once_of_what_waits_too_long() -> None:
    made, later = a_request(AT), AT + timedelta(days=2)
    remind = partial(actions.remind_the_desk, by=ROUND, recovery=made, pages=PAGES)
    assert recoveries_overdue(later - timedelta(seconds=1)) == ()
    assert not remind(at=later - timedelta(seconds=1))
    assert recoveries_overdue(later) == (made,)
    assert remind(at=later)
    assert not remind(at=later)
    assert recoveries_overdue(later) == ()
    told = Notice.objects.filter(kind="recovery.waits").values_list("to", flat=True)
    assert sorted(told) == sorted([PEOPLE["dev"].email, PEOPLE["dora"].email])
    assert re.search(r"since 21 October 2026 at 10:00", newest(PEOPLE["dev"].email))
    approved(made, "dev", later)
    assert recoveries_overdue(later + timedelta(days=2)) == (made,), "a new wait is told anew"
    with pytest.raises(actions.RecoveryRefused, match="unknown"):
        actions.remind_the_desk(by=ROUND, recovery=uuid4(), pages=PAGES, at=later)


def test_the_desk_reads_what_waits_and_who_has_access() -> None:
    made = a_request(AT)
    assert [each.id for each in recoveries(LIVING).rows] == [made]
    assert recoveries([RecoveryState.GRANTED]).rows == ()
    counts = recovery_counts()
    assert (counts[RecoveryState.WAITING], counts[RecoveryState.GRANTED]) == (1, 0)
    assert [each.code for each in living_recoveries(home())] == ["VZZ02"]
    Person.objects.filter(email=RUTH).update(last_login=AT)
    seen = seen_by_the_desk(home())
    assert (seen[0].name, seen[0].role, seen[0].last_sign_in) == ("Ruth Cole", "administrator", AT)


def test_somebody_whose_account_is_closed_is_nobody() -> None:
    made = a_counting_request(AT)
    person = create_person(by=MAKER, email=JO, name="Jo Bell", password="eleven quiet herons", at=AT)
    Person.objects.filter(id=person).update(is_active=False)
    granted(made, AT + WAIT)
    assert not Membership.objects.filter(person=person).exists()
