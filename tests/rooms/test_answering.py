"""Saving answers: kept with every earlier value, scored at once, refused with reasons, all or nothing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from dspt.assessments.actions import (
    AnswerRefused,
    AssessmentClosed,
    AssessmentKey,
    AssessmentNotStarted,
    ItemNotAsked,
    NothingToCheck,
    NothingToTakeBack,
    ProfileMissing,
    StaleAnswer,
    assign_answer,
    discard_draft,
    keep_draft,
    mark_checked,
    save_answer,
    take_back_answer,
)
from dspt.assessments.actions.year import DRAFT_LIMIT
from dspt.assessments.models import Answer, AnswerVersion, Draft
from dspt.assessments.queries import answer_in, assessment, confirmed_assertions, item_record, versions_of
from dspt.documents.actions import add_place
from dspt.foundation.actors import Actor
from dspt.journal.models import Entry
from dspt.standard.answers import Typed
from tests.world.assertions import AT, a_year_begun, answer, this_edition
from tests.world.cast import a_certificate, a_person, an_accepted_profile
from tests.world.confirming import confirm_ready
from tests.world.faults import all_or_nothing

pytestmark = pytest.mark.django_db


@pytest.fixture
def ruth() -> Actor:
    return a_person("ruth", AT)


@pytest.fixture
def year(ruth: Actor) -> AssessmentKey:
    return a_year_begun("practice")


def place(year: AssessmentKey, by: Actor, where: str = "Office, shelf 2") -> UUID:
    return add_place(by=by, organisation=year.organisation, code=year.code, place=where, at=AT).id


def statements(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as seen:
        act()
    control = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")
    return sum(not query["sql"].startswith(control) for query in seen.captured_queries)


def test_a_saved_answer_is_kept_scored_and_journalled(year: AssessmentKey, ruth: Actor) -> None:
    before = assessment(year.organisation, year.edition)
    saved = answer(year, "1.1.5", Typed(text="Dr Mensah, senior partner"))
    held = answer_in(year.organisation, year.edition, "1.1.5")
    after = assessment(year.organisation, year.edition)
    assert held is not None
    assert before is not None
    assert after is not None
    assert (held.value.text, held.version, held.saved_by_name) == ("Dr Mensah, senior partner", 1, "Ruth Cole")
    assert after.progress.required_done == before.progress.required_done + 1 == saved.score.mandatory_done
    assert after.revision == before.revision + 1
    entry = Entry.objects.get(event="assessments.answer.saved")
    assert (entry.subject, entry.chain) == ("2024-25 1.1.5", year.code)
    assert "Mensah" not in str(entry.after)


def test_every_earlier_value_is_kept_and_never_changed(year: AssessmentKey) -> None:
    answer(year, "1.3.1", Typed(choice="no"))
    answer(year, "1.3.1", Typed(choice="yes", comment="Approved in January"))
    assert [(one.version, one.value.yes_no) for one in versions_of(year.organisation, year.edition, "1.3.1")] == [
        (2, "yes"),
        (1, "no"),
    ]
    with pytest.raises(DatabaseError), transaction.atomic():
        AnswerVersion.objects.update(text="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        AnswerVersion.objects.all().delete()


def test_a_stale_save_is_refused_with_what_stands_now(year: AssessmentKey, ruth: Actor) -> None:
    tom = a_person("tom", AT)
    answer(year, "1.1.5", Typed(text="Tom's words"), by=tom)
    with pytest.raises(StaleAnswer) as refused:
        save_answer(by=ruth, assessment=year, item="1.1.5", value=Typed(text="Ruth's words"), seen_version=0, at=AT)
    assert refused.value.current.value.text == "Tom's words"
    assert refused.value.current.saved_by_name == "Tom Okafor"
    held = answer_in(year.organisation, year.edition, "1.1.5")
    assert held is not None
    assert held.value.text == "Tom's words"


def test_a_stale_save_of_the_very_same_value_is_no_conflict(year: AssessmentKey, ruth: Actor) -> None:
    answer(year, "1.3.1", Typed(choice="yes"))
    entries = Entry.objects.count()
    saved = save_answer(by=ruth, assessment=year, item="1.3.1", value=Typed(choice="yes"), seen_version=0, at=AT)
    assert (saved.changed, saved.version) == (False, 1)
    assert Entry.objects.count() == entries
    assert AnswerVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("item", "typed", "field", "code"),
    [
        ("1.3.1", Typed(), "choice", "missing"),
        ("1.3.1", Typed(choice="perhaps"), "choice", "choice_unknown"),
        ("1.1.5", Typed(text="x" * 100_000), "text", "text_too_long"),
        ("1.1.5", Typed(text="a\x00b"), "text", "text_unreadable"),
        ("4.5.3", Typed(choice="exceptions"), "comment", "exceptions_missing"),
        ("1.3.1", Typed(not_applicable=True, comment="No"), "not_applicable", "not_applicable_refused"),
        ("1.2.4", Typed(not_applicable=True), "comment", "reason_missing"),
        ("1.1.2", Typed(), "documents", "missing"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_written(
    year: AssessmentKey, item: str, typed: Typed, field: str, code: str
) -> None:
    with pytest.raises(AnswerRefused) as refused:
        answer(year, item, typed)
    assert [(fault.field, fault.code) for fault in refused.value.faults] == [(field, code)]
    assert not Answer.objects.exists()


def test_a_comment_alone_is_kept_only_as_a_beginning(year: AssessmentKey, ruth: Actor) -> None:
    save = {"by": ruth, "assessment": year, "item": "1.3.1", "seen_version": 0, "may_be_empty": True, "at": AT}
    with pytest.raises(AnswerRefused, match="answer_refused"):
        save_answer(value=Typed(), **save)  # type: ignore[arg-type]
    saved = save_answer(value=Typed(comment="Ask the landlord"), **save)  # type: ignore[arg-type]
    assert saved.score.items["1.3.1"].state == "missing"


def test_what_this_category_is_not_asked_is_refused(year: AssessmentKey, ruth: Actor) -> None:
    for item in ("3.1.1", "99.9.9"):
        with pytest.raises(ItemNotAsked):
            save_answer(by=ruth, assessment=year, item=item, value=Typed(choice="yes"), seen_version=0, at=AT)


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (datetime(2025, 8, 31, 22, 59, 59, tzinfo=UTC), None),
        (datetime(2025, 8, 31, 23, 0, tzinfo=UTC), "closed"),
        (datetime(2024, 9, 1, 12, 0, tzinfo=UTC), "not_open_yet"),
    ],
)
def test_the_edition_takes_changes_until_the_last_second_of_its_last_uk_day(
    year: AssessmentKey, at: datetime, code: str | None
) -> None:
    if code is None:
        assert answer(year, "1.3.1", at=at).changed
        return
    with pytest.raises(AssessmentClosed) as refused:
        answer(year, "1.3.1", at=at)
    assert refused.value.code == code


def test_without_a_year_or_a_profile_nothing_is_saved(ruth: Actor) -> None:
    made = an_accepted_profile("home", this_edition(), AT)
    key = AssessmentKey(made, "VZZ02", "2024-25")
    with pytest.raises(AssessmentNotStarted):
        answer(key, "1.3.1", category="3")
    year = a_year_begun("practice")
    a_certificate("practice", "iso_27001", this_edition(), AT.date() + timedelta(days=100), AT)
    with pytest.raises(ProfileMissing):
        answer(year, "1.3.1")


def test_a_change_withdraws_the_confirmation_and_says_what_did_it(year: AssessmentKey, ruth: Actor) -> None:
    answer(year, "3.2.1")
    confirm_ready(year)
    assert "3.2" in confirmed_assertions(_id(year))
    saved = answer(year, "3.2.1", Typed(choice="yes", comment="96%"))
    assert saved.withdrawn == "3.2"
    assert "3.2" not in confirmed_assertions(_id(year))
    held = item_record(year.organisation, year.edition, "3.2.1", "3.2", ruth.id)
    assert held is not None
    assert held.confirmation is not None
    assert held.confirmation.withdrawn_because == "answer_changed:3.2.1"
    assert held.confirmation.withdrawn_by_name == "Ruth Cole"


def test_documents_come_and_go_with_an_answer(year: AssessmentKey, ruth: Actor) -> None:
    first, second = place(year, ruth), place(year, ruth, "Safe")
    answer(year, "1.1.2", documents=(first, second))
    answer(year, "1.1.2", documents=(second,))
    held = answer_in(year.organisation, year.edition, "1.1.2")
    assert held is not None
    assert [one.title for one in held.documents] == ["Safe"]
    assert [one.documents for one in versions_of(year.organisation, year.edition, "1.1.2")] == [
        ("Safe",),
        ("Office, shelf 2", "Safe"),
    ]


def test_nobody_elses_document_counts(year: AssessmentKey, ruth: Actor) -> None:
    other = replace(year, organisation=an_accepted_profile("home", this_edition(), AT), code="VZZ02")
    with pytest.raises(AnswerRefused):
        answer(year, "1.1.2", documents=(place(other, ruth), uuid4()))


def test_an_owner_and_a_due_day_leave_the_answer_alone(year: AssessmentKey, ruth: Actor) -> None:
    tom = a_person("tom", AT)
    give = {"by": ruth, "assessment": year, "item": "1.3.1", "due_on": AT.date(), "at": AT}
    assign_answer(owner_id=tom.id, owner_name=tom.name, **give)  # type: ignore[arg-type]
    held = answer_in(year.organisation, year.edition, "1.3.1")
    assert held is not None
    assert (held.owner_name, held.version, held.is_answered) == ("Tom Okafor", 0, False)
    assert answer(year, "1.3.1").version == 1
    assign_answer(owner_id=None, owner_name="", **give)  # type: ignore[arg-type]
    held = answer_in(year.organisation, year.edition, "1.3.1")
    assert held is not None
    assert (held.owner_name, held.version, held.is_answered) == ("", 1, True)


def test_an_answer_taken_back_stays_in_its_history(year: AssessmentKey, ruth: Actor) -> None:
    with pytest.raises(NothingToTakeBack):
        take_back_answer(by=ruth, assessment=year, item="1.3.1", seen_version=0, at=AT)
    answer(year, "1.3.1")
    with pytest.raises(StaleAnswer):
        take_back_answer(by=ruth, assessment=year, item="1.3.1", seen_version=0, at=AT)
    taken = take_back_answer(by=ruth, assessment=year, item="1.3.1", seen_version=1, at=AT)
    assert taken.score.items["1.3.1"].state == "missing"
    assert [one.value.yes_no for one in versions_of(year.organisation, year.edition, "1.3.1")] == ["", "yes"]
    assert answer(year, "1.3.1").version == 3


def test_only_what_was_carried_over_can_be_still_true(year: AssessmentKey, ruth: Actor) -> None:
    answer(year, "1.3.1")
    with pytest.raises(NothingToCheck):
        mark_checked(by=ruth, assessment=year, item="1.3.1", seen_version=1, at=AT)


def test_a_draft_is_kept_replaced_and_gone_with_the_save(year: AssessmentKey, ruth: Actor) -> None:
    keep_draft(by=ruth, assessment=year, subject="1.1.5", fields={"text": "Dr M"}, at=AT)
    keep_draft(by=ruth, assessment=year, subject="1.1.5", fields={"text": "x" * 3_000_000}, at=AT)
    keep_draft(by=a_person("tom", AT), assessment=year, subject="1.1.5", fields={"text": "Tom's"}, at=AT)
    held = item_record(year.organisation, year.edition, "1.1.5", "1.1", ruth.id)
    assert held is not None
    assert held.draft is not None
    assert len(held.draft.fields["text"]) == DRAFT_LIMIT
    answer(year, "1.1.5", Typed(text="Dr Mensah"), by=ruth)
    assert Draft.objects.values_list("person_id", flat=True).get() == a_person("tom", AT).id
    discard_draft(by=a_person("tom", AT), assessment=year, subject="1.1.5")
    assert not Draft.objects.exists()


def test_a_save_takes_at_most_nine_statements(year: AssessmentKey, ruth: Actor) -> None:
    answer(year, "3.2.1")
    confirm_ready(year)
    keep_draft(by=ruth, assessment=year, subject="3.2.1", fields={"comment": "9"}, at=AT)

    def act() -> None:
        changed = Typed(choice="yes", comment="97%")
        save_answer(by=ruth, assessment=year, item="3.2.1", value=changed, seen_version=1, at=AT)

    # Overwritten, un-confirmed and its draft thrown away: the longest a save without documents gets.
    assert statements(act) <= 9


def test_a_save_with_a_document_takes_two_more(year: AssessmentKey, ruth: Actor) -> None:
    kept = place(year, ruth)

    def act() -> None:
        save_answer(by=ruth, assessment=year, item="1.1.2", value=Typed(), documents=(kept,), seen_version=0, at=AT)

    assert statements(act) <= 12


def test_reading_an_item_takes_one_statement(
    year: AssessmentKey, ruth: Actor, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    answer(year, "1.1.2", documents=(place(year, ruth), place(year, ruth, "Safe")))
    with django_assert_num_queries(1):
        held = item_record(year.organisation, year.edition, "1.1.2", "1.1", ruth.id)
    assert held is not None
    assert len(held.answer.documents) == 2
    assert held.progress[1] == 1


@pytest.mark.slow
def test_killed_between_any_two_statements_a_save_is_all_or_nothing(year: AssessmentKey, ruth: Actor) -> None:
    kept = place(year, ruth)
    answer(year, "1.1.2", documents=(place(year, ruth, "Safe"),))
    keep_draft(by=ruth, assessment=year, subject="1.1.2", fields={"comment": "See"}, at=AT)

    def act() -> None:
        save_answer(
            by=ruth,
            assessment=year,
            item="1.1.2",
            value=Typed(comment="Two copies"),
            documents=(kept,),
            seen_version=1,
            at=AT,
        )

    assert all_or_nothing(act) > 10


def _id(year: AssessmentKey) -> UUID:
    found = assessment(year.organisation, year.edition)
    assert found is not None
    return found.id
