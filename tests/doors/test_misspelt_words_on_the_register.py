"""Words with a slip in them on the register: the words that were meant, and the names that come nearest."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.test import Client

from dspt.register.models import Listing
from dspt.register.queries import forget_index
from tests.world.listed import NOW, list_them, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def listed() -> Any:
    with time_machine.travel(NOW, tick=False):
        list_them()
        yield


def test_the_nearest_names_are_offered_when_nothing_is_found(client: Client) -> None:
    page = text(client, "/register?q=milrace+surgry")
    assert "No organisation found for “milrace surgry”" in page
    assert "with these filters" not in page
    assert "Did you mean" in page
    assert "Millrace Surgery, Z90417" in page


@pytest.mark.parametrize("typed", ["caer", "cxre", "crae", "carre", "Lantrn caer", "lanternn care"])
def test_a_slip_in_a_short_word_leads_to_the_word_that_was_meant(client: Client, typed: str) -> None:
    words = "lantern care" if " " in typed else "care"
    page = text(client, f"/register?q={typed}")
    assert f"No organisation found for “{typed}”" in page
    assert f'Did you mean <a href="/register?q={words.replace(" ", "+")}">{words}</a>?' in page
    assert "These names come nearest:" in page
    assert "Lantern House Home Care, VZZ44" in page


def test_a_word_that_stands_inside_others_only_may_have_been_another(client: Client) -> None:
    Listing.objects.filter(code="16").update(search_key="nthern place 16")
    forget_index()
    page = text(client, "/register?q=ntern")
    assert "1 organisation for “ntern”" in page
    assert 'Did you mean <a href="/register?q=nthern">nthern</a>?' in page
    assert "Did you mean" not in text(client, "/register?q=lant")
    assert "Did you mean" not in text(client, "/register?q=ntern&sector=Social+Care")


def test_words_that_were_meant_are_searched_under_the_same_filters(client: Client) -> None:
    page = text(client, "/register?q=caer&sector=Dentist")
    assert 'Did you mean <a href="/register?q=care&amp;sector=Dentist">care</a>?' in page


def test_a_code_with_a_slip_leads_to_the_codes_that_come_nearest(client: Client) -> None:
    page = text(client, "/register?q=z90471")
    assert "Did you mean one of these?" in page
    assert "Millrace Surgery, Z90417" in page


def test_a_word_that_is_like_nothing_says_what_to_do(client: Client) -> None:
    page = text(client, "/register?q=qqqqqqqq")
    assert "Did you mean" not in page
    assert "See all that have" in page
    assert "Apply filters" not in page
    assert "Apply filters" in text(client, "/register?q=qqqqqqqq&sector=Dentist")
    assert "Try the code, or fewer words." in page
