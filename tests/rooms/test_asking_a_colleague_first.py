"""Somebody who met another version asks its writer first: a comment, a notice, and the own text as a draft."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from dspt.assessments.actions import (
    AssessmentClosed,
    AssessmentKey,
    CommentRefused,
    ItemNotAsked,
    NobodyToAsk,
    OutcomeNotThere,
    Subject,
    ask_colleague,
    comment_on,
    save_judgement,
    settle_judgement,
)
from dspt.assessments.models import Comment, Draft
from dspt.assessments.queries import item_record, outcome_sheet
from dspt.foundation.actors import Actor
from dspt.journal.models import Entry
from dspt.notices.models import Notice
from dspt.organisations.models import Membership
from tests.world.assertions import AT, a_year_begun
from tests.world.cast import PEOPLE, a_person

pytestmark = pytest.mark.django_db
URL = "http://dspt.example/page"
KINDS = ("practice", "trust")


def subject(kind: str) -> Subject:
    reference, is_outcome = {"practice": ("1.1.5", False), "trust": ("B2.a", True)}[kind]
    return Subject(a_year_begun(kind), reference, is_outcome, URL)


def ask(by: Actor, of: Subject, who: UUID | None, text: str = "Which one?", at: datetime = AT) -> None:
    ask_colleague(by=by, subject=of, who=who, text=text, fields={"text": "Mine."}, at=at)


def said_in(of: Subject) -> list[tuple[str, str, str]]:
    key = of.assessment
    if of.is_outcome:
        sheet = outcome_sheet(key, of.reference, None, AT.date())
        assert sheet is not None
        comments = sheet.comments
    else:
        record = item_record(key.organisation, key.edition, of.reference, "1.1", None)
        assert record is not None
        comments = record.comments
    return [(one.by, one.asked, one.text) for one in comments]


def letters(kind: str) -> list[tuple[str, str]]:
    return list(Notice.objects.filter(kind=kind).order_by("created_at").values_list("to", "subject"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_is_a_comment_to_somebody_and_a_letter_and_the_own_text_a_draft(kind: str) -> None:
    of, ruth, tom = subject(kind), a_person("ruth", AT), a_person("tom", AT)
    ask(ruth, of, tom.id)
    assert said_in(of) == [("Ruth Cole", "Tom Okafor", "Which one?")]
    assert letters("question_asked") == [(PEOPLE["tom"].email, f"Ruth Cole asks you about {of.reference}")]
    letter = Notice.objects.get(kind="question_asked").body
    assert f"{URL}#comments" in letter
    assert "Which one?" not in letter, "what is weak stays here"
    draft = Draft.objects.get(subject=of.reference)
    assert (draft.person_id, draft.fields) == (ruth.id, {"text": "Mine."})
    entry = Entry.objects.get(event="assessments.comment.asked")
    assert entry.after["asked"] == "Tom Okafor"
    assert "Which one?" not in str(entry.after)


@pytest.mark.parametrize("kind", KINDS)
def test_whoever_asked_is_told_once_the_other_says_something(kind: str) -> None:
    of, ruth, tom = subject(kind), a_person("ruth", AT), a_person("tom", AT)
    ask(ruth, of, tom.id)
    for minutes in (5, 6):
        comment_on(by=tom, subject=of, text="Yours.", at=AT + timedelta(minutes=minutes))
    assert letters("question_answered") == [(PEOPLE["ruth"].email, f"Tom Okafor answered you about {of.reference}")]


def test_asking_back_is_one_letter() -> None:
    of, ruth, tom = subject("trust"), a_person("ruth", AT), a_person("tom", AT)
    ask(ruth, of, tom.id)
    ask(tom, of, ruth.id, at=AT + timedelta(minutes=5))
    assert (len(letters("question_asked")), letters("question_answered")) == (2, [])


def test_a_comment_of_somebody_who_was_not_asked_is_told_to_nobody() -> None:
    of, ruth, tom = subject("trust"), a_person("ruth", AT), a_person("tom", AT)
    ask(ruth, of, tom.id)
    comment_on(by=ruth, subject=of, text="I mean the second half.", at=AT + timedelta(minutes=5))
    assert not letters("question_answered")


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_without_access_is_asked_nor_oneself(kind: str) -> None:
    of, ruth, tom = subject(kind), a_person("ruth", AT), a_person("tom", AT)
    Membership.objects.filter(person_id=tom.id, organisation_id=of.assessment.organisation).update(ended_at=AT)
    for who in (tom.id, ruth.id, uuid4(), None):
        with pytest.raises(NobodyToAsk):
            ask(ruth, of, who)
    assert nothing_was_written()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("text", "code"), [(" \n", "comment_missing"), ("x" * 2_001, "comment_too_long")])
def test_a_question_that_says_nothing_or_too_much_is_refused(kind: str, text: str, code: str) -> None:
    of, ruth, tom = subject(kind), a_person("ruth", AT), a_person("tom", AT)
    with pytest.raises(CommentRefused, match=code):
        ask(ruth, of, tom.id, text)
    with pytest.raises(CommentRefused, match=code):
        comment_on(by=ruth, subject=of, text=text, at=AT)
    assert nothing_was_written()


@pytest.mark.parametrize("kind", KINDS)
def test_after_the_close_nothing_is_said(kind: str) -> None:
    of, ruth, tom = subject(kind), a_person("ruth", AT), a_person("tom", AT)
    late = AT + timedelta(days=400)
    with pytest.raises(AssessmentClosed):
        ask(ruth, of, tom.id, at=late)
    with pytest.raises(AssessmentClosed):
        comment_on(by=ruth, subject=of, text="Late.", at=late)
    assert nothing_was_written()


def test_only_what_is_asked_is_talked_about() -> None:
    ruth = a_person("ruth", AT)
    practice, trust = subject("practice").assessment, subject("trust").assessment
    with pytest.raises(ItemNotAsked):
        comment_on(by=ruth, subject=Subject(practice, "99.1.1", False, URL), text="Hm.", at=AT)
    with pytest.raises(OutcomeNotThere):
        comment_on(by=ruth, subject=Subject(trust, "Z9.z", True, URL), text="Hm.", at=AT)


def test_comments_of_an_item_are_read_in_the_statement_of_its_page(django_assert_num_queries: Any) -> None:
    of, ruth = subject("practice"), a_person("ruth", AT)
    for minutes, text in ((5, "Second."), (0, "First.")):
        comment_on(by=ruth, subject=of, text=text, at=AT + timedelta(minutes=minutes))
    key = of.assessment
    with django_assert_num_queries(1):
        record = item_record(key.organisation, key.edition, of.reference, "1.1", None)
    assert record is not None
    assert [(one.text, one.at) for one in record.comments] == [
        ("First.", AT),
        ("Second.", AT + timedelta(minutes=5)),
    ]


class TestSettlingAJudgement:
    def settle(self, year: AssessmentKey, by: Actor, statement: str, seen: int) -> None:
        settle_judgement(
            by=by,
            assessment=year,
            outcome="B2.a",
            ticks=(),
            set_aside={},
            declared="",
            reason="",
            statement=statement,
            policy={},
            seen_version=seen,
            url=URL,
            at=AT,
        )

    def begun(self) -> AssessmentKey:
        year = a_year_begun("trust")
        said: dict[str, Any] = {"set_aside": {}, "declared": "", "reason": "", "policy": {}, "ticks": ()}
        save_judgement(
            by=a_person("tom", AT),
            assessment=year,
            outcome="B2.a",
            statement="Theirs.",
            seen_version=0,
            at=AT,
            **said,
        )
        return year

    def test_the_other_person_is_told(self) -> None:
        self.settle(self.begun(), a_person("ruth", AT), "Mine.", 1)
        assert letters("judgement_replaced") == [(PEOPLE["tom"].email, "Ruth Cole changed your version of B2.a")]

    def test_nobody_is_told_of_what_stayed_or_what_they_wrote_themselves(self) -> None:
        year = self.begun()
        self.settle(year, a_person("ruth", AT), "Theirs.", 1)
        self.settle(year, a_person("tom", AT), "Mine again.", 1)
        assert not letters("judgement_replaced")

    def test_nor_who_has_left(self) -> None:
        year = self.begun()
        Membership.objects.filter(person_id=a_person("tom", AT).id).update(ended_at=AT)
        self.settle(year, a_person("ruth", AT), "Mine.", 1)
        assert not letters("judgement_replaced")


def nothing_was_written() -> bool:
    return not (
        Comment.objects.exists()
        or Draft.objects.exists()
        or Notice.objects.filter(kind__startswith="question_").exists()
        or Entry.objects.filter(event__startswith="assessments.comment.").exists()
    )
