"""Asking to recover an organisation: one answer for everybody, one living request, everybody concerned is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from dspt.accounts.actions import LinkRefused, PersonRefused
from dspt.accounts.models import MailedLink
from dspt.journal.models import Entry
from dspt.notices.models import Notice
from dspt.organisations import actions
from dspt.organisations.models import Recovery
from dspt.organisations.queries import (
    people,
    recoveries_of,
)
from tests.world.cast import PEOPLE, a_person, an_organisation
from tests.world.recovery import (
    ANYBODY,
    JO,
    PAGES,
    SAID,
    a_link,
    a_request,
    home,
    newest,
    requested,
    secret,
    state,
)

AT = datetime(2026, 10, 21, 9, 0, tzinfo=UTC)
RUTH, TOM, VERA = (PEOPLE[key].email for key in ("ruth", "tom", "vera"))

pytestmark = pytest.mark.django_db


def test_whoever_asks_gets_one_letter_whatever_is_so() -> None:
    an_organisation("home", AT)
    for number, (code, email) in enumerate(
        [("VZZ02", JO), ("XZZ99", "a@b.example"), ("VZZ02", RUTH), ("vzz02 ", TOM)], start=1
    ):
        actions.ask_to_recover(by=ANYBODY, code=code, name="Jo Bell", email=email, pages=PAGES, at=AT)
        assert Notice.objects.count() == MailedLink.objects.count() == number
    assert "<request " in newest(JO)
    assert "<request " in newest(TOM)
    assert "No organisation with this code" in newest("a@b.example")
    assert "administrator there already" in newest(RUTH)
    assert "<request " not in newest(RUTH) + newest("a@b.example")
    assert not Recovery.objects.exists()


def test_a_fourth_letter_within_the_hour_is_not_written() -> None:
    an_organisation("home", AT)
    for code in ("VZZ02", "XZZ99", "VZZ02", "VZZ02"):
        actions.ask_to_recover(by=ANYBODY, code=code, name="Jo Bell", email=JO, pages=PAGES, at=AT)
    assert Notice.objects.filter(to=JO).count() == 3


@pytest.mark.parametrize(
    ("code", "name", "email", "refusal"),
    [
        ("!", "Jo", JO, actions.CodeRefused),
        ("VZZ02", " ", JO, PersonRefused),
        ("VZZ02", "Jo", "jo at home", PersonRefused),
    ],
)
def test_asking_without_code_name_or_address_is_refused(
    code: str, name: str, email: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        actions.ask_to_recover(by=ANYBODY, code=code, name=name, email=email, pages=PAGES, at=AT)


def test_a_request_is_told_to_the_requester_and_to_everybody_with_access() -> None:
    made = a_request(AT)
    assert state(made) == "waiting"
    told = Notice.objects.filter(kind="link.recovery").order_by("id").values_list("to", flat=True)
    assert sorted(told) == sorted([JO, RUTH, TOM, VERA])
    assert "<stop " in newest(RUTH)
    assert "Jo Bell (jo@willow-court.example) asks to become an administrator of Willow Court" in newest(RUTH)
    assert SAID.why not in newest(RUTH), "a letter does not carry what a stranger wrote"
    entry = Entry.objects.get(event="organisations.recovery.asked")
    assert (entry.chain, entry.after["email"]) == ("VZZ02", "j***@willow-court.example")
    assert SAID.why not in str(entry.after)


@pytest.mark.parametrize("field", ["position", "why", "voucher", "phone"])
@pytest.mark.parametrize(("typed", "code"), [("  ", "text_missing"), ("x" * 2001, "text_long")])
def test_a_request_that_lacks_something_is_refused_and_the_link_stays(field: str, typed: str, code: str) -> None:
    an_organisation("home", AT)
    token = a_link(AT)
    said = {name: getattr(SAID, name) for name in ("position", "why", "voucher", "phone")} | {field: typed}
    with pytest.raises(actions.RecoveryRefused, match=code) as refusal:
        actions.request_recovery(by=ANYBODY, token=token, asked=actions.Asked(**said), pages=PAGES, at=AT)
    assert refusal.value.facts["field"] == field
    actions.request_recovery(by=ANYBODY, token=token, asked=SAID, pages=PAGES, at=AT)


def request(token: str, at: datetime = AT) -> UUID:
    return requested(token, at)


def test_a_link_works_once_and_for_a_day() -> None:
    an_organisation("home", AT)
    token = a_link(AT)
    with pytest.raises(LinkRefused, match="ran_out"):
        request(token, AT + timedelta(hours=24))
    with pytest.raises(LinkRefused, match="unknown"):
        request("nothing")
    request(token)
    with pytest.raises(LinkRefused, match="spent"):
        request(token)


def test_there_is_one_living_request_for_an_organisation_and_an_address() -> None:
    an_organisation("home", AT)
    first, second = a_link(AT), a_link(AT)
    made = request(first)
    with pytest.raises(actions.RecoveryRefused, match="living"):
        request(second)
    actions.ask_to_recover(by=ANYBODY, code="VZZ02", name="Jo Bell", email=JO, pages=PAGES, at=AT)
    assert "under way" in Notice.objects.filter(to=JO).order_by("-id")[0].subject
    actions.stop_recovery_by_link(by=ANYBODY, token=secret("stop", JO), text="My mistake", pages=PAGES, at=AT)
    assert state(made) == "stopped"
    request(second)
    assert [each.state.value for each in recoveries_of(home())] == ["waiting", "stopped"]


def test_the_database_itself_holds_to_one_living_request_and_two_people() -> None:
    made = a_request(AT)
    row = Recovery.objects.get(id=made)
    row.id = uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
    dev = a_person("dev", AT).id
    for values in (
        {"first_by_id": dev, "second_by_id": dev},
        {"state": "counting"},
        {"state": "granted", "first_by_id": dev},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Recovery.objects.filter(id=made).update(**values)


def test_more_than_five_living_requests_for_one_organisation_are_not_taken() -> None:
    an_organisation("home", AT)
    late = a_link(AT, "late@willow-court.example")
    for number in range(5):
        request(a_link(AT, f"jo{number}@willow-court.example"))
    with pytest.raises(actions.RecoveryRefused, match="too_many"):
        request(late)
    actions.ask_to_recover(by=ANYBODY, code="VZZ02", name="Jo", email="later@x.example", pages=PAGES, at=AT)
    assert "take no further one until then" in newest("later@x.example")


def test_an_administrator_has_nothing_to_recover() -> None:
    made = an_organisation("home", AT)
    token = a_link(AT, TOM)
    tom = next(each.membership for each in people(made) if each.email == TOM)
    actions.change_role(by=a_person("ruth", AT), organisation=made, membership=tom, role="administrator", at=AT)
    with pytest.raises(actions.RecoveryRefused, match="is_administrator"):
        request(token)
