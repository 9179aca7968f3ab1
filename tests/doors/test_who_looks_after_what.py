"""Who owns an item, looks after an assertion or holds an indicator is seen where the work is listed and done."""

from __future__ import annotations

import re
from datetime import date

import pytest

from dspt.assessments.actions import AssessmentKey, assign_answer, assign_assertion, assign_indicator
from dspt.assessments.queries import working_set
from tests.world.answering import signed_in, text_of, url
from tests.world.assertions import AT, a_year_begun
from tests.world.cast import a_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
TRUST = "/organisations/RZZ/assessment/2024-25/outcomes"


def after_tom(year: AssessmentKey, assertion: str) -> None:
    assign_assertion(
        by=a_person("ruth", AT),
        assessment=year,
        assertion=assertion,
        owner=a_person("tom", AT).id,
        due_on=date(2025, 5, 23),
        at=AT,
    )


def test_who_looks_after_an_assertion_stands_in_the_overview_and_beside_its_items() -> None:
    year = a_year_begun("practice")
    after_tom(year, "1.3")
    ruth, tom = signed_in("ruth"), signed_in("tom")
    overview = text_of(ruth.get(url()))
    assert "1.3 with Tom Okafor, by 23 May 2025" in overview
    assert "Tom Okafor (1.3)" in overview
    assert "1.3, all of it Tom Okafor, by 23 May 2025" in text_of(ruth.get(url("1.3.1")))
    assert "1.3, all of it You, by 23 May 2025" in text_of(tom.get(url("1.3.1")))
    assert "all of it" not in text_of(ruth.get(url("1.1.1")))


def test_mine_holds_what_stands_under_an_assertion_of_mine_unless_somebody_else_owns_it() -> None:
    year = a_year_begun("practice")
    after_tom(year, "3.2")
    tom = signed_in("tom")
    assert "Mine 1" in text_of(tom.get(url()))
    assert "1 question by standard" in text_of(tom.get(f"{url()}?owner={a_person('tom', AT).id}"))
    ruth = a_person("ruth", AT)
    assign_answer(by=ruth, assessment=year, item="3.2.1", owner_id=ruth.id, owner_name=ruth.name, due_on=None, at=AT)
    assert "Mine 0" in text_of(tom.get(url()))


def test_an_assertion_that_nobody_looks_after_any_more_is_not_named() -> None:
    year = a_year_begun("practice")
    after_tom(year, "1.3")
    ruth = a_person("ruth", AT)
    assign_assertion(by=ruth, assessment=year, assertion="1.3", owner=None, due_on=None, at=AT)
    held = working_set(year.organisation, year.edition)
    assert held is not None
    assert not held.looked_after
    assert "all of it" not in text_of(signed_in("ruth").get(url("1.3.1")))


def test_mine_holds_an_outcome_of_which_one_indicator_is_mine() -> None:
    year = a_year_begun("trust")
    tom = a_person("tom", AT)
    for indicator in ("B2.a#PA4", "B2.a#A5"):
        assign_indicator(
            by=a_person("ruth", AT),
            assessment=year,
            outcome="B2.a",
            indicator=indicator,
            owner=tom.id,
            due_on=None,
            at=AT,
        )
    page = text_of(signed_in("tom").get(TRUST))
    assert "Mine 1" in page
    assert "you hold PA#4 and A#5" in page
    assert "1 outcome of 47" in text_of(signed_in("tom").get(f"{TRUST}?show=mine"))
    assert "you hold" not in text_of(signed_in("ruth").get(TRUST))


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (("31", "2", "2025"), "The date must be a real one"),
        (("1", "1", "2024"), "Enter a day that is today or later"),
        (("1", "1", "2027"), "Enter a day before the edition closes on 31 August 2025"),
    ],
)
@pytest.mark.parametrize("path", ["items/1.3.1", "assertions/1.3"])
def test_a_due_day_that_is_refused_comes_back_with_its_owner(path: str, due: tuple[str, str, str], words: str) -> None:
    a_year_begun("practice")
    tom = a_person("tom", AT)
    sent = {"owner": str(tom.id)} | dict(zip(("due-day", "due-month", "due-year"), due, strict=True))
    answer = signed_in("ruth").post(f"{url()}/{path}/owner", sent)
    page = answer.text
    assert answer.status_code == 422
    assert "<title>Error: " in page
    assert 'href="#due-day"' in page
    assert page.count(words) == 2
    assert f'value="{tom.id}" selected' in page
    for part, typed in zip(("day", "month", "year"), due, strict=True):
        assert re.search(rf'<input[^>]*name="due-{part}"[^>]*value="{typed}"', page), part
