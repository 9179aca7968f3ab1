"""A save takes at most twelve statements in all: session, person and standing first, the journal's entry last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dspt.accounts.models import Person
from dspt.assessments.actions import AssessmentKey, start_assessment
from tests.world.assertions import AT, a_year_begun, answer, this_edition
from tests.world.cast import BODIES, a_certificate, a_person, accept_again, an_accepted_profile
from tests.world.confirming import confirm_ready

pytestmark = pytest.mark.django_db
CONTROL = re.compile(r"BEGIN|COMMIT|SAVEPOINT|RELEASE")


@pytest.fixture(autouse=True)
def that_day() -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def ruth() -> Client:
    client = Client()
    client.force_login(Person.objects.get(id=a_person("ruth", AT).id))
    return client


def statements(client: Client, path: str, sent: dict[str, object] | None = None) -> int:
    with CaptureQueriesContext(connection) as seen:
        response = client.get(path) if sent is None else client.post(path, sent)
    assert response.status_code == (200 if sent is None else 302)
    return sum(not CONTROL.match(one["sql"]) for one in seen.captured_queries)


def test_an_answer_that_ends_a_draft_and_a_confirmation_takes_twelve(ruth: Client) -> None:
    year = a_year_begun("practice")
    for kind in ("iso_27001", "cyber_essentials_plus"):
        a_certificate("practice", kind, this_edition(), AT.date() + timedelta(days=100), AT, covers_all=False)
    accept_again("practice", this_edition(), AT)
    answer(year, "3.2.1")
    assert confirm_ready(year)
    path = f"/organisations/{year.code}/assessment/{year.edition}/items/3.2.1"
    ruth.get(path)  # the session is written once, when it is a few minutes old
    assert ruth.post(f"{path}/draft", {"version": "1", "choice": "yes", "comment": "9"}).status_code == 204
    assert statements(ruth, path, {"version": "1", "choice": "yes", "comment": "97%"}) <= 12


def test_a_judgement_with_new_ticks_takes_twelve(ruth: Client) -> None:
    edition = this_edition()
    organisation = an_accepted_profile("trust", edition, AT)
    key = AssessmentKey(organisation, BODIES["trust"].code, edition.key)
    start_assessment(by=a_person("ruth", AT), assessment=key, at=AT)
    ticks = [one.reference for one in edition.outcomes["B2.a"].indicators if one.level == "not_achieved"]
    path = f"/organisations/{key.code}/assessment/{edition.key}/outcomes/B2.a"
    ruth.get(path)
    first = {"declared": "not_achieved", "indicator": ticks[:1], "seen": "0"}
    assert statements(ruth, path, first) <= 12 + 1  # one more begins the journal's chain
    assert statements(ruth, path, first | {"indicator": ticks, "statement": "All of it", "seen": "1"}) <= 12


def test_the_home_of_an_organisation_takes_nine(ruth: Client) -> None:
    year = a_year_begun("practice")
    answer(year, "3.2.1")
    confirm_ready(year)
    path = f"/organisations/{year.code}"
    ruth.get(path)
    assert statements(ruth, path) <= 8 + 1  # one counts the documents that are due for review
