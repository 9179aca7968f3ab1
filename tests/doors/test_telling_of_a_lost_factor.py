"""A lost second factor: one answer for everybody, the request by its link, what the service desk sees of it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from dspt.accounts.models import Person
from dspt.accounts.queries import held_factors
from dspt.accounts.rules import ServiceRole
from dspt.foundation.clock import now
from dspt.jobs.rounds import Turn, recovering
from dspt.journal.models import Entry
from dspt.notices.models import Notice
from dspt.organisations.actions import add_membership
from dspt.organisations.models import Recovery
from dspt.organisations.rules import CHECKS, RecoveryKind
from tests.world.cast import MAKER, PASSWORD, PEOPLE, a_person, a_phone, an_organisation, in_the_service
from tests.world.recovery import FACTOR_WAIT, a_lost_factor, approved, home, secret

SAID = {
    "position": "Care worker, Willow Court",
    "why": "My phone was stolen.",
    "voucher": "Ann Lee, owner",
    "phone": "01632 960 001",
}
TICKED = [check.name for check in CHECKS[RecoveryKind.FACTOR]]
TOM = PEOPLE["tom"].email

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> datetime:
    cache.clear()
    return now() - timedelta(hours=3)


def signed_in(key: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(email=PEOPLE[key].email))
    return client


def ask(client: Client, email: str = TOM) -> str:
    cache.clear()
    answer = client.post("/sign-in/lost", {"email": email})
    return re.sub(r'value="\w{64}"', "", answer.text)


def mailed(beginning: str, to: str = TOM) -> str:
    body: str = Notice.objects.filter(to=to, body__contains=beginning).order_by("-created_at", "-id")[0].body
    found = re.search(re.escape(beginning) + r"\S+", body)
    assert found is not None
    return found[0]


def sent(client: Client, request: UUID, **fields: object) -> str:
    version = Recovery.objects.get(id=request).version
    return client.post(f"/helpdesk/recovery/{request}", {"version": version, **fields}, follow=True).text


def test_the_answer_is_the_same_whoever_asks(client: Client, at: datetime) -> None:
    a_lost_factor(at, "vera")
    a_phone("tom", at)
    addresses = (TOM, PEOPLE["ruth"].email, PEOPLE["vera"].email, "nobody@x.example", *[TOM] * 4)
    answers = {ask(client, email) for email in addresses}
    assert len(answers) == 1
    assert "Check your email" in answers.pop()


@pytest.mark.parametrize("typed", ["", "tom at work", "tom@a..b"])
def test_asking_without_an_address_says_what_to_do(client: Client, at: datetime, typed: str) -> None:
    page = client.post("/sign-in/lost", {"email": typed}).text
    assert "Enter your email address" in page or "Enter an email address in the correct format" in page
    assert "<title>Error: " in page
    assert not Notice.objects.exists()


def test_too_many_tries_are_slowed_down(client: Client, at: datetime) -> None:
    answers = [client.post("/sign-in/lost", {"email": TOM}).status_code for _ in range(7)]
    assert answers == [200] * 6 + [429]


def test_the_way_to_it_stands_on_the_sign_in_page_and_on_the_factor_page(client: Client, at: datetime) -> None:
    an_organisation("home", at)
    a_phone("tom", at)
    assert 'href="/sign-in/lost"' in client.get("/sign-in").text
    page = client.post("/sign-in", {"email": TOM, "password": PASSWORD}, follow=True).text
    assert "One more step" in page
    assert 'href="/sign-in/lost"' in page
    assert f'value="{TOM}"' in client.get("/sign-in/lost").text, "halfway through sign-in the address is known"


def test_a_request_is_made_by_the_mailed_link_and_looking_makes_none(client: Client, at: datetime) -> None:
    an_organisation("home", at)
    a_phone("tom", at)
    ask(client)
    link = mailed("/sign-in/lost/")
    page = client.get(link)
    assert "You want us to take away the extra sign-in step" in page.text
    assert page["Cache-Control"] == "no-store"
    assert not Recovery.objects.exists()
    for field in SAID:
        refused = client.post(link, SAID | {field: " \x01 "}).text
        assert "<title>Error: " in refused
        assert all(text in refused for name, text in SAID.items() if name != field), "nothing typed is lost"
    assert "We have your request" in client.post(link, SAID).text
    assert "This link was used already" in client.post(link, SAID).text
    assert client.get("/sign-in/lost/nothing").status_code == 404
    ask(client)
    assert "is under way" in Notice.objects.filter(to=TOM).order_by("-id")[0].subject


def test_a_second_link_makes_no_second_request(client: Client, at: datetime) -> None:
    an_organisation("home", at)
    a_phone("tom", at)
    ask(client)
    first = mailed("/sign-in/lost/")
    ask(client)
    client.post(mailed("/sign-in/lost/"), SAID)
    answer = client.post(first, SAID)
    assert (answer.status_code, "You have a request already" in answer.text) == (410, True)


def test_the_account_shows_a_request_that_runs_and_how_to_stop_it(at: datetime) -> None:
    made = a_lost_factor(at)
    tom = signed_in("tom")
    page = tom.get("/account").text
    assert "A request about your extra sign-in step is under way" in page
    assert "by a link that we mailed to you, to have it taken away. Our service desk looks at it." in page
    assert "step is under way" not in signed_in("ruth").get("/account").text
    found = re.search(r'href="(/recovery/stop/[^"]+)"', page)
    assert found is not None
    assert "The request is stopped" in tom.post(found[1], {"text": "It was not me."}).text
    assert Recovery.objects.get(id=made).state == "stopped"
    assert "step is under way" not in tom.get("/account").text


def test_the_account_page_takes_ten_statements(at: datetime, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    a_lost_factor(at)
    tom = signed_in("tom")
    tom.get("/account")
    with django_assert_num_queries(10):
        tom.get("/account")


def test_the_desk_sees_account_administrators_and_what_to_verify(at: datetime) -> None:
    made = a_lost_factor(at)
    dev = signed_in("dev")
    assert "Lost extra sign-in step" in dev.get("/helpdesk").text
    page = dev.get(f"/helpdesk/recovery/{made}").text
    for words in (
        "Lost extra sign-in step: ",
        "App with codes",
        "10 left",
        "Court: member",
        "r***@demo.example",
    ):
        assert words in page
    for check in CHECKS[RecoveryKind.FACTOR]:
        assert check.value in page
    assert "The administrators listed here have left" not in page
    assert Entry.objects.filter(chain="VZZ02", event="organisations.organisation.looked").count() == 1


def test_two_of_the_desk_approve_and_the_worker_takes_the_factors(client: Client, at: datetime) -> None:
    made = a_lost_factor(at)
    fields = {"decision": "approve", "checked": TICKED, "finding": "Rang Ann Lee."}
    dev = signed_in("dev")
    assert "Verify and tick all of these" in sent(dev, made, **fields | {"checked": TICKED[:1]})
    assert "You approved it. A second" in sent(dev, made, **fields)
    assert "You approved it already" in sent(dev, made, **fields)
    assert "The waiting time has begun" in sent(signed_in("dora"), made, **fields)
    row = Recovery.objects.get(id=made)
    assert row.ends_at is not None
    assert row.ends_at - row.moved_at == FACTOR_WAIT
    tom = a_person("tom", at).id
    assert tom is not None
    assert recovering.grant(Turn(row.ends_at)) == "1 granted, 0 left for later"
    assert held_factors(tom) == ()
    page = client.post("/sign-in", {"email": TOM, "password": PASSWORD}, follow=True).text
    assert "One more step" not in page


def test_whoever_must_have_a_factor_sets_a_new_one_up_at_the_next_sign_in(client: Client, at: datetime) -> None:
    made = a_lost_factor(at, "dora")
    fields = {"decision": "approve", "checked": TICKED, "finding": "Rang."}
    assert "This is your own account" in sent(signed_in("dora"), made, **fields)
    in_the_service("nadia", ServiceRole.DESK, at)
    for key in ("dev", "nadia"):
        sent(signed_in(key), made, **fields)
    recovering.grant(Turn(now() + FACTOR_WAIT))
    page = client.post("/sign-in", {"email": PEOPLE["dora"].email, "password": PASSWORD, "next": "/helpdesk"})
    assert client.get(page["Location"])["Location"].startswith("/account/set-up")


def test_somebody_with_a_role_where_the_person_works_is_told_to_leave_it(at: datetime) -> None:
    made = a_lost_factor(at)
    dora = a_person("dora", at).id
    assert dora is not None
    add_membership(by=MAKER, organisation=home(), person=dora, role="viewer", at=at)
    page = sent(signed_in("dora"), made, decision="approve", checked=TICKED, finding="Rang.")
    assert "You have a role in an organisation of this person" in page


@pytest.mark.parametrize("key", ["tom", "ruth"])
def test_the_link_of_a_letter_asks_before_it_stops_anything(client: Client, at: datetime, key: str) -> None:
    made = a_lost_factor(at)
    approved(made, "dev", at)
    approved(made, "dora", at)
    link = f"/recovery/stop/{secret('stop', PEOPLE[key].email)}"
    page = client.get(link).text
    assert "to have the extra sign-in step of their account taken away" in page
    assert Recovery.objects.get(id=made).state == "counting"
    assert "The request is stopped" in client.post(link, {"text": "It was not me."}).text
    assert Recovery.objects.get(id=made).state == "stopped"


def test_a_question_is_answered_by_its_link(client: Client, at: datetime) -> None:
    made = a_lost_factor(at)
    assert "The requester is asked." in sent(signed_in("dev"), made, decision="question", question="Which ward?")
    link = mailed("/recovery/answer/")
    assert "your request about your extra sign-in step" in client.get(link).text
    assert "Thank you" in client.post(link, {"text": "Ward 3."}).text
    assert Recovery.objects.get(id=made).state == "waiting"
