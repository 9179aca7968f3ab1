"""A role in the service for somebody without an account: invited, sent again, withdrawn, accepted."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from dspt.accounts import actions
from dspt.accounts.models import Person
from dspt.accounts.queries import service_roles, unused_links
from dspt.accounts.rules import Letter, Purpose, ServiceRole
from dspt.foundation.actors import Actor
from dspt.jobs.demo import the_directory
from dspt.journal.models import Entry
from dspt.notices.models import Notice
from tests.world.cast import NORTH_WEST, a_person, in_the_service, the_national_team
from tests.world.faults import all_or_nothing
from tests.world.published import AT

NINA = "nina@region.example"
ANYBODY = Actor("person", None, "Somebody not signed in")
PASSWORD = "marmalade-lantern-quay"

pytestmark = pytest.mark.django_db


@pytest.fixture
def nadia() -> Actor:
    the_directory(AT)
    return the_national_team(AT)


def offered(by: Actor, email: str = NINA, role: str = "region", scope: str = NORTH_WEST) -> actions.Offered:
    return actions.offer_service_role(
        by=by, email=email, role=role, scope=scope, address=lambda token: f"<go {token}>", at=AT
    )


def token(to: str = NINA) -> str:
    body: str = Notice.objects.filter(to=to).order_by("-id")[0].body
    return body.split("<go ")[1].split(">")[0]


def accepted(secret: str, by: Actor = ANYBODY, at: datetime = AT) -> UUID:
    return actions.accept_service_invitation(
        by=by,
        token=secret,
        name="Nina Hart",
        password=PASSWORD,
        at=at,
    )


def waiting() -> list[tuple[str, str, str]]:
    return [(each.email, each.role, each.scope) for each in unused_links("", Purpose.SERVICE, AT)]


def test_somebody_without_an_account_opens_one_with_the_role(nadia: Actor) -> None:
    assert offered(nadia, " NINA@region.example") == actions.Offered("", NINA)
    assert waiting() == [(NINA, "region", NORTH_WEST)]
    person = accepted(token())
    nina = Person.objects.get(email=NINA)
    assert (nina.id, nina.name) == (person, "Nina Hart")
    assert [(held.role, held.scope) for held in service_roles(nina.id)] == [("region", NORTH_WEST)]
    assert waiting() == []
    told = [entry.event for entry in Entry.objects.order_by("id")][-4:]
    assert told == [
        "accounts.link.mailed",
        "accounts.link.used",
        "accounts.person.created",
        "accounts.servicerole.given",
    ]
    assert Entry.objects.get(event="accounts.servicerole.given", subject=str(nina.id)).actor_id == nadia.id


def test_whoever_has_an_account_has_the_role_at_once(nadia: Actor) -> None:
    sam = a_person("sam", AT)
    assert sam.id is not None
    assert offered(nadia, "sam@demo.example", "cqc", "") == actions.Offered("Sam Porter", "sam@demo.example")
    assert [held.role for held in service_roles(sam.id)] == ["cqc"]
    assert waiting() == []


@pytest.mark.parametrize(
    ("email", "role", "scope", "refusal", "code"),
    [
        (NINA, "king", "", actions.ServiceRoleRefused, "role_unknown"),
        (NINA, "region", "", actions.ServiceRoleRefused, "scope_missing"),
        (NINA, "region", "QZ1", actions.ServiceRoleRefused, "scope_unknown"),
        (NINA, "cqc", NORTH_WEST, actions.ServiceRoleRefused, "scope_needless"),
        ("nina", "cqc", "", actions.PersonRefused, "email_malformed"),
        ("nadia@demo.example", "cqc", "", actions.ServiceRoleRefused, "own"),
    ],
)
def test_what_cannot_be_offered_is_refused(
    nadia: Actor, email: str, role: str, scope: str, refusal: type[Exception], code: str
) -> None:
    with pytest.raises(refusal, match=code):
        offered(nadia, email, role, scope)
    assert waiting() == []


def test_a_second_invitation_to_the_same_role_takes_the_place_of_the_first(nadia: Actor) -> None:
    offered(nadia)
    first = token()
    offered(nadia)
    offered(nadia, role="cqc", scope="")
    assert sorted(waiting()) == [(NINA, "cqc", ""), (NINA, "region", NORTH_WEST)]
    with pytest.raises(actions.LinkRefused, match="withdrawn"):
        accepted(first)
    with pytest.raises(actions.ServiceInvitationRefused, match="too_many"):
        offered(nadia)
    assert len(waiting()) == 2, "what waited still waits"


def test_an_invitation_runs_out_and_is_sent_again(nadia: Actor) -> None:
    offered(nadia)
    old, week = token(), AT + timedelta(days=7)
    with pytest.raises(actions.LinkRefused, match="ran_out"):
        accepted(old, at=week)
    invitation = unused_links("", Purpose.SERVICE, week)[0]
    assert invitation.is_lapsed
    resent = actions.resend_service_invitation(
        by=nadia, invitation=invitation.id, address=lambda made: f"<go {made}>", at=week
    )
    assert resent == actions.Offered("", NINA)
    accepted(token(), at=week)
    with pytest.raises(actions.ServiceInvitationRefused, match="unknown"):
        actions.resend_service_invitation(by=nadia, invitation=invitation.id, address=str, at=week)


def test_a_withdrawn_invitation_gives_nothing_and_no_other_link_is_withdrawn_so(nadia: Actor) -> None:
    offered(nadia)
    secret = token()
    actions.withdraw_service_invitation(by=nadia, invitation=unused_links("", Purpose.SERVICE, AT)[0].id, at=AT)
    with pytest.raises(actions.LinkRefused, match="withdrawn"):
        accepted(secret)
    other = actions.mail_link(
        by=nadia, purpose=Purpose.PASSWORD, email=NINA, letter=lambda made: Letter("New password", made), at=AT
    )
    for unknown in (uuid4(), other):
        assert unknown is not None
        with pytest.raises(actions.LinkRefused, match="unknown"):
            actions.withdraw_service_invitation(by=nadia, invitation=unknown, at=AT)


def test_the_invitation_of_somebody_who_may_no_longer_give_roles_gives_nothing(nadia: Actor) -> None:
    other = in_the_service("sam", ServiceRole.NATIONAL, AT)
    offered(other)
    assert other.id is not None
    actions.end_service_role(by=nadia, person=other.id, role="national", at=AT)
    with pytest.raises(actions.LinkRefused, match="withdrawn"):
        accepted(token())
    assert not Person.objects.filter(email=NINA).exists()


def test_whoever_opened_an_account_meanwhile_accepts_signed_in(nadia: Actor) -> None:
    offered(nadia)
    nina = actions.create_person(by=ANYBODY, email=NINA, name="Nina Hart", password=PASSWORD, at=AT)
    secret = token()
    with pytest.raises(actions.LinkRefused, match="other_person"):
        accepted(secret)
    assert accepted(secret, Actor("person", nina, "Nina Hart")) == nina
    assert [held.role for held in service_roles(nina)] == ["region"]


def test_accepting_is_all_or_nothing(nadia: Actor) -> None:
    offered(nadia)
    secret = token()
    assert all_or_nothing(lambda: accepted(secret)) > 3
