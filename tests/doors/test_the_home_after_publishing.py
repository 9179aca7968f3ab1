"""The home tells an interim from a publication, and has nothing to do once a year is published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from dspt.accounts.models import Person
from dspt.assessments.models import Assessment
from dspt.publication.actions import Seen, submit_interim
from dspt.publication.queries import readiness
from tests.world.cast import BODIES, a_person
from tests.world.published import AT, THIS, a_finished_year, published, the_year_runs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_day() -> Iterator[None]:
    with time_machine.travel(AT + timedelta(hours=1), tick=True):
        the_year_runs()
        yield


def home(key: str) -> str:
    client = Client()
    client.force_login(Person.objects.get(id=a_person("ruth", AT).id))
    page = client.get(f"/organisations/{BODIES[key].code}").text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_an_interim_is_not_a_publication() -> None:
    made = a_finished_year("trust")
    ready = readiness(organisation=made, edition=THIS, at=AT)
    submit_interim(
        by=a_person("ruth", AT),
        organisation=made,
        edition=THIS,
        seen=Seen(ready.gathered.state.revision, ready.gathered.profile.version, "interim"),
        receipt=str,
        at=AT,
    )
    page = home("trust")
    assert (
        "Publish by 30 June 2027 . That is 31 weeks from today. The interim was submitted on 23 November 2026." in page
    )
    assert "Next: publish" in page
    assert "The edition stays open until" not in page
    assert "Publish again whenever" not in page


def test_a_published_trust_has_nothing_to_do_until_something_changes() -> None:
    made = a_finished_year("trust")
    published("trust", made)
    page = home("trust")
    assert "Nothing to do until 1 September 2027" in page
    assert "Published. The edition stays open until 31 August 2027" in page
    Assessment.objects.filter(organisation_id=made).update(changed_at=AT + timedelta(minutes=5))
    assert "You changed something after publishing." in home("trust")


def test_dates_that_were_moved_say_the_reason_given() -> None:
    a_finished_year("home")
    assert "The official date was moved. Reason given: The demonstration's year." in home("home").replace("&#39;", "'")


def test_the_outcome_view_of_a_published_trust_names_what_was_published() -> None:
    made = a_finished_year("trust")
    client = Client()
    client.force_login(Person.objects.get(id=a_person("ruth", AT).id))
    outcomes = f"/organisations/{BODIES['trust'].code}/assessment/{THIS.key}/outcomes"
    assert "was published on" not in client.get(outcomes).text
    done = published("trust", made)
    page = client.get(outcomes).text
    assert "24/25 Standards Met was published on 23 November 2026." in page
    assert f"/history/{done.id}" in page
