"""What matters asks for the factor again after a while: before the form, and without losing what was sent."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from dspt.accounts.models import Person, SpentCode
from dspt.foundation.clock import now
from dspt.jobs.cast import MAKER, a_phone
from dspt.journal.models import Entry
from dspt.organisations.actions import add_membership
from dspt.publication.models import Publication
from dspt.standard.catalogue import latest
from tests.doors.test_permission_matrix import ROUTES, address, asked, guarded_routes, guarded_view, replaced
from tests.world.cast import PASSWORD, PEOPLE, a_person, an_accepted_profile, an_organisation
from tests.world.published import a_finished_year
from tests.world.stepping import code_of, long_ago, marked, without_factor

pytestmark = pytest.mark.django_db
DECLARE = "/organisations/YZZ01/publish/2024-25/declare"


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    cache.clear()


def person(key: str) -> Person:
    return Person.objects.get(email=PEOPLE[key].email)


@pytest.fixture
def ruth(client: Client) -> Client:
    """Ruth's open session, an hour after she showed her factor."""
    an_accepted_profile("practice", latest(now().date()), now())
    a_phone("ruth", now())
    SpentCode.objects.update(period=0)
    client.force_login(person("ruth"))
    long_ago(client)
    return client


def test_reading_and_answering_go_on_without_being_asked(ruth: Client) -> None:
    assert ruth.get("/organisations/YZZ01").status_code == 200
    assert ruth.get("/organisations/YZZ01/people").status_code == 200


def test_a_form_asks_before_anything_is_typed_and_then_opens(ruth: Client) -> None:
    answer = ruth.get("/organisations/YZZ01/people/invite")
    assert answer["Location"] == "/account/confirm?next=%2Forganisations%2FYZZ01%2Fpeople%2Finvite"
    page = ruth.get(answer["Location"])
    assert "Confirm that it is you" in page.text
    before = ruth.session.session_key
    answer = ruth.post("/account/confirm", {"code": code_of("ruth"), "next": "/organisations/YZZ01/people/invite"})
    assert answer["Location"] == "/organisations/YZZ01/people/invite"
    assert ruth.session.session_key != before
    assert ruth.get("/organisations/YZZ01/people/invite").status_code == 200


def test_a_stolen_session_cannot_publish_without_the_factor() -> None:
    a_finished_year("practice", now())
    a_phone("ruth", now())
    thief = Client()
    thief.force_login(person("ruth"))
    long_ago(thief)
    sent = {"revision": "1", "profile": "1", "status": "met", "declare": "on", "job_title": "Manager"}
    before = Publication.objects.count()
    for answer in (thief.get(DECLARE), thief.post(DECLARE, sent)):
        assert answer["Location"].startswith("/account/confirm?next=")
    for code in ("000000", PASSWORD):
        assert thief.post("/account/confirm", {"code": code}).status_code == 200
    assert thief.post("/account/confirm", {"password": PASSWORD}).status_code == 200
    assert thief.post(DECLARE, sent)["Location"].startswith("/account/confirm?next=")
    assert Publication.objects.count() == before


def test_what_was_sent_waits_for_the_factor_and_goes_on(ruth: Client) -> None:
    invite = "/organisations/YZZ01/people/invite"
    sent = {"email": "jo@new.example", "role": "viewer"}
    answer = ruth.post(invite, sent, headers={"referer": f"http://testserver{invite}"})
    page = ruth.get(answer["Location"])
    assert "What you sent is kept" in page.text
    answer = ruth.post("/account/confirm", {"code": code_of("ruth"), "next": invite})
    assert answer["Location"] == "/sign-in/kept?confirmed"
    page = ruth.get(answer["Location"])
    assert "Send this now?" in page.text
    assert 'value="jo@new.example"' in page.text
    page = ruth.post(invite, sent, follow=True)
    assert "We have sent jo@new.example an invitation" in page.text
    assert ruth.get("/sign-in/kept").status_code == 302


def test_who_has_no_factor_is_asked_for_the_password(client: Client) -> None:
    an_organisation("home", now())
    without_factor(client, person("ruth"))
    marked(client, confirmed=0)
    page = client.get("/organisations/VZZ02/people/invite", follow=True)
    assert "Your password" in page.text
    page = client.post("/account/confirm", {"password": "wrong"})
    assert "This is not your password" in page.text
    answer = client.post("/account/confirm", {"password": PASSWORD, "next": "/organisations/VZZ02/people/invite"})
    assert answer["Location"] == "/organisations/VZZ02/people/invite"
    assert client.get(answer["Location"]).status_code == 200
    assert Entry.objects.filter(event="accounts.password.confirmed").count() == 1


def test_guessing_here_is_limited_too(client: Client) -> None:
    an_organisation("home", now())
    without_factor(client, person("ruth"))
    marked(client, confirmed=0)
    for _ in range(5):
        client.post("/account/confirm", {"password": "wrong"})
    assert "Too many tries" in client.post("/account/confirm", {"password": PASSWORD}).text


