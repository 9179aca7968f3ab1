"""Two versions of one outcome: ask the other first; whatever was typed and chosen comes back."""

from __future__ import annotations

from uuid import UUID

import pytest
import time_machine
from django.test import Client

from dspt.assessments.models import Comment, Draft
from dspt.notices.models import Notice
from dspt.organisations.models import Membership
from tests.doors.outcomes.doorway import AT, BASE, judge, signed_in, stands
from tests.world.cast import a_person

PAGE = f"{BASE}/outcomes/B2.a"
MINE = {"statement": "Visitors wear a badge.", "declared": "not_achieved", "seen": "1"}
SENT = MINE | {"seen": "2", "began": "1", "settle": "1", "both": MINE["statement"]}


@pytest.fixture(autouse=True)
def collision(trust: UUID) -> None:
    judge(trust, "B2.a", "not_achieved", statement="Visitors sign in.")
    judge(trust, "B2.a", "not_achieved", statement="Visitors sign in at the porter.", seen_version=1)


def test_the_page_of_two_versions_offers_to_ask_the_other(tom: Client) -> None:
    page = tom.post(PAGE, MINE)
    assert page.status_code == 409
    assert "Ask Ruth first" in page.text
    assert "We both changed B2.a at the same time." in page.text


def test_asking_keeps_my_version_as_a_draft_and_theirs_as_the_judgement(tom: Client, trust: UUID) -> None:
    text = tom.post(PAGE, SENT | {"ask": "1", "say": "At night too?"}, follow=True).text
    assert "Ruth is asked, and told by mail. Your version is kept as your draft below." in text
    assert "Visitors wear a badge." in text
    assert "Tom Okafor to Ruth Cole" in text
    assert stands(trust, "B2.a").judging.statement == "Visitors sign in at the porter."
    assert Notice.objects.get(kind="question_asked").to == "ruth@demo.example"
    assert tom.post(PAGE, MINE | {"seen": Draft.objects.get().fields["seen"]}).status_code == 409


def test_a_statement_put_together_from_both_is_the_draft(tom: Client) -> None:
    tom.post(PAGE, SENT | {"ask": "1", "say": "So?", "both": "Sign in, and a badge."})
    assert Draft.objects.get().fields["statement"] == "Sign in, and a badge."


@pytest.mark.parametrize(("say", "words"), [(" ", "Enter the question"), ("x" * 2_001, "The question must be 2,000")])
def test_a_question_that_is_refused_comes_back_with_everything(tom: Client, say: str, words: str) -> None:
    response = tom.post(PAGE, SENT | {"ask": "1", "say": say, "both": "Half.", "keep": "both", "facts": "theirs"})
    assert response.status_code == 422
    assert words in response.text
    assert ">Half.</textarea>" in response.text
    assert 'value="both" checked' in response.text
    assert "The statement you both started from" in response.text
    assert not Comment.objects.exists()


def test_somebody_who_has_left_cannot_be_asked(tom: Client) -> None:
    Membership.objects.filter(person_id=a_person("ruth", AT).id).update(ended_at=AT)
    response = tom.post(PAGE, SENT | {"ask": "1", "say": "So?"})
    assert "They have no access to this organisation any more. Choose a version instead" in response.text


def test_a_third_version_is_shown_before_anybody_is_asked_about_it(tom: Client, trust: UUID) -> None:
    judge(trust, "B2.a", "not_achieved", statement="Porters.", seen_version=2)
    response = tom.post(PAGE, SENT | {"ask": "1", "say": "So?"})
    assert "It was changed once more. Look at what stands now" in response.text
    assert "Porters" in response.text
    assert not Comment.objects.exists()


def test_after_the_close_my_version_comes_back_in_the_form(tom: Client) -> None:
    with time_machine.travel("2025-09-02T10:00:00Z", tick=False):
        response = signed_in("tom").post(PAGE, SENT | {"ask": "1", "say": "So?"})
    assert "The edition closed before this could be saved" in response.text
    assert not Comment.objects.exists()


def test_what_was_put_together_stays_when_nothing_was_chosen(tom: Client) -> None:
    response = tom.post(PAGE, SENT | {"both": "Half.", "facts": "theirs"})
    assert "Select which version to keep" in response.text
    assert ">Half.</textarea>" in response.text


def test_whoever_is_overruled_is_told(tom: Client, trust: UUID) -> None:
    tom.post(PAGE, SENT | {"keep": "mine"})
    assert stands(trust, "B2.a").judging.statement == "Visitors wear a badge."
    assert Notice.objects.get(kind="judgement_replaced").to == "ruth@demo.example"


def test_meeting_ones_own_version_asks_nobody(trust: UUID) -> None:
    text = signed_in("ruth").post(PAGE, MINE).text
    assert "You changed B2.a in another window while you were writing" in text
    assert "The saved version" in text
    assert "Ask Ruth first" not in text
