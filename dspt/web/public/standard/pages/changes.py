"""What changed between two editions, in words."""

from __future__ import annotations

from dataclasses import dataclass

from dspt.standard.comparison import CategoryChanges, Change, Comparison, ItemChange, TypeMove, compare
from dspt.standard.edition import Edition, ItemAsked
from dspt.web.public.words import LEVELS, VIEWS, answer, counted

from .edition import SECTION

_KINDS = {
    Change.ADDED: ("Added", "added"),
    Change.DROPPED: ("No longer asked", "dropped"),
    Change.NOW_REQUIRED: ("Now required", "now required"),
    Change.NO_LONGER_REQUIRED: ("No longer required", "no longer required"),
    Change.OTHER_ANSWER: ("Another kind of answer", "with another kind of answer"),
    Change.REWORDED: ("Reworded", "reworded"),
}


@dataclass(frozen=True, slots=True)
class ChangedItem:
    reference: str
    title: str
    kind: str
    detail: str
    in_edition: str
    """Edition whose page shows the item: the later one, unless it was dropped."""


@dataclass(frozen=True, slots=True)
class ChangedCategory:
    label: str
    description: str
    sentence: str
    items: tuple[ChangedItem, ...]


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    reference: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class ChangesPage:
    title: str
    after: str
    before: str
    said: tuple[str, ...]
    """What the edition itself says that changed."""
    moves: tuple[str, ...]
    categories: tuple[ChangedCategory, ...]
    outcomes_sentence: str
    expected: tuple[ExpectedRow, ...]
    section: str = SECTION


def changes(before: Edition, after: Edition) -> ChangesPage:
    """Put the comparison of two editions into words."""
    found = compare(before, after)
    return ChangesPage(
        f"What changed from {before.key} to {after.key}",
        after.key,
        before.key,
        after.directory.what_changed,
        tuple(_move(found, move) for move in found.moves),
        tuple(_category(found, category) for category in found.categories),
        _outcomes(found),
        tuple(
            ExpectedRow(
                change.outcome.reference,
                change.outcome.title,
                f"{LEVELS[change.before]} before, {LEVELS[change.after].lower()} now"
                f" ({after.profiles.get(change.profile, change.profile)})",
            )
            for change in found.expected
        ),
    )


def _move(found: Comparison, move: TypeMove) -> str:
    was, now = found.before.categories[move.from_category], found.after.categories[move.to_category]
    if was.key == now.key:
        return (
            f"{move.label}: {now.label.lower()} as before, assessed by {VIEWS[move.to_view].lower()}"
            f" instead of {VIEWS[move.from_view].lower()}"
        )
    way = f", assessed by {VIEWS[move.to_view].lower()}" if was.view is not now.view else ""
    return f"{move.label}: {was.label.lower()} before, {now.label.lower()} now{way}"


def _category(found: Comparison, category: CategoryChanges) -> ChangedCategory:
    record = found.after.categories[category.category]
    if not category.comparable:
        sentence = (
            f"{counted(category.asked, 'item')} asked. Edition {found.before.key} holds none of this category, "
            "so there is nothing to compare."
        )
    elif not category.changes:
        sentence = f"All {category.asked} items are the same."
    else:
        counts = [
            f"{number} {_KINDS[kind][1]}"
            for kind in Change
            if (number := sum(each.change is kind for each in category.changes))
        ]
        sentence = f"{', '.join(counts).capitalize()}. {category.same} of {category.asked} are the same."
    return ChangedCategory(
        record.label, record.description, sentence, tuple(_item(found, each) for each in category.changes)
    )


def _item(found: Comparison, change: ItemChange) -> ChangedItem:
    shown = change.after or change.before
    assert shown is not None  # an item that is in neither edition has not changed
    edition = found.after if change.after else found.before
    return ChangedItem(change.reference, shown.title, _KINDS[change.change][0], _detail(change, shown), edition.key)


def _detail(change: ItemChange, shown: ItemAsked) -> str:
    if change.before is not None and change.change is Change.OTHER_ANSWER:
        return f"{_answer(change.before)} before, {_answer(shown).lower()} now"
    if change.before is not None and change.change is Change.REWORDED:
        return f"{shown.question} Before: {change.before.question}"
    return shown.question


def _answer(item: ItemAsked) -> str:
    return answer(item.type, item.unit)


def _outcomes(found: Comparison) -> str:
    now, was = found.after.outcomes, found.before.outcomes
    if not now:
        return "This edition has no outcome view." if not was else "The outcome view is gone."
    if not was:
        return f"The outcome view is new: {counted(len(now), 'outcome')} in {len(found.after.objectives)} objectives."
    if not (found.outcomes_added or found.outcomes_dropped):
        return f"The {len(now)} outcomes are the same."
    return f"{len(found.outcomes_added)} outcomes added, {len(found.outcomes_dropped)} dropped."
