"""Confirming an assertion: its answers on one page, and one button."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from dspt.assessments import actions
from dspt.assessments.queries import AnswerRecord, Assigned, WorkingSet, answers_in, working_set
from dspt.foundation.clock import now
from dspt.foundation.refusals import Refusal
from dspt.organisations.queries import people
from dspt.organisations.rules import Permission
from dspt.standard.scoring import AssertionResult, AssertionScore, ItemState, score_assertions
from dspt.web.access.scopes import Scope, member
from dspt.web.kit.components import Link
from dspt.web.kit.fields import ErrorLine, ErrorSummary
from dspt.web.kit.pages import render
from dspt.web.toolkit.frame import frame
from dspt.web.toolkit.words import day, instant, listed

from . import owning
from .answers import document_lines, read_out
from .pages import ConfirmLine, ConfirmPage
from .words import exemption_in_words
from .year import Year, year_of


@member(Permission.CONFIRM)
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, scope: Scope, edition: str, reference: str) -> HttpResponse:
    """Show what stands under an assertion; take the person's word for it."""
    year = year_of(scope, edition, now())
    if year.is_outcome_view or reference not in year.edition.assertions:
        raise Http404
    if year.profile is None:
        return redirect("assessment", scope.code, year.edition.key)
    said = ""
    if request.method == "POST":
        try:
            score = actions.confirm_assertion(
                by=scope.actor,
                assessment=year.key,
                assertion=reference,
                seen=versions_in(request.POST.get("seen", "")),
                at=now(),
            )
        except actions.AssertionNotReady as refused:
            said = f"Answer {listed(refused.items)} first"
        except actions.EvidenceMoved as refused:
            said = f"Somebody changed {listed(refused.items)} while you were reading. Read it again, then confirm"
        except actions.AlreadyConfirmed:
            return redirect("assessment", scope.code, year.edition.key)
        except actions.ItemNotAsked:
            raise Http404 from None
        except Refusal:
            said = "This edition does not take confirmations now"
        else:
            messages.success(request, f"{reference} is confirmed in your name.")
            return _onwards(year, reference, score)
    return _show(request, year, reference, said=said)


@member(Permission.CONFIRM)
@require_POST
def withdraw(request: HttpRequest, scope: Scope, edition: str, reference: str) -> HttpResponse:
    """Take a confirmation back."""
    year = year_of(scope, edition, now())
    try:
        actions.withdraw_confirmation(by=scope.actor, assessment=year.key, assertion=reference, at=now())
    except Refusal:
        messages.warning(request, f"{reference} is not confirmed, so there is nothing to take back.")
    else:
        messages.success(request, f"The confirmation of {reference} is taken back.")
    return redirect("assessment", scope.code, year.edition.key)


@member(Permission.ANSWER)
@require_POST
def owner(request: HttpRequest, scope: Scope, edition: str, reference: str) -> HttpResponse:
    """Give an assertion an owner and a due day."""
    year = year_of(scope, edition, now())
    if year.is_outcome_view or reference not in year.edition.assertions:
        raise Http404
    given = owning.from_post(request.POST)
    if not given.error:
        chosen = given.among(people(scope.standing.organisation))
        try:
            actions.assign_assertion(
                by=scope.actor,
                assessment=year.key,
                assertion=reference,
                owner=chosen.person if chosen else None,
                due_on=given.due,
                at=now(),
            )
        except actions.ItemNotAsked:
            raise Http404 from None
        except actions.NotAssignable as refused:
            given = owning.refused(given, refused.facts.get("closes_on"))
        except Refusal:
            messages.warning(request, "This edition takes no changes now.")
        else:
            messages.success(request, f"Who looks after {reference} is saved.")
    if given.error:
        return _show(request, year, reference, owner_sent=given, status=422)
    return redirect("confirm_assertion", scope.code, year.edition.key, reference)


def _show(
    request: HttpRequest,
    year: Year,
    reference: str,
    *,
    said: str = "",
    owner_sent: owning.OwnerGiven | None = None,
    status: int = 200,
) -> HttpResponse:
    held = working_set(year.scope.standing.organisation, year.edition.key)
    if held is None or year.profile is None:
        return redirect("assessment", year.scope.code, year.edition.key)
    score = score_assertions(year.edition, year.profile, held.facts, held.confirmed, year.on)
    result = score.assertions.get(reference)
    if result is None:
        raise Http404
    page = _page(year, held, result, said, owner_sent)
    return render(request, "toolkit/assertions/confirm.html", page, status=status)


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


def versions_of(result: AssertionResult, answers: Mapping[str, AnswerRecord]) -> str:
    """Write down the versions of an assertion's answers for the form to carry: ``1.3.1:4,1.3.2:0``."""
    items = [one.item.reference for one in result.items]
    return ",".join(f"{item}:{answers[item].version if item in answers else 0}" for item in items)


def versions_in(carried: str) -> dict[str, int]:
    """Read such versions back; what is none is passed over, so that it counts as not seen."""
    found = {}
    for part in carried[:4000].split(","):
        item, _, version = part.partition(":")
        if version.isascii() and version.isdigit() and len(version) < 9:
            found[item] = int(version)
    return found


def _onwards(year: Year, reference: str, score: AssertionScore) -> HttpResponse:
    """Go to the next assertion that is ready, or back to the overview."""
    place = (year.scope.code, year.edition.key)
    if score.awaiting_word:
        return redirect("confirm_assertion", *place, score.awaiting_word[0].assertion)
    return redirect(f"{reverse('assessment', args=place)}#s{reference.split('.')[0]}")


def _page(
    year: Year, held: WorkingSet, result: AssertionResult, said: str, owner_sent: owning.OwnerGiven | None
) -> ConfirmPage:
    assertion = year.edition.assertions[result.assertion]
    standard = next(one for one in year.edition.standards if one.number == assertion.standard)
    answers = answers_in(held.id, [one.item.reference for one in result.items])
    place = {"code": year.scope.code, "edition": year.edition.key}
    here = place | {"reference": result.assertion}
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
        seen=versions_of(result, answers),
        button=f"Confirm {result.assertion}",
        withdraw_url=reverse("withdraw_confirmation", kwargs=here) if result.confirmed and year.may_answer else "",
        owner=owning.owner_form(
            reverse("assertion_owner", kwargs=here),
            "Who looks after it?",
            people(year.scope.standing.organisation),
            holds.owner_id,
            holds.due_on,
            owner_sent,
        )
        if year.may_answer
        else None,
        back=Link(
            "Back to the questions" if year.is_easy else "Back to the assessment", reverse("assessment", kwargs=place)
        ),
    )


def _errors(said: str, owner_sent: owning.OwnerGiven | None) -> ErrorSummary:
    if owner_sent is not None:
        return ErrorSummary((ErrorLine(owner_sent.error, "due-day"),), "The owner is not saved yet.")
    return ErrorSummary((ErrorLine(said),)) if said else ErrorSummary()
