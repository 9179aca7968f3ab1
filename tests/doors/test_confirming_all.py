"""Every assertion that is ready, confirmed in a person's name on one page."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dspt.assessments.actions import AssessmentKey
from dspt.assessments.rules.assertion_view import Seen
from dspt.standard.answers import Typed
from tests.world.answering import Signed, text_of, url
from tests.world.assertions import (
    AT,
    a_kept_place,
    a_year_answered,
    answer,
    replace_place,
    seen_now,
    this_edition,
)
from tests.world.cast import a_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]


CONFIRM = url(rest="/confirm")


def ticked(year: AssessmentKey, *assertions: str) -> dict[str, list[str]]:
    """What the form sends: each assertion with the versions of the answers that stood on the page."""
    seen = seen_now(year)

    def carried(assertion: str) -> str:
        stands = ((item, seen.get(item, Seen())) for item in this_edition().assertions[assertion].items)
        return ",".join(f"{item}:{one.answer}.{one.documents}" for item, one in stands)

    return {"confirm": [f"{one}={carried(one)}" for one in assertions]}


def test_all_that_is_ready_is_confirmed_on_one_page(signed: Signed, year: AssessmentKey) -> None:
    for item in ("3.2.1", "4.1.1", "6.1.1"):
        answer(year, item)
    ruth = signed("ruth")
    assert "To confirm: 2 groups of answers, on one page" in text_of(ruth.get(url()))
    page = ruth.get(CONFIRM)
    assert "Confirm these 2 groups of answers" in text_of(page)
    assert "3.2.1 95% of staff trained in 12 months Yes." in text_of(page)
    assert "Not ready yet, so not on this page: 1.1" in text_of(page)
    assert page.content.decode().count(" checked>") == 2
    response = ruth.post(CONFIRM, ticked(year, "3.2", "4.1"), follow=True)
    assert "3.2 and 4.1 are confirmed in your name." in text_of(response)
    assert response.redirect_chain[-1][0] == url()
    assert "No group of answers waits to be confirmed now" in text_of(ruth.get(CONFIRM))


def test_what_somebody_changed_meanwhile_comes_back_unticked(signed: Signed, year: AssessmentKey) -> None:
    for item in ("3.2.1", "4.1.1"):
        answer(year, item)
    ruth = signed("ruth")
    sent = ticked(year, "3.2", "4.1")
    answer(year, "3.2.1", Typed(choice="yes", comment="96%"), by=a_person("tom", AT))
    response = ruth.post(CONFIRM, sent, follow=True)
    page = text_of(response)
    assert "4.1 is confirmed in your name." in page
    assert "3.2 is not confirmed: somebody changed 3.2.1 while you were reading." in page
    assert "Changed while you were reading. Read it again." in page
    assert " checked>" not in response.content.decode()
    assert "96%" in page
    again = ruth.post(CONFIRM, sent | {"confirm": sent["confirm"][1:]}, follow=True)
    assert "4.1 was confirmed already." in text_of(again)
    answer(year, "3.2.1", Typed(choice="no"))
    assert "3.2 is not confirmed: answer 3.2.1 first." in text_of(ruth.post(CONFIRM, sent, follow=True))


def test_a_document_replaced_meanwhile_is_named_and_read_again(signed: Signed, year: AssessmentKey) -> None:
    kept = a_kept_place(year)
    answer(year, "3.2.1", documents=(kept,))
    ruth = signed("ruth")
    sent = {"confirm": re.findall(r'name="confirm" type="checkbox" value="([^"]+)"', ruth.get(CONFIRM).text)}
    replace_place(year, kept)
    response = ruth.post(CONFIRM, sent, follow=True)
    words = "3.2 is not confirmed: somebody replaced a document under 3.2.1 while you were reading. Read it again"
    assert words in text_of(response)
    assert "Changed while you were reading. Read it again." in text_of(response)
    assert "kept here: Safe" in text_of(response)
    assert "3.2 is confirmed in your name." in text_of(ruth.post(CONFIRM, ticked(year, "3.2"), follow=True))


def test_an_answer_too_long_for_the_page_is_not_ticked_for_anybody(signed: Signed, year: AssessmentKey) -> None:
    answer(year, "3.2.1", Typed(choice="yes", comment="Everybody was asked. " * 100))
    answer(year, "4.1.1", Typed(choice="yes", comment="Everybody was asked. " * 80))
    page = signed("ruth").get(CONFIRM)
    assert "is not ticked yet: read it, then tick it." in text_of(page)
    assert page.content.decode().count(">Read all of it<span") == 1
    assert "Not ticked yet: 3.2.1 is too long for this page." in text_of(page)
    assert page.content.decode().count(" checked>") == 1


def test_what_was_left_unticked_is_named(signed: Signed, year: AssessmentKey) -> None:
    answer(year, "3.2.1")
    answer(year, "4.1.1")
    response = signed("ruth").post(CONFIRM, ticked(year, "4.1"), follow=True)
    assert "Not ticked, so still to confirm: 3.2." in text_of(response)
    assert "Confirm this group of answers" in text_of(signed("ruth").get(CONFIRM))


def test_confirming_nothing_says_what_to_do(signed: Signed, year: AssessmentKey) -> None:
    answer(year, "3.2.1")
    ruth = signed("ruth")
    response = ruth.post(CONFIRM, {})
    assert response.status_code == 422
    assert "Tick at least one group of answers, then confirm" in text_of(response)
    assert "Error: " in response.content.decode()
    with time_machine.travel("2026-03-01T10:00:00Z"):
        again = signed("ruth")
        assert "This edition does not take confirmations now." in text_of(again.get(CONFIRM))
        closed = text_of(again.post(CONFIRM, ticked(year, "3.2"), follow=True))
        assert "Nothing was confirmed. This edition is closed." in closed
    unknown = text_of(ruth.post(CONFIRM, {"confirm": ["99.9=99.9.1:1.0"]}, follow=True))
    assert "Nothing was confirmed. Your profile was changed, and some of this is not asked of you any more." in unknown
    assert signed("vera").get(CONFIRM).status_code == 403


def test_when_the_last_is_confirmed_the_way_leads_to_publishing(signed: Signed, year: AssessmentKey) -> None:
    a_year_answered(year)
    page = text_of(signed("ruth").get(f"/organisations/{year.code}/publish/{year.edition}"))
    assert "that are ready on one page" in page
    assert "Read and confirm Go on with the questions" in page
    assert "To confirm: 21 groups of answers, on one page Read and confirm" in text_of(signed("ruth").get(url()))
    assert "Read and confirm" not in text_of(signed("vera").get(url()))
    assert "that are ready on one page" not in text_of(
        signed("vera").get(f"/organisations/{year.code}/publish/{year.edition}")
    )
    ruth = signed("ruth")
    body = ruth.get(CONFIRM).content.decode()
    values = re.findall(r'name="confirm" type="checkbox" value="([^"]+)" checked', body)
    assert len(values) == 21
    response = ruth.post(CONFIRM, {"confirm": values}, follow=True)
    assert "21 groups of answers are confirmed in your name." in text_of(response)
    assert "You can publish 24/25 Standards Met" in text_of(response)
    assert "See what you can publish" in text_of(ruth.get(CONFIRM))


@pytest.mark.parametrize("path", [CONFIRM, url()])
def test_the_whole_year_on_one_page_takes_eight_statements(signed: Signed, year: AssessmentKey, path: str) -> None:
    a_year_answered(year)
    ruth = signed("ruth")
    ruth.get(path)
    with CaptureQueriesContext(connection) as seen:
        ruth.get(path)
    assert len(seen.captured_queries) <= 8
