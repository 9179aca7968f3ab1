"""Comments and delegated indicators on an outcome's page, and who looks after an assertion."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from dspt.assessments.models import Comment
from tests.world.assertions import AT, a_year_begun

from .doorway import BASE, signed_in

pytestmark = pytest.mark.django_db
PAGE = f"{BASE}/outcomes/B2.a"


@pytest.fixture(autouse=True)
def that_day() -> Iterator[None]:
    a_year_begun("trust")
    with time_machine.travel(AT, tick=True):
        yield


def person(page: str, name: str) -> str:
    """Find a person's value in the choice of owners."""
    return page.split(f">{name}</option>")[0].rsplit('value="', 1)[1].split('"')[0]


def test_a_comment_is_said_and_seen() -> None:
    ruth = signed_in("ruth")
    page = ruth.post(f"{PAGE}/comment", {"say": "Are the analysers in scope?"}, follow=True)
    assert page.redirect_chain[-1][0] == f"{PAGE}#comments"
    seen = signed_in("vera").get(PAGE).content.decode()
    assert "Are the analysers in scope?" in seen
    assert "Ruth Cole, 12 May 2025" in seen
    assert "Add a comment" not in seen


def test_a_comment_that_is_refused_comes_back() -> None:
    ruth = signed_in("ruth")
    for typed, words in (("", "Enter the comment"), ("x" * 2_001, "The comment must be 2,000 characters or fewer")):
        answer = ruth.post(f"{PAGE}/comment", {"say": typed})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "<title>Error: " in page
        assert 'href="#say"' in page
        assert page.count(words) == 2
        assert typed in page
    assert not Comment.objects.exists()


def test_a_comment_that_comes_after_the_close_can_still_be_copied() -> None:
    signed_in("ruth")
    with time_machine.travel("2025-09-02T10:00:00Z"):
        answer = signed_in("ruth").post(f"{PAGE}/comment", {"say": "Late."})
    assert answer.status_code == 422
    assert "This edition closed on 31 August 2025, so nothing can be changed" in answer.text
    assert ">Late.</textarea>" in answer.text
    assert not Comment.objects.exists()


def test_an_indicator_is_delegated_and_shown_where_it_stands() -> None:
    ruth = signed_in("ruth")
    form = ruth.get(f"{PAGE}/indicators").content.decode()
    assert "Delegate an indicator of B2.a" in form
    sent = {"indicator": "B2.a#PA4", "owner": person(form, "Tom Okafor")}
    sent |= {"due_on-day": "23", "due_on-month": "5", "due_on-year": "2025"}
    page = ruth.post(f"{PAGE}/indicators", sent, follow=True).content.decode()
    assert "PA#4 to Tom Okafor, due 23 May 2025" in page
    assert "<small>Tom Okafor, due 23 May 2025</small>" in page


def test_delegating_says_what_is_missing() -> None:
    ruth = signed_in("ruth")
    for sent, words in (
        ({"indicator": "", "owner": ""}, "Select the indicator"),
        (
            {"indicator": "B2.a#PA4", "due_on-day": "1", "due_on-month": "1", "due_on-year": "2024"},
            "Due date must be today",
        ),
    ):
        answer = ruth.post(f"{PAGE}/indicators", sent)
        assert answer.status_code == 422
        assert words in answer.content.decode()


def test_an_assertion_gets_somebody_who_looks_after_it() -> None:
    a_year_begun("practice")
    ruth = signed_in("ruth")
    path = "/organisations/YZZ01/assessment/2024-25/assertions/1.3"
    form = ruth.get(f"{path}/confirm").content.decode()
    sent = {"owner": person(form, "Ruth Cole"), "due-day": "23", "due-month": "5", "due-year": "2025"}
    page = ruth.post(f"{path}/owner", sent, follow=True).content.decode()
    assert "Ruth Cole looks after 1.3, by 23 May 2025." in page
    page = ruth.post(f"{path}/owner", sent | {"due-day": "31", "due-month": "2"}, follow=True).content.decode()
    assert "The date must be a real one" in page
    page = ruth.post(f"{path}/owner", sent | {"due-year": "2024"}, follow=True).content.decode()
    assert "Enter a day that is today or later" in page
    assert ruth.post("/organisations/YZZ01/assessment/2024-25/assertions/99/owner", sent).status_code == 404
