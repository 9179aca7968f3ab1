"""What stands around an outcome: its owner, who holds its indicators, its changes."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from dspt.assessments.actions import (
    AssessmentClosed,
    NotAssignable,
    OutcomeNotAssignable,
    assign_indicator,
    assign_outcome,
)
from dspt.assessments.queries import judgement_history, outcome_sheet
from dspt.foundation.clock import london_date, now
from dspt.organisations.queries import people
from dspt.organisations.rules import Permission
from dspt.web.access import Scope, member
from dspt.web.kit.pages import render
from dspt.web.toolkit.frame import frame

from ..forms import IndicatorOwnerForm, OwnerForm
from ..pages.around import changes_page, indicators_page, owner_page
from ..words import of_refused_owner
from .asked import edition_of, key_of, not_begun, outcome_of


@require_http_methods(["GET", "HEAD", "POST"])
@member(Permission.ANSWER)
def outcome_owner(request: HttpRequest, scope: Scope, edition: str, reference: str) -> HttpResponse:
    """Choose who owns an outcome and by when it is to be done."""
    of, at = edition_of(edition), now()
    asked, key = outcome_of(of, reference), key_of(scope, of)
    sheet = outcome_sheet(key, reference, None, london_date(at))
    if sheet is None:
        return not_begun(request, scope, of)
    choices = [(str(one.person), one.name) for one in people(scope.standing.organisation)]
    stands = {"owner": str(sheet.judged.owner_id or ""), "due_on": sheet.judged.due_on}
    form = OwnerForm(request.POST if request.method == "POST" else None, initial=stands, people=choices)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        owner = UUID(said["owner"]) if said["owner"] else None
        try:
            assign_outcome(by=scope.actor, assessment=key, outcome=reference, owner=owner, due_on=said["due_on"], at=at)
        except (OutcomeNotAssignable, AssessmentClosed) as no:
            form.add_error(*of_refused_owner(no))
        else:
            messages.success(request, f"Owner and due date of {reference} are saved.")
            return redirect("outcome", code=scope.code, edition=of.key, reference=reference)
    page = owner_page(frame=frame(scope, of, "assessment"), edition=of, outcome=asked, form=form)
    return render(request, "toolkit/outcomes/owner.html", page, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@member(Permission.ANSWER)
def outcome_indicators(request: HttpRequest, scope: Scope, edition: str, reference: str) -> HttpResponse:
    """Hand one indicator of an outcome to somebody, or take it back."""
    of, at = edition_of(edition), now()
    asked, key = outcome_of(of, reference), key_of(scope, of)
    if outcome_sheet(key, reference, None, london_date(at)) is None:
        return not_begun(request, scope, of)
    form = IndicatorOwnerForm(
        request.POST if request.method == "POST" else None,
        initial={"indicator": request.GET.get("indicator", "")},
        people=[(str(one.person), one.name) for one in people(scope.standing.organisation)],
        indicators=[(one.reference, f"{one.code} {_cut(one.text)}") for one in asked.indicators],
    )
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            assign_indicator(
                by=scope.actor,
                assessment=key,
                outcome=reference,
                indicator=said["indicator"],
                owner=UUID(said["owner"]) if said["owner"] else None,
                due_on=said["due_on"],
                at=at,
            )
        except (NotAssignable, AssessmentClosed) as no:
            form.add_error(*of_refused_owner(no))
        else:
            messages.success(request, "Who holds the indicator is saved.")
            return redirect("outcome", code=scope.code, edition=of.key, reference=reference)
    page = indicators_page(frame=frame(scope, of, "assessment"), edition=of, outcome=asked, form=form)
    return render(request, "toolkit/outcomes/owner.html", page, status=422 if form.is_bound else 200)


def _cut(text: str) -> str:
    return text if len(text) <= 70 else f"{text[:69].rstrip()}…"


@require_safe
@member(Permission.READ)
def outcome_changes(request: HttpRequest, scope: Scope, edition: str, reference: str) -> HttpResponse:
    """Show every version of an outcome's judgement, newest first. Four statements."""
    of = edition_of(edition)
    asked = outcome_of(of, reference)
    page = changes_page(
        frame=frame(scope, of, "assessment"),
        edition=of,
        outcome=asked,
        history=judgement_history(key_of(scope, of), reference),
    )
    return render(request, "toolkit/outcomes/changes.html", page)
