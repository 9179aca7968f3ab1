"""Kinds of answer: typed words into values, with a code for whatever is wrong; and what counts as answered.

Words are put by doors. The kinds are those of specification sections 5.1 and 13.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dspt.foundation.refusals import Refusal

from .edition import AnswerType, EvidenceItem, ItemAsked, Unit
from .facts import AnswerFact

TEXT_LIMIT = 10_000
"""Characters of a text or a comment, line ends counted as one each."""
EARLIEST_YEAR = 1900

_CHOICES = {
    AnswerType.YES_NO: ("yes", "no"),
    AnswerType.YES_NO_EXCEPTIONS: ("yes", "exceptions", "no"),
}
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")
_GROUPED = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]{1,6})?")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with what was typed: at which field, a code, and the facts for its words."""

    field: str
    code: str
    facts: Mapping[str, object] = dataclasses.field(default_factory=dict)


class AnswerRefused(Refusal):
    """What was typed cannot be kept; ``faults`` lists everything wrong with it, in the order of the form."""

    code = "answer_refused"

    def __init__(self, *faults: Fault) -> None:
        super().__init__(faults=faults)
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Typed:
    """An answer as the form sends it: every field a text, none of them trusted."""

    choice: str = ""
    text: str = ""
    number: str = ""
    day: str = ""
    month: str = ""
    year: str = ""
    comment: str = ""
    not_applicable: bool = False


def read_answer(
    asked: ItemAsked, typed: Typed, *, on: date, documents: int = 0, infected: int = 0, may_be_empty: bool = False
) -> AnswerFact:
    """Turn a typed answer into a value, or refuse with ``AnswerRefused`` naming every fault.

    ``on`` is the UK day it is saved. ``documents`` counts the files, links and places under the answer, ``infected``
    those of them that are no evidence. With ``may_be_empty`` an empty value passes (a comment alone may be kept).
    Codes: ``missing``, ``infected``, ``choice_unknown``,
    ``exceptions_missing``, ``text_too_long``, ``text_unreadable``, ``date_incomplete``, ``date_unreal``,
    ``date_year``, ``date_in_future``, ``number_unreadable``, ``number_decimals``, ``number_too_low``,
    ``number_too_high``, ``not_applicable_refused``, ``reason_missing``.
    """
    faults: list[Fault] = []
    comment = _text("comment", typed.comment, faults)
    if typed.not_applicable:
        if not asked.not_applicable:
            faults.append(Fault("not_applicable", "not_applicable_refused"))
        elif not comment and not faults:
            faults.append(Fault("comment", "reason_missing"))
        _stop_if(faults)
        return AnswerFact(asked.reference, comment=comment, documents=documents, infected=infected, not_applicable=True)
    fact = AnswerFact(asked.reference, comment=comment, documents=documents, infected=infected)
    if asked.type in _CHOICES:
        fact = _with_choice(asked, typed, fact, faults)
    elif asked.type is AnswerType.TEXT:
        fact = AnswerFact(
            asked.reference,
            text=_text("text", typed.text, faults),
            comment=comment,
            documents=documents,
            infected=infected,
        )
    elif asked.type is AnswerType.DATE:
        day = read_day(typed.day, typed.month, typed.year, faults, latest=on if asked.past_date else None)
        fact = AnswerFact(asked.reference, on=day, comment=comment, documents=documents, infected=infected)
    elif asked.type is AnswerType.NUMBER and asked.unit is not None:
        number = _number("number", typed.number, asked.unit, faults)
        fact = AnswerFact(asked.reference, number=number, comment=comment, documents=documents, infected=infected)
    if not faults and not may_be_empty and not has_value(asked, fact):
        faults.append(Fault(_value_field(asked.type), lacking(asked, fact)))
    _stop_if(faults)
    return fact


def has_value(asked: ItemAsked, fact: AnswerFact) -> bool:
    """Tell whether an answer holds a value of the kind that the item asks for."""
    if asked.type in _CHOICES:
        return fact.yes_no in _CHOICES[asked.type]
    if asked.type is AnswerType.TEXT:
        return bool(fact.text.strip())
    if asked.type is AnswerType.DATE:
        return fact.on is not None
    if asked.type is AnswerType.NUMBER:
        return fact.number is not None
    return fact.documents > fact.infected


def lacking(asked: ItemAsked, fact: AnswerFact) -> str:
    """Tell why an answer holds no value: ``infected`` where its only documents are no evidence, else ``missing``."""
    return "infected" if asked.type is AnswerType.DOCUMENT and fact.infected else "missing"