@pytest.mark.parametrize("next", ["https://elsewhere.example/", "//elsewhere.example", "/account/confirm", ""])
def test_confirming_never_leads_elsewhere(ruth: Client, next: str) -> None:
    answer = ruth.post("/account/confirm", {"code": code_of("ruth"), "next": next})
    assert answer["Location"] == "/organisations?only"


FRESH = {"member:people", "member:publish", "member:sign", "member:delete", "member:take_out"}
FRESH |= {"service:recovery", "service:roles", "service:hold", "signed_in:lately", "signed_in:setting_up"}


def everything(client: Client) -> dict[tuple[str, str], str]:
    """Ask every guarded route both ways; tell where each leads, by policy row and method and address."""
    from django.http import HttpResponse

    found = {}
    for route in guarded_routes():
        policy = route.callback.policy  # type: ignore[attr-defined]
        with replaced(guarded_view(route), lambda *args, **kwargs: HttpResponse("in")):
            for method in ("GET", "POST"):
                path = address(route)
                response = client.get(path) if method == "GET" else client.post(path)
                if response.status_code != 405:
                    found[f"{method} {path}", asked(policy, method)] = response.get(
                        "Location", str(response.status_code)
                    ).partition("?")[0]
    return found


def test_every_route_asks_again_where_its_permission_says_so() -> None:
    home = an_organisation("home", now())
    signatory = a_person("simon", now())
    assert signatory.id is not None
    add_membership(by=MAKER, organisation=home, person=signatory.id, role="signatory", at=now())
    led: dict[tuple[str, str], set[str]] = {}
    for key in ("ruth", "simon"):
        client = Client()
        client.force_login(person(key))
        long_ago(client)
        for asked_for, way in everything(client).items():
            led.setdefault(asked_for, set()).add(way)
    wrong = [
        f"{where} ({policy}): {ways}"
        for (where, policy), ways in led.items()
        # What the role does not include is told before anything is asked.
        if not policy.startswith("service:") and ways - {"403"} != {"/account/confirm" if policy in FRESH else "200"}
    ]
    assert wrong == []


def test_every_service_route_asks_again_where_its_permission_says_so() -> None:
    from tests.world.cast import the_national_team, the_service_desk

    the_national_team(now())
    the_service_desk(now())
    for key in ("nadia", "dev"):
        client = Client()
        client.force_login(person(key))
        long_ago(client)
        for (where, policy), led in everything(client).items():
            if policy.startswith("service:") and led != "404":
                assert led == ("/account/confirm" if policy in FRESH else "200"), where


@pytest.mark.parametrize("key", ["ruth", "nadia", "dev"])
def test_who_owes_a_factor_gets_nowhere_but_to_setting_it_up(key: str) -> None:
    from tests.world.cast import the_national_team, the_service_desk

    an_accepted_profile("trust", latest(now().date()), now())
    an_organisation("home", now())
    the_national_team(now())
    the_service_desk(now())
    client = Client()
    without_factor(client, person(key))
    wrong = []
    for (where, policy), led in everything(client).items():
        expected = "200" if policy in {"signed_in:setting_up", "signed_in:entering"} else "/account/set-up"
        if led != expected:
            wrong.append(f"{where} ({policy}): {led}")
    assert wrong == []


def test_who_owes_a_factor_since_the_profile_is_told_why(client: Client) -> None:
    """The type of an organisation can ask for it long after its administrator signed in."""
    an_organisation("trust", now())
    without_factor(client, person("ruth"))
    assert client.session["owes"] is False
    assert "So we ask for one more step" not in client.get("/account/set-up").text
    an_accepted_profile("trust", latest(now().date()), now())
    led = client.get("/organisations/RZZ")["Location"]
    assert led.startswith("/account/set-up")
    page = client.get(led).text
    assert "So we ask for one more step" in page
    assert "Then you go on where you were going" in page


def test_no_view_that_anybody_may_read_does_on_a_post_what_asks_for_the_factor() -> None:
    """A page that may be read by more than may send it says so in its policy, where the guard sees it."""
    import inspect
    import re

    from dspt.accounts.rules import FRESH as ASKING

    names = "|".join(each.name for each in ASKING)
    wrong = []
    for name, route in ROUTES.items():
        policy = getattr(route.callback, "policy", "")
        view = inspect.unwrap(route.callback)  # type: ignore[arg-type]
        source = inspect.getsource(view)
        if (
            policy.startswith("member:")
            and "POST" in source
            and re.search(rf"scope\.may\(Permission\.({names})\)", source)
        ):
            wrong.append(f"{name}: {policy}")
    assert wrong == []


def test_somebody_signed_in_lately_is_not_asked(client: Client) -> None:
    a_person("tom", now())
    without_factor(client, person("tom"))
    assert client.get("/account/password").status_code == 200
    assert client.get("/account/confirm?next=/account").headers["Location"] == "/account"
