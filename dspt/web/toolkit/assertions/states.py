"""How an item stands, in words."""

from __future__ import annotations

from dspt.assessments.queries import AnswerRow
from dspt.standard.scoring import ItemResult, ItemState
from dspt.web.kit.components import Mark

from . import filters
from .words import exemption_in_words
from .year import Year


def state_in_words(year: Year, result: ItemResult, answer: AnswerRow | None) -> tuple[str, Mark | None, str]:
    """Say how an item stands, as text or as a mark that wants something done, and what is quieter beneath it."""
    required = result.item.is_mandatory
    if result.exempt is not None and result.state is ItemState.EXEMPT:
        label = year.edition.exemptions[result.exempt.exemption].label
        return "", Mark("Exempt", "info"), exemption_in_words(label, result.exempt.until)
    if result.state is ItemState.DONE:
        sub = "Does not apply" if answer and answer.fact.not_applicable else filters.amended(year, answer)
        return ("Done" if required else "Answered"), None, sub
    if result.state is ItemState.TO_CHECK:
        return ("", Mark("Check last year’s", "do"), "") if required else ("Check last year’s", None, "")
    if result.short_of == "answered_no":
        return ("", Mark("Answered no", "do"), "") if required else ("Answered", None, "")
    if result.short_of == "infected":
        return "", Mark("Replace the document", "do"), "The virus check refused it"
    if result.short_of == "exceptions_missing":
        return "", Mark("List the exceptions", "do"), ""
    if answer is not None and answer.is_answered:
        return "", Mark("Begun", "do"), "Something is typed, the answer is not"
    return ("", Mark("Missing", "do"), "") if required else ("Not answered", None, "")
