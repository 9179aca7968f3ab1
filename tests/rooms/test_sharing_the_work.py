"""Colleagues hold parts of the work, and say things to each other about it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dspt.accounts.models import Person
from dspt.assessments.actions import (
    AssessmentClosed,
    AssessmentKey,
    CommentRefused,
    ItemNotAsked,
    NotAssignable,
    OutcomeNotThere,
    Subject,
    assign_assertion,
    assign_indicator,
    comment_on,
)
from dspt.assessments.models import Assessment, Assignment, Comment
from dspt.assessments.queries import assessment, assigned, outcome_sheet
from dspt.journal.models import Entry
from tests.world.assertions import AT, a_year_begun, answer
from tests.world.cast import PEOPLE, a_person

pytestmark = pytest.mark.django_db
ON = AT.date()


@pytest.fixture
def trust() -> AssessmentKey:
    return a_year_begun("trust")


def about(year: AssessmentKey, reference: str = "B2.a") -> Subject:
    return Subject(year, reference, is_outcome=True, url="http://dspt.example/x")


def tom() -> object:
    return Person.objects.get(email=PEOPLE["tom"].email).id


def test_a_comment_stands_beside_its_outcome_oldest_first(trust: AssessmentKey) -> None:
    ruth = a_person("ruth", AT)
    for minutes, text in ((0, " Are the analysers in scope?\r\n"), (5, "Yes, through the break-glass accounts.")):
        comment_on(by=ruth, subject=about(trust), text=text, at=AT + timedelta(minutes=minutes))
    comment_on(by=ruth, subject=about(trust, "B2.b"), text="Elsewhere.", at=AT)
    sheet = outcome_sheet(trust, "B2.a", None, ON)
    assert sheet is not None
    assert [(one.text, one.by) for one in sheet.comments] == [
        ("Are the analysers in scope?", "Ruth Cole"),
        ("Yes, through the break-glass accounts.", "Ruth Cole"),
    ]
    assert sheet.comments[0].at == AT
    assert sheet.judged.version == 0
    assert Entry.objects.filter(event="assessments.comment.said").count() == 3


@pytest.mark.parametrize(("text", "code"), [(" \n ", "comment_missing"), ("x" * 2_001, "comment_too_long")])
def test_a_comment_that_says_nothing_or_too_much_is_refused(trust: AssessmentKey, text: str, code: str) -> None:
    with pytest.raises(CommentRefused, match=code):
        comment_on(by=a_person("ruth", AT), subject=about(trust), text=text, at=AT)
    assert not Comment.objects.exists()


def test_an_indicator_is_handed_over_and_taken_back(trust: AssessmentKey) -> None:
    about = {"by": a_person("ruth", AT), "assessment": trust, "outcome": "B2.a", "indicator": "B2.a#PA4", "at": AT}
    assign_indicator(owner=tom(), due_on=ON + timedelta(days=10), **about)  # type: ignore[arg-type]
    sheet = outcome_sheet(trust, "B2.a", None, ON)
    assert sheet is not None
    held = sheet.held["B2.a#PA4"]
    assert (held.owner_id, held.owner_name, held.due_on) == (tom(), "Tom Okafor", ON + timedelta(days=10))
    assert not outcome_sheet(trust, "B2.b", None, ON).held  # type: ignore[union-attr]
    assign_indicator(owner=None, due_on=None, **about)  # type: ignore[arg-type]
    assert Assignment.objects.get().owner_name == ""
    assert Entry.objects.filter(event="assessments.assignment.made").count() == 2


def test_what_cannot_be_handed_over_is_refused(trust: AssessmentKey) -> None:
    about = {"by": a_person("ruth", AT), "assessment": trust, "outcome": "B2.a", "indicator": "B2.a#PA4", "at": AT}
    stranger = a_person("sam", AT).id
    for owner, due_on, code in (
        (stranger, None, "owner_not_member"),
        (None, ON - timedelta(days=1), "due_on_past"),
        (None, date(2031, 1, 1), "due_on_after_close"),
    ):
        with pytest.raises(NotAssignable, match=code):
            assign_indicator(owner=owner, due_on=due_on, **about)  # type: ignore[arg-type]
    with pytest.raises(OutcomeNotThere, match="indicator_unknown"):
        assign_indicator(owner=None, due_on=None, **(about | {"indicator": "B2.b#PA1"}))  # type: ignore[arg-type]
    late = AT + timedelta(days=2000)
    with pytest.raises(AssessmentClosed):
        assign_indicator(owner=None, due_on=None, **(about | {"at": late}))  # type: ignore[arg-type]
    assert not Assignment.objects.exists()


def test_an_assertion_has_an_owner_and_its_answers_stay_as_they_are() -> None:
    practice = a_year_begun("practice")
    answer(practice, "1.3.1")
    before = Assessment.objects.get().revision
    ruth = a_person("ruth", AT)
    assign_assertion(
        by=ruth,
        assessment=practice,
        assertion="1.3",
        owner=tom(),
        due_on=ON,
        at=AT,  # type: ignore[arg-type]
    )
    year = assessment(practice.organisation, practice.edition)
    assert year is not None
    assert assigned(year.id, "1.3").owner_name == "Tom Okafor"
    assert assigned(year.id, "1.4").owner_name == ""
    assert Assessment.objects.get().revision == before
    with pytest.raises(ItemNotAsked):
        assign_assertion(by=ruth, assessment=practice, assertion="99.9", owner=None, due_on=None, at=AT)
