"""Refusals of the assertion view, in words that say what to do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from dspt.documents.rules import KINDS
from dspt.foundation.refusals import Refusal
from dspt.standard.answers import Fault
from dspt.standard.edition import AnswerType, ItemAsked, Unit
from dspt.web.toolkit.refused_files import file_refusal_in_words
from dspt.web.toolkit.words import day, listed

FIELD_OF = {
    "choice": "choice",
    "text": "text",
    "date": "date",
    "number": "number",
    "documents": "file",
    "comment": "comment",
    "not_applicable": "na",
    "form": "",
}
"""Field of a fault to the field of our form."""

_MEGABYTE = 1024 * 1024
TAKEN = "PDF, Word, Excel, PowerPoint, OpenDocument, picture or text"
ACCEPT = ",".join(f".{suffix}" for suffix in KINDS)


def fault_in_words(fault: Fault, asked: ItemAsked) -> str:
    """Say what to do about one fault of a typed answer."""
    facts = fault.facts
    if fault.code == "missing":
        return _missing(asked)
    words = {
        "infected": "Add another document. The virus check refused the one that is there",
        "choice_unknown": "Select one of the answers",
        "exceptions_missing": "List the exceptions",
        "reason_missing": "Say why this does not apply to you",
        "not_applicable_refused": "This question applies to every organisation of your kind. Give another answer",
        "text_unreadable": "The text holds signs that cannot be kept. Type it instead of pasting it",
        "nothing_typed": "Enter your answer, or skip this question for now",
        "number_unreadable": "Enter a number in figures, for example 12",
    }
    if fault.code in words:
        return words[fault.code]
    if fault.code == "text_too_long":
        what = "The comment" if fault.field == "comment" else "Your answer"
        return (
            f"{what} must be {facts['limit']:,} characters or fewer. "
            f"It has {facts['length']:,}, so shorten it by {facts['over']:,}"
        )
    if fault.code.startswith("date_"):
        return date_fault_in_words(fault)
    return _number(fault.code, facts)


def date_fault_in_words(fault: Fault) -> str:
    """Say what to do about a day that cannot be read."""
    if fault.code == "date_incomplete":
        missing = fault.facts.get("missing")
        parts = [str(part) for part in missing] if isinstance(missing, tuple) else []
        return f"The date must include a {' and a '.join(parts)}"
    if fault.code == "date_in_future":
        latest = fault.facts.get("latest")
        return f"The date must be {day(latest)} or earlier" if isinstance(latest, date) else "The date must be past"
    if fault.code == "date_year":
        return "Enter the year with four figures, for example 2025"
    return f"The date must be a real one. {fault.facts.get('typed')} does not exist"


def document_refusal_in_words(refusal: Refusal, limit_bytes: int) -> str:
    """Say what to do about a document that was not taken."""
    facts = refusal.facts
    words = {
        "empty": "The file is empty. Choose another one",
        "too_big": f"The file must be {limit_bytes // (1024 * 1024)} MB or smaller",
        "link_missing": "Enter the link",
        "link_not_web": "Enter a web address that begins with https://, for example https://example.org/policy",
        "link_with_password": "Take the user name and password out of the link: everybody who opens it would see them",
        "place_missing": "Say where the document is kept",
        "document_gone": "The document is no longer there. Choose another one",
        "document_changed": "Somebody replaced this document meanwhile. Look at what stands now, then go on",
        "title_missing": "Enter a name for the document",
        "owner_not_member": "Select one of the people of your organisation",
    }
    if refusal.code in words:
        return words[refusal.code]
    if refusal.code == "space_full":
        return _no_room(facts)
    if content := file_refusal_in_words(refusal):
        return content
    if refusal.code == "kind_not_allowed":
        suffix = facts.get("suffix")
        ending = f"ends in .{suffix}" if suffix else "has no ending"
        return f"The file must be {_a_kind()}. Yours {ending}"
    if refusal.code == "not_what_it_says":
        return (
            f"The file is called .{facts['suffix']}, but what is in it is not {facts['label']}. "
            "Save it again from the program that made it, or choose another file"
        )
    field = {"link_too_long": "The link", "place_too_long": "The place"}.get(refusal.code, "The name")
    return f"{field} must be {facts.get('limit')} characters or fewer"


def _no_room(facts: Mapping[str, object]) -> str:
    limit, free = facts["limit_bytes"], facts["free_bytes"]
    assert isinstance(limit, int)
    assert isinstance(free, int)
    return (
        f"The files of your organisation may take {limit // _MEGABYTE:,} MB in all, and {free // _MEGABYTE:,} MB "
        "of that is free. Choose a smaller file, or add a link or the place where it is kept"
    )


def _a_kind() -> str:
    return f"a {TAKEN} file"


def _missing(asked: ItemAsked) -> str:
    if asked.type is AnswerType.YES_NO:
        return "Select yes or no" + (", or that it does not apply" if asked.not_applicable else "")
    if asked.type is AnswerType.YES_NO_EXCEPTIONS:
        return "Select yes, yes with exceptions, or no"
    return {
        AnswerType.DATE: "Enter the date",
        AnswerType.NUMBER: "Enter the number",
        AnswerType.DOCUMENT: "Add the document as a file, a link or a place where it is kept",
    }.get(asked.type, "Enter your answer")


def _number(code: str, facts: Mapping[str, object]) -> str:
    minimum, maximum = facts.get("minimum"), facts.get("maximum")
    if code == "number_decimals":
        return "Enter a whole number" if facts.get("decimals") == 0 else "Enter the number with fewer decimals"
    if isinstance(minimum, Decimal) and isinstance(maximum, Decimal):
        return f"The number must be between {minimum:,f} and {maximum:,f}"
    return "Enter your answer again"


UNITS = {"pounds": ("£", ""), "percent": ("", "%"), "days": ("", "days"), "count": ("", "")}
"""Unit of a number to what stands before and after it."""


def range_in_words(unit: Unit) -> str:
    """Say which numbers are taken, before somebody types one that is not: ``Between 0 and 100``."""
    whole = ", in whole numbers" if not unit.decimals else ""
    return f"Between {unit.minimum:,f} and {unit.maximum:,f}{whole}"


def exemption_in_words(label: str, until: date | None) -> str:
    """Name why an item is closed and its last day: ``Cyber Essentials Plus, to 18 May 2026``."""
    return f"{label}, to {day(until)}" if until else label


def year_refusal_in_words(refusal: Refusal, otherwise: str) -> str:
    """Say why a year takes nothing now; ``otherwise``: where it is for another reason."""
    return {
        "not_started": "The assessment was not started yet",
        "profile_missing": "The profile was changed and waits to be accepted",
        "closed": "This edition is closed",
        "not_open_yet": "This edition is not open yet",
        "not_asked": "Your profile was changed, and some of this is not asked of you any more",
    }.get(refusal.code, otherwise)


def moved_in_words(items: tuple[str, ...], replaced: tuple[str, ...]) -> str:
    """Say what changed under an assertion while somebody read it, and what to do; ``replaced``: a document alone."""
    changed = tuple(one for one in items if one not in replaced)
    did = [f"changed {listed(changed)}"] if changed else []
    did += [f"replaced a document under {listed(replaced)}"] if replaced else []
    return f"somebody {' and '.join(did)} while you were reading. Read it again, then confirm"
