"""Signing off through its pages: the signatory signs what is shown; everybody sees who signed and whether it holds."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from dspt.accounts.models import Person
from dspt.assessments.models import Assessment
from dspt.publication.models import SignOff
from tests.world.cast import BODIES, PEOPLE
from tests.world.published import AT, THIS, a_finished_year, the_year_runs

pytestmark = pytest.mark.django_db
READY = f"/organisations/{BODIES['supplier'].code}/publish/{THIS.key}"


@pytest.fixture(autouse=True)
def _running(db: None) -> Any:
    the_year_runs()
    a_finished_year("supplier")
    with time_machine.travel(AT, tick=False):
        yield


def text_of(who: str, path: str = READY) -> str:
    client = Client()
    client.force_login(Person.objects.get(email=PEOPLE[who].email))
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return re.sub(r"\s+", " ", answer.content.decode())


def signs(**said: str) -> Any:
    page = text_of("simon", f"{READY}/sign-off")
    shown = dict(re.findall(r'<input type="hidden" name="(revision|profile|status)" value="([^"]*)">', page))
    client = Client()
    client.force_login(Person.objects.get(email=PEOPLE["simon"].email))
    return client.post(f"{READY}/sign-off", {**shown, "capacity": "siro", **said}, follow=True)


def test_a_signatory_is_offered_it_and_others_are_not() -> None:
    assert f'href="{READY}/sign-off"' in text_of("simon")
    for who in ("ruth", "tom", "vera", "priya"):
        page = text_of(who)
        assert f"{READY}/sign-off" not in page
        assert "Nobody has signed it off." in page


def test_the_first_page_leads_a_signatory_to_it_and_others_not() -> None:
    home = f"/organisations/{BODIES['supplier'].code}"
    assert "Go to sign-off" in text_of("simon", home)
    for who in ("ruth", "tom", "vera", "priya"):
        assert "Go to sign-off" not in text_of(who, home)


def test_signed_off_is_shown_to_everybody_with_name_capacity_note_and_time() -> None:
    page = signs(note="Agreed on <Monday>").content.decode()
    assert "You have signed the assessment off." in page
    for who in ("simon", "ruth", "vera"):
        page = text_of(who)
        assert "Simon Adeyemi, Senior Information Risk Owner (SIRO)" in page
        assert "Signed 24/25 Standards Met off on 23 November 2026, 10:00" in page
        assert "Agreed on &lt;Monday&gt;" in page
    assert "Take your sign-off back" in text_of("simon")
    assert "Sign off in another capacity too" in text_of("simon")
    assert "Sign off 24/25" not in text_of("simon")
    assert "Take your sign-off back" not in text_of("ruth")


def test_a_change_afterwards_says_that_it_is_withdrawn_and_why() -> None:
    signs()
    Assessment.objects.update(revision=6)
    page = text_of("ruth")
    assert "Withdrawn, because the assessment changed afterwards" in page
    assert "No sign-off holds at present." in page
    assert f'href="{READY}/sign-off"' in text_of("simon")


def test_without_a_capacity_nothing_is_signed_and_the_note_is_kept() -> None:
    answer = signs(capacity="", note="Keep me")
    assert answer.status_code == 422
    assert "Select in which capacity you sign" in answer.content.decode()
    assert "Keep me" in answer.content.decode()
    assert not SignOff.objects.exists()


def test_signing_twice_says_so() -> None:
    signs()
    assert "You have signed in this capacity" in signs().content.decode()


def test_what_changed_since_it_was_shown_is_not_signed() -> None:
    answer = signs(revision="4")
    assert "Nothing was signed: the assessment changed since you looked." in answer.content.decode()
    assert not SignOff.objects.exists()


def test_where_nothing_is_on_offer_the_form_leads_to_what_is_in_the_way() -> None:
    client = Client()
    with time_machine.travel(datetime(2024, 8, 1, tzinfo=UTC), tick=False):
        client.force_login(Person.objects.get(email=PEOPLE["simon"].email))
        answer = client.get(f"{READY}/sign-off")
    assert answer.headers["Location"] == READY


def test_taking_back_takes_it_off_the_page() -> None:
    signs()
    client = Client()
    client.force_login(Person.objects.get(email=PEOPLE["simon"].email))
    address = f"{READY}/sign-off/{SignOff.objects.get().id}/back"
    page = client.post(address, follow=True).content.decode()
    assert "Your sign-off is taken back." in page
    assert "Simon Adeyemi, Senior" not in page
    assert client.post(address).status_code == 404
