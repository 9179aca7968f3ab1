"""Which category an organisation is assessed in, and why."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dspt.foundation.refusals import Refusal
from dspt.standard import catalogue, categories
from dspt.standard.categories import UnknownType, settle

from .tables import named, worked_examples

EDITION = catalogue.edition("2024-25")


@pytest.mark.parametrize("row", worked_examples("category", "Types", "Tests"), ids=named)
def test_the_worked_examples_hold(row: dict[str, str]) -> None:
    tests = dict(pair.split("=") for pair in row["Tests"].split())
    try:
        found = settle(EDITION, row["Types"].split(), tests, critical_infrastructure=row["Flag"] == "yes")
        told = (found.type, found.category, found.reason)
    except Refusal as refused:
        told = ("refused", refused.code, "")
    assert told == (row["Type"], row["Category"], row["Reason"])


@pytest.mark.parametrize("edition", catalogue.editions(), ids=lambda edition: edition.key)
def test_every_type_with_any_answers_has_exactly_one_category(edition: catalogue.Edition) -> None:
    for key, kind in edition.types.items():
        for answers in product(("yes", "no"), repeat=len(kind.tests)):
            tests = {test.key: answer for test, answer in zip(kind.tests, answers, strict=True)}
            found = settle(edition, key, tests)
            assert found.category in edition.categories
            assert edition.types[found.type].category == found.category


ALL_TESTS = [test.key for test in categories.tests_of(EDITION, EDITION.types)]


@given(
    types=st.lists(st.sampled_from(sorted(EDITION.types)), min_size=1, max_size=4),
    answers=st.dictionaries(st.sampled_from(ALL_TESTS), st.sampled_from(["yes", "no"])),
    flag=st.booleans(),
)
def test_the_order_of_activities_does_not_matter_and_none_makes_it_laxer(
    types: list[str], answers: dict[str, str], flag: bool
) -> None:
    complete = {test.key: "no" for test in categories.tests_of(EDITION, types)} | answers
    forward = settle(EDITION, types, complete, critical_infrastructure=flag)
    backward = settle(EDITION, list(reversed(types)), complete, critical_infrastructure=flag)
    assert forward.category == backward.category
    for key in types:
        alone = settle(EDITION, key, complete, critical_infrastructure=flag)
        assert EDITION.categories[alone.category].strictness <= EDITION.categories[forward.category].strictness


def test_no_type_chosen_is_refused() -> None:
    with pytest.raises(UnknownType):
        settle(EDITION, (), {})


def test_an_open_question_is_named() -> None:
    with pytest.raises(categories.TestsUnanswered) as refused:
        settle(EDITION, "it_supplier", {"digital_supplier": "yes"})
    assert refused.value.facts == {"tests": ("fifty_staff", "ten_million_turnover")}


def test_the_tests_that_failed_are_told() -> None:
    found = settle(EDITION, "it_supplier", {"fifty_staff": "no", "digital_supplier": "yes"})
    assert [test.key for test in found.failed] == ["fifty_staff"]
    assert found.chosen == "it_supplier"
