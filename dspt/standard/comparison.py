"""What changed between two editions: items added, dropped, now required; bodies moved; outcomes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .edition import Edition, ItemAsked, Level, Outcome, View


class Change(StrEnum):
    """What became of an item for one category. Checked in this order; the first that is so counts."""

    ADDED = "added"
    DROPPED = "dropped"
    NOW_REQUIRED = "now_required"
    NO_LONGER_REQUIRED = "no_longer_required"
    OTHER_ANSWER = "other_answer"
    REWORDED = "reworded"


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One item of one category: ``before`` is None where it was added, ``after`` where it was dropped."""

    change: Change
    reference: str
    before: ItemAsked | None
    after: ItemAsked | None


@dataclass(frozen=True, slots=True)
class CategoryChanges:
    """One category of the assertion view. ``comparable`` is False where the earlier edition holds none of its items."""

    category: str
    comparable: bool
    changes: tuple[ItemChange, ...]
    asked: int
    same: int


@dataclass(frozen=True, slots=True)
class TypeMove:
    """A kind of body whose category or way to assess is another one now."""

    type: str
    label: str
    from_category: str
    to_category: str
    from_view: View
    to_view: View


@dataclass(frozen=True, slots=True)
class ExpectedChange:
    outcome: Outcome
    profile: str
    before: Level
    after: Level


@dataclass(frozen=True, slots=True)
class Comparison:
    before: Edition
    after: Edition
    moves: tuple[TypeMove, ...]
    categories: tuple[CategoryChanges, ...]
    outcomes_added: tuple[str, ...]
    outcomes_dropped: tuple[str, ...]
    expected: tuple[ExpectedChange, ...]


def compare(before: Edition, after: Edition) -> Comparison:
    """Compare an edition with an earlier one, category by category of the assertion view, then the outcome view.

    An item counts as reworded where its formal question differs, and as another answer where its type does; help and
    plain wording do not count. Only what both editions hold is compared: the files may leave categories out.
    """
    return Comparison(
        before,
        after,
        tuple(_moves(before, after)),
        tuple(
            changes_for(before, after, category.key)
            for category in after.categories.values()
            if category.view is View.ASSERTION
        ),
        tuple(reference for reference in after.outcomes if reference not in before.outcomes),
        tuple(reference for reference in before.outcomes if reference not in after.outcomes),
        tuple(_expected(before, after)),
    )


def changes_for(before: Edition, after: Edition, category: str) -> CategoryChanges:
    """Compare what one category of the assertion view is asked; read as ``compare`` says."""
    was = {item.reference: item for item in before.asked(category)}
    now = {item.reference: item for item in after.asked(category)}
    if not was:
        return CategoryChanges(category, comparable=False, changes=(), asked=len(now), same=0)
    changes = []
    for reference in [*now, *(each for each in was if each not in now)]:
        change = _change(was.get(reference), now.get(reference))
        if change is not None:
            changes.append(ItemChange(change, reference, was.get(reference), now.get(reference)))
    same = len(now) - sum(change.after is not None for change in changes)
    return CategoryChanges(category, comparable=True, changes=tuple(changes), asked=len(now), same=same)


def _moves(before: Edition, after: Edition) -> list[TypeMove]:
    moves = []
    for kind in after.types.values():
        earlier = before.types.get(kind.key)
        if earlier is None:
            continue
        was, now = before.categories[earlier.category], after.categories[kind.category]
        if (was.key, was.view) != (now.key, now.view):
            moves.append(TypeMove(kind.key, kind.label, was.key, now.key, was.view, now.view))
    return moves


def _change(was: ItemAsked | None, now: ItemAsked | None) -> Change | None:
    if was is None:
        return Change.ADDED
    if now is None:
        return Change.DROPPED
    if now.is_mandatory != was.is_mandatory:
        return Change.NOW_REQUIRED if now.is_mandatory else Change.NO_LONGER_REQUIRED
    if now.type != was.type:
        return Change.OTHER_ANSWER
    return Change.REWORDED if now.question != was.question else None


def _expected(before: Edition, after: Edition) -> list[ExpectedChange]:
    changes = []
    for reference, outcome in after.outcomes.items():
        earlier = before.outcomes.get(reference)
        for profile, level in outcome.expected.items() if earlier else ():
            was = earlier.expected.get(profile) if earlier else None
            if was is not None and was is not level:
                changes.append(ExpectedChange(outcome, profile, was, level))
    return changes
