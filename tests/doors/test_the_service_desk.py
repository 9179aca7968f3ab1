"""The service desk's pages: what waits, one request with everything about it, looking an organisation up."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client

from dspt.accounts.models import Person
from dspt.foundation.clock import now
from dspt.jobs.cast import MAKER
from dspt.journal.models import Entry
from dspt.organisations import actions
from dspt.organisations.models import Recovery
from dspt.organisations.rules import CHECKS, RecoveryKind
from tests.world.cast import PEOPLE, a_person, an_organisation
from tests.world.recovery import ANYBODY, JO, PAGES, a_counting_request, a_request, approved, secret

DESK = "/helpdesk"
TICKED = [check.name for check in CHECKS[RecoveryKind.ADMINISTRATOR]]

pytestmark = pytest.mark.django_db


def signed_in(key: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(email=PEOPLE[key].email))
    return client


def sent(client: Client, request: UUID, **fields: object) -> str:
    version = Recovery.objects.get(id=request).version
    return client.post(f"{DESK}/recovery/{request}", {"version": version, **fields}, follow=True).text


def state(request: UUID) -> str:
    return Recovery.objects.get(id=request).state


@pytest.fixture
def at() -> datetime:
    return now() - timedelta(hours=3)


def test_what_waits_is_said_and_listed(at: datetime) -> None:
    made = a_request(at)
    page = signed_in("dev").get(DESK).text
    assert "1 request waits for you." in page
    assert f"{DESK}/recovery/{made}" in page
    assert "3 hours ago" in page
    assert "Service desk: what waits" in signed_in("dev").get("/organisations").text
    assert "Service desk" not in signed_in("ruth").get("/organisations").text


def test_where_nothing_waits_it_is_said(at: datetime) -> None:
    made = a_request(at)
    sent(signed_in("dev"), made, decision="refuse", reason="Nobody knows you there.")
    page = signed_in("dora").get(DESK).text
    assert "Nothing waits for you." in page
    assert "Refused: 1" in page


@pytest.mark.parametrize(
    ("show", "seen"), [("counting", True), ("waiting", False), ("stopped", False), ("nonsense", False)]
)
def test_requests_are_listed_by_where_they_stand(at: datetime, show: str, seen: bool) -> None:
    a_counting_request(at)
    page = signed_in("dev").get(f"{DESK}/recovery?show={show}&page=zero").text
    assert ("Jo Bell" in page) is seen
    assert ("None here" in page) is not seen
    assert "In the waiting time, 1" in page


def test_one_request_has_everything_on_one_page(at: datetime) -> None:
    earlier = a_request(at)
    actions.stop_recovery_by_link(by=ANYBODY, token=secret("stop", JO), text="My mistake", pages=PAGES, at=at)
    made = a_request(at)
    Person.objects.filter(email=PEOPLE["ruth"].email).update(last_login=at)
    page = signed_in("dev").get(f"{DESK}/recovery/{made}").text
    for words in ("Deputy manager", "Our manager left in May.", "Ann Lee, owner", "01632 960 001", JO):
        assert words in page
    assert "r***@demo.example" in page
    assert PEOPLE["ruth"].email not in page
    assert f"{DESK}/recovery/{earlier}" in page
    for check in CHECKS[RecoveryKind.ADMINISTRATOR]:
        assert check.value in page
    assert signed_in("dev").get(f"{DESK}/recovery/01936000-0000-7000-8000-000000000000").status_code == 404


def test_two_people_approve_in_the_browser(at: datetime) -> None:
    made = a_request(at)
    page = sent(signed_in("dev"), made, decision="approve", checked=TICKED, finding="Rang.")
    assert "You approved it. A second person has to approve as well." in page
    assert "It waits for a second person." in page
    assert 'value="approve"' not in page, "not offered to the same person again"
    page = sent(signed_in("dora"), made, decision="approve", checked=TICKED, finding="Rang too.")
    assert "You approved it as the second." in page
    assert "unless somebody stops it" in page
    row = Recovery.objects.get(id=made)
    assert row.ends_at is not None
    assert row.ends_at - row.moved_at == timedelta(days=7)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"decision": "approve", "checked": TICKED, "finding": ""}, "Enter how you verified it"),
        ({"decision": "approve", "checked": TICKED[1:], "finding": "Rang."}, "Verify and tick all of these"),
        ({"decision": "approve", "checked": [], "finding": "Rang."}, "Verify and tick all of these"),
        ({"decision": "refuse", "reason": " "}, "Enter why it is refused"),
        ({"decision": "question", "question": ""}, "Enter what the requester should tell us"),
        ({"decision": "refuse", "reason": "No.", "version": "9"}, "The request changed since you opened this page"),
        ({"decision": "refuse", "reason": "No.", "version": "x"}, "The request changed since you opened this page"),
    ],
)
def test_a_decision_that_is_refused_says_what_to_do(at: datetime, fields: dict[str, object], words: str) -> None:
    made = a_request(at)
    page = sent(signed_in("dev"), made, **fields)
    assert words in page
    assert "<title>Error: " in page
    assert state(made) == "waiting"
    for name in ("finding", "reason"):
        assert str(fields.get(name, "")).strip() in page, "nothing typed is lost"


def test_an_unknown_decision_changes_nothing(at: datetime) -> None:
    made = a_request(at)
    assert "Error: " not in sent(signed_in("dev"), made, decision="grant")
    assert state(made) == "waiting"


def test_whoever_is_concerned_is_told_to_leave_it_to_others(at: datetime) -> None:
    made = a_request(at)
    approved(made, "dev", at)
    fields = {"decision": "approve", "checked": TICKED, "finding": "Rang."}
    assert "You approved it already. A second person has to" in sent(signed_in("dev"), made, **fields)
    dora = a_person("dora", at).id
    assert dora is not None
    home = Recovery.objects.get(id=made).organisation_id
    actions.add_membership(by=MAKER, organisation=home, person=dora, role="viewer", at=at)
    assert "You have a role in this organisation." in sent(signed_in("dora"), made, **fields)
    own = a_request(at, PEOPLE["dev"].email)
    assert "This is your own request." in sent(signed_in("dev"), own, **fields)
    assert (state(made), state(own)) == ("approved", "waiting")


def test_asking_for_more_and_refusing_during_the_waiting_time(at: datetime) -> None:
    made = a_request(at)
    assert "The requester is asked." in sent(signed_in("dev"), made, decision="question", question="Who pays you?")
    assert "has not answered yet" in signed_in("dora").get(f"{DESK}/recovery/{made}").text
    counting = a_counting_request(at, "kim@willow-court.example")
    page = sent(signed_in("dev"), counting, decision="refuse", reason="The owner rang: it is wrong.")
    assert "The request is refused. Everybody is told." in page
    assert "The requester can ask again." in page
    page = sent(signed_in("dora"), counting, decision="refuse", reason="Again")
    assert "Somebody else was quicker" in page


@pytest.mark.parametrize("typed", ["VZZ02", "vzz02", " vzz02 "])
def test_a_code_opens_the_organisation_with_its_standing(at: datetime, typed: str) -> None:
    an_organisation("home", at)
    a_request(at)
    page = signed_in("dev").get(f"{DESK}/organisations", {"q": typed}, follow=True)
    assert page.redirect_chain[-1][0] == f"{DESK}/organisations/VZZ02"
    assert "Registered, with 1 administrator. They have never signed in." in page.text
    assert "r***@demo.example" in page.text
    assert PEOPLE["ruth"].email not in page.text
    assert "for the first person" in page.text


def test_a_name_finds_organisations_and_nonsense_says_so(at: datetime) -> None:
    a_request(at)
    dev = signed_in("dev")
    page = dev.get(f"{DESK}/organisations?q=willow").text
    assert f"{DESK}/organisations/VZZ02" in page
    assert "1 found." in page
    assert "Nothing found." in dev.get(f"{DESK}/organisations?q=%00qqqq+zzzz").text
    assert "found" not in dev.get(f"{DESK}/organisations").text
    assert dev.get(f"{DESK}/organisations/XZZ99").status_code == 404


def test_an_organisation_without_administrators_is_said_to_be(at: datetime) -> None:
    from dspt.organisations.models import Membership

    a_request(at)
    Membership.objects.filter(role="administrator").update(ended_at=at)
    assert "Registered, and nobody administers it." in signed_in("dev").get(f"{DESK}/organisations/VZZ02").text


def test_pages_of_the_desk_take_few_statements(at: datetime, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    made = a_request(at)
    dev = signed_in("dev")
    for path, most in ((DESK, 6), (f"{DESK}/recovery/{made}", 14), (f"{DESK}/organisations/VZZ02", 11)):
        dev.get(path)  # the first look of the hour is written down besides
        with django_assert_max_num_queries(most):
            dev.get(path)


def test_nothing_is_decided_on_a_mere_visit_and_the_organisation_is_told_of_it(at: datetime) -> None:
    made, dev = a_request(at), signed_in("dev")
    before = Entry.objects.count()
    for path in (f"recovery/{made}?decision=approve", "organisations/VZZ02", "organisations/VZZ02"):
        dev.get(f"{DESK}/{path}")
    assert state(made) == "waiting"
    look = Entry.objects.get(event="organisations.organisation.looked", chain="VZZ02")
    assert (look.actor_name, look.behalf, Entry.objects.count()) == ("Dev Anand", "service:desk", before + 1)


def test_a_decision_is_on_the_organisations_activity_page(at: datetime) -> None:
    made = a_request(at)
    sent(signed_in("dev"), made, decision="refuse", reason="Nobody knows you there.")
    page = signed_in("ruth").get("/organisations/VZZ02/activity").text
    assert "Dev Anand" in page
    assert "Jo Bell" in page
