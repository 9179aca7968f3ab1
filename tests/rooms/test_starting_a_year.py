"""Beginning a year: last year's answers come along where the question is the same, and wait to be looked at."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from dspt.assessments.actions import (
    AssessmentClosed,
    AssessmentExists,
    AssessmentKey,
    AssessmentNotStarted,
    DocumentInUse,
    ProfileMissing,
    StaleAnswer,
    mark_checked,
    remove_unused_document,
    rescore_assessment,
    save_answer,
    start_assessment,
)
from dspt.assessments.models import Answer
from dspt.assessments.queries import answer_in, assessment, assessments_of, document_uses, versions_of
from dspt.documents.actions import DocumentGone, add_place
from dspt.documents.queries import documents_of
from dspt.foundation.actors import Actor
from dspt.journal.models import Entry
from dspt.standard.answers import Typed
from tests.world.assertions import AT, a_year_begun, answer, check, this_edition
from tests.world.cast import a_certificate, a_person, accept_again, an_accepted_profile, an_organisation
from tests.world.faults import all_or_nothing

pytestmark = pytest.mark.django_db
LAST_YEAR = datetime(2024, 6, 14, 10, 0, tzinfo=UTC)


@pytest.fixture
def ruth() -> Actor:
    return a_person("ruth", LAST_YEAR)


def place(made: UUID, by: Actor) -> UUID:
    return add_place(by=by, organisation=made, code="VZZ02", place="Office, shelf 2", at=LAST_YEAR).id


@pytest.fixture
def last_year(ruth: Actor) -> AssessmentKey:
    """A care home's finished year before: a yes, a text, a document, a date, an answer to a question that changed."""
    made = an_accepted_profile("home", this_edition(), LAST_YEAR)
    key = AssessmentKey(made, "VZZ02", "2023-24")
    start_assessment(by=ruth, assessment=key, at=LAST_YEAR)
    for item, typed, documents in (
        ("1.3.1", Typed(choice="yes", comment="Two policies"), ()),
        ("1.1.5", Typed(text="Priya Shah"), ()),
        ("1.1.2", Typed(), (place(made, ruth),)),
        ("4.2.1", Typed(day="1", month="3", year="2024"), ()),
    ):
        save_answer(by=ruth, assessment=key, item=item, value=typed, documents=documents, seen_version=0, at=LAST_YEAR)
    return key


def begin(last_year: AssessmentKey, by: Actor) -> AssessmentKey:
    key = AssessmentKey(last_year.organisation, last_year.code, "2024-25")
    start_assessment(by=by, assessment=key, at=AT)
    return key


def test_unchanged_questions_begin_with_last_years_answer(last_year: AssessmentKey, ruth: Actor) -> None:
    year = begin(last_year, ruth)
    held = answer_in(year.organisation, year.edition, "1.3.1")
    assert held is not None
    assert (held.value.yes_no, held.value.comment, held.to_check, held.carried_from) == (
        "yes",
        "Two policies",
        True,
        "2023-24",
    )
    assert (held.saved_at, held.saved_by_name) == (LAST_YEAR, "Ruth Cole")
    documents = answer_in(year.organisation, year.edition, "1.1.2")
    assert documents is not None
    assert [one.title for one in documents.documents] == ["Office, shelf 2"]
    record = assessment(year.organisation, year.edition)
    assert record is not None
    assert (record.progress.required_to_check, record.progress.required_done) == (3, 0)
    assert [one.edition for one in assessments_of(year.organisation)] == ["2024-25", "2023-24"]
    assert Entry.objects.filter(event="assessments.assessment.started").latest("at").after["carried_over"] == 4


def test_still_true_makes_it_count_and_keeps_it_word_for_word(last_year: AssessmentKey, ruth: Actor) -> None:
    year = begin(last_year, ruth)
    with pytest.raises(StaleAnswer):
        mark_checked(by=ruth, assessment=year, item="1.3.1", seen_version=0, at=AT)
    checked = check(year, "1.3.1")
    assert checked.score.mandatory_done == 1
    held = answer_in(year.organisation, year.edition, "1.3.1")
    assert held is not None
    assert (held.to_check, held.value.comment, held.saved_at) == (False, "Two policies", AT)
    assert [one.saved_at for one in versions_of(year.organisation, year.edition, "1.3.1")] == [AT, LAST_YEAR]
    check(year, "1.1.2")
    kept = answer_in(year.organisation, year.edition, "1.1.2")
    assert kept is not None
    assert len(kept.documents) == 1


