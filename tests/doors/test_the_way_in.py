"""Registering, signing in, inviting: what people see, and what nobody learns."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from dspt.accounts.models import KeptPost, Person
from dspt.directory.models import Body
from dspt.foundation.clock import now
from dspt.notices.models import Notice
from dspt.organisations.models import Membership
from tests.world.cast import PASSWORD, a_person, an_organisation

STRONG = "eleven quiet herons"
CODE = "VZZ09"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def directory() -> None:
    cache.clear()
    at = datetime(2026, 1, 1, tzinfo=UTC)
    for code, name, closed_on in [(CODE, "Elm Lodge", None), ("VZZ10", "Ash Lodge", date(2025, 4, 1))]:
        Body.objects.create(code=code, name=name, sector="Social Care", closed_on=closed_on, source="t", changed_at=at)


def newest_link(kind: str) -> str:
    body = Notice.objects.filter(kind=kind).latest("id").body
    return next(line.split("8000", 1)[1] for line in body.splitlines() if line.startswith("http"))


def enter(client: Client, email: str = "ruth@demo.example", password: str = PASSWORD, next: str = "") -> object:
    return client.post("/sign-in", {"email": email, "password": password, "next": next})


def test_somebody_registers_an_organisation_from_its_code_to_its_profile(client: Client) -> None:
    page = client.post("/start", {"code": " vzz09"}, follow=True)
    assert "Register Elm Lodge" in page.text
    page = client.post("/start", {"code": CODE, "name": "Jo Bell", "email": "jo@demo.example"})
    assert "Check your email" in page.text
    link = newest_link("link.register")
    assert "Jo Bell" in client.get(link).text
    page = client.post(link, {"name": "Jo Bell", "password": STRONG, "terms": "on"}, follow=True)
    assert page.redirect_chain[-1][0] == f"/organisations/{CODE}/profile"
    assert "You are its administrator" in page.text
    assert Membership.objects.get().role == "administrator"
    assert client.get(link).status_code == 410


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("", "Enter the organisation’s code"),
        ("no;code", "Enter a code of letters and numbers"),
        ("VZZ99", "There is no organisation with the code VZZ99"),
        ("VZZ10", "Ash Lodge (VZZ10) closed on 1 April 2025"),
    ],
)
def test_a_code_that_cannot_be_registered_says_why(client: Client, code: str, words: str) -> None:
    page = client.get("/start", {"code": code})
    assert words in page.text
    assert "<title>Error: " in page.text
    assert 'href="#code"' in page.text


def test_a_registered_organisation_names_nobody_but_asks_its_administrators(client: Client) -> None:
    an_organisation("home", now())
    page = client.get("/start", {"code": "VZZ02"})
    assert "Willow Court is registered already" in page.text
    assert "Ruth" not in page.text
    page = client.post("/start", {"code": "VZZ02", "name": "Jo Bell", "email": "jo@demo.example"})
    assert "Request sent" in page.text
    assert list(Notice.objects.values_list("to", flat=True)) == ["ruth@demo.example"]


def test_the_answer_is_the_same_whether_the_address_is_known(client: Client) -> None:
    a_person("sam", now())
    answers = [
        client.post("/start", {"code": CODE, "name": "Jo", "email": email}).text
        for email in ("sam@demo.example", "nobody@demo.example")
    ]
    assert answers[0].replace("sam@demo.example", "nobody@demo.example") == answers[1]
    assert "If nobody@demo.example can get our mail" in answers[1]
    assert f'Did you mistype your address? <a href="/start?code={CODE}">Enter it again</a>' in answers[1]
    answers = [
        client.post("/password/forgotten", {"email": email}).content
        for email in ("sam@demo.example", "nobody@demo.example")
    ]
    assert answers[0] == answers[1]
    failures = [enter(client, email, "wrong").text for email in ("sam@demo.example", "nobody@demo.example")]  # type: ignore[attr-defined]
    same = [TOKEN.sub("", text).replace("sam@", "nobody@") for text in failures]
    assert same[0] == same[1]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "Enter your full name"),
        ({"password": "short"}, "Your password must have 12 characters or more"),
        ({"password": "password1234"}, "Many people use this password"),
        ({"password": "jo@demo.example"}, "too much like your name or email address"),
        ({"terms": ""}, "Tick the box to say that you may act"),
    ],
)
def test_an_account_that_is_refused_says_why_and_keeps_what_was_typed(
    client: Client, fields: dict[str, str], words: str
) -> None:
    client.post("/start", {"code": CODE, "name": "Jo Bell", "email": "jo@demo.example"})
    link = newest_link("link.register")
    values = {"name": "Joanna Bell", "password": STRONG, "terms": "on"} | fields
    page = client.post(link, {name: value for name, value in values.items() if value})
    assert words in page.text
    assert "<title>Error: " in page.text
    assert STRONG not in page.text
    assert ("Joanna Bell" in page.text) == bool(values["name"])
    assert not Person.objects.exists()


def test_signing_in_goes_where_one_was_going(client: Client) -> None:
    an_organisation("home", now())
    page = client.get("/organisations/VZZ02/people")
    assert page["Location"] == "/sign-in?next=%2Forganisations%2FVZZ02%2Fpeople"
    assert enter(client, " RUTH@demo.example", next="/organisations/VZZ02/people")["Location"] == (  # type: ignore[index]
        "/organisations/VZZ02/people"
    )


@pytest.mark.parametrize(
    "next", ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "javascript:alert(1)", ""]
)
def test_signing_in_never_leads_elsewhere(client: Client, next: str) -> None:
    a_person("ruth", now())
    assert enter(client, next=next)["Location"] == "/organisations?only"  # type: ignore[index]


def test_too_many_failures_make_everybody_wait(client: Client) -> None:
    a_person("ruth", now())
    for _ in range(5):
        assert "is not right" in enter(client, password="wrong").text  # type: ignore[attr-defined]
    page = enter(client)
    assert "Too many tries" in page.text  # type: ignore[attr-defined]
    assert "_auth_user_id" not in client.session


def test_links_by_mail_are_rationed(client: Client) -> None:
    for _ in range(6):
        client.post("/password/forgotten", {"email": "jo@demo.example"})
    assert client.post("/password/forgotten", {"email": "jo@demo.example"}).status_code == 429


def test_signing_out_wants_a_post_and_ends_the_session(client: Client) -> None:
    a_person("ruth", now())
    enter(client)
    assert client.get("/sign-out").status_code == 405
    client.post("/sign-out")
    assert client.get("/organisations")["Location"].startswith("/sign-in")


def test_a_new_password_by_mail_ends_other_sessions(client: Client) -> None:
    a_person("ruth", now())
    other = Client()
    enter(other)
    client.post("/password/forgotten", {"email": "ruth@demo.example"})
    link = newest_link("link.password")
    assert "12 characters" in client.post(link, {"password": "short"}).text
    page = client.post(link, {"password": STRONG}, follow=True)
    assert "Your password is changed" in page.text
    assert other.get("/organisations")["Location"].startswith("/sign-in")
    assert enter(client, password=STRONG).status_code == 302  # type: ignore[attr-defined]
    assert client.get(link).status_code == 410


@pytest.mark.parametrize(
    ("path", "next_step"),
    [
        ("/start/x", 'href="/start"'),
        ("/password/x", 'href="/password/forgotten"'),
        ("/invitations/x", "ask who invited you for a new invitation"),
        ("/service-invitations/x", "ask who invited you for a new invitation"),
        ("/start/recover/x", 'href="/start/recover"'),
        ("/sign-in/lost/x", 'href="/sign-in/lost"'),
    ],
)
def test_an_unknown_link_is_not_found_and_says_how_to_get_another(client: Client, path: str, next_step: str) -> None:
    page = client.get(path)
    assert page.status_code == 404
    assert "This link does not work" in page.text
    assert next_step in page.text.split("<main")[1].split("</main>")[0]


def test_an_invitation_is_sent_opened_and_used(client: Client) -> None:
    an_organisation("home", now())
    enter(client)
    client.post("/organisations/VZZ02/people/invite", {"email": "jo@demo.example", "role": "viewer"})
    link = newest_link("link.invite")
    assert "You are signed in as Ruth Cole" in client.get(link).text
    guest = Client()
    page = guest.post(link, {"name": "Jo Bell", "password": STRONG, "terms": "on"}, follow=True)
    assert "You have joined Willow Court" in page.text or page.redirect_chain
    assert Membership.objects.get(person__email="jo@demo.example").role == "viewer"


def test_somebody_known_signs_in_to_accept_an_invitation(client: Client) -> None:
    an_organisation("home", now())
    a_person("sam", now())
    enter(client)
    client.post("/organisations/VZZ02/people/invite", {"email": "sam@demo.example", "role": "member"})
    link = newest_link("link.invite")
    sam = Client()
    page = sam.get(link)
    assert f"/sign-in?next={link.replace('/', '%2F')}" in page.text
    enter(sam, "sam@demo.example")
    sam.post(link, {"terms": "on"})
    assert Membership.objects.get(person__email="sam@demo.example").role == "member"


def test_a_form_sent_after_the_session_ended_is_not_lost(client: Client) -> None:
    an_organisation("home", now())
    path = "/organisations/VZZ02/people/invite"
    typed = {"email": "jo.bell at nowhere", "role": "viewer", "password": "never kept"}
    page = client.post(path, typed)
    assert page["Location"].startswith("/sign-in?next=")
    assert "never kept" not in str(KeptPost.objects.get().fields)
    assert "We kept it" in client.get(page["Location"]).text
    assert enter(client)["Location"] == "/sign-in/kept"  # type: ignore[index]
    page = client.get("/sign-in/kept")
    assert 'value="jo.bell at nowhere"' in page.text
    assert f'action="{path}"' in page.text
    assert ">jo.bell at nowhere</textarea>" in client.get(path).text, "the form itself brings it back too"
    client.post(path, {"email": "jo@demo.example", "role": "viewer"})
    assert not KeptPost.objects.exists()
    assert client.get("/sign-in/kept")["Location"] == "/organisations?only"


def test_what_was_kept_is_for_its_browser_alone(client: Client) -> None:
    an_organisation("home", now())
    client.post("/organisations/VZZ02/people/invite", {"email": "jo.bell at nowhere", "role": "viewer"})
    other = Client()
    enter(other)
    assert other.get("/sign-in/kept").status_code == 302
    assert "jo.bell" not in other.get("/organisations/VZZ02/people/invite").text


def test_what_is_too_large_is_not_kept_and_says_so(client: Client) -> None:
    answer = client.post("/organisations/VZZ02/people/invite", {"email": "x" * 200_001})
    assert not KeptPost.objects.exists()
    assert answer.status_code == 413
    assert "This is too long to keep while you sign in" in answer.text
    assert "Back button" in answer.text
    assert 'href="/sign-in?next=' in answer.text


def test_what_was_kept_can_be_forgotten(client: Client) -> None:
    an_organisation("home", now())
    client.post("/organisations/VZZ02/people/invite", {"email": "jo.bell at nowhere"})
    enter(client)
    client.post("/sign-in/kept")
    assert not KeptPost.objects.exists()


def test_the_demo_shows_its_mail_and_production_does_not(client: Client, settings: object) -> None:
    client.post("/start", {"code": CODE, "name": "Jo Bell", "email": "jo@demo.example"})
    page = client.get("/demo/mail")
    assert "Register Elm Lodge" in page.text
    assert f'href="{newest_link("link.register")}"' in page.text
    settings.DSPT_IS_DEMO = False  # type: ignore[attr-defined]
    assert client.get("/demo/mail").status_code == 404


def test_private_pages_are_never_cached(client: Client) -> None:
    an_organisation("home", now())
    enter(client)
    for path in ("/sign-in", "/start", "/organisations", "/organisations/VZZ02/people", "/organisations/VZZ02/profile"):
        assert client.get(path)["Cache-Control"] == "no-store", path


def test_a_session_stays_alive_while_it_is_used_and_ends_an_hour_after(client: Client) -> None:
    an_organisation("home", now())
    with time_machine.travel(datetime(2026, 11, 23, 10, 0, tzinfo=UTC), tick=False) as clock:
        enter(client)
        for _ in range(3):
            clock.shift(timedelta(minutes=50))
            assert client.get("/organisations/VZZ02/people").status_code == 200
        clock.shift(timedelta(minutes=61))
        assert client.get("/organisations/VZZ02/people")["Location"].startswith("/sign-in?next=")


def test_a_busy_session_is_not_written_at_every_request(client: Client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    an_organisation("home", now())
    enter(client)
    with django_assert_max_num_queries(5):
        client.get("/organisations/VZZ02/people")
