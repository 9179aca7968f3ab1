"""Your organisations: each with its code, category and role; a single one opens at once after sign-in."""

from __future__ import annotations

import pytest
from django.test import Client

from dspt.accounts.models import MailedLink, Person
from dspt.foundation.clock import now
from dspt.jobs.demo import the_directory
from dspt.standard.catalogue import edition
from tests.world.cast import (
    PEOPLE,
    a_person,
    an_accepted_profile,
    an_organisation,
    the_national_team,
    the_service_desk,
    the_viewers,
)

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


def test_choosing_another_organisation_keeps_the_page_where_it_exists(client: Client) -> None:
    for key in ("practice", "supplier", "trust"):
        an_accepted_profile(key, edition("2024-25"), now())
    signed_in(client, "ruth")
    frame = client.get("/organisations/YZZ01/people").text
    assert 'href="/organisations?here=/organisations/YZZ01/people"' in frame

    def leads_to(here: str) -> str:
        page = client.get("/organisations", {"here": here}).text
        return next(part for part in page.split('href="') if "Beacon Systems" in part).split('"')[0]

    assert leads_to("/organisations/YZZ01/people") == "/organisations/8ZZ01/people"
    assert leads_to("/organisations/YZZ01/assessment/2024-25") == "/organisations/8ZZ01/assessment/2024-25"
    assert leads_to("/organisations/YZZ01/assessment/2024-25/items/1.1.1") == "/organisations/8ZZ01/assessment/2024-25"
    assert leads_to("/organisations/YZZ01/history/01936000-0000-7000-8000-000000000000") == "/organisations/8ZZ01"
    for odd in ("/organisations", "//evil.example/", "https://evil.example/x", "nowhere", "/register/YZZ01", "\x00"):
        assert leads_to(odd) == "/organisations/8ZZ01"


def test_a_page_that_the_role_there_may_not_open_becomes_its_home(client: Client) -> None:
    an_accepted_profile("practice", edition("2024-25"), now())
    an_accepted_profile("home", edition("2024-25"), now())
    signed_in(client, "vera")
    page = client.get("/organisations", {"here": "/organisations/YZZ01/people/invite"}).text
    assert 'href="/organisations/VZZ02"' in page
    assert "You are here" in page


def test_somebody_with_roles_of_both_kinds_sees_both(client: Client) -> None:
    from dspt.accounts.actions import give_service_role
    from tests.world.cast import MAKER

    an_accepted_profile("home", edition("2024-25"), now())
    tom = Person.objects.get(email=PEOPLE["tom"].email)
    give_service_role(by=MAKER, person=tom.id, role="cqc", at=now())
    page = signed_in(client, "tom").get("/organisations?only").text
    assert "Willow Court" in page
    assert "Your role: Care Quality Commission (CQC)." in page
    assert 'href="/oversight/organisations"' in page
    assert "/oversight/people" not in page


@pytest.mark.parametrize(
    ("key", "begins"),
    [("nadia", "/oversight/organisations"), ("dev", "/helpdesk"), ("rosa", "/oversight/organisations")],
)
def test_who_has_one_role_in_the_service_alone_begins_where_its_work_is(key: str, begins: str) -> None:
    the_directory(now())
    the_national_team(now())
    the_service_desk(now())
    the_viewers(now())
    client = Client()
    client.force_login(Person.objects.get(email=PEOPLE[key].email))
    assert client.get("/organisations?only")["Location"] == begins


def test_somebody_without_an_organisation_is_told_what_to_do(client: Client) -> None:
    a_person("sam", now())
    page = signed_in(client, "sam").get("/organisations").text
    assert "You have no organisation yet" in page
    assert 'href="/start"' in page
    assert 'href="/start/recover"' in page
    assert "Ask an administrator there to invite" in page
    assert page.count("sam@demo.example") == 2
    assert "Register another organisation" not in page


def test_an_invitation_that_waits_is_named_until_it_runs_out(client: Client) -> None:
    an_organisation("home", now())
    a_person("sam", now())
    sent = {"email": "sam@demo.example", "role": "member"}
    signed_in(client, "ruth").post("/organisations/VZZ02/people/invite", sent)
    sam = signed_in(Client(), "sam")
    page = sam.get("/organisations").text
    assert "Ruth Cole invited you to VZZ02 on" in page
    assert "Open your invitation" in page
    MailedLink.objects.update(expires_at=now())
    assert "Open your invitation" not in sam.get("/organisations").text
