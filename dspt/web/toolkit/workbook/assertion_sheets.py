"""The sheet of items: what is asked of a body in the assertion view, and what it answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from dspt.assessments.queries import Titled, WorkingSet
from dspt.standard.edition import ItemAsked
from dspt.standard.scoring import AssertionScore, ItemResult, ItemState
from dspt.web.toolkit.assertions.answers import value_in_words
from dspt.web.toolkit.assertions.filters import holder
from dspt.web.toolkit.assertions.states import state_in_words
from dspt.web.toolkit.assertions.year import Year
from dspt.web.toolkit.words import count

from .book import Cell, Column, Sheet
from .documents import titles

_COLUMNS = (
    Column("Reference", 10),
    Column("Standard", 12),
    Column("Assertion", 18),
    Column("Question", 28),
    Column("Needed", 9),
    Column("Status", 11),
    Column("Answer", 30),
    Column("Comment", 22),
    Column("Documents", 18),
    Column("Owner", 11),
    Column("Due", 12),
    Column("Saved (UK time)", 12),
    Column("Saved by", 11),
    Column("Confirmed (UK time)", 12),
    Column("Confirmed by", 11),
)


def item_sheet(
    year: Year, held: WorkingSet, score: AssertionScore, documents: Mapping[str, tuple[Titled, ...]]
) -> Sheet:
    """List every item asked of the body in the order of the standard, and those it answered that are not asked any
    more. ``documents``: by item."""
    rows = tuple(
        _row(year, held, asked, score.items.get(asked.reference), documents.get(asked.reference, ()))
        for asked in _listed(year, held, score)
    )
    return Sheet(year.vocabulary.items.capitalize(), _COLUMNS, rows)


def progress_of_items(year: Year, score: AssertionScore) -> str:
    """Say how far the work is: ``31 of 43 required items done or exempt, 3 to check. 2 of 20 assertions confirmed.``"""
    words = year.vocabulary
    required = count(score.mandatory_total, f"required {words.item}")
    check = f", {score.mandatory_to_check} to check" if score.mandatory_to_check else ""
    return (
        f"{score.mandatory_done} of {required} done or exempt{check}. "
        f"{score.assertions_confirmed} of {words.groups_counted(score.assertions_to_confirm)} confirmed."
    )


def _listed(year: Year, held: WorkingSet, score: AssertionScore) -> Iterator[ItemAsked]:
    for reference, item in year.edition.items.items():
        if reference in score.items:
            yield score.items[reference].item
        elif reference in held.answers and held.answers[reference].is_answered and item.asked:
            yield next(iter(item.asked.values()))


def _row(
    year: Year, held: WorkingSet, asked: ItemAsked, result: ItemResult | None, documents: tuple[Titled, ...]
) -> tuple[Cell, ...]:
    answer, group = held.answers.get(asked.reference), held.looked_after.get(asked.assertion)
    standard = next(one for one in year.edition.standards if one.number == asked.standard)
    value, comment = "", ""
    if answer is not None and answer.is_answered:
        short, paragraphs = value_in_words(asked, replace(answer.fact, comment=""))
        value, comment = "\n".join((short.rstrip("."), *paragraphs)).strip(), answer.fact.comment
    owner, name = holder(held, asked)
    word = held.confirmations.get(asked.assertion)
    is_confirmed = result is not None and word is not None and word.stands
    is_saved = answer is not None and answer.version > 0
    return (
        asked.reference,
        f"{standard.number}. {standard.title}",
        f"{asked.assertion} {year.edition.assertions[asked.assertion].statement}",
        asked.question,
        _needed(asked, result),
        _status(year, held, result),
        value,
        comment,
        titles(documents),
        name if owner else "",
        (answer.due_on if answer else None) or (group.due_on if group else None),
        answer.saved_at if answer and is_saved else None,
        answer.saved_by_name if answer and is_saved else "",
        word.confirmed_at if word and is_confirmed else None,
        word.confirmed_by_name if word and is_confirmed else "",
    )


def _needed(asked: ItemAsked, result: ItemResult | None) -> str:
    if result is None:
        return "Not asked"
    if result.state is ItemState.EXEMPT:
        return "Exempt"
    return "Required" if asked.is_mandatory else "Optional"


def _status(year: Year, held: WorkingSet, result: ItemResult | None) -> str:
    if result is None:
        return ""
    words, mark, beneath = state_in_words(year, result, held.answers.get(result.item.reference))
    return "\n".join(part for part in (mark.text if mark else words, beneath) if part)
