"""The form of one item: each kind of answer as fields, filled with what was typed."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.urls import reverse

from dspt.assessments.queries import AnswerDocumentRecord
from dspt.documents.queries import DocumentRecord
from dspt.standard.answers import TEXT_LIMIT
from dspt.standard.edition import AnswerType, ItemAsked
from dspt.web.kit.fields import Choice, DateParts, Field
from dspt.web.toolkit.picking import Picking

from .answers import document_lines
from .given import Given
from .pages import AnswerForm
from .words import ACCEPT, TAKEN, UNITS, range_in_words
from .year import Year


def answer_form(
    year: Year,
    asked: ItemAsked,
    given: Given,
    messages: Mapping[str, str],
    *,
    documents: tuple[AnswerDocumentRecord | DocumentRecord, ...],
    pick: Picking | None,
    is_answered: bool,
    skip_url: str,
    heading: str,
) -> AnswerForm:
    """Put the form together.

    ``messages``: by field; ``documents``: those under the answer and those that were ticked beside them; ``pick``: what
    was found among the others, None: they were not looked through.
    """
    place = {"code": year.scope.code, "edition": year.edition.key, "reference": asked.reference}
    url = reverse("item", kwargs=place)
    first = asked.type is AnswerType.DOCUMENT
    ticked = frozenset(given.documents)
    fields = {name: _document_field(name, given, messages, first) for name in ("file", "link", "place")}
    main, after = _main(asked, given, messages), _after(asked, given, messages)
    if not first:
        fields_open = any(messages.get(name) for name in (*fields, "dated")) or bool(documents) or pick is not None
    else:
        fields_open = True
    return AnswerForm(
        heading=heading,
        action=url,
        draft_url=reverse("item_draft", kwargs=place),
        version=given.get("version") or "0",
        main=main,
        after=after,
        documents_first=first,
        documents_heading="Where is it?" if first else "Documents that show it (optional)",
        documents_error="",
        documents_open=fields_open,
        kept=document_lines(year.scope.code, documents, ticked=ticked),
        others=document_lines(year.scope.code, pick.documents if pick else (), ticked=ticked),
        others_note=pick.note if pick else "",
        find=pick.find if pick else None,
        is_choosing=pick is not None,
        choose_url=f"{url}#documents",
        file=fields["file"],
        link=fields["link"],
        place=fields["place"],
        dated=_date_field(
            "dated",
            "Date on the document (optional)",
            "Of what you add here. We remind you to look at it again when it is more than a year old.",
            given,
            messages,
            size="",
        ),
        skip_url=skip_url,
        take_back_url=reverse("item_take_back", kwargs=place) if is_answered else "",
        may_be_kept_for_later=True,
    )


def _main(asked: ItemAsked, given: Given, messages: Mapping[str, str]) -> tuple[Field, ...]:
    if asked.type in (AnswerType.YES_NO, AnswerType.YES_NO_EXCEPTIONS):
        return (_choice(asked, given, messages),)
    absent = _absent(asked, given, messages)
    if asked.type is AnswerType.TEXT:
        text = Field(
            "text",
            "Your answer",
            "textarea",
            given.get("text"),
            error=messages.get("text", ""),
            size="s",
            rows=6,
            limit=TEXT_LIMIT,
        )
        return (text, *absent)
    if asked.type is AnswerType.DATE:
        return (_date_field("date", "Date", "For example, 4 2 2025", given, messages, size="s"), *absent)
    if asked.type is AnswerType.NUMBER:
        before, after = UNITS.get(asked.unit.key if asked.unit else "", ("", ""))
        number = Field(
            "number",
            "Number",
            "number",
            given.get("number"),
            hint=range_in_words(asked.unit) if asked.unit else "",
            error=messages.get("number", ""),
            size="s",
            width="10",
            prefix=before,
            suffix=after,
            inputmode="decimal" if asked.unit and asked.unit.decimals else "numeric",
        )
        return (number, *absent)
    return absent


def _date_field(name: str, label: str, hint: str, given: Given, messages: Mapping[str, str], *, size: str) -> Field:
    typed = DateParts(given.get(f"{name}-day"), given.get(f"{name}-month"), given.get(f"{name}-year"))
    if messages.get(name):
        parts = {"day": typed.day, "month": typed.month, "year": typed.year}
        empty = tuple(part for part, text in parts.items() if not text.strip())
        wrong = empty if 0 < len(empty) < 3 else ("day", "month", "year")
        typed = DateParts(typed.day, typed.month, typed.year, wrong)
    return Field(name, label, "date", hint=hint, error=messages.get(name, ""), size=size, date=typed)


def _choice(asked: ItemAsked, given: Given, messages: Mapping[str, str]) -> Field:
    chosen = given.get("choice")
    no_hint = "Kept as your answer. The question stays to do until it is a yes" if asked.is_mandatory else ""
    choices = [Choice("yes", "Yes", is_chosen=chosen == "yes")]
    if asked.type is AnswerType.YES_NO_EXCEPTIONS:
        listed = Field(
            "exceptions",
            "Which exceptions, and why?",
            "textarea",
            given.get("exceptions"),
            error=messages.get("comment", "") if chosen == "exceptions" else "",
            rows=4,
            limit=TEXT_LIMIT,
        )
        choices.append(
            Choice("exceptions", "Yes, with exceptions", is_chosen=chosen == "exceptions", reveals=(listed,))
        )
    choices.append(Choice("no", "No, not yet", hint=no_hint, is_chosen=chosen == "no"))
    if asked.not_applicable:
        choices.append(
            Choice(
                "na",
                "This does not apply to us",
                hint=asked.not_applicable,
                is_chosen=chosen == "na",
                reveals=(_reason(given, messages if chosen == "na" else {}),),
                after_or=True,
            )
        )
    return Field(
        "choice",
        "Your answer",
        "radios",
        error=messages.get("choice", "") or messages.get("na", ""),
        choices=tuple(choices),
        size="s",
    )


def _absent(asked: ItemAsked, given: Given, messages: Mapping[str, str]) -> tuple[Field, ...]:
    if not asked.not_applicable:
        return ()
    ticked = given.get("na") == "yes"
    choice = Choice(
        "yes",
        "This does not apply to us",
        hint=asked.not_applicable,
        is_chosen=ticked,
        reveals=(_reason(given, messages if ticked else {}),),
    )
    return (
        Field("na", "If it does not apply", "checkboxes", error=messages.get("na", ""), choices=(choice,), size="s"),
    )


def _reason(given: Given, messages: Mapping[str, str]) -> Field:
    return Field(
        "reason",
        "Why does it not apply?",
        "textarea",
        given.get("reason"),
        error=messages.get("comment", ""),
        rows=3,
        limit=TEXT_LIMIT,
    )


def _after(asked: ItemAsked, given: Given, messages: Mapping[str, str]) -> tuple[Field, ...]:
    elsewhere = given.get("choice") in ("na", "exceptions") or given.get("na") == "yes"
    note = Field(
        "comment",
        "Comment, also for yourself next year (optional)",
        "textarea",
        given.get("comment"),
        error="" if elsewhere else messages.get("comment", ""),
        size="s",
        rows=3,
        limit=TEXT_LIMIT,
    )
    return (note,)


def _document_field(name: str, given: Given, messages: Mapping[str, str], first: bool) -> Field:
    error = messages.get(name, "")
    if name == "file":
        megabytes = settings.DSPT_UPLOAD_LIMIT_BYTES // (1024 * 1024)
        hint = f"{TAKEN}, up to {megabytes} MB. Only people of your organisation can open it."
        return Field("file", "Add files", "file", hint=hint, error=error, accept=ACCEPT, is_multiple=True)
    if name == "link":
        return Field(
            "link", "or a link to it", "url", given.get("link"), error=error, autocomplete="off", spellcheck=False
        )
    return Field("place", "or say where it is kept", "text", given.get("place"), error=error)
