"""The page that says what is kept until when, and the forms that place a hold and end it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from dspt.accounts.models import Person
from dspt.assessments.models import Deletion
from dspt.documents.models import Document
from dspt.foundation.actors import Actor
from dspt.keeping.actions import announce_deletions, delete_due_assessments
from dspt.keeping.models import Hold
from tests.world.assertions import AT, a_year_begun
from tests.world.cast import PEOPLE
from tests.world.documents import a_place

pytestmark = pytest.mark.django_db
PATH = "/organisations/YZZ01/retention"


@pytest.fixture(autouse=True)
def that_day() -> Iterator[None]:
    with time_machine.travel(AT, tick=True):
        year = a_year_begun("practice")
        for title, days in (("Old plan", 8 * 365), ("New plan", 10)):
            paper = a_place(year.organisation, title, "Shelf 2", at=AT)
            Document.objects.filter(pk=paper.pk).update(removed_at=AT - timedelta(days=days))
        yield


def signed(name: str = "ruth") -> Client:
    client = Client()
    client.force_login(Person.objects.get(email=PEOPLE[name].email))
    return client


def words(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def test_everybody_with_access_reads_until_when_in_ten_statements(
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    client = signed("vera")
    client.get(PATH)
    with django_assert_num_queries(10):
        page = client.get(PATH).text
    text = words(page)
    assert "Old plan 14 May 2017 13 May 2025 Will be deleted" in text
    assert "New plan 2 May 2025 1 May 2033 Kept" in text
    assert "Assessment 2024-25 Closes 31 August 2025 30 August 2033 Kept" in text
    assert f"{PATH}/hold" not in page
    assert PATH in client.get("/organisations/YZZ01/documents").text


def test_what_was_announced_is_kept_its_thirty_days() -> None:
    home = Document.objects.values_list("organisation_id", flat=True)[0]
    announce_deletions(by=Actor.machine("retention"), organisation=home, years=8, address="http://x", at=AT)
    assert "Old plan 14 May 2017 10 June 2025 Will be deleted" in words(signed().get(PATH).text)


def test_an_assessment_that_is_gone_is_named_with_its_fingerprint() -> None:
    home = Document.objects.values_list("organisation_id", flat=True)[0]
    by, then = Actor.machine("retention"), AT.replace(year=2033, month=8, day=31)
    announce_deletions(by=by, organisation=home, years=8, address="http://x", at=then - timedelta(days=30))
    with time_machine.travel(then - timedelta(days=1), tick=True):
        assert "Closed 31 August 2025 30 August 2033 Will be deleted" in words(signed().get(PATH).text)
    delete_due_assessments(by=by, organisation=home, years=8, at=then)
    with time_machine.travel(then + timedelta(days=1), tick=True):
        text = words(signed().get(PATH).text)
        assert "Deleted assessments" in text
        assert "31 August 2033" in text
        assert Deletion.objects.get().sha256 in text
        assert "deleted the assessment 2024-25 for good" in words(signed().get("/organisations/YZZ01/activity").text)


def test_an_administrator_places_a_hold_and_ends_it() -> None:
    client = signed()
    refused = client.post(f"{PATH}/hold", {"reason": " "})
    assert refused.status_code == 422
    assert "Enter why nothing may be deleted" in refused.text
    page = words(client.post(f"{PATH}/hold", {"reason": "A claim is open"}, follow=True).text)
    assert "The hold is placed." in page
    assert "A hold stands." in page
    assert "A claim is open" in page
    assert "Old plan 14 May 2017 13 May 2025 On hold" in page
    assert "There is a hold already." in client.post(f"{PATH}/hold", {"reason": "Again"}, follow=True).text
    end = f"{PATH}/holds/{Hold.objects.get().id}/end"
    assert "Enter why the hold is no longer needed" in client.post(end, {"reason": ""}).text
    assert "The hold is ended." in client.post(end, {"reason": "Settled"}, follow=True).text
    assert "The hold has ended already." in client.post(end, {"reason": "Settled"}, follow=True).text
    assert ": Settled" in words(client.get(PATH).text)


def test_only_administrators_place_and_end_holds_and_only_their_own() -> None:
    assert signed("tom").post(f"{PATH}/hold", {"reason": "No"}).status_code == 403
    assert signed().get(f"{PATH}/holds/01936000-0000-7000-8000-000000000000/end").status_code == 404
    assert not Hold.objects.exists()
