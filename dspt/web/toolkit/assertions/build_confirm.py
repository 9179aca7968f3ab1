"""The page on which an assertion is confirmed, and the lines in which its answers stand there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.urls import reverse

from dspt.assessments.queries import AnswerRecord, Assigned, WorkingSet
from dspt.organisations.queries import MemberRecord
from dspt.standard.scoring import AssertionResult, ItemState
from dspt.web.kit.components import Link
from dspt.web.kit.fields import ErrorLine, ErrorSummary
from dspt.web.toolkit.frame import frame
from dspt.web.toolkit.words import day, instant

from . import owning
from .answers import document_lines, read_out
from .pages import ConfirmLine, ConfirmPage
from .seen import carried
from .words import exemption_in_words
from .year import Year


def confirm_page(
    year: Year,
    held: WorkingSet,
    result: AssertionResult,
    answers: Mapping[str, AnswerRecord],
    members: Iterable[MemberRecord],
    *,
    said: str = "",
    owner_sent: owning.OwnerGiven | None = None,
) -> ConfirmPage:
    """Put the page together: what was answered, whether it can be confirmed, who looks after it.

    ``said`` is what is wrong with a word that was given, ``owner_sent`` a form of the owner that was not accepted.
    """
    assertion = year.edition.assertions[result.assertion]
    standard = next(one for one in year.edition.standards if one.number == assertion.standard)
    here = {"code": year.scope.code, "edition": year.edition.key, "reference": result.assertion}
    word = held.confirmations.get(result.assertion)
    holds = held.looked_after.get(result.assertion, Assigned(result.assertion))
    notes = []
    if holds.owner_name or holds.due_on:
        due = f", by {day(holds.due_on)}" if holds.due_on else ""
        notes.append(f"{holds.owner_name or 'Nobody yet'} looks after {result.assertion}{due}.")
    if result.confirmed and word:
        notes.append(f"Confirmed by {word.confirmed_by_name}, {instant(word.confirmed_at)}.")
    elif not result.ready:
        notes.append("Some of its required questions are not done yet, so it cannot be confirmed.")
    can = year.may_answer and result.ready and not result.confirmed
    return ConfirmPage(
        title=f"Confirm {result.assertion}" if not result.confirmed else f"{result.assertion} is confirmed",
        frame=frame(year.scope, year.edition, "assessment"),
        errors=_errors(said, owner_sent),
        reference=result.assertion,
        where=f"{standard.number}. {standard.title}",
        statement=assertion.statement,
        lines=lines_of(year, result, answers),
        notes=tuple(notes),
        action=reverse("confirm_assertion", kwargs=here) if can else "",
        seen=carried(result, answers),
        button=f"Confirm {result.assertion}",
        withdraw_url=reverse("withdraw_confirmation", kwargs=here) if result.confirmed and year.may_answer else "",
        owner=owning.owner_form(
            reverse("assertion_owner", kwargs=here),
            "Who looks after it?",
            members,
            holds.owner_id,
            holds.due_on,
            owner_sent,
        )
        if year.may_answer
        else None,
        back=back_to_overview(year),
    )


def back_to_overview(year: Year) -> Link:
    """Lead back from confirming."""
    words = "Back to the questions" if year.is_easy else "Back to the assessment"
    return Link(words, reverse("assessment", args=(year.scope.code, year.edition.key)))


def lines_of(year: Year, result: AssertionResult, answers: Mapping[str, AnswerRecord]) -> tuple[ConfirmLine, ...]:
    """Put what stands under an assertion into lines, item by item. ``answers``: by item; one not there says so."""
    place = {"code": year.scope.code, "edition": year.edition.key}
    lines = []
    for one in result.items:
        reference = one.item.reference
        answer = answers.get(reference)
        lead, paragraphs = read_out(one.item, answer) if answer and answer.is_answered else ("", ())
        if one.state is ItemState.EXEMPT and one.exempt:
            label = year.edition.exemptions[one.exempt.exemption].label
            lead = f"Exempt: {exemption_in_words(label, one.exempt.until)}."
        elif not lead and not paragraphs and not (answer and answer.documents):
            lead = "Not answered." if one.item.is_mandatory else "Not answered, optional."
        lines.append(
            ConfirmLine(
                reference,
                one.item.ask,
                reverse("item", kwargs=place | {"reference": reference}),
                lead,
                paragraphs,
                document_lines(year.scope.code, answer.documents) if answer else (),
                f"{answer.saved_by_name}, {instant(answer.saved_at)}" if answer and answer.saved_at else "",
            )
        )
    return tuple(lines)


def _errors(said: str, owner_sent: owning.OwnerGiven | None) -> ErrorSummary:
    if owner_sent is not None:
        return ErrorSummary((ErrorLine(owner_sent.error, "due-day"),), "The owner is not saved yet.")
    return ErrorSummary((ErrorLine(said),)) if said else ErrorSummary()
