"""Signing in with a second factor: asked for after the password, compulsory for some, limited, and told."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from dspt.accounts.gateways import phone_code
from dspt.accounts.models import Person, SignIn, SpentCode
from dspt.foundation.clock import now
from dspt.jobs.cast import a_phone, phone_secret
from dspt.notices.models import Notice
from dspt.standard.catalogue import latest
from tests.world.cast import PASSWORD, PEOPLE, a_person, an_accepted_profile, an_organisation, the_national_team
from tests.world.stepping import code_of, without_factor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    cache.clear()


@pytest.fixture
def ruth() -> Person:
    """Administrator of a trust, with an app."""
    an_accepted_profile("trust", latest(now().date()), now())
    a_phone("ruth", now())
    SpentCode.objects.update(period=0)
    return Person.objects.get(email="ruth@demo.example")


def gives_password(client: Client, key: str = "ruth", password: str = PASSWORD, **more: str) -> object:
    return client.post("/sign-in", {"email": PEOPLE[key].email, "password": password, **more})


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_password_alone_does_not_sign_in_who_has_an_app(client: Client, ruth: Person) -> None:
    answer = gives_password(client, next="/organisations/RZZ")
    assert answer["Location"] == "/sign-in/second-step"  # type: ignore[index]
    assert not is_in(client)
    assert client.get("/organisations/RZZ")["Location"].startswith("/sign-in?next=")
    page = client.get("/sign-in/second-step")
    assert "One more step" in page.text
    assert "You cannot sign in?" in page.text
    answer = client.post("/sign-in/second-step", {"code": code_of("ruth")})
    assert answer["Location"] == "/organisations/RZZ"
    assert is_in(client)
    assert client.get("/organisations/RZZ").status_code == 200


def test_nobody_finds_the_second_step_without_the_first(client: Client, ruth: Person) -> None:
    for answer in (client.get("/sign-in/second-step"), client.post("/sign-in/second-step", {"code": code_of("ruth")})):
        assert answer["Location"] == "/sign-in"
    assert not is_in(client)


def test_the_half_sign_in_ends_after_a_quarter_of_an_hour(client: Client, ruth: Person) -> None:
    gives_password(client)
    with time_machine.travel(now() + timedelta(minutes=16), tick=False):
        assert client.get("/sign-in/second-step")["Location"] == "/sign-in"


def test_who_is_deactivated_between_the_steps_does_not_get_in(client: Client, ruth: Person) -> None:
    gives_password(client)
    Person.objects.filter(id=ruth.id).update(is_active=False)
    assert client.post("/sign-in/second-step", {"code": code_of("ruth")})["Location"] == "/sign-in"
    assert not is_in(client)


@pytest.mark.parametrize(
    ("code", "words"),
    [("", "Enter the code"), ("000000", "This code is not right"), ("x" * 21, "must be 20 characters or fewer")],
)
def test_a_wrong_code_says_what_to_do(client: Client, ruth: Person, code: str, words: str) -> None:
    gives_password(client)
    page = client.post("/sign-in/second-step", {"code": code})
    assert words in page.text
    assert "<title>Error: " in page.text
    assert not is_in(client)


def test_a_code_that_was_seen_over_a_shoulder_does_not_work_again(client: Client, ruth: Person) -> None:
    gives_password(client)
    code = code_of("ruth")
    client.post("/sign-in/second-step", {"code": code})
    thief = Client()
    gives_password(thief)
    assert "used already" in thief.post("/sign-in/second-step", {"code": code}).text
    assert not is_in(thief)


def test_a_recovery_code_signs_in_and_says_how_many_are_left(client: Client, ruth: Person) -> None:
    from dspt.accounts.actions import make_recovery_codes
    from dspt.foundation.actors import Actor

    codes = make_recovery_codes(by=Actor("person", ruth.id, ruth.name), at=now())
    gives_password(client)
    page = client.post("/sign-in/second-step", {"code": codes[0]}, follow=True)
    assert "You have 9 recovery codes left" in page.text
    assert is_in(client)


def test_guessing_codes_ends_soon_and_hinders_neither_the_owner_nor_for_long(client: Client, ruth: Person) -> None:
    gives_password(client)
    client.post("/sign-in/second-step", {"code": code_of("ruth", later=-1)})
    owner = client
    owner.post("/sign-out")
    thief = Client()
    gives_password(thief)
    for _ in range(5):
        assert "not right" in thief.post("/sign-in/second-step", {"code": "000000"}).text
    assert "Too many tries" in thief.post("/sign-in/second-step", {"code": code_of("ruth")}).text
    gives_password(owner)
    assert owner.post("/sign-in/second-step", {"code": code_of("ruth")}).status_code == 302
    assert is_in(owner)
    with time_machine.travel(now() + timedelta(minutes=6)):
        gives_password(thief)
        assert thief.post("/sign-in/second-step", {"code": code_of("ruth")}).status_code == 302


def test_failing_on_purpose_locks_strangers_out_and_not_the_owners_browser(client: Client) -> None:
    a_person("tom", now())
    gives_password(client, "tom")
    client.post("/sign-out")
    stranger = Client()
    for _ in range(5):
        gives_password(stranger, "tom", "wrong")
    assert "Too many tries" in gives_password(stranger, "tom").text  # type: ignore[attr-defined]
    assert gives_password(client, "tom").status_code == 302  # type: ignore[attr-defined]
    assert is_in(client)


def test_who_must_have_a_factor_sets_one_up_before_anything_else(client: Client) -> None:
    an_accepted_profile("trust", latest(now().date()), now())
    an_organisation("home", now())
    page = client.post(
        "/sign-in",
        {"email": "ruth@demo.example", "password": PASSWORD, "next": "/organisations/VZZ02/people"},
        follow=True,
    )
    assert page.redirect_chain[-1][0] == "/account/set-up?next=%2Forganisations%2FVZZ02%2Fpeople"
    assert "What you may do here matters to many people" in page.text
    for elsewhere in ("/organisations", "/account", "/account/password", "/organisations/RZZ", "/organisations/VZZ02"):
        assert client.get(elsewhere)["Location"].startswith("/account/set-up?next="), elsewhere
    setting_up = client.get("/account/phone?next=/organisations/VZZ02/people")
    secret = re.search(r'app-secret">([A-Z2-7 ]+)<', setting_up.text)
    assert secret is not None
    wrong = client.post("/account/phone", {"code": "000000", "next": "/organisations/VZZ02/people"})
    assert secret[1] in wrong.text
    code = phone_code(secret[1].replace(" ", ""), int(now().timestamp()) // 30)
    page = client.post("/account/phone", {"code": code, "next": "/organisations/VZZ02/people"})
    assert "Keep your recovery codes" in page.text
    assert len(re.findall(r"<li>\d{4} \d{4}</li>", page.text)) == 10
    assert 'href="/organisations/VZZ02/people"' in page.text
    assert page["Cache-Control"] == "no-store"
    assert client.get("/organisations/RZZ").status_code == 200
    assert "Keep your recovery codes" not in client.get("/account/recovery-codes").text


def test_service_roles_must_have_a_factor(client: Client) -> None:
    the_national_team(now())
    gives_password(client, "nadia")
    assert client.get("/organisations")["Location"].startswith("/account/set-up")


def test_a_setting_asks_it_of_everybody(client: Client, settings: object) -> None:
    from dspt.accounts.rules import Compulsory

    settings.DSPT_FACTOR_FOR = Compulsory.ALL  # type: ignore[attr-defined]
    a_person("sam", now())
    gives_password(client, "sam")
    assert client.get("/organisations")["Location"].startswith("/account/set-up")


def test_others_are_asked_for_nothing(client: Client) -> None:
    an_organisation("home", now())
    gives_password(client, "tom")
    assert client.get("/organisations/VZZ02").status_code == 200


def test_who_becomes_administrator_of_a_trust_while_signed_in_is_asked_at_the_next_click(client: Client) -> None:
    from dspt.organisations.models import Membership

    an_accepted_profile("trust", latest(now().date()), now())
    gives_password(client, "tom")
    assert client.get("/organisations/RZZ").status_code == 200
    Membership.objects.filter(person__email="tom@demo.example").update(role="administrator")
    assert client.get("/organisations/RZZ")["Location"].startswith("/account/set-up")


def test_what_was_sent_before_the_set_up_is_kept(client: Client) -> None:
    the_national_team(now())
    without_factor(client, Person.objects.get(email="nadia@demo.example"))
    answer = client.post("/account/name", {"name": "Nadia R."}, headers={"referer": "http://testserver/account/name"})
    assert answer["Location"] == "/account/set-up?next=%2Faccount%2Fname"
    assert "dspt-kept" in answer.cookies
    assert "/sign-in/kept" in client.get("/account/phone").text


def test_a_new_browser_is_told_by_mail_and_one_that_is_known_is_not(client: Client) -> None:
    a_person("tom", now())
    gives_password(client, "tom")
    client.post("/sign-out")
    gives_password(client, "tom")
    assert not Notice.objects.filter(kind="sign_in.new_device").exists()
    other = Client(headers={"user-agent": "Mozilla/5.0 (iPhone) Version/17 Safari/604"})
    gives_password(other, "tom")
    letter = Notice.objects.get(kind="sign_in.new_device")
    assert "Safari on iPhone, network address 127.0.0.x" in letter.body
    assert SignIn.objects.filter(is_new_device=True).count() == 1


def test_a_device_cookie_that_was_made_up_makes_nobody_known(client: Client) -> None:
    a_person("tom", now())
    gives_password(client, "tom")
    forger = Client()
    forger.cookies["dspt-device"] = client.cookies["dspt-device"].value[:-3] + "abc"
    gives_password(forger, "tom")
    assert Notice.objects.filter(kind="sign_in.new_device").count() == 1


def test_a_deactivated_person_gets_the_answer_of_a_wrong_password(client: Client) -> None:
    a_person("tom", now())
    Person.objects.update(is_active=False)
    assert "is not right" in gives_password(client, "tom").text  # type: ignore[attr-defined]


def test_the_demos_codes_are_shown_in_the_demo_alone(client: Client, settings: object, ruth: Person) -> None:
    page = client.get("/demo/codes")
    code = code_of("ruth")
    assert f"{code[:3]} {code[3:]}" in page.text
    assert phone_secret("ruth") not in page.text
    settings.DSPT_IS_DEMO = False  # type: ignore[attr-defined]
    assert client.get("/demo/codes").status_code == 404
