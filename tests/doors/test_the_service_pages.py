"""Pages of people with a role in the service: what each sees, and why; who gives roles."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from dspt.accounts.models import Person
from dspt.accounts.rules import HOLDS, SERVICE_NAMES, Permission, Role, ServiceRole
from dspt.foundation.clock import now
from dspt.jobs.demo import the_directory
from dspt.journal.models import Entry
from dspt.notices.models import Notice
from tests.world.cast import (
    NORTH_WEST,
    PEOPLE,
    a_person,
    an_accepted_profile,
    the_national_team,
    the_service_desk,
    the_viewers,
)
from tests.world.published import THIS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _cast() -> None:
    at = now()
    the_directory(at)
    for key in ("home", "supplier", "trust"):
        an_accepted_profile(key, THIS, at)
    a_person("sam", at)
    the_national_team(at)
    the_service_desk(at)
    the_viewers(at)


def signed_in(who: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(email=PEOPLE[who].email))
    return client


def text_of(who: str, path: str, status: int = 200) -> str:
    answer = signed_in(who).get(path)
    assert answer.status_code == status, answer.status_code
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_regional_viewer_finds_the_organisations_of_her_region_alone() -> None:
    page = text_of("rosa", "/oversight/organisations")
    assert "Regional viewer: organisations of its region." in page
    assert "Regional viewer, North West" in page
    assert "Willow Court" in page
    assert "Northmoor Hospitals NHS Trust" in page
    assert "Beacon Systems" not in page
    assert "No organisation you may see has “beacon”" in text_of("rosa", "/oversight/organisations?q=beacon")


def test_out_of_reach_looks_like_not_there() -> None:
    theirs = signed_in("rosa").get("/oversight/organisations/8ZZ01")
    nobodys = signed_in("rosa").get("/oversight/organisations/XZZ99")
    assert (theirs.status_code, theirs.content) == (nobodys.status_code, nobodys.content)


def test_each_part_is_there_with_its_reason_and_the_rest_is_named_as_not_shown() -> None:
    page = text_of("rosa", "/oversight/organisations/VZZ02")
    assert "Regional viewer sees this to know where its region stands." in page
    assert "It has not begun the 2024-25 assessment." in page
    assert "Not shown to your role: administrators, email addresses of administrators." in page
    page = text_of("cara", "/oversight/organisations/VZZ02")
    assert "Confidentiality Advisory Group (CAG) sees this because section 251" in page
    assert "Its newest status is 23/24 Standards Met." in page
    assert "Category" not in page
    assert "ruth@demo.example" not in page


def test_whole_addresses_are_seen_by_those_alone_whom_the_table_gives_them() -> None:
    assert "ruth@demo.example" in text_of("nadia", "/oversight/organisations/VZZ02")
    for path in ("/oversight/organisations/VZZ02", "/helpdesk/organisations/VZZ02"):
        page = text_of("dev", path)
        assert "r***@demo.example" in page
        assert "ruth@demo.example" not in page


@pytest.mark.parametrize(
    ("who", "path", "section"),
    [
        ("nadia", "/oversight/activity", "Activity"),
        ("dev", "/helpdesk", "Service desk: what waits"),
        ("dev", "/helpdesk/recovery", "Service desk: what waits"),
        ("dev", "/helpdesk/organisations", "Service desk: what waits"),
        ("dev", "/helpdesk/organisations/VZZ02", "Service desk: what waits"),
    ],
)
def test_every_page_of_the_service_has_its_menu(who: str, path: str, section: str) -> None:
    assert f'aria-current="page">{section}</a>' in text_of(who, path)


def test_the_organisation_is_told_once_an_hour_who_looked_in_which_role() -> None:
    for _ in range(2):
        text_of("rosa", "/oversight/organisations/VZZ02")
    text_of("cara", "/oversight/organisations/VZZ02")
    text_of("bram", "/oversight/organisations/VZZ02", 404)
    looks = Entry.objects.filter(chain="VZZ02", event="organisations.organisation.looked").order_by("number")
    assert list(looks.values_list("actor_name", "behalf")) == [
        ("Rosa Bianchi", "service:region"),
        ("Cara Doyle", "service:cag"),
    ]
    page = text_of("vera", "/organisations/VZZ02/activity")
    assert "Rosa Bianchi" in page
    assert "looked at this organisation" in page


def test_an_odd_page_or_search_is_the_first_page() -> None:
    for query in ("page=0", "page=x", "page=99999999999999", "page=٣", "q=%00"):
        assert "Organisations" in text_of("nadia", f"/oversight/organisations?{query}")


def test_the_national_team_gives_a_role_and_ends_it() -> None:
    nadia = signed_in("nadia")
    said = {"email": "sam@demo.example", "role": "region", "scope": NORTH_WEST}
    page = nadia.post("/oversight/people", said, follow=True).content.decode()
    assert "Sam Porter now has the role Regional viewer." in page
    assert "Regional viewer, North West" in page
    assert "Willow Court" in text_of("sam", "/oversight/organisations")
    sam = Person.objects.get(email="sam@demo.example").id
    page = nadia.post(
        f"/oversight/people/{sam}/end", {"role": "region", "scope": NORTH_WEST}, follow=True
    ).content.decode()
    assert "The role Regional viewer is ended." in page
    text_of("sam", "/oversight/organisations", 404)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"email": "nobody@a..b", "role": "cqc"}, "Enter an email address in the correct format"),
        ({"email": "nadia@demo.example", "role": "cqc"}, "You cannot give yourself a role"),
        ({"email": "sam@demo.example", "role": "region"}, "Select the region or board"),
        ({"email": "sam@demo.example", "role": "board", "scope": NORTH_WEST}, "a board for a board viewer"),
        ({"email": "sam@demo.example", "role": "cqc", "scope": NORTH_WEST}, "Select “None”"),
        ({"email": "sam@demo.example", "role": ""}, "Select a role"),
        ({"email": "", "role": "cqc"}, "Enter the person’s email address"),
    ],
)
def test_a_role_that_cannot_be_given_comes_back_with_what_to_do(said: dict[str, str], words: str) -> None:
    answer = signed_in("nadia").post("/oversight/people", said)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert said["email"] in answer.content.decode()


def test_the_last_of_the_national_team_is_told_why_the_role_stays() -> None:
    nadia = Person.objects.get(email=PEOPLE["nadia"].email).id
    page = signed_in("nadia").post(f"/oversight/people/{nadia}/end", {"role": "national"}, follow=True).content.decode()
    assert "There must always be somebody in the national team." in page


def test_what_nobody_holds_cannot_be_ended() -> None:
    sam = Person.objects.get(email="sam@demo.example").id
    assert signed_in("nadia").post(f"/oversight/people/{sam}/end", {"role": "cqc"}).status_code == 404


def test_the_table_of_roles_says_every_role_and_permission() -> None:
    page = text_of("stan", "/oversight/roles")
    for role in ServiceRole:
        assert SERVICE_NAMES[role] in page
    for permission in Permission:
        assert permission.value[1:] in page


def test_an_organisation_reads_who_may_do_what_and_who_sees_what_from_outside() -> None:
    page = text_of("vera", "/organisations/VZZ02/people/roles")
    for role in Role:
        assert role.value.capitalize() in page
    for holds in HOLDS.values():
        assert holds in page
    assert "Asked for again" in page


def invited(email: str = "nina@region.example") -> str:
    """Invite somebody without an account, and take the path of the link that was mailed."""
    page = signed_in("nadia").post("/oversight/people", {"email": email, "role": "cqc"}, follow=True).text
    assert f"We have sent {email} an invitation. It works for 7 days." in page
    body: str = Notice.objects.filter(to=email).order_by("-id")[0].body
    found = re.search(r"/service-invitations/\S+", body)
    assert found is not None
    return found[0]


def test_somebody_without_an_account_is_invited_and_sets_up_a_factor_first(client: Client) -> None:
    link = invited()
    page = text_of("nadia", "/oversight/people")
    assert "Invited, not yet here" in page
    opened = client.get(link)
    assert "Nadia Rahman invites you to the role Care Quality Commission (CQC)." in opened.text
    assert opened["Cache-Control"] == "no-store"
    said = {"name": "Nina Hart", "password": "marmalade-lantern-quay", "terms": "on"}
    for field, words in (
        ("name", "Enter your full name"),
        ("password", "Choose a password"),
        ("terms", "Tick the box to say that you use what you see for this role alone"),
    ):
        refused = client.post(link, said | {field: ""}).text
        assert words in refused
        assert "<title>Error: " in refused
    answer = client.post(link, said)
    assert answer["Location"].startswith("/account/set-up?next=")
    assert "Set up an extra sign-in step" in client.get(answer["Location"]).text
    assert client.get("/oversight/organisations")["Location"].startswith("/account/set-up"), "nothing else is open"
    assert Client().get(link).status_code == 410
    assert "Invited, not yet here" not in text_of("nadia", "/oversight/people")


def test_an_invitation_is_sent_again_and_withdrawn(client: Client) -> None:
    link = invited()
    nadia = signed_in("nadia")
    found = re.search(r"/oversight/people/invitations/([0-9a-f-]{36})/resend", nadia.get("/oversight/people").text)
    assert found is not None
    assert "a new link. The earlier one no longer works" in nadia.post(found[0], follow=True).text
    assert client.get(link).status_code == 410
    assert "used or withdrawn already" in nadia.post(found[0], follow=True).text
    again = re.search(r"/oversight/people/invitations/([0-9a-f-]{36})/withdraw", nadia.get("/oversight/people").text)
    assert again is not None
    assert "Its link no longer works" in nadia.post(again[0], follow=True).text
    assert "used or withdrawn already" in nadia.post(again[0], follow=True).text
    assert client.get("/service-invitations/nothing").status_code == 404


def test_a_fourth_invitation_within_the_hour_says_to_wait() -> None:
    for _ in range(3):
        invited()
    answer = signed_in("nadia").post("/oversight/people", {"email": "nina@region.example", "role": "cqc"})
    assert (answer.status_code, "three invitations within the hour" in answer.text) == (422, True)
