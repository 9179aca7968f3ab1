"""An assertion is confirmed by a person once its required items are done, on what that person has seen."""

from __future__ import annotations

import pytest

from dspt.assessments.actions import (
    AlreadyConfirmed,
    AssertionNotReady,
    AssessmentKey,
    EvidenceMoved,
    ItemNotAsked,
    NotConfirmed,
    confirm_assertion,
    withdraw_confirmation,
)
from dspt.assessments.queries import assessment, working_set
from dspt.foundation.actors import Actor
from dspt.journal.models import Entry
from dspt.standard.answers import Typed
from tests.world.assertions import AT, a_year_begun, answer, versions_seen
from tests.world.cast import a_person
from tests.world.faults import all_or_nothing

pytestmark = pytest.mark.django_db


@pytest.fixture
def ruth() -> Actor:
    return a_person("ruth", AT)


@pytest.fixture
def year(ruth: Actor) -> AssessmentKey:
    made = a_year_begun("practice")
    answer(made, "6.1.1")
    answer(made, "6.1.3")
    return made


def confirm(year: AssessmentKey, by: Actor, assertion: str = "6.1", **seen: int) -> None:
    before = seen or versions_seen(year)
    confirm_assertion(by=by, assessment=year, assertion=assertion, seen=before, at=AT)


def test_a_confirmation_counts_and_is_journalled_with_the_versions(year: AssessmentKey, ruth: Actor) -> None:
    confirm(year, ruth)
    record = assessment(year.organisation, year.edition)
    held = working_set(year.organisation, year.edition)
    assert record is not None
    assert held is not None
    assert record.progress.confirmed == 1
    assert held.confirmations["6.1"].confirmed_by_name == "Ruth Cole"
    entry = Entry.objects.get(event="assessments.assertion.confirmed")
    assert entry.after["answers"] == {"6.1.1": 1, "6.1.2": 0, "6.1.3": 1}


def test_what_is_short_is_named(year: AssessmentKey, ruth: Actor) -> None:
    answer(year, "6.1.3", Typed(choice="no"))
    with pytest.raises(AssertionNotReady) as refused:
        confirm(year, ruth)
    assert refused.value.facts["items"] == ("6.1.3",)


def test_twice_is_refused_and_so_is_what_is_not_asked(year: AssessmentKey, ruth: Actor) -> None:
    confirm(year, ruth)
    with pytest.raises(AlreadyConfirmed):
        confirm(year, ruth)
    with pytest.raises(ItemNotAsked):
        confirm(year, ruth, "99.9")


def test_nobody_confirms_what_they_have_not_seen(year: AssessmentKey, ruth: Actor) -> None:
    before = versions_seen(year)
    answer(year, "6.1.1", Typed(choice="yes", comment="A new form"), by=a_person("tom", AT))
    with pytest.raises(EvidenceMoved) as refused:
        confirm_assertion(by=ruth, assessment=year, assertion="6.1", seen=before, at=AT)
    assert refused.value.facts["items"] == ("6.1.1",)


def test_it_can_be_taken_back_by_hand(year: AssessmentKey, ruth: Actor) -> None:
    with pytest.raises(NotConfirmed):
        withdraw_confirmation(by=ruth, assessment=year, assertion="6.1", at=AT)
    confirm(year, ruth)
    assert withdraw_confirmation(by=ruth, assessment=year, assertion="6.1", at=AT).assertions_confirmed == 0
    held = working_set(year.organisation, year.edition)
    assert held is not None
    assert held.confirmations["6.1"].withdrawn_because == "by_hand"
    confirm(year, ruth)
    assert Entry.objects.filter(event="assessments.assertion.confirmed").count() == 2


@pytest.mark.slow
def test_killed_between_any_two_statements_a_confirmation_is_all_or_nothing(year: AssessmentKey, ruth: Actor) -> None:
    assert all_or_nothing(lambda: confirm(year, ruth)) > 8
