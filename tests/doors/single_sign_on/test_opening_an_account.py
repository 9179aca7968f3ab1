"""An invitation or a registration finished with single sign-on: by the very address, confirmed, at a press."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from dspt.accounts.actions import accept_service_invitation, mail_link
from dspt.accounts.gateways import SingleSignOnRefused
from dspt.accounts.models import MailedLink, Person
from dspt.accounts.rules import Identity, Letter, Purpose, Vouched
from dspt.foundation.actors import Actor
from dspt.foundation.clock import now
from dspt.jobs.cast import MAKER
from dspt.jobs.demo import the_directory
from dspt.journal.models import Entry
from dspt.notices.models import Notice
from dspt.organisations.actions import invite_person
from dspt.organisations.models import Membership, Organisation
from dspt.publication.actions import ask_to_enrol
from tests.world.cast import a_person, an_organisation, the_national_team
from tests.world.provider import RunningProvider

from .steps import comes_by, connected, is_in, last_refusal, sent_to

NINA = "nina@demo.example"
SAID = {"name": "Nina Hart", "terms": "on"}

pytestmark = pytest.mark.django_db


def path_in(to: str = NINA) -> str:
    body: str = Notice.objects.filter(to=to).order_by("-id")[0].body
    found = re.search(r"/(?:service-)?invitations/\S+|/start/\S+", body)
    assert found is not None
    return found[0]


@pytest.fixture
def invitation() -> str:
    home = an_organisation("home", now())
    invite_person(
        by=a_person("ruth", now()),
        organisation=home,
        email=NINA,
        role="member",
        address=lambda token: f"/invitations/{token}",
        at=now(),
    )
    return path_in()


def goes_by(client: Client, provider: RunningProvider, link: str, login: str = "nina") -> object:
    return comes_by(client, provider, login, "/sign-in/sso/join", link=link)


def test_an_invitation_is_accepted_without_a_password(
    client: Client, provider: RunningProvider, invitation: str
) -> None:
    assert "Go on with NHSmail" in client.get(invitation).text
    answer = client.get(provider.signs_in(sent_to(client, "/sign-in/sso/join", link=invitation), "nina"))
    assert answer["Location"] == invitation
    page = client.get(invitation).text
    assert "NHSmail says that you are" in page
    assert 'type="password"' not in page
    assert not Person.objects.filter(email=NINA).exists(), "nothing is made before the button is pressed"
    refused = client.post(invitation, SAID | {"name": ""}).text
    assert "Enter your full name" in refused
    answer = client.post(invitation, SAID)
    assert answer["Location"] == "/organisations/VZZ02"
    nina = Person.objects.get(email=NINA)
    assert not nina.has_usable_password()
    assert SocialAccount.objects.get(user=nina).uid == "nina"
    assert Membership.objects.get(person=nina).role == "member"
    assert is_in(client)
    told = list(Entry.objects.order_by("at", "chain", "number").values_list("event", flat=True))
    for event in ("accounts.link.used", "accounts.person.created", "accounts.sso.connected", "accounts.session.began"):
        assert event in told
    other = Client()
    assert comes_by(other, provider, "nina")["Location"].startswith("/organisations")
    assert is_in(other)


def test_a_registration_is_finished_without_a_password(client: Client, provider: RunningProvider) -> None:
    the_directory(now())
    ask_to_enrol(
        by=MAKER, code="VZZ02", name="Nina Hart", email=NINA, address=lambda token: f"/start/{token}", at=now()
    )
    link = path_in()
    goes_by(client, provider, link)
    answer = client.post(link, SAID)
    assert answer["Location"] == "/organisations/VZZ02/profile"
    assert Organisation.objects.get(code="VZZ02").memberships.get().person.email == NINA


def test_a_role_in_the_service_still_asks_for_a_second_factor(client: Client, provider: RunningProvider) -> None:
    the_national_team(now())
    nadia = a_person("nadia", now())
    mail_link(
        by=nadia,
        purpose=Purpose.SERVICE,
        email=NINA,
        role="cqc",
        letter=lambda token: Letter("Join", f"/service-invitations/{token}"),
        at=now(),
    )
    link = path_in()
    goes_by(client, provider, link)
    assert client.post(link, SAID)["Location"].startswith("/account/set-up")


def test_another_address_is_told_and_opens_nothing(client: Client, provider: RunningProvider, invitation: str) -> None:
    page = goes_by(client, provider, invitation, "somebody")
    assert page.status_code == 403  # type: ignore[attr-defined]
    text = page.text  # type: ignore[attr-defined]
    assert "NHSmail knows you by another address" in text
    assert "somebody@demo.example" in text
    assert f'href="{invitation}"' in text
    assert last_refusal()["code"] == "other_address"
    assert 'type="password"' in client.get(invitation).text
    assert not Person.objects.filter(name="Nina Hart").exists()


def test_an_address_that_is_not_confirmed_opens_nothing(
    client: Client, provider: RunningProvider, invitation: str
) -> None:
    provider.misbehaves(unverified="1")
    page = goes_by(client, provider, invitation)
    assert page.status_code == 403  # type: ignore[attr-defined]
    assert "NHSmail has not confirmed your email address" in page.text  # type: ignore[attr-defined]
    assert 'type="password"' in client.get(invitation).text


def test_an_account_there_that_signs_somebody_else_in_opens_nothing(
    client: Client, provider: RunningProvider, invitation: str, ama: Person
) -> None:
    connected(ama, provider, "nina")
    page = goes_by(client, provider, invitation)
    assert page.status_code == 409  # type: ignore[attr-defined]
    assert "signs somebody else in" in page.text  # type: ignore[attr-defined]


def test_who_cancels_goes_back_to_the_link(client: Client, provider: RunningProvider, invitation: str) -> None:
    page = client.get(provider.cancels(sent_to(client, "/sign-in/sso/join", link=invitation)))
    assert "You cancelled signing in with NHSmail" in page.text
    assert f'href="{invitation}"' in page.text


def test_what_was_said_is_worth_nothing_later_or_for_another_link(
    client: Client, provider: RunningProvider, invitation: str
) -> None:
    goes_by(client, provider, invitation)
    MailedLink.objects.filter(email=NINA).update(email="other@demo.example")
    assert 'type="password"' in client.get(invitation).text
    MailedLink.objects.filter(email="other@demo.example").update(email=NINA)
    assert 'type="password"' not in client.get(invitation).text
    assert 'type="password"' in client.get(f"{invitation}?password").text
    with time_machine.travel(now() + timedelta(minutes=16)):
        assert 'type="password"' in client.get(invitation).text
        assert "Choose a password" in client.post(invitation, SAID).text
    assert not Person.objects.filter(email=NINA).exists()


@pytest.mark.parametrize("link", ["", "/account", "//evil.example/invitations/x", "https://evil.example/", "/nothing"])
def test_nothing_but_a_mailed_link_is_come_back_to(client: Client, link: str) -> None:
    assert client.post("/sign-in/sso/join", {"link": link}).status_code == 404
    assert client.get("/sign-in/sso/join").status_code == 405


def test_a_dead_link_says_so_after_the_way_there(client: Client, provider: RunningProvider, invitation: str) -> None:
    address = sent_to(client, "/sign-in/sso/join", link=invitation)
    MailedLink.objects.update(withdrawn_at=now())
    answer = client.get(provider.signs_in(address, "nina"))
    assert answer["Location"] == invitation
    assert client.get(invitation).status_code == 410


def test_without_a_provider_there_is_no_button(client: Client, settings: object, invitation: str) -> None:
    settings.DSPT_SSO = ()  # type: ignore[attr-defined]
    assert "Go on with" not in client.get(invitation).text
    assert client.post("/sign-in/sso/join", {"link": invitation}).status_code == 404


@pytest.mark.parametrize(("email", "is_verified"), [("other@demo.example", True), (NINA, False), ("", True)])
def test_the_action_itself_holds_to_the_address(email: str, is_verified: bool) -> None:
    the_national_team(now())
    secrets: list[str] = []

    def kept(token: str) -> Letter:
        secrets.append(token)
        return Letter("Join", token)

    mail_link(
        by=a_person("nadia", now()),
        purpose=Purpose.SERVICE,
        email=NINA,
        role="cqc",
        letter=kept,
        at=now(),
    )
    vouched = Vouched(Identity("https://idp.example", "nina", email, is_verified, has_factor=False), "NHSmail")
    with pytest.raises(SingleSignOnRefused, match="other_address"):
        accept_service_invitation(
            by=Actor("person", None, "Nina"),
            token=secrets[0],
            name="Nina Hart",
            password="",
            vouched=vouched,
            at=now(),
        )
    assert MailedLink.objects.get(email=NINA).used_at is None
