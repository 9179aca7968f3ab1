"""An account begins with a mailed link: used once, for a while, by whom it was mailed to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dspt.accounts import actions
from dspt.accounts.models import MailedLink, Person
from dspt.accounts.queries import link, person_by_email
from dspt.accounts.rules import LINKS_AN_HOUR, VALID_FOR, Letter, Purpose
from dspt.foundation.actors import Actor
from dspt.journal.models import Entry
from dspt.notices.models import Notice
from tests.world.cast import PASSWORD, a_person

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
ANYBODY = Actor("person", None, "Somebody")
STRONG = "eleven quiet herons"

pytestmark = pytest.mark.django_db


def mailed(purpose: Purpose = Purpose.INVITE, email: str = "new@demo.example", at: datetime = AT) -> str:
    kept = []

    def letter(token: str) -> Letter:
        kept.append(token)
        return Letter("Subject", f"Open {token}")

    made = actions.mail_link(
        by=ANYBODY, purpose=purpose, email=email, organisation="A1", role="member", letter=letter, at=at
    )
    assert made is not None
    return kept[0]


def test_a_mailed_link_is_kept_as_a_digest_and_sent_as_a_notice() -> None:
    token = mailed()
    assert MailedLink.objects.get().digest != token
    notice = Notice.objects.get()
    assert (notice.to, notice.kind, token in notice.body) == ("new@demo.example", "link.invite", True)


def test_a_link_opens_an_account_once() -> None:
    token = mailed()
    entered = actions.enter_by_link(
        by=ANYBODY, token=token, purpose=Purpose.INVITE, name=" Jo  Bell ", password=STRONG, at=AT
    )
    assert Person.objects.get(id=entered.person).name == "Jo Bell"
    assert entered.actor.id == entered.person
    with pytest.raises(actions.LinkRefused, match="spent"):
        actions.spend_link(by=ANYBODY, token=token, purpose=Purpose.INVITE, at=AT)


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_link_works_until_its_last_instant_and_not_after(purpose: Purpose) -> None:
    token = mailed(purpose)
    end = AT + VALID_FOR[purpose]
    assert link(token, purpose, end - timedelta(microseconds=1)).is_living
    with pytest.raises(actions.LinkRefused, match="ran_out"):
        actions.spend_link(by=ANYBODY, token=token, purpose=purpose, at=end)


def test_a_link_of_one_purpose_is_unknown_to_another() -> None:
    token = mailed(Purpose.INVITE)
    with pytest.raises(actions.LinkRefused, match="unknown"):
        actions.spend_link(by=ANYBODY, token=token, purpose=Purpose.REGISTER, at=AT)


def test_a_withdrawn_link_says_so() -> None:
    token = mailed()
    actions.withdraw_link(by=ANYBODY, link=MailedLink.objects.get().id, organisation="A1", at=AT)
    with pytest.raises(actions.LinkRefused, match="withdrawn"):
        actions.spend_link(by=ANYBODY, token=token, purpose=Purpose.INVITE, at=AT)
    with pytest.raises(actions.LinkRefused, match="unknown"):
        actions.withdraw_link(by=ANYBODY, link=MailedLink.objects.get().id, organisation="A1", at=AT)


def test_another_organisation_cannot_withdraw_a_link() -> None:
    mailed()
    with pytest.raises(actions.LinkRefused, match="unknown"):
        actions.withdraw_link(by=ANYBODY, link=MailedLink.objects.get().id, organisation="B1", at=AT)


def test_a_link_for_somebody_with_an_account_wants_them_signed_in() -> None:
    sam = a_person("sam", AT)
    token = mailed(email="sam@demo.example")
    for other in (ANYBODY, a_person("tom", AT)):
        with pytest.raises(actions.LinkRefused, match="other_person"):
            actions.enter_by_link(by=other, token=token, purpose=Purpose.INVITE, name="", password="", at=AT)
    assert actions.enter_by_link(by=sam, token=token, purpose=Purpose.INVITE, name="", password="", at=AT).person == (
        sam.id
    )


def test_an_address_is_mailed_only_so_many_links_an_hour() -> None:
    for _ in range(LINKS_AN_HOUR):
        mailed()
    assert (
        actions.mail_link(
            by=ANYBODY, purpose=Purpose.INVITE, email="new@demo.example", letter=lambda _: Letter("", ""), at=AT
        )
        is None
    )
    assert Notice.objects.count() == LINKS_AN_HOUR
    mailed(at=AT + timedelta(hours=1, seconds=1))


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"email": "no-at-sign"}, "email_malformed"),
        ({"email": "a@b"}, "email_malformed"),
        ({"email": "a@b.example\nbcc: c@d.example"}, "email_malformed"),
        ({"name": "   "}, "name_missing"),
        ({"name": "x" * 121}, "name_long"),
        ({"email": "TOM@demo.example"}, "email_taken"),
    ],
)
def test_an_account_is_refused(fields: dict[str, str], code: str) -> None:
    a_person("tom", AT)
    before = Entry.objects.count()
    values = {"email": "jo@demo.example", "name": "Jo", "password": STRONG} | fields
    with pytest.raises(actions.PersonRefused, match=code):
        actions.create_person(by=ANYBODY, at=AT, **values)
    assert (Person.objects.count(), Entry.objects.count()) == (1, before)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", "password_too_short"),
        ("password1234", "password_too_common"),
        ("jo@demo.example", "password_too_similar"),
    ],
)
def test_a_weak_password_is_refused_with_its_reason(password: str, why: str) -> None:
    with pytest.raises(actions.PasswordRefused) as refused:
        actions.create_person(by=ANYBODY, email="jo@demo.example", name="Jo", password=password, at=AT)
    assert why in str(refused.value.facts["why"])


def test_a_password_link_changes_the_password_once_and_tells_its_owner() -> None:
    sam = a_person("sam", AT)
    for _ in range(2):
        actions.mail_password_link(by=ANYBODY, email="Sam@Demo.example", address=lambda token: f"<{token}>", at=AT)
    first, second = (notice.body.split("<")[1].split(">")[0] for notice in Notice.objects.filter(kind="link.password"))
    with pytest.raises(actions.PasswordRefused):
        actions.choose_password(by=ANYBODY, token=first, password="short", at=AT)
    actions.choose_password(by=ANYBODY, token=first, password=STRONG, at=AT)
    assert Person.objects.get(id=sam.id).check_password(STRONG)
    assert not Person.objects.get(id=sam.id).check_password(PASSWORD)
    assert Notice.objects.filter(kind="password.changed", to="sam@demo.example").count() == 1
    for token in (first, second):
        with pytest.raises(actions.LinkRefused):
            actions.choose_password(by=ANYBODY, token=token, password="another twelve letters", at=AT)


def test_asking_for_an_unknown_address_does_nothing_and_says_nothing() -> None:
    actions.mail_password_link(by=ANYBODY, email="nobody@demo.example", address=str, at=AT)
    assert Notice.objects.count() == 0


def test_the_journal_never_holds_a_whole_address_or_a_secret() -> None:
    token = mailed()
    actions.enter_by_link(by=ANYBODY, token=token, purpose=Purpose.INVITE, name="Jo", password=STRONG, at=AT)
    told = str(list(Entry.objects.values_list("after", "before", "subject")))
    assert "n***@demo.example" in told
    assert "new@demo.example" not in told
    assert token not in told
    assert STRONG not in told


def test_a_service_role_given_twice_is_one() -> None:
    nadia = a_person("nadia", AT)
    assert nadia.id is not None
    before = Entry.objects.count()
    for _ in range(2):
        actions.give_service_role(by=ANYBODY, person=nadia.id, role="national", at=AT)
    assert Entry.objects.count() == before + 1


def test_people_are_found_whatever_the_case_of_their_address() -> None:
    a_person("tom", AT)
    found = person_by_email(" TOM@demo.EXAMPLE")
    assert found is not None
    assert found.name == "Tom Okafor"
