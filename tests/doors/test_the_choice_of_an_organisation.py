"""Your organisations: each with its code, category and role; a single one opens at once after sign-in."""

from __future__ import annotations

import pytest
from django.test import Client

from dspt.accounts.models import Person
from dspt.foundation.clock import now
from dspt.standard.catalogue import edition
from tests.world.cast import PEOPLE, an_accepted_profile, an_organisation

pytestmark = pytest.mark.django_db


def signed_in(client: Client, key: str) -> Client:
    client.force_login(Person.objects.get(email=PEOPLE[key].email))
    return client


def test_each_organisation_leads_to_its_home_and_one_without_a_profile_to_that(client: Client) -> None:
    an_accepted_profile("practice", edition("2024-25"), now())
    an_organisation("home", now())
    text = signed_in(client, "ruth").get("/organisations").text
    assert 'href="/organisations/YZZ01"' in text
    assert 'href="/organisations/VZZ02/profile"' in text


def test_a_single_organisation_opens_at_once_after_sign_in(client: Client) -> None:
    an_accepted_profile("practice", edition("2024-25"), now())
    assert signed_in(client, "ama").get("/organisations?only")["Location"] == "/organisations/YZZ01"


def test_the_account_and_the_band_name_the_person_and_the_organisation(client: Client) -> None:
    an_accepted_profile("practice", edition("2024-25"), now())
    text = signed_in(client, "tom").get("/organisations/YZZ01/people").text
    assert "Tom Okafor" in text
    assert 'class="app-org__name">Dr Mensah and Partners' in text
    assert 'aria-current="page">People' in text
