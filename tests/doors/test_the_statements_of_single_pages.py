"""What the pages around an answer and an outcome may cost: session, person and standing are three of each."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dspt.assessments.actions import AssessmentKey, attach_document, comment_on, save_judgement
from dspt.assessments.actions import Subject as Talk
from dspt.standard.answers import Typed
from tests.world.answering import signed_in
from tests.world.assertions import AT, a_kept_place, a_year_begun, answer
from tests.world.cast import a_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
CONTROL = re.compile(r"BEGIN|COMMIT|SAVEPOINT|RELEASE")


def statements(client: Client, path: str, sent: dict[str, str] | None, status: int) -> int:
    client.get("/healthz")
    with CaptureQueriesContext(connection) as seen:
        response = client.get(path) if sent is None else client.post(path, sent)
    assert response.status_code == status
    return sum(not CONTROL.match(one["sql"]) for one in seen.captured_queries)


def begun(key: str) -> str:
    """Begin a year in which much stands under one item and one outcome; give the address of the assessment."""
    year = a_year_begun(key)
    if key == "practice":
        for text in ("The key is kept.", "The nurse keeps the key."):
            answer(year, "1.1.5", Typed(text=text), by=a_person("tom", AT), documents=(a_kept_place(year, text),))
        _say(year, "1.1.5", is_outcome=False)
    else:
        for seen, text in enumerate(("Visitors sign in.", "Visitors sign in at the porter.")):
            _judge(year, text, seen)
        for place in ("Office", "Safe"):
            kept = a_kept_place(year, place)
            attach_document(by=a_person("tom", AT), assessment=year, document=kept, references=["B2.a"], at=AT)
        _say(year, "B2.a", is_outcome=True)
    return f"/organisations/{year.code}/assessment/{year.edition}"


def _judge(year: AssessmentKey, statement: str, seen: int) -> None:
    save_judgement(
        by=a_person("tom", AT),
        assessment=year,
        outcome="B2.a",
        ticks=(),
        set_aside={},
        declared="not_achieved",
        reason="",
        statement=statement,
        policy={},
        seen_version=seen,
        at=AT,
    )


def _say(year: AssessmentKey, reference: str, *, is_outcome: bool) -> None:
    for text in ("In scope?", "It is."):
        comment_on(by=a_person("tom", AT), subject=Talk(year, reference, is_outcome, ""), text=text, at=AT)


@pytest.mark.parametrize(
    ("path", "takes"),
    [("items/1.1.5", 5), ("items/1.1.5/history", 4), ("assertions/1.1/confirm", 8)],
)
def test_pages_around_an_answer(path: str, takes: int) -> None:
    base = begun("practice")
    ruth = signed_in("ruth")
    ruth.get(base)
    assert statements(ruth, f"{base}/{path}", None, 200) == takes


@pytest.mark.parametrize(
    ("path", "takes"),
    [("B2.a", 7), ("B2.a/evidence", 7), ("B2.a/changes", 4), ("B2.a/owner", 7), ("B2.a/indicators", 7)],
)
def test_pages_around_an_outcome(path: str, takes: int) -> None:
    base = begun("trust")
    ruth = signed_in("ruth")
    ruth.get(base)
    assert statements(ruth, f"{base}/outcomes/{path}", None, 200) == takes


def test_what_a_document_supports() -> None:
    base = begun("trust")
    ruth = signed_in("ruth")
    page = ruth.get(f"{base}/outcomes/B2.a/evidence").text
    found = re.search(r'href="([^"]+/evidence/[^"]+)"', page)
    assert found is not None
    assert statements(ruth, found[1], None, 200) == 6


@pytest.mark.parametrize(
    ("key", "path", "sent", "takes"),
    [
        ("practice", "items/1.1.5", {"text": "Mine.", "version": "1"}, 10),
        ("practice", "items/1.1.5/conflict", {"text": "Mine.", "version": "2", "began": "1"}, 5),
        ("trust", "outcomes/B2.a", {"statement": "Mine.", "seen": "1"}, 10),
        ("trust", "outcomes/B2.a", {"statement": "Mine.", "seen": "2", "settle": "1", "began": "1"}, 7),
    ],
)
def test_two_versions(key: str, path: str, sent: dict[str, str], takes: int) -> None:
    base = begun(key)
    ruth = signed_in("ruth")
    ruth.get(base)
    status = 422 if "settle" in sent else 409
    assert statements(ruth, f"{base}/{path}", sent, status) == takes
