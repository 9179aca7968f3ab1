"""What people change of their own account: name, password, address; and that they are told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dspt.accounts import actions
from dspt.accounts.models import Person
from dspt.foundation.actors import Actor
from dspt.journal.models import Entry
from dspt.notices.models import Notice
from tests.world.cast import PASSWORD, a_person
from tests.world.quick import COSTS

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
STRONG = "eleven quiet herons"
NEW = "tom@newplace.example"

pytestmark = pytest.mark.django_db


@pytest.fixture
def tom() -> Actor:
    return a_person("tom", AT)


def asked(by: Actor, email: str = NEW, at: datetime = AT) -> str:
    actions.ask_for_email(by=by, email=email, address=lambda token: f"<{token}>", at=at)
    return Notice.objects.filter(kind="link.email").latest("created_at").body.split("<")[1].split(">")[0]


def test_a_name_is_changed_and_the_journal_knows_both(tom: Actor) -> None:
    actions.change_name(by=tom, name="  Thomas   Okafor ", at=AT)
    assert Person.objects.get(id=tom.id).name == "Thomas Okafor"
    entry = Entry.objects.latest("id")
    assert (entry.event, entry.before, entry.after) == (
        "accounts.name.changed",
        {"name": "Tom Okafor"},
        {"name": "Thomas Okafor"},
    )


@pytest.mark.parametrize(("name", "code"), [(" ", "name_missing"), ("x" * 121, "name_long")])
def test_a_name_is_refused(tom: Actor, name: str, code: str) -> None:
    with pytest.raises(actions.PersonRefused, match=code):
        actions.change_name(by=tom, name=name, at=AT)


def test_a_password_is_changed_by_who_knows_the_present_one(tom: Actor) -> None:
    with pytest.raises(actions.PasswordWrong):
        actions.change_password(by=tom, current="wrong", password=STRONG, keep_session="", at=AT)
    with pytest.raises(actions.PasswordRefused):
        actions.change_password(by=tom, current=PASSWORD, password="short", keep_session="", at=AT)
    actions.change_password(by=tom, current=PASSWORD, password=STRONG, keep_session="", at=AT)
    assert Person.objects.get(id=tom.id).check_password(STRONG)
    assert Notice.objects.filter(kind="password.changed", to="tom@demo.example").count() == 1
    assert Entry.objects.latest("id").event == "accounts.password.changed"


def test_a_password_confirms_who_it_is_and_failures_are_journalled(tom: Actor) -> None:
    with pytest.raises(actions.PasswordWrong):
        actions.confirm_password(by=tom, password="wrong", at=AT)
    actions.confirm_password(by=tom, password=PASSWORD, at=AT)
    events = list(Entry.objects.order_by("id").values_list("event", flat=True))
    assert events[-2:] == ["accounts.password.failed", "accounts.password.confirmed"]


def test_an_address_changes_once_its_link_is_opened_and_the_old_one_is_told(tom: Actor) -> None:
    token = asked(tom)
    assert Person.objects.get(id=tom.id).email == "tom@demo.example"
    assert actions.change_email(by=tom, token=token, at=AT) == NEW
    assert Person.objects.get(id=tom.id).email == NEW
    told = Notice.objects.get(kind="email.changed")
    assert told.to == "tom@demo.example"
    assert NEW not in told.body
    assert "t***@newplace.example" in told.body
    entry = Entry.objects.latest("id")
    assert (entry.before, entry.after) == ({"email": "t***@demo.example"}, {"email": "t***@newplace.example"})
    with pytest.raises(actions.LinkRefused, match="spent"):
        actions.change_email(by=tom, token=token, at=AT)


def test_a_link_for_an_address_is_of_use_to_who_asked_for_it_alone(tom: Actor) -> None:
    token, vera = asked(tom), a_person("vera", AT)
    with pytest.raises(actions.LinkRefused):
        actions.change_email(by=vera, token=token, at=AT)
    assert actions.change_email(by=tom, token=token, at=AT) == NEW


def test_a_link_for_an_address_runs_out(tom: Actor) -> None:
    token = asked(tom)
    with pytest.raises(actions.LinkRefused, match="ran_out"):
        actions.change_email(by=tom, token=token, at=AT + timedelta(hours=24))


def test_an_address_that_is_in_use_gets_no_link_but_its_owner_a_word(tom: Actor) -> None:
    a_person("vera", AT)
    actions.ask_for_email(by=tom, email="Vera@demo.example", address=lambda token: f"<{token}>", at=AT)
    notice = Notice.objects.get(to="vera@demo.example")
    assert "<" not in notice.body
    assert "has an account" in notice.subject


def test_an_address_that_was_taken_meanwhile_is_refused_and_nothing_changes(tom: Actor) -> None:
    token = asked(tom)
    Person.objects.create(email=NEW, name="Somebody", created_at=AT)
    with pytest.raises(actions.PersonRefused, match="email_taken"):
        actions.change_email(by=tom, token=token, at=AT)
    assert Person.objects.get(id=tom.id).email == "tom@demo.example"


@pytest.mark.parametrize(("email", "code"), [("no-at-sign", "email_malformed"), ("TOM@demo.example", "email_same")])
def test_an_address_is_refused(tom: Actor, email: str, code: str) -> None:
    with pytest.raises(actions.PersonRefused, match=code):
        actions.ask_for_email(by=tom, email=email, address=str, at=AT)


def test_a_sign_in_is_noted_and_a_new_browser_told_but_not_the_first(tom: Actor) -> None:
    for hours, device in enumerate(("Chrome on Windows", "Safari on iPhone")):
        actions.note_sign_in(
            by=tom,
            way="password",
            device=device,
            place="203.0.113.x",
            is_new_device=True,
            at=AT + timedelta(hours=hours),
        )
    letters = Notice.objects.filter(kind="sign_in.new_device")
    assert [letter.to for letter in letters] == ["tom@demo.example"]
    assert "Safari on iPhone, network address 203.0.113.x" in letters[0].body
    assert Entry.objects.filter(event="accounts.session.began").count() == 2


def test_old_sign_ins_are_forgotten(tom: Actor) -> None:
    from dspt.accounts.queries import sign_ins

    assert tom.id is not None
    for days in (0, 89, 91):
        actions.note_sign_in(
            by=tom, way="password", device="x", place="", is_new_device=False, at=AT + timedelta(days=days)
        )
    assert [each.at for each in sign_ins(tom.id)] == [AT + timedelta(days=91), AT + timedelta(days=89)]


def test_a_real_password_is_hashed_at_the_cost_that_the_controls_promise() -> None:
    assert COSTS == (19 * 1024, 2, 1)
