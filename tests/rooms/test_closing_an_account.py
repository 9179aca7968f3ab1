"""Closing an account: access ends everywhere at once, the name stays, the address is free for somebody new."""

from __future__ import annotations

from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from dspt.accounts.actions import (
    AccountRefused,
    connect_identity,
    create_person,
    deactivate_person,
    mail_link,
    note_sign_in,
)
from dspt.accounts.models import MailedLink, Person, SignIn, SpentCode
from dspt.accounts.queries import people_of_service, person_by_email
from dspt.accounts.rules import Identity, Letter, Purpose
from dspt.foundation.actors import Actor
from dspt.jobs.demo import the_directory
from dspt.journal.models import Entry
from dspt.organisations.actions import StillAdministrator, add_membership, change_role, close_account
from dspt.organisations.models import Membership
from dspt.organisations.queries import organisations_of, people
from tests.world.cast import MAKER, PEOPLE, a_person, a_phone, an_organisation, the_national_team, the_viewers
from tests.world.published import AT

pytestmark = pytest.mark.django_db


def the_id(key: str) -> UUID:
    found = a_person(key, AT).id
    assert found is not None
    return found


def closed(key: str, by: Actor | None = None, reason: str = "Left the NHS") -> tuple[str, ...]:
    return close_account(by=by or a_person(key, AT), person=the_id(key), reason=reason, at=AT).left_without


def test_every_access_ends_and_the_name_stays() -> None:
    an_organisation("home", AT)
    an_organisation("pharmacy", AT)
    tom = the_id("tom")
    assert closed("tom") == ()
    assert organisations_of(tom) == ()
    row = Person.objects.get(id=tom)
    assert (row.name, row.is_active, row.has_usable_password()) == ("Tom Okafor", False, False)
    assert PEOPLE["tom"].email not in row.email
    ended = Entry.objects.filter(event="organisations.membership.ended", subject=str(tom))
    assert {entry.chain for entry in ended} == {"VZZ02", "FZZ01"}
    entry = Entry.objects.get(event="accounts.person.deactivated")
    assert entry.before == {"email": "t***@demo.example"}
    assert entry.after == {"reason": "Left the NHS", "by_oneself": True}


def test_every_way_in_and_every_trace_of_it_is_removed() -> None:
    an_organisation("home", AT)
    tom = a_person("tom", AT)
    a_phone("tom", AT)
    note_sign_in(by=tom, way="password", device="Chrome on Windows", place="203.0.113.x", is_new_device=True, at=AT)
    connect_identity(
        by=tom, identity=Identity("https://idp.example", "tom", "", False, has_factor=False), provider="NHSmail", at=AT
    )
    session = SessionStore()
    session.create()
    UserSession.objects.create(user_id=tom.id, session_key=session.session_key, ip="127.0.0.1", user_agent="")
    letters = [
        mail_link(by=tom, purpose=purpose, email=email, letter=lambda token: Letter("Go", token), at=AT)
        for purpose, email in (
            (Purpose.PASSWORD, PEOPLE["tom"].email),
            (Purpose.FACTOR, PEOPLE["tom"].email),
            (Purpose.EMAIL, "tom@new.example"),
        )
    ]
    assert Authenticator.objects.filter(user_id=tom.id).count() == 2
    closed("tom")
    for model in (SocialAccount, UserSession, SignIn, SpentCode, Authenticator):
        assert not model._default_manager.exists(), model
    assert not Session.objects.filter(session_key=session.session_key).exists()
    assert not MailedLink.objects.filter(id__in=letters, withdrawn_at=None).exists()
    assert Person.objects.get(id=tom.id).name == "Tom Okafor"


def test_the_address_opens_a_fresh_account_without_access() -> None:
    an_organisation("home", AT)
    old = the_id("tom")
    closed("tom")
    assert person_by_email(PEOPLE["tom"].email) is None
    new = create_person(by=MAKER, email=PEOPLE["tom"].email, name="Tom Okafor", password="eleven quiet herons", at=AT)
    assert new != old
    assert organisations_of(new) == ()


def test_by_oneself_it_is_refused_while_somewhere_nobody_else_administers() -> None:
    an_organisation("home", AT)
    an_organisation("practice", AT)
    with pytest.raises(StillAdministrator) as refused:
        closed("ruth")
    assert refused.value.facts["organisations"] == (("VZZ02", "Willow Court"),)
    assert Person.objects.get(id=the_id("ruth")).is_active
    assert not Membership.objects.filter(ended_at__isnull=False).exists()


def test_once_somebody_else_administers_it_goes() -> None:
    home = an_organisation("home", AT)
    tom = next(one for one in people(home) if one.name == "Tom Okafor")
    change_role(by=a_person("ruth", AT), organisation=home, membership=tom.membership, role="administrator", at=AT)
    assert closed("ruth") == ()


def test_the_national_team_may_and_is_told_who_is_left_without() -> None:
    an_organisation("home", AT)
    assert closed("ruth", by=the_national_team(AT), reason="The account was taken over") == ("Willow Court",)
    entry = Entry.objects.get(event="accounts.person.deactivated")
    assert entry.after == {"reason": "The account was taken over", "by_oneself": False}


def test_roles_in_the_service_end_with_it() -> None:
    the_directory(AT)
    the_viewers(AT)
    closed("rosa")
    assert "Rosa Bianchi" not in [one.name for one in people_of_service()]
    assert Entry.objects.filter(
        event="accounts.servicerole.ended", subject=str(the_id_of_closed("Rosa Bianchi"))
    ).exists()


def the_id_of_closed(name: str) -> UUID:
    return Person.objects.get(name=name, is_active=False).id


def test_the_last_of_the_national_team_stays() -> None:
    the_national_team(AT)
    with pytest.raises(AccountRefused, match="last_national"):
        closed("nadia")
    assert Person.objects.get(id=the_id("nadia")).is_active


@pytest.mark.parametrize(("reason", "code"), [("  ", "reason_missing"), ("x" * 501, "reason_long")])
def test_a_reason_is_needed_and_short(reason: str, code: str) -> None:
    a_person("sam", AT)
    with pytest.raises(AccountRefused, match=code):
        closed("sam", reason=reason)


def test_what_is_closed_cannot_be_closed_again() -> None:
    sam, who = the_id("sam"), the_national_team(AT)
    deactivate_person(by=who, person=sam, reason="Twice", at=AT)
    with pytest.raises(AccountRefused, match="unknown"):
        deactivate_person(by=who, person=sam, reason="Twice", at=AT)


def test_an_invitation_after_it_leads_to_a_fresh_membership() -> None:
    home = an_organisation("home", AT)
    closed("tom")
    new = create_person(by=MAKER, email=PEOPLE["tom"].email, name="Tom", password="eleven quiet herons", at=AT)
    add_membership(by=MAKER, organisation=home, person=new, role="viewer", at=AT)
    assert [one.role for one in organisations_of(new)] == ["viewer"]
