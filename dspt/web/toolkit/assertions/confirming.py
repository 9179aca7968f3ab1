"""Confirming an assertion: its answers on one page, and one button."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from dspt.assessments import actions
from dspt.assessments.queries import answers_in, working_set
from dspt.foundation.clock import now
from dspt.foundation.refusals import Refusal
from dspt.organisations.queries import people
from dspt.organisations.rules import Permission
from dspt.standard.scoring import AssertionScore, score_assertions
from dspt.web.access.scopes import Scope, member
from dspt.web.kit.pages import render
from dspt.web.toolkit.words import listed

from . import owning
from .build_confirm import confirm_page
from .seen import brought_back
from .words import moved_in_words, year_refusal_in_words
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
                seen=brought_back(request.POST.get("seen", "")),
                at=now(),
            )
        except actions.AssertionNotReady as refused:
            said = f"Answer {listed(refused.items)} first"
        except actions.EvidenceMoved as refused:
            words = moved_in_words(refused.items, refused.replaced)
            said = f"{words[0].upper()}{words[1:]}"
        except actions.AlreadyConfirmed:
            return redirect("assessment", scope.code, year.edition.key)
        except actions.ItemNotAsked:
            raise Http404 from None
        except Refusal as refused:
            said = year_refusal_in_words(refused, "This could not be confirmed now")
        else:
            messages.success(request, f"{reference} is confirmed in your name.")
            return _onwards(year, reference, score)
    return _show(request, year, reference, said=said, status=422 if said else 200)


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
    page = confirm_page(
        year,
        held,
        result,
        answers_in(held.id, [one.item.reference for one in result.items]),
        people(year.scope.standing.organisation) if year.may_answer else (),
        said=said,
        owner_sent=owner_sent,
    )
    return render(request, "toolkit/assertions/confirm.html", page, status=status)


def _onwards(year: Year, reference: str, score: AssertionScore) -> HttpResponse:
    """Go to the next assertion that is ready, or back to the overview."""
    place = (year.scope.code, year.edition.key)
    if score.awaiting_word:
        return redirect("confirm_assertion", *place, score.awaiting_word[0].assertion)
    return redirect(f"{reverse('assessment', args=place)}#s{reference.split('.')[0]}")