def short_of(asked: ItemAsked, fact: AnswerFact | None) -> str:
    """Tell why an answer does not do what the item asks; empty when it does.

    ``missing``: there is none of the kind asked for. ``infected``: a document is asked for, and in all that stand under
    the answer the virus check found something; nobody can open them, so they show nothing (our reading).
    ``to_check``: carried over from last year and not yet looked at.
    ``answered_no``: a mandatory item answered no. The specification (section 9 b) asks for evidence against each
    mandatory item, and a no says that there is none; so it is kept, and does not count (our reading).
    ``exceptions_missing``: yes with exceptions, and none of them listed.
    """
    if fact is None:
        return "missing"
    if fact.not_applicable:
        if not asked.not_applicable:
            return "missing"
    elif not has_value(asked, fact):
        return lacking(asked, fact)
    if fact.to_check:
        return "to_check"
    if asked.type in _CHOICES and not fact.not_applicable:
        if fact.yes_no == "no" and asked.is_mandatory:
            return "answered_no"
        if fact.yes_no == "exceptions" and not fact.comment.strip():
            return "exceptions_missing"
    return ""


def carries_over(before: ItemAsked, now: ItemAsked, item: EvidenceItem, edition_before: str) -> bool:
    """Tell whether last year's answer may stand as a start: the same question of the same kind, unchanged since.

    ``item`` is this year's, ``edition_before`` the key of last year's edition. That an item is unchanged is said by the
    edition, not read off its words: they differ too when only one of the two holds the official ones. A body whose
    category has changed carries over only what is asked of both alike this year. Requirement and help may differ.
    """
    if not item.unchanged_since or item.unchanged_since > edition_before:
        return False
    if (before.type, before.unit) != (now.type, now.unit):
        return False
    asked_alike = item.asked.get(before.category, before)
    return asked_alike.question == now.question


def read_day(day: str, month: str, year: str, faults: list[Fault], *, latest: date | None = None) -> date | None:
    """Read a day typed in three fields; months as numbers or English names. Adds to ``faults`` at field ``date``."""
    parts = {"day": _tidy(day), "month": _tidy(month).casefold(), "year": _tidy(year)}
    if not any(parts.values()):
        return None
    absent = tuple(name for name, value in parts.items() if not value)
    if absent:
        faults.append(Fault("date", "date_incomplete", {"missing": absent}))
        return None
    month_number = _MONTHS.get(parts["month"]) or _digits(parts["month"], 2)
    day_number, year_number = _digits(parts["day"], 2), _digits(parts["year"], 4)
    if len(parts["year"]) != 4 or year_number is None or year_number < EARLIEST_YEAR:
        faults.append(Fault("date", "date_year", {"typed": parts["year"][:20]}))
        return None
    try:
        found = date(year_number, month_number or 0, day_number or 0)
    except ValueError:
        typed = " ".join(value[:20] for value in (parts["day"], _tidy(month), parts["year"]))
        faults.append(Fault("date", "date_unreal", {"typed": typed}))
        return None
    if latest is not None and found > latest:
        faults.append(Fault("date", "date_in_future", {"latest": latest}))
        return None
    return found


def _with_choice(asked: ItemAsked, typed: Typed, fact: AnswerFact, faults: list[Fault]) -> AnswerFact:
    choice = _tidy(typed.choice)
    if choice and choice not in _CHOICES[asked.type]:
        faults.append(Fault("choice", "choice_unknown"))
        return fact
    if choice == "exceptions" and not fact.comment and not faults:
        faults.append(Fault("comment", "exceptions_missing"))
    return AnswerFact(asked.reference, yes_no=choice, comment=fact.comment, documents=fact.documents)


def _value_field(kind: AnswerType) -> str:
    if kind in _CHOICES:
        return "choice"
    return {AnswerType.DATE: "date", AnswerType.NUMBER: "number", AnswerType.DOCUMENT: "documents"}.get(kind, "text")


def _text(name: str, typed: str, faults: list[Fault]) -> str:
    text = typed.replace("\r\n", "\n").replace("\r", "\n").strip()
    if (over := len(text) - TEXT_LIMIT) > 0:
        faults.append(Fault(name, "text_too_long", {"limit": TEXT_LIMIT, "length": len(text), "over": over}))
        return ""
    if any(unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t" for char in text):
        faults.append(Fault(name, "text_unreadable"))
        return ""
    return text


def _number(name: str, typed: str, unit: Unit, faults: list[Fault]) -> Decimal | None:
    text = _tidy(typed).removeprefix("£").removesuffix("%").strip()
    if not text:
        return None
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    if not _NUMBER.fullmatch(text):
        faults.append(Fault(name, "number_unreadable", {"unit": unit.key}))
        return None
    number = Decimal(text)
    facts = {"unit": unit.key, "minimum": unit.minimum, "maximum": unit.maximum, "decimals": unit.decimals}
    if number < unit.minimum:
        faults.append(Fault(name, "number_too_low", facts))
    elif number > unit.maximum:
        faults.append(Fault(name, "number_too_high", facts))
    elif number != round(number, unit.decimals):
        faults.append(Fault(name, "number_decimals", facts))
    else:
        return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()
    return None


def _digits(text: str, at_most: int) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= at_most else None


def _tidy(typed: str) -> str:
    return typed.strip()


def _stop_if(faults: list[Fault]) -> None:
    if faults:
        raise AnswerRefused(*faults)
