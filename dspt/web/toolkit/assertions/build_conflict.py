"""The page of two versions of one answer, put together from both and from what they began with."""

from __future__ import annotations

from django.http import QueryDict
from django.urls import reverse

from dspt.assessments.queries import AnswerRecord, VersionRecord
from dspt.foundation.clock import london_date, now
from dspt.standard.answers import TEXT_LIMIT, AnswerRefused, Typed, read_answer
from dspt.standard.edition import AnswerType, ItemAsked
from dspt.standard.facts import AnswerFact
from dspt.web.kit.components import Row, Words, differences
from dspt.web.kit.fields import Choice, Field, summary_of
from dspt.web.toolkit.asking import BEGAN, SAY, ask_field, first_name
from dspt.web.toolkit.frame import frame
from dspt.web.toolkit.words import clock_time, count, day, instant

from .answers import value_in_words
from .given import FIELDS, Given
from .pages import ConflictPage, Version
from .year import Year


def conflict_page(
    year: Year,
    asked: ItemAsked,
    given: Given,
    current: AnswerRecord,
    base: VersionRecord | None,
    sent: QueryDict,
    *,
    said: str = "",
    ask_error: str = "",
) -> ConflictPage:
    """Put ``given`` beside what stands. ``base``: what both began from; ``sent``: what was chosen and typed so far.

    ``said`` is what is wrong with a choice, ``ask_error`` with a question.
    """
    who = current.saved_by_name or "Somebody"
    other = "" if current.saved_by_id is not None and current.saved_by_id == year.scope.actor.id else first_name(who)
    theirs, mine = current.value.fact(asked.reference), fact_of(year, asked, given)
    their_text, my_text = text_of(asked, theirs), text_of(asked, mine, given.typed)
    their_words, my_words = differences(their_text[:TEXT_LIMIT], my_text[:TEXT_LIMIT])
    both = _both(sent.get("both", my_text)) if their_text != my_text else None
    keep = _keep(other, sent.get("keep", ""), said, may_write_both=both is not None)
    ask = None
    if other and current.saved_by_id is not None:
        ask = ask_field(other, asked.reference, sent.get(SAY) if BEGAN in sent else None, ask_error)
    base_lead, base_text = _began_from(asked, base) if base else ("", "")
    standard = next(one for one in year.edition.standards if one.number == asked.standard)
    saved_at = clock_time(current.saved_at) if current.saved_at else ""
    place = (year.scope.code, year.edition.key, asked.reference)
    return ConflictPage(
        title=f"{other} changed this answer while you were writing"
        if other
        else "You changed this answer in another window while you were writing",
        frame=frame(year.scope, year.edition, "assessment"),
        errors=summary_of((keep, *((ask,) if ask else ()))),
        where=f"{asked.reference}. {standard.title}",
        question=asked.ask,
        theirs=Version(
            f"{_their_version(other)}, saved {saved_at}",
            f"{who}. In the assessment now",
            their_words,
            _facts(asked, theirs, mine, theirs),
        ),
        mine=Version(
            f"Your version, sent {clock_time(now())}",
            f"{year.scope.actor.name}. Not in the assessment yet",
            my_words or (Words("", False),),
            _facts(asked, theirs, mine, mine),
        ),
        base=base_text,
        base_lead=base_lead,
        action=reverse("item_conflict", args=place),
        version=str(current.version),
        hidden=_hidden(given, sent),
        keep=keep,
        both=both,
        amended=_amended(year, asked, base),
        ask_title=f"Ask {other} first",
        ask=ask,
        item_url=reverse("item", args=place),
    )


def _their_version(other: str) -> str:
    """Name what stands; ``other``: who saved it, empty where it was the same person."""
    return f"{other}’s version" if other else "The saved version"


def _keep(other: str, chosen: str, error: str, *, may_write_both: bool) -> Field:
    stays = f"{other}’s stays in the earlier answers, and {other} is told" if other else ""
    choices = [
        Choice("theirs", _their_version(other), "Yours is not saved", chosen == "theirs"),
        Choice("mine", "My version", stays or "The saved one stays in the earlier answers", chosen == "mine"),
    ]
    if may_write_both:
        choices.append(Choice("both", "Written from both", "Edit the text below", chosen == "both"))
    return Field("keep", "What should the answer be?", "radios", error=error, choices=tuple(choices), size="m")


def _both(text: str) -> Field:
    return Field(
        "both",
        "Text from both",
        "textarea",
        text,
        hint="Used only if you choose “Written from both”. It starts with your version.",
        size="s",
        rows=6,
        limit=TEXT_LIMIT,
    )


def _hidden(given: Given, sent: QueryDict) -> tuple[tuple[str, str], ...]:
    """Carry my version through the page, and the version that it began from."""
    fields = [(name, given.get(name)) for name in FIELDS if name != "version" and given.get(name)]
    documents = [("document", str(one)) for one in given.documents]
    return (*fields, *documents, (BEGAN, sent.get(BEGAN, "") or given.get("version") or "0"))


def _began_from(asked: ItemAsked, base: VersionRecord) -> tuple[str, str]:
    lead, paragraphs = value_in_words(asked, base.value.fact(asked.reference))
    return f"The answer you both started from, {instant(base.saved_at)}", " ".join((lead, *paragraphs)).strip()


def _amended(year: Year, asked: ItemAsked, base: VersionRecord | None) -> str:
    found = year.edition.amended_since(asked.reference, london_date(base.saved_at)) if base else None
    return f"The question was changed on {day(found.on)}, after you both began. {found.what}" if found else ""


def fact_of(year: Year, asked: ItemAsked, given: Given) -> AnswerFact:
    """Read what the person typed, as far as it can be read."""
    try:
        return read_answer(asked, given.typed, on=year.on, documents=len(given.documents), may_be_empty=True)
    except AnswerRefused:
        return AnswerFact(asked.reference, documents=len(given.documents))


def text_of(asked: ItemAsked, fact: AnswerFact, typed: Typed | None = None) -> str:
    """Give the part of an answer that is read word by word: the text itself, else the comment."""
    if asked.type is AnswerType.TEXT and not fact.not_applicable:
        return typed.text if typed else fact.text
    return typed.comment if typed else fact.comment


def _facts(asked: ItemAsked, theirs: AnswerFact, mine: AnswerFact, one: AnswerFact) -> tuple[Row, ...]:
    """What differs besides the text: the choice, the day, the number, how many documents."""
    rows = []
    if asked.type is not AnswerType.TEXT or theirs.not_applicable != mine.not_applicable:
        rows.append(Row("Answer", value_in_words(asked, one)[0] or "None"))
    if theirs.documents or mine.documents:
        rows.append(Row("Documents", count(one.documents, "document")))
    return tuple(rows)
