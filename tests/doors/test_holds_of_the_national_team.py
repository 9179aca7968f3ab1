"""The pages on which the national team places and ends holds, and what the organisation sees of them."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from dspt.accounts.models import Person
from dspt.foundation.clock import now
from dspt.keeping.models import Hold
from tests.world.cast import PEOPLE, an_accepted_profile, the_national_team
from tests.world.published import THIS

pytestmark = pytest.mark.django_db
PATH, KEPT = "/oversight/organisations/VZZ02/hold", "/organisations/VZZ02/retention"


@pytest.fixture(autouse=True)
def _cast() -> None:
    an_accepted_profile("home", THIS, now())
    the_national_team(now())


def signed(name: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(email=PEOPLE[name].email))
    return client


def words(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def test_the_national_team_places_and_ends_it_and_the_list_shows_what_stands() -> None:
    client = signed("nadia")
    assert PATH in client.get("/oversight/organisations/VZZ02").text
    assert "No hold stands" in client.get("/oversight/holds").text
    refused = client.post(PATH, {"reason": " ", "hold": ""})
    assert refused.status_code == 422
    assert "Enter why nothing may be deleted" in refused.text
    page = words(client.post(PATH, {"reason": "An inquiry", "hold": ""}, follow=True).text)
    assert "The hold is placed." in page
    assert "Placed by Nadia Rahman" in page
    listed = client.get("/oversight/holds").text
    assert PATH in listed
    assert "An inquiry" in listed
    hold = str(Hold.objects.get().id)
    assert "Enter why the hold is no longer needed" in client.post(PATH, {"reason": "", "hold": hold}).text
    page = words(client.post(PATH, {"reason": "It is over", "hold": hold}, follow=True).text)
    assert "The hold is ended." in page
    assert ": It is over" in page
    assert "No hold stands" in client.get("/oversight/holds").text


def test_one_who_is_late_does_not_do_the_other() -> None:
    client = signed("nadia")
    client.post(PATH, {"reason": "An inquiry", "hold": ""})
    page = client.post(PATH, {"reason": "Another inquiry", "hold": ""}, follow=True).text
    assert "meanwhile" in page
    assert Hold.objects.get().reason == "An inquiry"


def test_the_organisation_sees_why_and_cannot_end_it() -> None:
    signed("nadia").post(PATH, {"reason": "An inquiry of the regulator", "hold": ""})
    client, hold = signed("ruth"), Hold.objects.get()
    page = client.get(KEPT).text
    assert "Nothing is deleted until the national team ends it." in page
    assert "Placed by the national team, Nadia Rahman, on" in page
    assert "An inquiry of the regulator" in page
    assert f"{KEPT}/holds/{hold.id}/end" not in page
    assert client.post(f"{KEPT}/holds/{hold.id}/end", {"reason": "We are done"}).status_code == 404
    client.post(f"{KEPT}/hold", {"reason": "A claim"})
    page = client.get(KEPT).text
    assert "until both are ended" in page
    own = Hold.objects.get(is_national=False)
    assert f"{KEPT}/holds/{own.id}/end" in page
    activity = words(client.get("/organisations/VZZ02/activity").text)
    assert "placed a national hold: nothing is deleted" in activity
    assert "An inquiry of the regulator" in activity


def test_an_organisation_that_is_not_there_is_not_found() -> None:
    assert signed("nadia").get("/oversight/organisations/XZZ99/hold").status_code == 404


def test_the_page_of_roles_says_who_may() -> None:
    assert "stop that anything of an organisation is deleted" in signed("nadia").get("/oversight/roles").text
