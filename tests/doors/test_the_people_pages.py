"""Who sees and does what on the pages of people; nothing happens on a mere visit."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client

from dspt.accounts.models import Person
from dspt.foundation.clock import now
from dspt.notices.models import Notice
from dspt.organisations.models import Membership
from tests.world.cast import PEOPLE, an_organisation

HERE = "/organisations/VZZ02/people"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home() -> UUID:
    return an_organisation("home", now())


def signed_in(key: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(email=PEOPLE[key].email))
    return client


def membership(key: str) -> Membership:
    return Membership.objects.get(person__email=PEOPLE[key].email, organisation__code="VZZ02")


def test_the_list_names_everybody_and_warns_of_a_single_administrator() -> None:
    page = signed_in("ruth").get(HERE).text
    for name in ("Ruth Cole (you)", "Tom Okafor", "Vera Lindqvist"):
        assert name in page
    assert "You are the only administrator. If you leave, nobody can publish." in page
    assert "Leave this organisation" not in page


def test_others_are_warned_too_but_cannot_change_anything() -> None:
    page = signed_in("tom").get(HERE).text
    assert "Ruth Cole is the only administrator. If they leave, nobody can publish." in page
    assert "Invite somebody" not in page
    assert f"{membership('vera').id}" not in page
    assert "Leave this organisation" in page


def test_with_two_administrators_there_is_no_warning() -> None:
    signed_in("ruth").post(f"{HERE}/{membership('tom').id}", {"role": "administrator"})
    page = signed_in("ruth").get(HERE).text
    assert "Only one administrator" not in page
    assert "Leave this organisation" in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"email": "", "role": "member"}, "Enter the person’s email address"),
        ({"email": "jo at home", "role": "member"}, "Enter an email address in the correct format"),
        ({"email": "jo@demo.example"}, "Select a role"),
        ({"email": "jo@demo.example", "role": "king"}, "Select a role"),
        ({"email": "tom@demo.example", "role": "viewer"}, "This person has access already"),
    ],
)
def test_an_invitation_that_is_refused_says_what_to_do(fields: dict[str, str], words: str) -> None:
    page = signed_in("ruth").post(f"{HERE}/invite", fields).text
    assert words in page
    assert "<title>Error: " in page
    assert fields["email"] in page
    assert not Notice.objects.exists()


def test_an_invitation_is_listed_and_can_be_withdrawn() -> None:
    ruth = signed_in("ruth")
    page = ruth.post(f"{HERE}/invite", {"email": "jo@demo.example", "role": "member"}, follow=True).text
    assert "We have sent jo@demo.example an invitation" in page
    assert "Invited, not yet joined" in page
    address = next(part for part in page.split('"') if part.endswith("/withdraw"))
    page = ruth.post(address, follow=True).text
    assert "The invitation is withdrawn" in page
    assert "Invited, not yet joined" not in page
    assert "used or withdrawn already" in ruth.post(address, follow=True).text


def test_four_invitations_to_one_address_within_the_hour_are_too_many() -> None:
    ruth = signed_in("ruth")
    for _ in range(3):
        ruth.post(f"{HERE}/invite", {"email": "jo@demo.example", "role": "member"})
    assert "Wait a little" in ruth.post(f"{HERE}/invite", {"email": "jo@demo.example", "role": "member"}).text


def test_a_role_is_changed_but_never_the_last_administrators() -> None:
    ruth = signed_in("ruth")
    page = ruth.post(f"{HERE}/{membership('tom').id}", {"role": "viewer"}, follow=True).text
    assert "Tom Okafor is now viewer" in page
    page = ruth.post(f"{HERE}/{membership('ruth').id}", {"role": "viewer"}).text
    assert "There must always be an administrator" in page
    assert membership("ruth").role == "administrator"


def test_ending_access_asks_first() -> None:
    ruth, tom = signed_in("ruth"), membership("tom")
    assert "End access for Tom Okafor?" in ruth.get(f"{HERE}/{tom.id}/end").text
    assert membership("tom").ended_at is None
    assert "Tom Okafor has no access any more" in ruth.post(f"{HERE}/{tom.id}/end", follow=True).text
    assert signed_in("tom").get(HERE).status_code == 404
    assert ruth.get(f"{HERE}/{tom.id}/end").status_code == 404


def test_leaving_asks_first_and_the_last_administrator_stays() -> None:
    tom = signed_in("tom")
    assert "Leave Willow Court?" in tom.get(f"{HERE}/leave").text
    assert "You have left Willow Court" in tom.post(f"{HERE}/leave", follow=True).text
    assert tom.get(HERE).status_code == 404
    assert "There must always be an administrator" in signed_in("ruth").post(f"{HERE}/leave").text


def test_people_of_another_organisation_are_not_found() -> None:
    an_organisation("pharmacy", now())
    other = Membership.objects.get(person__email=PEOPLE["tom"].email, organisation__code="FZZ01")
    ruth = signed_in("ruth")
    for path in (f"{HERE}/{other.id}", f"{HERE}/{other.id}/end"):
        assert ruth.get(path).status_code == 404
        assert ruth.post(path, {"role": "viewer"}).status_code == 404


def test_the_list_is_read_in_few_statements(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    ruth = signed_in("ruth")
    with django_assert_max_num_queries(5):
        ruth.get(HERE)


def test_somebody_with_one_organisation_gets_there_at_once_after_signing_in() -> None:
    tom = signed_in("tom")
    assert tom.get("/organisations?only").status_code == 302
    assert "Willow Court" in tom.get("/organisations").text
    an_organisation("pharmacy", now())
    assert "Harbour Pharmacy" in tom.get("/organisations?only").text


def test_an_administrator_without_an_accepted_profile_is_sent_to_it() -> None:
    assert signed_in("ruth").get("/organisations?only")["Location"] == "/organisations/VZZ02/profile"
    assert "Profile to do" in signed_in("ruth").get("/organisations").text


def test_several_addresses_as_a_mail_program_writes_them() -> None:
    from dspt.web.toolkit.people.forms import addresses_in

    typed = "Jo Bell <jo@a.example>; kim@a.example, lee@a.example pat@a.example\n\nno address\njo@a.example"
    assert addresses_in(typed) == ("jo@a.example", "kim@a.example", "lee@a.example", "pat@a.example", "no address")


def test_those_that_could_not_be_invited_come_back_each_with_its_reason() -> None:
    typed = "jo@demo.example\ntom@demo.example\nno address"
    page = signed_in("ruth").post(f"{HERE}/invite", {"email": typed, "role": "viewer"}).text
    assert "We have sent jo@demo.example an invitation." in page
    assert "2 of 3 addresses could not be invited" in page
    assert "<strong>tom@demo.example</strong><br>This person has access already" in page
    assert "tom@demo.example\nno address</textarea>" in page
    assert "jo@demo.example</textarea>" not in page


def test_an_invitation_is_sent_again_from_the_list() -> None:
    ruth = signed_in("ruth")
    page = ruth.post(f"{HERE}/invite", {"email": "jo@demo.example", "role": "signatory"}, follow=True).text
    address = next(part for part in page.split('"') if part.endswith("/resend"))
    assert "The earlier link no longer works." in ruth.post(address, follow=True).text
    assert "used or withdrawn already" in ruth.post(address, follow=True).text


def test_the_only_administrator_is_told_who_could_take_over_and_how() -> None:
    ruth, tom = signed_in("ruth"), membership("tom")
    for path in (f"{HERE}/leave", f"{HERE}/{membership('ruth').id}/end"):
        page = ruth.get(path).text
        assert "You are the only administrator. There must always be one" in page
        assert f'href="{HERE}/{tom.id}?role=administrator">Make Tom Okafor administrator</a>' in page
        assert "Invite somebody new as administrator" in page
    assert 'value="administrator" checked' in ruth.get(f"{HERE}/{tom.id}?role=administrator").text
    page = ruth.post(f"{HERE}/{membership('ruth').id}", {"role": "viewer"}).text
    assert "Make Tom Okafor administrator" in page


def test_closing_ones_account_signs_out_everywhere() -> None:
    tom, elsewhere = signed_in("tom"), signed_in("tom")
    assert "Close your account?" in tom.get("/account/close").text
    assert tom.post("/account/close")["Location"] == "/sign-in"
    for client in (tom, elsewhere):
        assert client.get(HERE)["Location"].startswith("/sign-in?")


def test_the_only_administrator_cannot_close_the_account_and_sees_where() -> None:
    ruth = signed_in("ruth")
    for page in (ruth.get("/account/close").text, ruth.post("/account/close").text):
        assert f'<a href="{HERE}">Willow Court</a>' in page
        assert "Close my account" not in page
    assert "You are the only administrator of the organisations below" in ruth.post("/account/close").text
    assert signed_in("ruth").get(HERE).status_code == 200
