"""Who has access: roles, invitations, and never an organisation without an administrator."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID, uuid4

import pytest

from dspt.accounts.actions import LinkRefused, PersonRefused
from dspt.accounts.queries import unused_links, waiting_links
from dspt.accounts.rules import Purpose
from dspt.foundation.actors import Actor
from dspt.journal.models import Entry
from dspt.notices.models import Notice
from dspt.organisations import actions
from dspt.organisations.queries import organisations_of, people, standing
from dspt.organisations.rules import Permission, Role, may
from tests.world.cast import a_person, an_organisation

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
ANYBODY = Actor("person", None, "Somebody")
CODE = "VZZ02"

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> UUID:
    return an_organisation("home", AT)


def membership(organisation: UUID, name: str) -> UUID:
    return next(each.membership for each in people(organisation) if each.name.startswith(name))


def invited(organisation: UUID, email: str = "jo@demo.example", role: str = "member") -> str:
    actions.invite_person(
        by=a_person("ruth", AT),
        organisation=organisation,
        email=email,
        role=role,
        address=lambda token: f"<{token}>",
        at=AT,
    )
    body: str = Notice.objects.filter(kind="link.invite", to=email).latest("id").body
    return body.split("<")[1].split(">")[0]


def test_an_invitation_makes_a_member(home: UUID) -> None:
    token = invited(home)
    joined = actions.accept_invitation(by=ANYBODY, token=token, name="Jo Bell", password="eleven quiet herons", at=AT)
    found = standing(joined.person, CODE)
    assert found is not None
    assert (joined.code, found.role) == (CODE, "member")


def test_somebody_known_joins_with_their_account(home: UUID) -> None:
    sam = a_person("sam", AT)
    token = invited(home, "sam@demo.example", "viewer")
    with pytest.raises(LinkRefused, match="other_person"):
        actions.accept_invitation(by=a_person("tom", AT), token=token, name="", password="", at=AT)
    actions.accept_invitation(by=sam, token=token, name="", password="", at=AT)
    assert sam.id is not None
    assert [held.role for held in organisations_of(sam.id)] == ["viewer"]


def test_inviting_again_withdraws_the_invitation_that_waits(home: UUID) -> None:
    first, second = invited(home), invited(home)
    assert len(waiting_links(CODE, Purpose.INVITE, AT)) == 1
    with pytest.raises(LinkRefused, match="withdrawn"):
        actions.accept_invitation(by=ANYBODY, token=first, name="Jo", password="eleven quiet herons", at=AT)
    actions.accept_invitation(by=ANYBODY, token=second, name="Jo", password="eleven quiet herons", at=AT)


def test_an_invitation_runs_out_after_seven_days(home: UUID) -> None:
    token = invited(home)
    with pytest.raises(LinkRefused, match="ran_out"):
        actions.accept_invitation(by=ANYBODY, token=token, name="Jo", password="", at=AT + timedelta(days=7))


@pytest.mark.parametrize(
    ("email", "role", "code"),
    [("tom@demo.example", "member", "already_member"), ("jo@demo.example", "owner", "role_unknown")],
)
def test_an_invitation_is_refused(home: UUID, email: str, role: str, code: str) -> None:
    with pytest.raises(actions.InvitationRefused, match=code):
        invited(home, email, role)


def test_an_invitation_to_what_is_no_address_is_refused(home: UUID) -> None:
    with pytest.raises(PersonRefused, match="email_malformed"):
        invited(home, "jo at demo.example")


def test_too_many_invitations_to_one_address_are_refused(home: UUID) -> None:
    for _ in range(3):
        invited(home)
    with pytest.raises(actions.InvitationRefused, match="too_many"):
        invited(home)
    assert len(waiting_links(CODE, Purpose.INVITE, AT)) == 1, "the refusal left the last invitation as it was"


def test_a_withdrawn_invitation_cannot_be_withdrawn_by_another_organisation(home: UUID) -> None:
    invited(home)
    waiting = waiting_links(CODE, Purpose.INVITE, AT)[0].id
    pharmacy = an_organisation("pharmacy", AT)
    ruth = a_person("ruth", AT)
    with pytest.raises(LinkRefused, match="unknown"):
        actions.withdraw_invitation(by=ruth, organisation=pharmacy, invitation=waiting, at=AT)
    actions.withdraw_invitation(by=ruth, organisation=home, invitation=waiting, at=AT)
    assert waiting_links(CODE, Purpose.INVITE, AT) == ()


def test_a_role_changes_and_the_journal_says_from_what_to_what(home: UUID) -> None:
    ruth = a_person("ruth", AT)
    actions.change_role(by=ruth, organisation=home, membership=membership(home, "Tom"), role="viewer", at=AT)
    entry = Entry.objects.get(event="organisations.membership.changed")
    assert (entry.before, entry.after, entry.chain) == ({"role": "member"}, {"role": "viewer"}, CODE)


@pytest.mark.parametrize("what", ["change", "end"])
def test_the_last_administrator_stays(home: UUID, what: str) -> None:
    ruth, own = a_person("ruth", AT), membership(home, "Ruth")
    verb = actions.end_membership if what == "end" else partial(actions.change_role, role="member")
    with pytest.raises(actions.LastAdministrator):
        verb(by=ruth, organisation=home, membership=own, at=AT)
    actions.change_role(by=ruth, organisation=home, membership=membership(home, "Tom"), role="administrator", at=AT)
    actions.end_membership(by=ruth, organisation=home, membership=own, at=AT)
    assert standing(ruth.id, CODE) is None  # type: ignore[arg-type]


def test_ended_access_is_a_record_and_may_begin_again(home: UUID) -> None:
    ruth, tom = a_person("ruth", AT), a_person("tom", AT)
    actions.end_membership(by=ruth, organisation=home, membership=membership(home, "Tom"), at=AT)
    assert tom.id is not None
    assert standing(tom.id, CODE) is None
    actions.add_membership(by=ruth, organisation=home, person=tom.id, role="viewer", at=AT)
    assert Entry.objects.filter(event="organisations.membership.ended").count() == 1


def test_memberships_of_another_organisation_are_out_of_reach(home: UUID) -> None:
    other = membership(an_organisation("pharmacy", AT), "Tom")
    for verb in (actions.end_membership, lambda **all: actions.change_role(role="viewer", **all)):
        with pytest.raises(actions.MembershipRefused, match="unknown"):
            verb(by=a_person("ruth", AT), organisation=home, membership=other, at=AT)
    with pytest.raises(actions.MembershipRefused, match="unknown"):
        actions.end_membership(by=a_person("ruth", AT), organisation=home, membership=uuid4(), at=AT)


def test_a_membership_is_refused(home: UUID) -> None:
    ruth, tom = a_person("ruth", AT), a_person("tom", AT)
    assert tom.id is not None
    with pytest.raises(actions.MembershipRefused, match="already_member"):
        actions.add_membership(by=ruth, organisation=home, person=tom.id, role="viewer", at=AT)
    with pytest.raises(actions.MembershipRefused, match="role_unknown"):
        actions.add_membership(by=ruth, organisation=home, person=tom.id, role="king", at=AT)
    with pytest.raises(actions.MembershipRefused, match="role_unknown"):
        actions.change_role(by=ruth, organisation=home, membership=membership(home, "Tom"), role="king", at=AT)


def test_the_standing_takes_one_statement(home: UUID, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    an_organisation("pharmacy", AT)
    tom = a_person("tom", AT)
    assert tom.id is not None
    with django_assert_num_queries(1):
        found = standing(tom.id, CODE)
    assert found is not None
    assert found.code == CODE


def test_everybody_in_an_organisation_reads_and_nobody_else_does() -> None:
    assert all(may(role, Permission.READ) for role in Role)
    assert [permission for permission in Permission if may(Role.VIEWER, permission)] == [Permission.READ]
    assert not any(may("stranger", permission) for permission in Permission)


def test_an_administrator_does_all_but_what_takes_another_pair_of_eyes() -> None:
    withheld = {permission for permission in Permission if not may(Role.ADMINISTRATOR, permission)}
    assert withheld == {Permission.SIGN}


def test_an_auditor_only_reads_and_a_signatory_writes_only_their_own_part() -> None:
    assert [each for each in Permission if may(Role.AUDITOR, each)] == [Permission.READ]
    assert [each for each in Permission if may(Role.SIGNATORY, each)] == [Permission.READ, Permission.SIGN]


def test_a_member_may_do_all_that_a_viewer_may() -> None:
    assert all(may(Role.MEMBER, each) for each in Permission if may(Role.VIEWER, each))


def test_several_are_invited_at_once_and_each_refused_one_comes_back(home: UUID) -> None:
    done = actions.invite_people(
        by=a_person("ruth", AT),
        organisation=home,
        emails=["jo@demo.example", "tom@demo.example", "no address", "JO@demo.example", "kim@demo.example"],
        role="viewer",
        address=str,
        at=AT,
    )
    assert [(each.email, each.refused) for each in done] == [
        ("jo@demo.example", ""),
        ("tom@demo.example", "already_member"),
        ("no address", "email_malformed"),
        ("kim@demo.example", ""),
    ]
    assert {link.email for link in waiting_links(CODE, Purpose.INVITE, AT)} == {"jo@demo.example", "kim@demo.example"}


@pytest.mark.parametrize(("count", "role", "code"), [(51, "viewer", "too_many_at_once"), (1, "king", "role_unknown")])
def test_too_many_at_once_or_an_unknown_role_invites_nobody(home: UUID, count: int, role: str, code: str) -> None:
    with pytest.raises(actions.InvitationRefused, match=code):
        actions.invite_people(
            by=a_person("ruth", AT),
            organisation=home,
            emails=[f"jo{number}@demo.example" for number in range(count)],
            role=role,
            address=str,
            at=AT,
        )
    assert not Notice.objects.exists()


def resent(home: UUID, at: datetime) -> str:
    (unused,) = unused_links(CODE, Purpose.INVITE, at)
    actions.resend_invitation(
        by=a_person("ruth", AT), organisation=home, invitation=unused.id, address=lambda token: f"<{token}>", at=at
    )
    body: str = Notice.objects.filter(kind="link.invite").latest("id").body
    return body.split("<")[1].split(">")[0]


@pytest.mark.parametrize("days", [1, 8])
def test_an_invitation_sent_again_works_and_the_old_link_is_dead(home: UUID, days: int) -> None:
    at = AT + timedelta(days=days)
    old = invited(home)
    assert unused_links(CODE, Purpose.INVITE, at)[0].is_lapsed == (days > 7)
    new = resent(home, at)
    with pytest.raises(LinkRefused, match="withdrawn"):
        actions.accept_invitation(by=ANYBODY, token=old, name="Jo", password="eleven quiet herons", at=at)
    actions.accept_invitation(by=ANYBODY, token=new, name="Jo", password="eleven quiet herons", at=at)
    assert unused_links(CODE, Purpose.INVITE, at) == ()


def test_what_was_withdrawn_is_not_sent_again(home: UUID) -> None:
    with pytest.raises(actions.InvitationRefused, match="unknown"):
        actions.resend_invitation(by=a_person("ruth", AT), organisation=home, invitation=uuid4(), address=str, at=AT)


def test_an_invitation_that_ran_out_is_listed_for_ninety_days(home: UUID) -> None:
    invited(home)
    assert len(unused_links(CODE, Purpose.INVITE, AT + timedelta(days=96))) == 1
    assert unused_links(CODE, Purpose.INVITE, AT + timedelta(days=97)) == ()


def test_whose_access_ends_or_changes_is_told_unless_they_did_it(home: UUID) -> None:
    ruth, tom = a_person("ruth", AT), membership(home, "Tom")
    actions.change_role(by=ruth, organisation=home, membership=tom, role="signatory", at=AT)
    actions.end_membership(by=ruth, organisation=home, membership=tom, at=AT)
    vera = a_person("vera", AT)
    actions.end_membership(by=vera, organisation=home, membership=membership(home, "Vera"), at=AT)
    letters = Notice.objects.filter(kind="access.changed").order_by("id")
    assert [(letter.to, letter.subject) for letter in letters] == [
        ("tom@demo.example", "Your role at Willow Court has changed"),
        ("tom@demo.example", "Your access to Willow Court has ended"),
    ]
