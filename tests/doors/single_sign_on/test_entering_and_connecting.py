"""Who is let in by a provider, who is asked first, and how it is connected and taken off."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client

from dspt.accounts.actions import deactivate_person
from dspt.accounts.models import Person, SpentCode
from dspt.foundation.actors import Actor
from dspt.foundation.clock import now
from dspt.jobs.cast import a_phone
from dspt.notices.models import Notice
from tests.world.cast import PASSWORD
from tests.world.provider import RunningProvider
from tests.world.stepping import code_of, long_ago, marked, without_factor

from .steps import comes_by, connected, events, is_in, last_refusal, sent_to, somebody, trust

pytestmark = pytest.mark.django_db


def test_who_is_connected_is_let_in_and_goes_where_they_were_going(
    client: Client, provider: RunningProvider, ama: Person
) -> None:
    connected(ama, provider)
    answer = comes_by(client, provider, next="/account")
    assert answer["Location"] == "/account"
    page = client.get("/account")
    assert "Single sign-on, " in page.text
    assert events() == ["accounts.sso.entered"]
    assert not SocialToken.objects.exists()


def test_the_way_there_carries_a_secret_state_a_nonce_and_a_challenge(
    client: Client, provider: RunningProvider
) -> None:
    asked = [parse_qs(urlsplit(sent_to(client)).query) for _ in range(2)]
    for one in asked:
        assert one["code_challenge_method"] == ["S256"]
        assert one["redirect_uri"][0].endswith("/sign-in/sso/callback")
        assert one["response_type"] == ["code"]
    for name in ("state", "nonce", "code_challenge"):
        assert asked[0][name] != asked[1][name]


def test_another_site_cannot_start_it(client: Client) -> None:
    assert client.get("/sign-in/sso").status_code == 405
    assert Client(enforce_csrf_checks=True).post("/sign-in/sso").status_code == 403


def test_without_a_provider_there_is_no_button_and_no_address(client: Client, settings: object, ama: Person) -> None:
    assert "Sign in with NHSmail" in client.get("/sign-in").text
    settings.DSPT_SSO = ()  # type: ignore[attr-defined]
    assert "Sign in with NHSmail" not in client.get("/sign-in").text
    assert client.post("/sign-in/sso").status_code == 404
    assert client.get("/sign-in/sso/callback").status_code == 404
    client.force_login(ama)
    assert "Single sign-on" not in client.get("/account").text
    assert client.get("/account/sso").status_code == 404


def test_an_address_alone_signs_nobody_in_it_is_connected_after_the_old_way(
    client: Client, provider: RunningProvider, ama: Person
) -> None:
    page = comes_by(client, provider)
    assert "Connect NHSmail to your account" in page.text
    assert "next=%2Faccount%2Fsso%2Ffinish" in page.text
    assert not is_in(client)
    assert not SocialAccount.objects.exists()
    answer = client.post("/sign-in", {"email": ama.email, "password": PASSWORD, "next": "/account/sso/finish"})
    assert answer["Location"] == "/account/sso/finish"
    page = client.get("/account/sso/finish")
    assert "NHSmail says that you are ama@demo.example" in page.text
    assert not SocialAccount.objects.exists()
    assert client.post("/account/sso/finish")["Location"] == "/account"
    assert SocialAccount.objects.get().user_id == ama.id
    assert Notice.objects.filter(to=ama.email, subject="NHSmail now signs you in").exists()
    assert events() == ["accounts.sso.connected"]
    again = Client()
    assert comes_by(again, provider).status_code == 302
    assert is_in(again)


def test_what_waits_for_one_person_is_not_connected_to_another(
    client: Client, provider: RunningProvider, ama: Person
) -> None:
    other = somebody("tom")
    comes_by(client, provider)
    client.post("/sign-in", {"email": other.email, "password": PASSWORD, "next": "/account/sso/finish"})
    assert client.post("/account/sso/finish")["Location"] == "/account"
    assert not SocialAccount.objects.exists()


def test_what_waits_does_not_wait_for_ever(client: Client, provider: RunningProvider, ama: Person) -> None:
    comes_by(client, provider)
    client.post("/sign-in", {"email": ama.email, "password": PASSWORD})
    marked(client, confirmed=2**40)
    with time_machine.travel(now() + timedelta(minutes=14), tick=False):
        assert client.get("/account/sso/finish").status_code == 200
    with time_machine.travel(now() + timedelta(minutes=15, seconds=1), tick=False):
        assert client.post("/account/sso/finish")["Location"] == "/account"
    assert not SocialAccount.objects.exists()


def test_a_stranger_gets_no_account_but_the_ways_to_one(client: Client, provider: RunningProvider) -> None:
    people = Person.objects.count()
    page = comes_by(client, provider, "nobody")
    assert page.status_code == 403
    assert "You do not have an account yet" in page.text
    assert "nobody@demo.example" in page.text
    assert 'href="/start"' in page.text
    assert Person.objects.count() == people
    assert last_refusal()["code"] == "stranger"


def test_an_address_that_the_provider_has_not_confirmed_finds_no_account(
    client: Client, provider: RunningProvider, ama: Person
) -> None:
    provider.misbehaves(unverified="1")
    page = comes_by(client, provider)
    assert "has not confirmed your email address" in page.text
    assert "sso_waiting" not in client.session
    assert last_refusal()["code"] == "unverified"


def test_a_closed_account_is_answered_like_none(client: Client, provider: RunningProvider, ama: Person) -> None:
    connected(ama, provider)
    Person.objects.filter(id=ama.id).update(is_active=False)
    page = comes_by(client, provider)
    assert "You do not have an account yet" in page.text
    assert not is_in(client)


def test_closing_an_account_takes_its_connections_off(provider: RunningProvider, ama: Person) -> None:
    connected(ama, provider)
    deactivate_person(by=Actor("person", ama.id, ama.name), person=ama.id, reason="Left", at=now())
    assert not SocialAccount.objects.exists()


def test_people_are_known_by_subject_when_an_address_goes_to_somebody_else(
    client: Client, provider: RunningProvider, ama: Person
) -> None:
    tom = somebody("tom")
    connected(ama, provider)
    provider.misbehaves(email=tom.email)
    page = comes_by(client, provider, next="/account")
    assert client.session["_auth_user_id"] == str(ama.id)
    page = client.get("/account")
    assert f"NHSmail has another email address for you now: {tom.email}" in page.text
    assert Person.objects.get(id=ama.id).email == "ama@demo.example"


def test_the_subject_of_another_issuer_is_somebody_else(client: Client, provider: RunningProvider, ama: Person) -> None:
    SocialAccount.objects.create(user=ama, provider="https://old.example", uid="ama")
    comes_by(client, provider)
    assert not is_in(client)


def test_the_second_factor_is_still_asked_for(client: Client, provider: RunningProvider, ama: Person) -> None:
    a_phone("ama", now())
    SpentCode.objects.update(period=0)
    connected(ama, provider)
    provider.misbehaves(amr="pwd,mfa")
    assert comes_by(client, provider, next="/account")["Location"] == "/sign-in/second-step"
    assert not is_in(client)
    assert client.post("/sign-in/second-step", {"code": code_of("ama")})["Location"] == "/account"
    assert "Single sign-on and code of an app" in client.get("/account").text


@pytest.mark.parametrize(("amr", "enters"), [("pwd,mfa", True), ("pwd", False)])
def test_the_providers_factor_counts_where_it_is_trusted(
    client: Client, provider: RunningProvider, ama: Person, settings: object, amr: str, enters: bool
) -> None:
    a_phone("ama", now())
    connected(ama, provider)
    trust(settings, provider, trusted_factor="mfa")
    provider.misbehaves(amr=amr)
    answer = comes_by(client, provider, next="/account")
    assert answer["Location"] == ("/account" if enters else "/sign-in/second-step")
    assert is_in(client) is enters
    if enters:
        assert client.session["factor"] is True
        assert "Single sign-on with an extra step" in client.get("/account").text


def test_somebody_signed_in_connects_from_the_account(client: Client, provider: RunningProvider, ama: Person) -> None:
    client.force_login(ama)
    assert "Connect NHSmail" in client.get("/account").text
    answer = comes_by(client, provider, "another-name", start="/account/sso")
    assert answer["Location"] == "/account"
    page = client.get("/account")
    assert "another-name@demo.example, connected" in page.text
    assert Notice.objects.filter(to=ama.email, subject="NHSmail now signs you in").exists()
    comes_by(client, provider, "another-name", start="/account/sso")
    assert SocialAccount.objects.count() == 1


def test_connecting_asks_for_the_factor_first(client: Client, provider: RunningProvider, ama: Person) -> None:
    without_factor(client, ama)
    long_ago(client)
    for path in ("/account/sso", "/account/sso/finish", "/account/sso/1/disconnect"):
        assert client.get(path)["Location"].startswith("/account/confirm")
        assert client.post(path)["Location"].startswith("/account/confirm")


def test_what_signs_one_person_in_is_not_connected_to_another(
    client: Client, provider: RunningProvider, ama: Person
) -> None:
    connected(somebody("tom"), provider)
    client.force_login(ama)
    page = comes_by(client, provider, start="/account/sso")
    assert page.status_code == 409
    assert "This account of NHSmail signs somebody else in" in page.text
    assert last_refusal()["code"] == "taken"


def test_who_signs_in_meanwhile_is_not_connected_to_it(client: Client, provider: RunningProvider, ama: Person) -> None:
    tom = somebody("tom")
    client.force_login(ama)
    back = provider.signs_in(sent_to(client, "/account/sso"), "ama")
    session = client.session
    session["_auth_user_id"], session["_auth_user_hash"] = str(tom.id), tom.get_session_auth_hash()
    session.save()
    assert "Somebody else is signed in now" in client.get(back).text
    assert not SocialAccount.objects.exists()


def test_a_connection_is_taken_off_with_a_letter(client: Client, provider: RunningProvider, ama: Person) -> None:
    held = connected(ama, provider)
    client.force_login(ama)
    assert "Disconnect NHSmail" in client.get(f"/account/sso/{held.pk}/disconnect").text
    client.post(f"/account/sso/{held.pk}/disconnect")
    assert not SocialAccount.objects.exists()
    assert Notice.objects.filter(to=ama.email, subject="NHSmail no longer signs you in").exists()
    assert events() == ["accounts.sso.disconnected"]


def test_the_last_way_in_stays(client: Client, provider: RunningProvider, ama: Person) -> None:
    held = connected(ama, provider)
    ama.set_unusable_password()
    ama.save()
    client.force_login(ama)
    assert "Choose a password first" in client.post(f"/account/sso/{held.pk}/disconnect").text
    assert SocialAccount.objects.exists()


def test_nobody_takes_off_what_is_somebody_elses(client: Client, provider: RunningProvider, ama: Person) -> None:
    held = connected(somebody("tom"), provider)
    client.force_login(ama)
    assert client.post(f"/account/sso/{held.pk}/disconnect").status_code == 404
    assert SocialAccount.objects.exists()
