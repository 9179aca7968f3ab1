"""The whole assessment on one page, and assertions confirmed in a person's name."""

from __future__ import annotations

import re

import pytest
import time_machine

from dspt.assessments.actions import AssessmentKey
from dspt.assessments.queries import assessment, confirmed_assertions
from dspt.standard.answers import Typed
from tests.world.answering import Signed, signed_in, text_of, url
from tests.world.assertions import AT, a_kept_place, a_year_begun, answer, replace_place, seen_now, this_edition
from tests.world.cast import an_accepted_profile, an_organisation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]


def test_confirming_shows_the_answers_and_takes_the_word(signed: Signed, year: AssessmentKey) -> None:
    answer(year, "3.2.1")
    ruth = signed("ruth")
    path = url(rest="/assertions/3.2/confirm")
    page = ruth.get(path)
    assert "What your organisation answered" in text_of(page)
    assert 'value="3.2.1:1.0"' in page.content.decode()
    answer(year, "3.2.1", Typed(choice="yes", comment="96%"))
    assert "Somebody changed 3.2.1 while you were reading" in text_of(ruth.post(path, {"seen": "3.2.1:1.0"}))
    response = ruth.post(path, {"seen": "3.2.1:2.0"}, follow=True)
    assert "3.2 is confirmed in your name" in text_of(response)
    found = assessment(year.organisation, year.edition)
    assert found is not None
    assert confirmed_assertions(found.id) == {"3.2"}
    assert "Take the confirmation back" in text_of(ruth.get(path))
    ruth.post(url(rest="/assertions/3.2/withdraw"))
    assert confirmed_assertions(found.id) == frozenset()
    refused = ruth.post(url(rest="/assertions/1.3/confirm"), {"seen": ""})
    assert refused.status_code == 422
    assert "Answer 1.3.1, 1.3.2" in text_of(refused)
    assert ruth.get(url(rest="/assertions/99/confirm")).status_code == 404


def test_confirming_says_what_changed_while_somebody_was_reading(signed: Signed, year: AssessmentKey) -> None:
    kept = a_kept_place(year)
    answer(year, "6.1.1", documents=(kept,))
    answer(year, "6.1.3")
    ruth, path = signed("ruth"), url(rest="/assertions/6.1/confirm")
    seen = re.findall(r'name="seen" value="([^"]+)"', ruth.get(path).text)
    assert seen == ["6.1.1:1.1,6.1.2:0.0,6.1.3:1.0"]
    replace_place(year, kept)
    refused = text_of(ruth.post(path, {"seen": seen}))
    assert "Somebody replaced a document under 6.1.1 while you were reading. Read it again, then confirm" in refused
    answer(year, "6.1.3", Typed(choice="yes", comment="By name"))
    words = "Somebody changed 6.1.3 and replaced a document under 6.1.1 while you were reading."
    assert words in text_of(ruth.post(path, {"seen": seen}))
    assert "6.1 is confirmed in your name" in text_of(ruth.post(path, {"seen": "6.1.1:1.2,6.1.3:2.0"}, follow=True))


def test_a_closed_edition_offers_nothing_to_publish(signed: Signed, year: AssessmentKey) -> None:
    answer(year, "1.3.1")
    with time_machine.travel("2026-03-01T10:00:00Z"):
        page = text_of(signed("ruth").get(url()))
    assert "This edition is closed. It takes no publications any more." in page
    assert "publishing steps" not in page
    assert "between you and publishing" not in page


def test_the_overview_counts_and_filters(signed: Signed, year: AssessmentKey) -> None:
    answer(year, "1.3.1")
    ruth = signed("ruth")
    page = text_of(ruth.get(url()))
    assert "28 required questions for a GP practice, 10 optional. Due 30 June 2025." in page
    assert "1 of 28 required questions done" in ruth.get(url()).content.decode()
    assert "To do 27" in page
    assert "Missing: 1.1.1" in page
    assert "10 questions by standard" in text_of(ruth.get(url() + "?show=optional"))
    assert "38 questions by standard" in text_of(ruth.get(url() + "?show=nonsense"))
    mine = text_of(ruth.get(url() + "?show=mine"))
    assert "You own none of the questions. Whoever opens one can ask you" in mine
    assert "Show all questions" in mine
    assert "1 questions" not in text_of(ruth.get(url() + "?standard=3"))


def test_one_button_leads_to_the_first_question_that_waits(signed: Signed, year: AssessmentKey) -> None:
    def leads_to(person: str) -> list[tuple[str, str]]:
        found = re.findall(r'<a class="nhsuk-button[^>]+href="([^"]+)"[^>]*>\s*(\w+)', signed(person).get(url()).text)
        return [(words, address.rpartition("/")[2]) for address, words in found]

    first, second = next(iter(this_edition().topics["4"])).items[:2]
    assert leads_to("ruth") == [("Begin", first)]
    answer(year, first)
    assert leads_to("ruth") == [("Continue", second)]
    assert leads_to("vera") == []


def test_a_year_not_begun_offers_one_button(signed: Signed) -> None:
    an_organisation("pharmacy", AT)
    ruth = signed("ruth")
    path = "/organisations/FZZ01/assessment/2024-25"
    assert "Go to the profile" in text_of(ruth.get(path))
    a_year = a_year_begun("home")
    assert a_year.code == "VZZ02"
    assert ruth.get("/organisations/VZZ02/assessment/2023-24").status_code == 200
    assert ruth.get("/organisations/VZZ02/assessment/1999-00").status_code == 404
    assert ruth.post("/organisations/VZZ02/assessment/2024-25/start").status_code == 302
    assert seen_now(a_year) == {}


def test_the_same_work_takes_as_long_on_every_page() -> None:
    an_accepted_profile("home", this_edition(), AT)
    ruth, here = signed_in("ruth"), "/organisations/VZZ02"
    told = re.search(r"about (\S+ hours)", text_of(ruth.get("/standard/2024-25/requirements?type=care_home")))
    assert told
    assert told[1] == "6½ hours"
    for path in (here, f"{here}/profile", f"{here}/assessment/2024-25"):
        assert f"about {told[1]}" in text_of(ruth.get(path)), path


def test_a_year_that_begins_opens_at_its_first_question() -> None:
    an_accepted_profile("home", this_edition(), AT)
    ruth, path = signed_in("ruth"), "/organisations/VZZ02/assessment/2024-25"
    assert ruth.post(f"{path}/start")["Location"] == f"{path}/items/2.1.1"
    assert ruth.post(f"{path}/start")["Location"] == path


def test_a_year_of_items_opens_at_its_overview() -> None:
    an_accepted_profile("supplier", this_edition(), AT)
    path = "/organisations/8ZZ01/assessment/2024-25"
    assert signed_in("ruth").post(f"{path}/start")["Location"] == path
