"""Sessions: listed in words, ended elsewhere, over after a while whatever happens, and at once after what ends them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from dspt.accounts.gateways import live_sessions
from dspt.accounts.models import Person
from dspt.foundation.clock import now
from dspt.journal.models import Entry
from dspt.notices.models import Notice
from tests.world.cast import PASSWORD, PEOPLE, a_person, an_organisation

pytestmark = pytest.mark.django_db
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1"
STRONG = "eleven quiet herons"


@pytest.fixture(autouse=True)
def tom() -> Person:
    cache.clear()
    an_organisation("home", now())
    return Person.objects.get(email="tom@demo.example")


def signed_in(agent: str = "", key: str = "tom") -> Client:
    made = Client(headers={"user-agent": agent} if agent else None)
    made.post("/sign-in", {"email": PEOPLE[key].email, "password": PASSWORD})
    return made


def is_in(client: Client) -> bool:
    return client.get("/organisations/VZZ02").status_code == 200


def test_sessions_are_listed_in_words_with_their_place_masked() -> None:
    here = signed_in()
    signed_in(IPHONE)
    page = here.get("/account").text
    assert "Safari on iPhone" in page
    assert "An unknown browser, this browser" in page
    assert page.count("network 127.0.0.x") == 4
    assert "127.0.0.1" not in page


def test_the_list_of_sessions_takes_as_many_statements_for_ten_as_for_one(tom: Person) -> None:
    here = signed_in()

    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            live_sessions(tom.id, here.session.session_key)
        return len(seen)

    alone = statements()
    others = [signed_in(IPHONE) for _ in range(9)]
    assert len(live_sessions(tom.id, "")) == 10
    assert statements() == alone == 3
    others[0].post("/sign-out")
    Session.objects.filter(session_key=others[1].session.session_key).update(expire_date=now())
    Person.objects.filter(id=tom.id).update(password="!")
    assert live_sessions(tom.id, "") == (), "sessions of another password are over"


def test_another_browser_is_signed_out_and_its_next_click_ends_there() -> None:
    here, other = signed_in(), signed_in(IPHONE)
    address = re.search(r'action="(/account/sessions/\d+/end)"', here.get("/account").text)
    assert address is not None
    assert is_in(other)
    page = here.post(address[1], follow=True)
    assert "It is signed out" in page.text
    assert not is_in(other)
    assert other.get("/organisations/VZZ02")["Location"].startswith("/sign-in?next=")
    assert is_in(here)
    assert Entry.objects.filter(event="accounts.session.ended").count() == 1
    assert "signed out already" in here.post(address[1], follow=True).text


def test_somebody_elses_session_cannot_be_ended() -> None:
    here, vera = signed_in(), signed_in(key="vera")
    address = re.search(r"/account/sessions/(\d+)/end", signed_in(IPHONE).get("/account").text)
    assert address is not None
    assert "signed out already" in vera.post(address[0], follow=True).text
    assert is_in(here)


def test_all_others_are_signed_out_at_once() -> None:
    here, *others = (signed_in(agent) for agent in ("", IPHONE, "Firefox/120 Linux"))
    here.post("/account/sessions/end-others")
    assert is_in(here)
    assert not any(is_in(other) for other in others)


def test_a_change_of_password_keeps_this_session_alone() -> None:
    here, other = signed_in(), signed_in(IPHONE)
    sent = {"current": PASSWORD, "password": STRONG}
    page = here.post("/account/password", sent, follow=True)
    assert "Your password is changed" in page.text
    assert is_in(here)
    assert not is_in(other)
    assert "this browser" in here.get("/account").text
    assert Notice.objects.filter(kind="password.changed").count() == 1


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"current": "wrong", "password": STRONG}, "This is not your password"),
        ({"current": PASSWORD, "password": "short"}, "12 characters or more"),
        ({"current": PASSWORD, "password": "iloveyou123456"}, "Many people use this password"),
        ({"current": PASSWORD, "password": "abcdefghijklmn"}, "easy to guess"),
        ({"current": PASSWORD, "password": "tomokafortomokafor"}, "easy to guess"),
        ({"current": PASSWORD, "password": ""}, "Choose a password"),
    ],
)
def test_a_new_password_is_refused_in_words(sent: dict[str, str], words: str) -> None:
    page = signed_in().post("/account/password", sent)
    assert words in page.text
    assert "<title>Error: " in page.text


def test_a_new_password_by_mailed_link_ends_every_session() -> None:
    here = signed_in()
    Client().post("/password/forgotten", {"email": "tom@demo.example"})
    body = Notice.objects.get(kind="link.password").body
    link = next(line.split("8000", 1)[1] for line in body.splitlines() if line.startswith("http"))
    Client().post(link, {"password": STRONG})
    assert not is_in(here)


def test_who_is_deactivated_is_out_at_the_next_click(tom: Person) -> None:
    here = signed_in()
    Person.objects.filter(id=tom.id).update(is_active=False)
    assert not is_in(here)


def test_a_session_ends_after_its_idle_time_and_lives_on_with_clicks() -> None:
    here, began = signed_in(), now()
    for minutes in (40, 80, 120):
        with time_machine.travel(began + timedelta(minutes=minutes), tick=False):
            assert is_in(here)
    with time_machine.travel(began + timedelta(minutes=181), tick=False):
        assert not is_in(here)


def test_a_session_ends_after_its_longest_time_however_busy() -> None:
    here, began = signed_in(), now()
    for half_hours in range(1, 24):
        with time_machine.travel(began + timedelta(minutes=30 * half_hours), tick=False):
            assert is_in(here), half_hours
    with time_machine.travel(began + timedelta(hours=12, seconds=1), tick=False):
        assert not is_in(here)


def test_the_page_knows_when_the_session_ends_and_a_click_moves_it() -> None:
    here, began = signed_in(), now()
    assert 'data-seconds-left="3600"' in here.get("/organisations/VZZ02").text or is_in(here)
    with time_machine.travel(began + timedelta(minutes=4), tick=False):
        left = re.search(r'data-seconds-left="(\d+)"', here.get("/organisations/VZZ02").text)
        assert left is not None
        assert 3300 <= int(left[1]) <= 3400
        assert here.post("/account/stay").json() == {"seconds": 3600}
    with time_machine.travel(began + timedelta(hours=11, minutes=30), tick=False):
        assert here.post("/account/stay").status_code == 302


def test_nobody_signed_in_is_warned_of_nothing() -> None:
    assert "data-seconds-left" not in Client().get("/sign-in").text
    assert Client().post("/account/stay")["Location"].startswith("/sign-in")


def test_what_a_script_sends_after_the_end_is_not_kept_as_if_somebody_had_sent_it() -> None:
    by_script = Client().post("/account/stay", {"x": "y"}, headers={"sec-fetch-mode": "cors"})
    by_hand = Client().post("/account/name", {"name": "Thomas"}, headers={"sec-fetch-mode": "navigate"})
    assert ["dspt-kept" in each.cookies for each in (by_script, by_hand)] == [False, True]


def test_the_key_of_the_session_changes_with_sign_in() -> None:
    client = Client()
    client.get("/sign-in/passkey")
    before = client.session.session_key
    client.post("/sign-in", {"email": "tom@demo.example", "password": PASSWORD})
    assert client.session.session_key not in (None, before)


def test_no_page_pays_for_it_with_a_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    here = signed_in()
    is_in(here)
    with django_assert_num_queries(3):  # session, person, standing: then it is not found
        here.get("/organisations/XZZ99/people")


def test_a_name_is_changed_where_everybody_sees_it() -> None:
    here = signed_in()
    page = here.post("/account/name", {"name": "Thomas Okafor"}, follow=True)
    assert "Your name is changed" in page.text
    assert "Thomas Okafor" in page.text
    assert "Enter your full name" in here.post("/account/name", {"name": " "}).text


def test_an_address_is_changed_by_a_link_that_only_its_asker_can_use() -> None:
    here = signed_in()
    here.post("/account/email", {"email": "tom@new.example"})
    body = Notice.objects.get(kind="link.email", to="tom@new.example").body
    link = next(line.split("8000", 1)[1] for line in body.splitlines() if line.startswith("http"))
    assert Client().get(link)["Location"].startswith("/sign-in?next=")
    assert signed_in(key="vera").get(link).status_code == 404
    assert "From then on you sign in as tom@new.example" in here.get(link).text
    page = here.post(link, follow=True)
    assert "You sign in as tom@new.example from now on" in page.text
    assert here.get(link).status_code == 410
    fresh = Client()
    fresh.post("/sign-in", {"email": "tom@new.example", "password": PASSWORD})
    assert is_in(fresh)
    old = Client()
    old.post("/sign-in", {"email": "tom@demo.example", "password": PASSWORD})
    assert not is_in(old)


def test_the_last_compulsory_factor_offers_no_removal_and_refuses_it() -> None:
    from dspt.jobs.cast import a_phone

    a_person("nadia", now())
    a_phone("nadia", now())
    from dspt.accounts.actions import give_service_role
    from dspt.accounts.queries import held_factors
    from dspt.jobs.cast import MAKER

    nadia = Person.objects.get(email="nadia@demo.example")
    give_service_role(by=MAKER, person=nadia.id, role="national", at=now())
    client = Client()
    client.force_login(nadia)
    page = client.get("/account")
    assert "You must have one" in page.text
    number = held_factors(nadia.id)[0].number
    assert f"/account/factors/{number}/remove" not in page.text
    assert "You must keep one" in client.post(f"/account/factors/{number}/remove").text
    assert client.get("/account/factors/999999/remove").status_code == 404
