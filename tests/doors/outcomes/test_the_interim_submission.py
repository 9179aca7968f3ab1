"""A trust submits its interim: a level on every outcome, statements optional, the public sees fact and date alone."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.test import Client

from dspt.assessments.actions import AssessmentKey, start_assessment
from dspt.publication.models import Publication
from tests.doors.outcomes.doorway import AT, BASE, EDITION, judge, signed_in
from tests.world.cast import BODIES, a_person, an_accepted_profile

IN_TIME = datetime(2024, 12, 18, 14, 2, tzinfo=UTC)
PAGE = f"{BASE}/interim"


@pytest.fixture(autouse=True)
def signing(settings: Any, tmp_path: Path) -> None:
    settings.DSPT_SIGNING_KEY_FILE = tmp_path / "key.json"


@pytest.fixture
def ready(trust: UUID) -> UUID:
    for reference in EDITION.outcomes:
        judge(trust, reference, "not_achieved")
    return trust


def submit(client: Client, **changed: str) -> Any:
    hidden = dict(
        re.findall(r'<input type="hidden" name="(revision|profile|again)" value="(\d+)">', client.get(PAGE).text)
    )
    return client.post(PAGE, hidden | changed)


def test_what_is_missing_is_a_list_of_links(trust: UUID) -> None:
    judge(trust, "A1.a", "achieved")
    text = signed_in("ruth").get(PAGE).text
    assert "46 outcomes need a level first" in text
    assert f'href="{BASE}/outcomes/A1.b"' in text
    assert f'href="{BASE}/outcomes/A1.a"' not in text
    assert "Submit the interim position" not in text


def test_sending_it_all_the_same_is_refused(trust: UUID) -> None:
    response = signed_in("ruth").post(PAGE, {"revision": "0", "profile": "1"})
    assert response.status_code == 422
    assert not Publication.objects.exists()


def test_it_is_submitted_without_statements_and_says_when(ready: UUID) -> None:
    with time_machine.travel(IN_TIME, tick=False):
        ruth = signed_in("ruth")
        assert "late" not in ruth.get(PAGE).text
        assert submit(ruth).headers["Location"] == PAGE
        text = ruth.get(PAGE).text
        assert "The interim was submitted on 18 December 2024." in ruth.get(f"{BASE}/outcomes").text
    assert "Submitted on 18 December 2024, 14:02" in text
    kept = Publication.objects.get()
    assert (kept.kind, kept.was_late) == ("interim", False)


def test_the_outcome_shows_the_level_it_had_at_the_interim(ready: UUID) -> None:
    with time_machine.travel(AT, tick=False):
        submit(signed_in("ruth"))
    with time_machine.travel(datetime(2025, 6, 1, 9, tzinfo=UTC), tick=False):
        ruth = signed_in("ruth")
        ruth.post(f"{BASE}/outcomes/B2.a", {"declared": "partially_achieved", "seen": "1"})
        assert "Not achieved, 12 May 2025" in ruth.get(f"{BASE}/outcomes/B2.a").text


def test_after_its_deadline_it_is_late_and_said_so_beforehand(ready: UUID) -> None:
    ruth = signed_in("ruth")
    assert "The interim was due on 31 December 2024" in ruth.get(PAGE).text
    submit(ruth)
    assert Publication.objects.get().was_late


def test_submitting_again_needs_a_change_or_the_wish_for_a_new_date(ready: UUID) -> None:
    ruth = signed_in("ruth")
    submit(ruth)
    text = ruth.get(PAGE).text
    assert "Nothing changed since your last submission" in text
    assert "Submit again" in text
    submit(ruth)
    assert Publication.objects.count() == 2


def test_a_change_since_the_page_was_read_is_said(ready: UUID) -> None:
    ruth = signed_in("ruth")
    response = submit(ruth, revision="3")
    assert response.status_code == 422
    assert "Something changed while you were reading" in response.text


def test_only_an_administrator_submits(ready: UUID) -> None:
    tom_there = signed_in("tom")
    assert "An administrator of your organisation can submit it" in tom_there.get(PAGE).text
    assert tom_there.post(PAGE, {}).status_code == 403


def test_after_the_edition_closed_nothing_is_submitted(ready: UUID) -> None:
    with time_machine.travel(datetime(2025, 9, 1, 9, tzinfo=UTC), tick=False):
        ruth = signed_in("ruth")
        assert "takes no submission now" in ruth.get(PAGE).text
        assert ruth.post(PAGE, {"revision": "47", "profile": "1"}).status_code == 422


def test_those_of_whom_no_interim_is_asked_find_no_such_page(trust: UUID) -> None:
    code = BODIES["practice"].code
    made = an_accepted_profile("practice", EDITION, AT)
    start_assessment(by=a_person("ruth", AT), assessment=AssessmentKey(made, code, EDITION.key), at=AT)
    assert signed_in("ruth").get(f"/organisations/{code}/assessment/2024-25/interim").status_code == 404
