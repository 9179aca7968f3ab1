"""Every way that single sign-on goes wrong: a page with the next step, nobody in, the journal told."""

from __future__ import annotations

import time
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import Client

from dspt.accounts.models import Person
from dspt.foundation.clock import now
from tests.world.provider import RunningProvider

from .steps import comes_by, connected, is_in, last_refusal, sent_to, trust

pytestmark = pytest.mark.django_db


def test_who_cancels_there_can_try_again_here(client: Client, provider: RunningProvider, ama: Person) -> None:
    connected(ama, provider)
    page = client.get(provider.cancels(sent_to(client)))
    assert page.status_code == 200
    assert "You cancelled signing in with NHSmail" in page.text
    assert 'action="/sign-in/sso"' in page.text
    assert last_refusal() == {"provider": "NHSmail", "code": "cancelled", "why": "access_denied"}


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("signature", "signature"),
        ("kid", "signature"),
        ("none", "signature"),
        ("shared", "signature"),
        ("issuer", "iss"),
        ("audience", "aud"),
        ("party", "azp"),
        ("nonce", "nonce"),
        ("nononce", "claims"),
        ("tokenless", "no_token"),
        ("subject", "userinfo"),
    ],
)
def test_an_answer_that_is_not_certainly_theirs_and_for_us_lets_nobody_in(
    client: Client, provider: RunningProvider, ama: Person, wrong: str, why: str
) -> None:
    connected(ama, provider)
    provider.misbehaves(**{wrong: "1"})
    page = comes_by(client, provider)
    assert page.status_code == 400
    assert "We could not be sure that the answer came from NHSmail" in page.text
    assert not is_in(client)
    assert last_refusal() == {"provider": "NHSmail", "code": "untrusted", "why": why}


def test_another_issuer_than_was_set_is_not_even_gone_to(
    client: Client, provider: RunningProvider, ama: Person
) -> None:
    provider.misbehaves(discovery="1")
    page = client.post("/sign-in/sso")
    assert page.status_code == 400
    assert last_refusal()["why"] == "discovery"


@pytest.mark.parametrize("change", ["another", "none"])
def test_an_answer_of_another_issuer_is_refused(
    client: Client, provider: RunningProvider, ama: Person, change: str
) -> None:
    connected(ama, provider)
    back = provider.signs_in(sent_to(client), "ama")
    own = f"iss={provider.issuer.replace(':', '%3A').replace('/', '%2F')}"
    assert own in back
    page = client.get(back.replace(own, "iss=https%3A%2F%2Fevil.example" if change == "another" else "x=y"))
    assert page.status_code == 400
    assert last_refusal()["why"] == "iss"


@pytest.mark.parametrize(("wrong", "why"), [("expired", "exp"), ("early", "iat")])
def test_clocks_that_do_not_agree_are_said_to(
    client: Client, provider: RunningProvider, ama: Person, wrong: str, why: str
) -> None:
    connected(ama, provider)
    provider.misbehaves(**{wrong: "1"})
    page = comes_by(client, provider)
    assert "The clock of NHSmail and ours do not agree" in page.text
    assert not is_in(client)
    assert last_refusal()["why"] == why


def test_half_a_minute_between_the_clocks_is_forgiven(client: Client, provider: RunningProvider, ama: Person) -> None:
    connected(ama, provider)
    provider.misbehaves(skew="1")
    comes_by(client, provider)
    assert is_in(client)


def test_an_answer_works_once(client: Client, provider: RunningProvider, ama: Person) -> None:
    connected(ama, provider)
    back = provider.signs_in(sent_to(client), "ama")
    assert client.get(back).status_code == 302
    client.post("/sign-out")
    page = client.get(back)
    assert page.status_code == 400
    assert "Signing in took too long" in page.text
    assert not is_in(client)
    assert last_refusal()["code"] == "expired"


def test_an_answer_works_in_the_browser_alone_that_asked(
    client: Client, provider: RunningProvider, ama: Person
) -> None:
    connected(ama, provider)
    back = provider.signs_in(sent_to(client), "ama")
    thief = Client()
    assert thief.get(back).status_code == 400
    assert not is_in(thief)


def test_an_answer_after_ten_minutes_comes_too_late(client: Client, provider: RunningProvider, ama: Person) -> None:
    connected(ama, provider)
    back = provider.signs_in(sent_to(client), "ama")
    with time_machine.travel(now() + timedelta(minutes=11)):
        assert "Signing in took too long" in client.get(back).text
    assert not is_in(client)


def test_a_code_that_the_provider_no_longer_takes_is_too_late_too(
    client: Client, provider: RunningProvider, ama: Person
) -> None:
    connected(ama, provider)
    back = provider.signs_in(sent_to(client), "ama")
    code = parse_qs(urlsplit(back).query)["code"][0]
    page = client.get(back.replace(code, "x" * len(code)))
    assert "Signing in took too long" in page.text
    assert last_refusal()["why"] == "token"


def test_an_error_of_the_provider_is_passed_on_in_words(client: Client, provider: RunningProvider) -> None:
    state = parse_qs(urlsplit(sent_to(client)).query)["state"][0]
    page = client.get("/sign-in/sso/callback", {"state": state, "error": "server_error", "iss": provider.issuer})
    assert page.status_code == 503
    assert "NHSmail could not sign you in" in page.text


def test_a_wrong_secret_is_a_trouble_that_names_no_secret(
    client: Client, provider: RunningProvider, settings: object
) -> None:
    trust(settings, provider, client_secret="another")
    page = comes_by(client, provider)
    assert page.status_code == 503
    assert "NHSmail could not sign you in" in page.text
    assert "invalid_client" not in page.text


def test_a_provider_that_fails_half_way_is_told(client: Client, provider: RunningProvider, ama: Person) -> None:
    connected(ama, provider)
    provider.misbehaves(down="1")
    page = comes_by(client, provider)
    assert page.status_code == 503
    assert not is_in(client)


def test_a_provider_that_is_away_is_told_at_once(client: Client, provider: RunningProvider, settings: object) -> None:
    trust(settings, provider, issuer="http://localhost:9")
    page = client.post("/sign-in/sso")
    assert page.status_code == 503
    assert "We cannot reach NHSmail" in page.text
    assert last_refusal()["code"] == "unreachable"


def test_a_provider_that_does_not_answer_is_not_waited_for(
    client: Client, provider: RunningProvider, settings: object, ama: Person
) -> None:
    connected(ama, provider)
    provider.misbehaves(slow="1")
    settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = 1  # type: ignore[attr-defined]
    began = time.monotonic()
    page = comes_by(client, provider)
    assert time.monotonic() - began < 3
    assert "We cannot reach NHSmail" in page.text
    assert not is_in(client)


def test_what_is_in_the_address_of_the_answer_is_not_shown(client: Client, provider: RunningProvider) -> None:
    state = parse_qs(urlsplit(sent_to(client)).query)["state"][0]
    sent = {"state": state, "error": "<b>x</b>", "error_description": "call 0123", "iss": provider.issuer}
    page = client.get("/sign-in/sso/callback", sent)
    assert "0123" not in page.text
    assert "<b>x" not in page.text


def test_a_rush_is_slowed_down(client: Client) -> None:
    answers = [client.get("/sign-in/sso/callback").status_code for _ in range(122)]
    assert answers == [400] * 120 + [429] * 2
    assert client.post("/sign-in/sso").status_code == 429
