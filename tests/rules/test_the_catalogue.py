"""The editions that ship: complete, of the published numbers, and quick to load."""

from __future__ import annotations

import time
from datetime import date

import pytest

from dspt.standard import catalogue
from dspt.standard.edition import AnswerType, Edition, Requirement


@pytest.fixture(scope="module")
def newest() -> Edition:
    return catalogue.edition("2024-25")


def counts(edition: Edition, category: str) -> tuple[int, int]:
    asked = edition.asked(category)
    mandatory = sum(item.requirement is Requirement.MANDATORY for item in asked)
    return mandatory, len(asked) - mandatory


def test_the_edition_has_the_published_numbers(newest: Edition) -> None:
    assert (len(newest.standards), len(newest.assertions), len(newest.items)) == (10, 34, 145)
    assert (len(newest.objectives), len(newest.principles)) == (5, 18)
    assert len(newest.outcomes) == 47
    assert sum(outcome.objective == "E" for outcome in newest.outcomes.values()) == 8
    assert sum(len(outcome.indicators) for outcome in newest.outcomes.values()) == 499


@pytest.mark.parametrize(
    ("key", "category", "mandatory", "recommended"),
    [
        ("2024-25", "2", 108, 30),
        ("2024-25", "3", 43, 34),
        ("2024-25", "4", 28, 10),
        ("2023-24", "3", 42, 35),
        ("2023-24", "4", 28, 10),
    ],
)
def test_each_category_is_asked_the_published_number(key: str, category: str, mandatory: int, recommended: int) -> None:
    assert counts(catalogue.edition(key), category) == (mandatory, recommended)


def test_social_care_has_26_items_to_approach_the_standards(newest: Edition) -> None:
    flagged = [item for item in newest.asked("3") if item.approaching]
    assert len(flagged) == 26
    assert all(item.is_mandatory for item in flagged)


def test_the_earlier_edition_asks_less_of_category_3(newest: Edition) -> None:
    before, now = catalogue.edition("2023-24"), newest
    changed = [
        item.reference
        for item in now.asked("3")
        if before.items[item.reference].asked["3"].requirement is not item.requirement
    ]
    assert changed == ["4.5.3"]


def test_every_item_can_be_put_to_a_person(newest: Edition) -> None:
    for item in newest.items.values():
        for asked in item.asked.values():
            assert asked.ask.endswith("?")
            assert asked.help.why
            assert asked.help.good
            assert asked.help.example
            assert asked.help.evidence
            assert 0 < asked.help.minutes <= 60
            assert len(asked.title) <= 60
            assert "{" not in asked.ask + asked.question


def test_number_items_carry_unit_and_range(newest: Edition) -> None:
    numbers = [one for item in newest.items.values() for one in item.asked.values() if one.type is AnswerType.NUMBER]
    assert {one.unit.key for one in numbers if one.unit} == {"days", "count", "percent"}
    assert all(one.unit and one.unit.minimum < one.unit.maximum for one in numbers)


def test_one_code_may_ask_categories_different_things(newest: Edition) -> None:
    asked = newest.items["7.3.1"].asked
    assert (asked["2"].type, asked["3"].type) == (AnswerType.YES_NO, AnswerType.TEXT)
    assert asked["2"].title != asked["3"].title
    assert asked["2"].ask != asked["3"].ask


def test_every_doubt_found_is_settled(newest: Edition) -> None:
    doubts = [item for item in newest.items.values() if item.provenance.catalogue_note]
    assert len(doubts) == 38
    assert all(item.provenance.settled for item in doubts)


def test_every_glossary_term_of_the_specification_is_there_once(newest: Edition) -> None:
    acronyms = {term.acronym for term in newest.terms.values() if term.from_specification and term.acronym}
    expected = "ALB AQP CQC DARS DHSC GDPR HRA CAG DSPT ICO LA NCSC NDG NHSE"
    assert acronyms == set(expected.replace("HRA CAG", "HRA_CAG").split()) - {"HRA_CAG"} | {"HRA CAG"}
    assert sum(term.from_specification for term in newest.terms.values()) == 17


def test_every_word_of_the_directory_page_is_held() -> None:
    page = catalogue.edition("2023-24").directory
    assert page.reference_code == "DAPB0086 Amd 21/2023"
    assert page.publication_date == date(2023, 8, 18)
    assert page.approval_date == date(2023, 7, 27)
    assert page.effective_from == date(2023, 8, 1)
    assert page.conformance_date == date(2024, 6, 30)
    assert page.post_implementation_review_date == date(2025, 6, 30)
    assert len(page.applies_to) == 5
    assert len(page.care_settings) == 9
    assert len(page.what_changed) == 4


def test_editions_are_found_by_key_and_by_day() -> None:
    assert [edition.key for edition in catalogue.editions()] == ["2024-25", "2023-24"]
    assert catalogue.latest(date(2024, 9, 1)).key == "2023-24"
    assert catalogue.latest(date(2024, 9, 2)).key == "2024-25"
    assert catalogue.latest(date(2020, 1, 1)).key == "2023-24"
    assert [edition.key for edition in catalogue.open_on(date(2024, 9, 1))] == ["2023-24"]
    assert [edition.key for edition in catalogue.open_on(date(2024, 9, 2))] == ["2024-25"]
    with pytest.raises(catalogue.UnknownEdition) as refused:
        catalogue.edition("1999-00")
    assert refused.value.facts == {"key": "1999-00"}


def test_loading_all_editions_takes_less_than_a_second_of_work() -> None:
    started = time.process_time()
    reader = catalogue.Reader(catalogue.ROOT)
    for key in reader.edition_keys():
        reader.read(key)
    assert time.process_time() - started < 1.0
