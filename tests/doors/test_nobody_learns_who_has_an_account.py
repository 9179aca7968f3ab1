"""The same answer and the same work for every address, known or not: in sign-in, reset, registration, change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.cache import cache
from django.test import Client

from dspt.accounts.gateways import Argon2
from dspt.accounts.models import Person
from dspt.directory.models import Body
from dspt.foundation.clock import now
from dspt.notices.models import Notice
from tests.world.cast import PASSWORD, a_person, an_organisation

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
KNOWN, UNKNOWN, GONE = "sam@demo.example", "nobody@demo.example", "priya@demo.example"
CODE = "VZZ09"


@pytest.fixture(autouse=True)
def people() -> None:
    cache.clear()
    at = now()
    a_person("sam", at)
    a_person("priya", at)
    Person.objects.filter(email=GONE).update(is_active=False)
    Body.objects.create(code=CODE, name="Elm Lodge", sector="Social Care", source="t", changed_at=at)


@contextmanager
def hashing(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Count how often a password is hashed or verified, which is what takes the time."""
    done: list[str] = []
    with monkeypatch.context() as patch:
        for name in ("encode", "verify"):
            real = getattr(Argon2, name)

            def counted(self: Argon2, *args: object, name: str = name, real: object = real) -> object:
                done.append(name)
                return real(self, *args)  # type: ignore[operator]

            patch.setattr(Argon2, name, counted)
        yield done


def told(client: Client, path: str, **sent: str) -> str:
    text = re.sub(r'seconds-left="\d+"', "", TOKEN.sub("", client.post(path, sent).text))
    return text.replace(sent["email"], "THE ADDRESS")


@pytest.mark.parametrize("other", [UNKNOWN, GONE])
def test_a_wrong_password_an_unknown_address_and_one_that_ended_are_alike(
    other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, work = [], []
    for email in (KNOWN, other):
        with hashing(monkeypatch) as done:
            answers.append(told(Client(), "/sign-in", email=email, password="wrong horse battery"))
        work.append(len(done))
    assert answers[0] == answers[1]
    assert work == [1, 1]


def test_the_right_password_of_somebody_who_ended_is_answered_like_a_wrong_one() -> None:
    wrong, right = (told(Client(), "/sign-in", email=GONE, password=typed) for typed in ("wrong", PASSWORD))
    assert wrong == right


def test_too_many_tries_come_as_soon_for_an_unknown_address() -> None:
    for email in (KNOWN, UNKNOWN):
        answers = [told(Client(), "/sign-in", email=email, password="wrong") for _ in range(6)]
        assert ["Too many" in answer for answer in answers] == [False] * 5 + [True]


@pytest.mark.parametrize("other", [UNKNOWN, GONE])
def test_asking_for_a_new_password_is_answered_alike(other: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with hashing(monkeypatch) as done:
        answers = [told(Client(), "/password/forgotten", email=email) for email in (KNOWN, other)]
    assert answers[0] == answers[1]
    assert done == []


def test_registering_is_answered_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    with hashing(monkeypatch) as done:
        answers = [told(Client(), "/start", code=CODE, name="Jo", email=email) for email in (KNOWN, UNKNOWN)]
    assert answers[0] == answers[1]
    assert done == []


def test_inviting_is_answered_alike() -> None:
    an_organisation("home", now())
    client = Client()
    client.force_login(Person.objects.get(email="ruth@demo.example"))
    answers = []
    for email in (KNOWN, UNKNOWN):
        response = client.post("/organisations/VZZ02/people/invite", {"email": email, "role": "member"})
        answers.append((response.status_code, response["Location"]))
    assert answers[0] == answers[1]


def test_asking_for_another_address_is_answered_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    a_person("tom", now())
    client = Client()
    client.force_login(Person.objects.get(email="tom@demo.example"))
    with hashing(monkeypatch) as done:
        answers = [told(client, "/account/email", email=email) for email in (KNOWN, UNKNOWN, GONE)]
    assert answers[0] == answers[1] == answers[2]
    assert done == []
    assert "has an account" in Notice.objects.get(to=KNOWN).subject
    assert "/account/email/" in Notice.objects.get(to=UNKNOWN).body


def test_a_passkey_of_nobody_is_answered_like_one_that_does_not_fit() -> None:
    import base64
    import json

    def answer(person: str) -> str:
        handle = base64.urlsafe_b64encode(person.encode()).decode().rstrip("=")
        return json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {"userHandle": handle}})

    known = Person.objects.get(email=KNOWN).id.hex
    pages = []
    for sent in (answer(known), answer("0" * 32), "nonsense"):
        client = Client()
        client.get("/sign-in/passkey")
        text = TOKEN.sub("", client.post("/sign-in/passkey", {"answer": sent}).text)
        pages.append(re.sub(r'data-passkey-options="[^"]*"', "", text))
    assert "The passkey did not work" in pages[0]
    assert pages[0] == pages[1] == pages[2]
