"""Who saved something before its guidance changed is told so, where it is listed and where it is opened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from dspt.assessments.actions import save_judgement
from dspt.assessments.models import Assessment
from dspt.standard import catalogue
from dspt.standard.answers import Typed
from dspt.standard.edition import Amendment
from tests.world.answering import signed_in, text_of, url
from tests.world.assertions import AT, a_year_begun, answer
from tests.world.cast import a_person
from tests.world.outcomes import a_judgement

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=10)
TRUST = "/organisations/RZZ/assessment/2024-25/outcomes"
CHANGED = Amendment(date(2025, 5, 20), "Examples for small bodies were added.", ("1.3.1", "3.2.1", "B2.a"))


@pytest.fixture(autouse=True)
def amended(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Change the guidance a week after ``AT``, and look at it two days later still."""
    this, *others = catalogue.editions()
    with_it = (replace(this, amendments=(CHANGED,)), *others)
    monkeypatch.setattr(catalogue, "editions", lambda: with_it)
    with time_machine.travel(LATER, tick=True):
        yield


def test_an_answer_saved_before_says_so_and_one_saved_after_does_not() -> None:
    year = a_year_begun("practice")
    answer(year, "1.3.1")
    answer(year, "3.2.1", at=LATER)
    ruth = signed_in("ruth")
    overview = text_of(ruth.get(url()))
    assert "Guidance changed since last saved 1" in overview
    assert overview.count("Guidance changed 20 May 2025") == 1
    assert "1 question by standard" in text_of(ruth.get(url() + "?show=amended"))
    page = text_of(ruth.get(url("1.3.1")))
    assert "The guidance changed on 20 May 2025, after this was last saved. Examples for small bodies" in page
    assert "The guidance changed" not in text_of(ruth.get(url("3.2.1")))
    assert "The guidance changed" not in text_of(ruth.get(url("1.1.1")))


def test_an_outcome_saved_before_says_so() -> None:
    year = a_year_begun("trust")
    begun = Assessment.objects.get(organisation_id=year.organisation)
    a_judgement(begun, "B2.a", "achieved", version=1)
    a_judgement(begun, "B2.b", "achieved", version=1)
    begun.judgements.update(saved_at=AT)
    ruth = signed_in("ruth")
    overview = text_of(ruth.get(TRUST))
    assert "Guidance changed since last saved 1" in overview
    assert "guidance 20 May" in overview
    assert "1 outcome of 47" in text_of(ruth.get(f"{TRUST}?show=guidance"))
    assert "Guidance changed on 20 May 2025, after this was last saved." in text_of(ruth.get(f"{TRUST}/B2.a"))
    assert "after this was last saved" not in text_of(ruth.get(f"{TRUST}/B2.b"))


def test_an_edition_that_never_changed_has_no_such_filter(monkeypatch: pytest.MonkeyPatch) -> None:
    this, *others = catalogue.editions()
    untouched = (replace(this, amendments=()), *others)
    monkeypatch.setattr(catalogue, "editions", lambda: untouched)
    a_year_begun("practice")
    assert "Guidance changed" not in text_of(signed_in("ruth").get(url()))


def test_two_versions_of_an_answer_name_what_changed_since_both_began() -> None:
    year = a_year_begun("practice")
    answer(year, "1.3.1", Typed(choice="yes"), by=a_person("tom", AT))
    answer(year, "1.3.1", Typed(choice="no"), by=a_person("tom", AT), at=LATER)
    page = signed_in("ruth").post(url("1.3.1"), {"choice": "yes", "version": "1"})
    assert page.status_code == 409
    assert "The question was changed on 20 May 2025, after you both began. Examples for small bodies" in text_of(page)


def test_two_versions_of_an_outcome_name_what_changed_since_both_began() -> None:
    year = a_year_begun("trust")
    said: dict[str, Any] = {"set_aside": {}, "reason": "", "policy": {}, "ticks": (), "assessment": year}
    tom = a_person("tom", AT)
    for version, (statement, at) in enumerate((("First.", AT), ("Second.", LATER))):
        save_judgement(by=tom, outcome="B2.a", declared="", statement=statement, seen_version=version, at=at, **said)
    page = signed_in("ruth").post(f"{TRUST}/B2.a", {"statement": "Mine.", "seen": "1"})
    assert page.status_code == 409
    assert "The guidance changed on 20 May 2025, after you both began. Examples for small bodies" in text_of(page)
