"""The home tells an interim from a publication, and has nothing to do once a year is published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from dspt.accounts.models import Person
from dspt.assessments.models import Assessment, Confirmation
from dspt.foundation.clock import now
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
    page = home("trust")
    assert "Next: submit the interim Every outcome has a level. The interim is due by 31 December 2026." in page
    assert "Go to the interim" in page
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


def overview(key: str, query: str = "") -> str:
    client = Client()
    client.force_login(Person.objects.get(id=a_person("ruth", AT).id))
    page = client.get(f"/organisations/{BODIES[key].code}/assessment/{THIS.key}{query}").text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_home_and_questions_say_what_was_published_when_and_where_to_see_it() -> None:
    made = a_finished_year("home")
    assert "Published by" not in home("home")
    assert "You can publish 24/25 Standards Met." in overview("home")
    assert "Nothing stands between you and publishing Go to publish" in overview("home")
    published("home", made)
    for page in (home("home"), overview("home")):
        assert "24/25 Standards Met Current until 30 June 2028" in page
        assert "Published by Ruth Cole on 23 November 2026, 10:00." in page
        assert "Receipt of this publication" in page
        assert "See it on the register" in page
        assert "You changed something since" not in page
        assert "You can publish 24/25" not in page
    assert "between you and publishing" not in overview("home")


def test_what_was_changed_since_is_said_with_the_way_to_publish_again() -> None:
    made = a_finished_year("home")
    published("home", made)
    Assessment.objects.filter(organisation_id=made).update(changed_at=AT + timedelta(minutes=5))
    for page in (home("home"), overview("home")):
        assert "You changed something since. The register shows what you published until you publish again." in page
        assert "Publish again" in page
    assert "Nothing stands between you and publishing again" in overview("home")
    Confirmation.objects.filter(assertion="1.1").update(withdrawn_at=AT)
    page = overview("home")
    assert "Nothing new to publish yet." in page
    assert page.index("Stands between you and publishing again") < page.index("Published by Ruth Cole")


def test_a_late_publication_says_so_and_a_closed_year_keeps_saying_what_stands() -> None:
    made = a_finished_year("home")
    with time_machine.travel("2027-07-05T10:00:00Z"):
        assert "You can still publish. The register will say that it is late." in overview("home")
        published("home", made, at=now())
        page = overview("home")
        assert "It came after the due date, and the register says so." in page
        assert "You can still publish" not in page
        assert "You can still publish" not in home("home")
    with time_machine.travel("2027-09-05T10:00:00Z"):
        for page in (home("home"), overview("home")):
            assert "This edition closed on 31 August 2027" in page
            assert "24/25 Standards Met Current until 30 June 2028" in page
    with time_machine.travel("2028-07-05T10:00:00Z"):
        assert "24/25 Standards Met Out of date since 1 July 2028" in overview("home")


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
    assert "when you publish again" in page
    assert "On offer today: 24/25 Standards Met." in page
    assert f"/history/{done.id}" in page
    with time_machine.travel("2027-09-02T10:00:00Z"):
        client.force_login(Person.objects.get(id=a_person("ruth", AT).id))
        closed = client.get(outcomes).text
    assert "This edition closed on 31 August 2027." in closed
    assert "This edition takes no publications any more." in closed
    assert "24/25 Standards Met was published on 23 November 2026." in closed
    assert "when you publish again" not in closed
    assert "On offer today" not in closed
