"""Editions are compared item by item: what was added, dropped, now required, reworded; and who moved."""

from __future__ import annotations

from dataclasses import replace

from dspt.standard import catalogue
from dspt.standard.comparison import Change, Comparison, compare
from dspt.standard.edition import AnswerType, Edition, ItemAsked, Level, Requirement

NOW = catalogue.edition("2024-25")


def with_items(edition: Edition, category: str, items: dict[str, ItemAsked | None]) -> Edition:
    """Give an edition in which a category is asked these items instead (None: not at all)."""
    changed = dict(edition.items)
    for reference, asked in items.items():
        record = changed[reference]
        others = {key: each for key, each in record.asked.items() if key != category}
        changed[reference] = replace(record, asked=others if asked is None else {**others, category: asked})
    return replace(edition, key="2023-24", items=changed, checksum="another")


def kinds(found: Comparison, category: str) -> dict[str, Change]:
    changes = next(each for each in found.categories if each.category == category)
    return {change.reference: change.change for change in changes.changes}


def test_an_edition_compared_with_itself_has_not_changed() -> None:
    found = compare(NOW, NOW)
    assert found.moves == ()
    assert all(each.changes == () and each.same == each.asked for each in found.categories)
    assert (found.outcomes_added, found.outcomes_dropped, found.expected) == ((), (), ())


def test_each_kind_of_change_is_told_apart() -> None:
    asked = {item.reference: item for item in NOW.asked("3")}
    before = with_items(
        NOW,
        "3",
        {
            "1.1.1": None,
            "4.5.3": replace(asked["4.5.3"], requirement=Requirement.RECOMMENDED),
            "1.1.2": replace(asked["1.1.2"], question="Something else?"),
            "1.1.3": replace(asked["1.1.3"], type=AnswerType.DATE),
        },
    )
    assert kinds(compare(before, NOW), "3") == {
        "1.1.1": Change.ADDED,
        "4.5.3": Change.NOW_REQUIRED,
        "1.1.2": Change.REWORDED,
        "1.1.3": Change.OTHER_ANSWER,
    }
    backwards = kinds(compare(NOW, before), "3")
    assert backwards["1.1.1"] is Change.DROPPED
    assert backwards["4.5.3"] is Change.NO_LONGER_REQUIRED


def test_the_real_editions_differ_as_the_sources_say() -> None:
    found = compare(catalogue.edition("2023-24"), NOW)
    assert kinds(found, "3") == {"4.5.3": Change.NOW_REQUIRED}
    assert kinds(found, "4") == {}
    assert {each.category: each.comparable for each in found.categories} == {"2": False, "3": True, "4": True}
    assert {"nhs_trust", "it_supplier"} <= {move.type for move in found.moves}
    assert len(found.outcomes_added) == 47


def test_a_changed_expectation_is_found_by_profile() -> None:
    outcome = NOW.outcomes["B2.a"]
    earlier = replace(outcome, expected={**outcome.expected, "standard": Level.NOT_ACHIEVED})
    before = replace(NOW, outcomes={**NOW.outcomes, "B2.a": earlier}, checksum="another")
    (change,) = compare(before, NOW).expected
    assert (change.outcome.reference, change.profile, change.before) == ("B2.a", "standard", Level.NOT_ACHIEVED)
