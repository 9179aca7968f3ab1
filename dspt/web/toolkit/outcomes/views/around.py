"""What stands around an outcome: its owner, its evidence, its changes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from dspt.assessments.actions import (
    AssessmentClosed,
    AssessmentKey,
    NewDocument,
    NotAssignable,
    OutcomeNotAssignable,
    OutcomeNotThere,
    add_to_outcome,
    assign_indicator,
    assign_outcome,
    attach_to_outcome,
    detach_from_outcome,
)
from dspt.assessments.queries import judgement_history, outcome_sheet
from dspt.documents.actions import DocumentRefused, FileRefused, SpaceRefused, StoreAway
from dspt.documents.queries import documents_of
from dspt.foundation.clock import london_date, now
from dspt.organisations.queries import people
from dspt.organisations.rules import Permission
from dspt.web.access import Scope, member
from dspt.web.kit.errors import forbidden
from dspt.web.kit.pages import render
from dspt.web.toolkit.frame import frame

from ..forms import IndicatorOwnerForm, NewEvidenceForm, OwnerForm
from ..pages.around import changes_page, evidence_page, indicators_page, owner_page
from ..words import of_refused_document, of_refused_evidence, of_refused_owner
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


@require_http_methods(["GET", "HEAD", "POST"])
@member(Permission.READ)
def outcome_evidence(request: HttpRequest, scope: Scope, edition: str, reference: str) -> HttpResponse:
    """Show the documents under an outcome; take one from the library, add a new one, take one away."""
    of, at = edition_of(edition), now()
    asked, key = outcome_of(of, reference), key_of(scope, of)
    sending = request.method == "POST"
    if sending and not scope.may(Permission.ANSWER):
        return forbidden(request)
    form = NewEvidenceForm(
        request.POST if sending and "add" in request.POST else None,
        request.FILES if sending and "add" in request.POST else None,
    )
    line = ""
    if sending:
        try:
            said = _change(request, scope, key, reference, form)
        except (DocumentRefused, FileRefused, SpaceRefused, StoreAway) as no:
            form.add_error(*of_refused_document(no))
        except (OutcomeNotThere, AssessmentClosed) as no:
            line = of_refused_evidence(no)
        else:
            if said:
                messages.success(request, said)
                return redirect("outcome_evidence", code=scope.code, edition=of.key, reference=reference)
            line = "" if form.is_bound else "Select a document from the library"
    sheet = outcome_sheet(key, reference, None, london_date(at))
    if sheet is None:
        return not_begun(request, scope, of)
    page = evidence_page(
        frame=frame(scope, of, "assessment"),
        edition=of,
        outcome=asked,
        sheet=sheet,
        library=documents_of(scope.standing.organisation),
        find=" ".join(request.GET.get("find", "").split())[:100],
        form=form,
        line=line,
        may_edit=scope.may(Permission.ANSWER),
        today=london_date(at),
    )
    return render(request, "toolkit/outcomes/evidence.html", page, status=422 if sending else 200)


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


def _change(request: HttpRequest, scope: Scope, key: AssessmentKey, reference: str, form: NewEvidenceForm) -> str:
    """Do what the form asks for, and say so; empty: nothing was asked for that could be done."""
    about: dict[str, Any] = {"by": scope.actor, "assessment": key, "outcome": reference, "at": now()}
    if "add" in request.POST:
        if not form.is_valid():
            return ""
        said = form.cleaned_data
        file = said["file"]
        new = NewDocument(
            said["title"], said["dated_on"], file, file.name if file else "", said["link"].strip(), said["place"]
        )
        add_to_outcome(new=new, **about)
        return f"The document is in the library and under {reference}."
    if "detach" in request.POST:
        detach_from_outcome(document=_document(request.POST["detach"]), **about)
        return f"The document no longer stands under {reference}. It is still in the library."
    chosen = request.POST.get("document", "")
    if not chosen:
        return ""
    attach_to_outcome(document=_document(chosen), **about)
    return f"The document now stands under {reference}."


def _document(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        raise OutcomeNotThere("document_gone") from None
