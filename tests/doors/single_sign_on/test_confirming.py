"""Confirming who one is at the provider: for those who have neither factor nor password here, and asked just now."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import Client

from dspt.accounts.models import Person
from dspt.accounts.rules import Identity, is_just_now
from dspt.foundation.clock import now
from dspt.jobs.cast import a_phone
from tests.world.provider import RunningProvider
from tests.world.stepping import long_ago

from .steps import comes_by, connected, events, last_refusal, sent_to, somebody, trust

HERE = "/account/confirm"

pytestmark = pytest.mark.django_db


@pytest.fixture
def ama_without_password(client: Client, provider: RunningProvider, ama: Person) -> Person:
    connected(ama, provider)
    ama.set_unusable_password()
    ama.save()
    client.force_login(ama)
    long_ago(client)
    return ama


def test_who_has_no_password_confirms_at_the_provider(
    client: Client, provider: RunningProvider, ama_without_password: Person
) -> None:
    answer = client.get("/account/email")
    assert answer["Location"].startswith(HERE)
    page = client.get(answer["Location"]).text
    assert "Confirm with NHSmail" in page
    assert 'type="password"' not in page
    address = sent_to(client, f"{HERE}/sso", next="/account/email")
    asked = parse_qs(urlsplit(address).query)
    assert (asked["prompt"], asked["max_age"]) == (["login"], ["0"])
    answer = client.get(provider.signs_in(address, "ama"))
    assert answer["Location"] == "/account/email"
    assert client.get("/account/email").status_code == 200
    assert events() == ["accounts.sso.entered"]


def test_somebody_else_at_the_provider_confirms_nothing(
    client: Client, provider: RunningProvider, ama_without_password: Person
) -> None:
    tom = somebody("tom")
    connected(tom, provider, "tom")
    page = comes_by(client, provider, "tom", f"{HERE}/sso")
    assert page.status_code == 403
    assert last_refusal()["code"] == "other_person"
    assert client.get("/account/email")["Location"].startswith(HERE)


def test_an_answer_of_somebody_who_was_merely_known_there_confirms_nothing(
    client: Client, provider: RunningProvider, ama_without_password: Person
) -> None:
    assert not is_just_now(Identity("i", "s", "", False, False), 1000)
    assert not is_just_now(Identity("i", "s", "", False, False, signed_in_at=1000), 1361)
    assert is_just_now(Identity("i", "s", "", False, False, signed_in_at=1000), 1360)
    address = sent_to(client, f"{HERE}/sso")
    provider.misbehaves(stale="1")
    page = client.get(provider.signs_in(address, "ama"))
    assert page.status_code == 400
    assert client.get("/account/email")["Location"].startswith(HERE)


def test_a_second_factor_here_is_asked_for_all_the_same(
    client: Client, provider: RunningProvider, ama_without_password: Person, settings: object
) -> None:
    a_phone("ama", now() - timedelta(hours=1))
    client.force_login(ama_without_password)
    long_ago(client)
    assert "Confirm with NHSmail" not in client.get(HERE).text
    assert comes_by(client, provider, "ama", f"{HERE}/sso")["Location"] == HERE
    trust(settings, provider, trusted_factor="mfa")
    provider.misbehaves(amr="pwd,mfa")
    assert comes_by(client, provider, "ama", f"{HERE}/sso", next="/account/email")["Location"] == "/account/email"


def test_nobody_confirms_what_somebody_else_began(
    client: Client, provider: RunningProvider, ama_without_password: Person
) -> None:
    address = sent_to(client, f"{HERE}/sso")
    back = provider.signs_in(address, "ama")
    state = dict(client.session.items())
    tom = somebody("tom")
    client.logout()
    client.force_login(tom)
    session = client.session
    session.update({key: value for key, value in state.items() if not key.startswith("_auth")})
    session.save()
    page = client.get(back)
    assert page.status_code == 403
    assert "Somebody else is signed in now" in page.text


def test_the_answer_comes_too_late(client: Client, provider: RunningProvider, ama_without_password: Person) -> None:
    back = provider.signs_in(sent_to(client, f"{HERE}/sso"), "ama")
    with time_machine.travel(now() + timedelta(minutes=11)):
        assert client.get(back).status_code == 400
