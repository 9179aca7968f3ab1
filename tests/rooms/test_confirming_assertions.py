"""An assertion is confirmed by a person once its required items are done, on what that person has seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest

from dspt.assessments.actions import (
    AlreadyConfirmed,
    AssertionNotReady,
    AssessmentKey,
    AssessmentNotStarted,
    EvidenceMoved,
    ItemNotAsked,
    NotConfirmed,
    NothingConfirmed,
    Stayed,
    confirm_assertion,
    confirm_assertions,
    withdraw_confirmation,
)
from dspt.assessments.queries import assessment, working_set
from dspt.foundation.actors import Actor
from dspt.journal.models import Entry
from dspt.journal.queries.chains import walk_chains
from dspt.journal.rules import Broken
from dspt.standard.answers import Typed
from tests.world.assertions import AT, a_kept_place, a_year_begun, answer, replace_place, seen_now
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


def broken_in(chain: str) -> Iterator[Broken]:
    for stretch in walk_chains(chain=chain):
        yield from stretch.broken


def confirm(year: AssessmentKey, by: Actor, assertion: str = "6.1") -> None:
    confirm_assertion(by=by, assessment=year, assertion=assertion, seen=seen_now(year), at=AT)


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
    before = seen_now(year)
    answer(year, "6.1.1", Typed(choice="yes", comment="A new form"), by=a_person("tom", AT))
    with pytest.raises(EvidenceMoved) as refused:
        confirm_assertion(by=ruth, assessment=year, assertion="6.1", seen=before, at=AT)
    assert refused.value.facts["items"] == ("6.1.1",)


def test_a_document_replaced_meanwhile_was_not_seen_either(year: AssessmentKey, ruth: Actor) -> None:
    first, second = a_kept_place(year, "Office"), a_kept_place(year, "Cellar")
    answer(year, "6.1.1", documents=(first, second))
    answer(year, "3.2.1", documents=(second,))
    before = seen_now(year)
    replace_place(year, first)
    answer(year, "6.1.3", Typed(choice="yes", comment="A new form"), by=a_person("tom", AT))
    with pytest.raises(EvidenceMoved) as refused:
        confirm_assertion(by=ruth, assessment=year, assertion="6.1", seen=before, at=AT)
    assert (refused.value.items, refused.value.replaced) == (("6.1.1", "6.1.3"), ("6.1.1",))
    done = confirm_assertions(by=ruth, assessment=year, seen=dict.fromkeys(("6.1", "3.2"), before), at=AT)
    assert done.confirmed == ("3.2",)
    assert done.stayed == (Stayed("6.1", "evidence_moved", ("6.1.1", "6.1.3"), ("6.1.1",)),)
    confirm(year, ruth)


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


def test_several_are_confirmed_at_once_each_with_its_entry(year: AssessmentKey, ruth: Actor) -> None:
    answer(year, "3.2.1")
    done = confirm_assertions(by=ruth, assessment=year, seen=dict.fromkeys(("6.1", "3.2"), seen_now(year)), at=AT)
    assert (done.confirmed, done.stayed, done.score.assertions_confirmed) == (("6.1", "3.2"), (), 2)
    record = assessment(year.organisation, year.edition)
    assert record is not None
    assert record.progress.confirmed == 2
    entries = Entry.objects.filter(event="assessments.assertion.confirmed").order_by("number")
    assert [(one.subject, one.after["answers"]) for one in entries] == [
        ("2024-25 6.1", {"6.1.1": 1, "6.1.2": 0, "6.1.3": 1}),
        ("2024-25 3.2", {"3.2.1": 1}),
    ]
    assert list(broken_in(year.code)) == []


def test_what_moved_or_is_not_ready_stays_out_and_the_others_are_confirmed(year: AssessmentKey, ruth: Actor) -> None:
    for item in ("3.2.1", "5.1.1", "4.1.1"):
        answer(year, item)
    confirm(year, ruth, "5.1")
    before = seen_now(year)
    answer(year, "3.2.1", Typed(choice="yes", comment="A new course"), by=a_person("tom", AT))
    answer(year, "6.1.3", Typed(choice="no"))
    chosen = dict.fromkeys(("3.2", "4.1", "5.1", "6.1"), before)
    done = confirm_assertions(by=ruth, assessment=year, seen=chosen, at=AT)
    assert done.confirmed == ("4.1",)
    assert done.stayed == (
        Stayed("3.2", "evidence_moved", ("3.2.1",)),
        Stayed("5.1", "already_confirmed"),
        Stayed("6.1", "not_ready", ("6.1.3",)),
    )


def test_where_none_can_be_confirmed_nothing_is(year: AssessmentKey, ruth: Actor) -> None:
    with pytest.raises(NothingConfirmed) as refused:
        confirm_assertions(by=ruth, assessment=year, seen={"6.1": {}, "3.2": {}}, at=AT)
    assert [one.code for one in refused.value.stayed] == ["evidence_moved", "not_ready"]
    with pytest.raises(NothingConfirmed):
        confirm_assertions(by=ruth, assessment=year, seen={}, at=AT)
    with pytest.raises(ItemNotAsked):
        confirm_assertions(by=ruth, assessment=year, seen={"6.1": seen_now(year), "99.9": {}}, at=AT)
    with pytest.raises(AssessmentNotStarted):
        confirm_assertions(by=ruth, assessment=replace(year, edition="2023-24"), seen={"6.1": {}}, at=AT)
    assert not Entry.objects.filter(event="assessments.assertion.confirmed").exists()


def test_confirming_all_takes_as_many_statements_as_confirming_one(
    year: AssessmentKey, ruth: Actor, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    for item in ("3.2.1", "5.1.1", "4.1.1", "4.2.4"):
        answer(year, item)
    seen = seen_now(year)
    with django_assert_num_queries(6 + 2):  # and where the transaction begins and ends
        confirm_assertion(by=ruth, assessment=year, assertion="6.1", seen=seen, at=AT)
    with django_assert_num_queries(6 + 2):
        confirm_assertions(by=ruth, assessment=year, seen=dict.fromkeys(("3.2", "5.1", "4.1", "4.2"), seen), at=AT)


@pytest.mark.slow
def test_killed_while_confirming_several_it_is_all_or_nothing(year: AssessmentKey, ruth: Actor) -> None:
    answer(year, "3.2.1")
    chosen = dict.fromkeys(("6.1", "3.2"), seen_now(year))
    assert all_or_nothing(lambda: confirm_assertions(by=ruth, assessment=year, seen=chosen, at=AT)) > 6


@pytest.mark.slow
def test_killed_between_any_two_statements_a_confirmation_is_all_or_nothing(year: AssessmentKey, ruth: Actor) -> None:
    assert all_or_nothing(lambda: confirm(year, ruth)) > 8