def test_saving_the_same_value_again_counts_as_having_looked(last_year: AssessmentKey, ruth: Actor) -> None:
    year = begin(last_year, ruth)
    saved = answer(year, "1.1.5", Typed(text="Priya Shah"), category="3")
    assert (saved.changed, saved.score.items["1.1.5"].state) == (True, "done")


def test_a_question_that_changed_leaves_its_answer_behind(ruth: Actor, last_year: AssessmentKey) -> None:
    Answer.objects.create(
        organisation_id=last_year.organisation,
        assessment_id=_id(last_year),
        item="0.0.0",
        text="To a question that is gone",
        is_answered=True,
        saved_at=LAST_YEAR,
        saved_by_name="Ruth Cole",
    )
    year = begin(last_year, ruth)
    assert answer_in(year.organisation, year.edition, "0.0.0") is None
    assert answer_in(year.organisation, "2023-24", "0.0.0") is not None


def test_a_year_is_begun_once_from_an_accepted_profile_while_it_is_open(ruth: Actor) -> None:
    made = an_organisation("practice", AT)
    key = AssessmentKey(made, "YZZ01", "2024-25")
    with pytest.raises(ProfileMissing):
        start_assessment(by=ruth, assessment=key, at=AT)
    with pytest.raises(AssessmentNotStarted):
        rescore_assessment(by=ruth, assessment=key, at=AT)
    an_accepted_profile("practice", this_edition(), AT)
    for at in (datetime(2024, 9, 1, tzinfo=UTC), datetime(2025, 9, 1, tzinfo=UTC)):
        with pytest.raises(AssessmentClosed):
            start_assessment(by=ruth, assessment=key, at=at)
    started = start_assessment(by=ruth, assessment=key, at=AT)
    assert (started.category, started.progress.required_total) == ("4", 28)
    with pytest.raises(AssessmentExists):
        start_assessment(by=ruth, assessment=key, at=AT)


def test_a_trust_begins_with_outcomes(ruth: Actor) -> None:
    year = a_year_begun("trust")
    record = assessment(year.organisation, year.edition)
    assert record is not None
    assert (record.view, record.progress.required_total) == ("outcome", 47)


def test_a_certificate_reaches_the_stored_progress_when_scored_anew(ruth: Actor) -> None:
    year = a_year_begun("practice")
    a_certificate("practice", "cyber_essentials_plus", this_edition(), AT.date() + timedelta(days=100), AT)
    accept_again("practice", this_edition(), AT)
    scored = rescore_assessment(by=ruth, assessment=year, at=AT)
    assert scored.progress.required_exempt > 0
    entries = Entry.objects.count()
    later = AT + timedelta(days=101)
    rescore_assessment(by=ruth, assessment=year, at=AT)
    assert Entry.objects.count() == entries
    assert rescore_assessment(by=ruth, assessment=year, at=later).progress.required_exempt == 0


def test_a_document_that_an_answer_rests_on_stays(last_year: AssessmentKey, ruth: Actor) -> None:
    (held,) = documents_of(last_year.organisation)
    remove = {"by": ruth, "organisation": last_year.organisation, "code": last_year.code, "at": AT}
    assert document_uses(last_year.organisation) == {held.id: (("2023-24", "1.1.2", False),)}
    with pytest.raises(DocumentInUse) as refused:
        remove_unused_document(document=held.id, **remove)  # type: ignore[arg-type]
    assert refused.value.facts["uses"] == (("2023-24", "1.1.2", False),)
    free = place(last_year.organisation, ruth)
    remove_unused_document(document=free, **remove)  # type: ignore[arg-type]
    with pytest.raises(DocumentGone):
        remove_unused_document(document=free, **remove)  # type: ignore[arg-type]


@pytest.mark.slow
def test_killed_between_any_two_statements_a_start_is_all_or_nothing(last_year: AssessmentKey, ruth: Actor) -> None:
    assert all_or_nothing(lambda: begin(last_year, ruth)) > 10


def _id(year: AssessmentKey) -> UUID:
    found = assessment(year.organisation, year.edition)
    assert found is not None
    return found.id
