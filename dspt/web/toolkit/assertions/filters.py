"""The quick filters of the overview, and what they look for: whose an item is, whether its guidance changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from dspt.assessments.queries import AnswerRow, WorkingSet
from dspt.foundation.clock import london_date
from dspt.standard.edition import ItemAsked
from dspt.standard.scoring import ItemResult, ItemState
from dspt.web.kit.components import FilterOption
from dspt.web.toolkit.words import day

from .year import Year

EMPTY = {
    "": "None of the {noun} fits all of what you chose.",
    "todo": "Nothing is left to do: every required one is done or exempt.",
    "mine": "You own none of the {noun}. Whoever opens one can ask you, or somebody else, to answer it.",
    "unowned": "Every required one has an owner.",
    "exempt": "None of the {noun} is exempt. A certificate in your profile can make some so.",
    "changed": "Nothing changed for you since the year before.",
    "amended": "The guidance did not change for any of the {noun} after you saved it.",
}
"""What is said where a quick filter finds nothing, by its key; empty: several filters together."""


def shows(year: Year, held: WorkingSet) -> dict[str, tuple[str, Callable[[ItemResult], bool]]]:
    """Give the quick filters: key to label and test. That of guidance is left out where none of it ever changed."""
    me = year.scope.actor.id

    def owner(result: ItemResult) -> UUID | None:
        return holder(held, result.item)[0]

    found: dict[str, tuple[str, Callable[[ItemResult], bool]]] = {
        "all": ("All", lambda result: True),
        "todo": ("To do", lambda result: result.item.is_mandatory and not result.is_done),
        "mine": ("Mine", lambda result: owner(result) == me),
        "unowned": ("No owner", lambda result: result.item.is_mandatory and owner(result) is None),
        "exempt": ("Exempt", lambda result: result.state is ItemState.EXEMPT),
        "optional": ("Optional", lambda result: not result.item.is_mandatory),
    }
    changed = year.changed
    if changed is not None:
        found["changed"] = (
            f"Changed since {year.edition.previous}:",
            lambda result: result.item.reference in changed,
        )
    if year.edition.amendments:
        found["amended"] = (
            "Guidance changed since last saved",
            lambda result: bool(amended(year, held.answers.get(result.item.reference))),
        )
    return found


def owners(held: WorkingSet, chosen: str) -> tuple[FilterOption, ...]:
    """Give everybody who owns an item or looks after an assertion, by name."""
    known = {str(one.owner_id): one.owner_name for one in held.answers.values() if one.owner_id}
    known |= {str(one.owner_id): one.owner_name for one in held.looked_after.values() if one.owner_id}
    options = [FilterOption("", "Anyone", is_chosen=not chosen)]
    options += [
        FilterOption(key, name, is_chosen=key == chosen) for key, name in sorted(known.items(), key=lambda one: one[1])
    ]
    return (*options, FilterOption("nobody", "No owner", is_chosen=chosen == "nobody"))


def holder(held: WorkingSet, asked: ItemAsked) -> tuple[UUID | None, str]:
    """Who is to answer an item: its owner, else who looks after the whole assertion it stands under."""
    row, group = held.answers.get(asked.reference), held.looked_after.get(asked.assertion)
    if row is not None and row.owner_id:
        return row.owner_id, row.owner_name
    if group is not None and group.owner_id:
        return group.owner_id, f"{group.owner_name} ({asked.assertion})"
    return None, "No owner"


def holders(held: WorkingSet, assertions: Iterable[str]) -> str:
    """Say who looks after the assertions of a standard, and by when; empty: nobody does."""
    found = []
    for one in (held.looked_after[name] for name in assertions if name in held.looked_after):
        by = f", by {day(one.due_on)}" if one.due_on else ""
        found.append(f"{one.subject} with {one.owner_name or 'nobody yet'}{by}")
    return ". ".join(found)


def amended(year: Year, row: AnswerRow | None) -> str:
    """Say that the words of an item were changed after it was answered; empty: they were not."""
    if row is None or not row.is_answered:
        return ""
    amendment = year.edition.amended_since(row.fact.item, london_date(row.saved_at))
    return f"Guidance changed {day(amendment.on)}" if amendment else ""
