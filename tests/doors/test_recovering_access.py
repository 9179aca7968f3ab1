"""Recovering access from outside, and stopping it: one answer for everybody, and nothing happens on a mere visit."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import resolve

from dspt.accounts.models import Person
from dspt.foundation.clock import now
from dspt.jobs.rounds import Turn, recovering
from dspt.notices.models import Notice
from dspt.organisations import actions
from dspt.organisations.gateways import recovery_pages
from dspt.organisations.models import Recovery
from tests.world.cast import PEOPLE, an_organisation
from tests.world.recovery import JO, WAIT, a_counting_request, a_request, secret

SAID = {
    "position": "Deputy manager",
    "why": "Our manager left.",
    "voucher": "Ann Lee, owner",
    "phone": "01632 960 001",
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> datetime:
    cache.clear()
    return now() - timedelta(hours=3)


def signed_in(key: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(email=PEOPLE[key].email))
    return client


def ask(client: Client, code: str = "VZZ02", email: str = JO) -> str:
    cache.clear()
    answer = client.post("/start/recover", {"code": code, "name": "Jo Bell", "email": email})
    return re.sub(r'value="\w{64}"', "", answer.text)


def mailed(beginning: str, to: str = JO) -> str:
    """Take the newest address that a letter gave."""
    body: str = Notice.objects.filter(to=to, body__contains=beginning).order_by("-created_at", "-id")[0].body
    found = re.search(re.escape(beginning) + r"\S+", body)
    assert found is not None
    return found[0]


def test_the_answer_is_the_same_whoever_asks_for_what(client: Client, at: datetime) -> None:
    a_request(at, "busy@willow-court.example")
    answers = {
        ask(client, code, email)
        for code, email in (
            ("VZZ02", JO),
            ("XZZ99", JO),
            ("VZZ02", PEOPLE["ruth"].email),
            ("VZZ02", PEOPLE["sam"].email),
            ("VZZ02", "busy@willow-court.example"),
            *[("VZZ02", JO)] * 4,
        )
    }
    assert len(answers) == 1
    assert "Check your email" in answers.pop()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"code": ""}, "Enter the organisation’s code"),
        ({"code": "!"}, "Enter a code of letters and numbers, like A12345"),
        ({"name": ""}, "Enter your full name"),
        ({"email": ""}, "Enter your email address"),
        ({"email": "jo at home"}, "Enter an email address in the correct format"),
        ({"email": "jo@a..b"}, "Enter an email address in the correct format"),
    ],
)
def test_asking_that_is_refused_says_what_to_do(
    client: Client, at: datetime, fields: dict[str, str], words: str
) -> None:
    page = client.post("/start/recover", {"code": "VZZ02", "name": "Jo Bell", "email": JO, **fields}).text
    assert words in page
    assert "<title>Error: " in page
    assert not Notice.objects.exists()


def test_too_many_tries_are_slowed_down(client: Client, at: datetime) -> None:
    fields = {"code": "VZZ02", "name": "Jo Bell", "email": JO}
    answers = [client.post("/start/recover", fields).status_code for _ in range(7)]
    assert answers == [200] * 6 + [429]
    assert Notice.objects.count() == 3


def test_the_way_to_it_is_shown_where_it_is_needed(client: Client, at: datetime) -> None:
    an_organisation("home", at)
    for page in ("/sign-in", "/", "/help/access"):
        assert "/start/recover" in client.get(page).text
    assert "/start/recover?code=VZZ02" in client.get("/start?code=VZZ02").text
    assert 'value="VZZ02"' in client.get("/start/recover?code=VZZ02").text


def test_a_request_is_made_by_the_mailed_link_and_looking_makes_none(client: Client, at: datetime) -> None:
    an_organisation("home", at)
    ask(client)
    link = mailed("/start/recover/")
    page = client.get(link)
    assert "You want to become an administrator of Willow Court (VZZ02)" in page.text
    assert page["Cache-Control"] == "no-store"
    assert not Recovery.objects.exists()
    assert "We have your request" in client.post(link, SAID).text
    assert Recovery.objects.get().why == "Our manager left."
    assert "This link was used already" in client.post(link, SAID).text
    assert "This link does not work" in client.get("/start/recover/nothing").text


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("position", "Enter your job in the organisation"),
        ("why", "Enter what happened"),
        ("voucher", "Enter the name and job of somebody who can confirm this"),
        ("phone", "Enter the number of your organisation’s switchboard or front desk"),
    ],
)
@pytest.mark.parametrize("typed", ["", " \x01 "])
def test_a_request_that_lacks_something_says_so_and_keeps_the_rest(
    client: Client, at: datetime, field: str, words: str, typed: str
) -> None:
    an_organisation("home", at)
    ask(client)
    page = client.post(mailed("/start/recover/"), SAID | {field: typed}).text
    assert words in page
    for name, text in SAID.items():
        assert name == field or text in page
    assert not Recovery.objects.exists()


def test_two_links_of_one_person_make_one_request(client: Client, at: datetime) -> None:
    an_organisation("home", at)
    ask(client)
    first = mailed("/start/recover/")
    ask(client)
    client.post(mailed("/start/recover/"), SAID)
    answer = client.post(first, SAID)
    assert (answer.status_code, "You have a request already" in answer.text) == (410, True)
    ask(client)
    assert "under way" in Notice.objects.filter(to=JO).order_by("-created_at", "-id")[0].subject


def test_a_question_is_answered_by_its_link_once(client: Client, at: datetime) -> None:
    made = a_request(at)
    signed_in("dev").post(
        f"/helpdesk/recovery/{made}", {"version": 1, "decision": "question", "question": "Who signs the payroll?"}
    )
    link = mailed("/recovery/answer/")
    assert "Who signs the payroll?" in client.get(link).text
    assert "Enter your answer" in client.post(link, {"text": ""}).text
    assert "Thank you" in client.post(link, {"text": "Ann Lee."}).text
    again = client.post(link, {"text": "Bob."})
    assert (again.status_code, "This is settled already" in again.text) == (410, True)
    assert Recovery.objects.get().state == "waiting"


def test_a_link_in_a_letter_asks_before_it_stops_anything(client: Client, at: datetime) -> None:
    made = a_counting_request(at)
    link = f"/recovery/stop/{secret('stop', PEOPLE['tom'].email)}"
    for method in (client.get, client.head):
        method(link)
    page = client.get(link).text
    assert "Stop this request?" in page
    assert "it is granted on" in page
    assert Recovery.objects.get(id=made).state == "counting"
    assert "Enter why this should not happen" in client.post(link, {"text": ""}).text
    assert "The request is stopped" in client.post(link, {"text": "She is on holiday."}).text
    assert Recovery.objects.get(id=made).state == "stopped"
    again = client.get(link)
    assert (again.status_code, "There is nothing to stop" in again.text) == (410, True)
    assert client.get("/recovery/stop/nothing").status_code == 404
    assert client.get(f"{link}x").status_code == 404


def test_the_organisations_home_says_that_somebody_asks(at: datetime) -> None:
    made = a_counting_request(at)
    for key in ("ruth", "vera"):
        page = signed_in(key).get("/organisations/VZZ02").text
        assert "Jo Bell asks to become an administrator here" in page
        assert f"/organisations/VZZ02/recovery/{made}" in page
    signed_in("ruth").post(f"/organisations/VZZ02/recovery/{made}", {"text": "I am here."})
    assert "Jo Bell asks" not in signed_in("ruth").get("/organisations/VZZ02").text


def test_an_administrator_stops_it_after_signing_in(at: datetime) -> None:
    made = a_counting_request(at)
    here = f"/organisations/VZZ02/recovery/{made}"
    ruth = signed_in("ruth")
    page = ruth.get(here).text
    assert "Ann Lee, owner" in page
    assert "Our manager left in May." in page
    assert "Enter why this should not happen" in ruth.post(here, {"text": " "}).text
    assert Recovery.objects.get(id=made).state == "counting"
    page = ruth.post(here, {"text": "I am still here."}, follow=True).text
    assert "The request is stopped. We have told everybody concerned." in page
    assert "Stop the request" not in page
    assert "There was nothing to stop any more." in ruth.post(here, {"text": "Again"}, follow=True).text


def test_a_request_of_another_organisation_is_not_found(at: datetime) -> None:
    made = a_counting_request(at)
    an_organisation("pharmacy", at)
    assert signed_in("ruth").get(f"/organisations/FZZ01/recovery/{made}").status_code == 404
    assert signed_in("ruth").post(f"/organisations/FZZ01/recovery/{made}", {"text": "x"}).status_code == 404
    assert Recovery.objects.get(id=made).state == "counting"


def test_the_workers_round_grants_what_is_due_and_leads_to_an_account(client: Client, at: datetime) -> None:
    begun = at - WAIT
    made = a_counting_request(begun)
    assert recovering.grant(Turn(at - timedelta(seconds=1))) == "0 granted, 0 left for later"
    assert recovering.grant(Turn(at)) == "1 granted, 0 left for later"
    assert recovering.grant(Turn(at)) == "0 granted, 0 left for later"
    assert Recovery.objects.get(id=made).state == "granted"
    page = client.get(mailed("/invitations/")).text
    assert "The service desk invites you as administrator." in page


def test_the_workers_round_leaves_for_later_what_is_refused(at: datetime) -> None:
    a_counting_request(at - WAIT)
    home = Recovery.objects.get().organisation_id
    from dspt.jobs.cast import a_person

    for _ in range(3):
        actions.invite_person(by=a_person("ruth", at), organisation=home, email=JO, role="viewer", address=str, at=at)
    assert recovering.grant(Turn(at)) == "0 granted, 1 left for later"


def test_the_workers_round_reminds_the_desk(at: datetime) -> None:
    a_request(at)
    assert recovering.remind(Turn(at + timedelta(days=1))) == "0 requests told to the service desk"
    assert recovering.remind(Turn(at + timedelta(days=2))) == "1 requests told to the service desk"


def test_every_address_in_a_letter_is_a_page() -> None:
    pages, some = recovery_pages(), Recovery().id
    given = [
        *(getattr(pages, name)("secret") for name in ("request", "lost", "answer", "stop", "join")),
        *(pages.desk(some), pages.home("VZZ02"), pages.start, pages.forgotten, pages.ask_lost, pages.sign_in),
    ]
    assert len({resolve(address.removeprefix(settings.DSPT_BASE_URL)).url_name for address in given}) == len(given)
