"""The documents under an outcome: taken from the library, added, taken away; what each of them supports."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from dspt.assessments.actions import (
    AssessmentClosed,
    AssessmentKey,
    NewDocument,
    OutcomeNotThere,
    SupportsChanged,
    add_to_outcome,
    attach_to_outcome,
    detach_from_outcome,
    relate_evidence,
)
from dspt.assessments.queries import OutcomeSheet, outcome_sheet
from dspt.documents.actions import DocumentRefused, FileRefused, SpaceRefused, StoreAway
from dspt.documents.queries import documents_to_pick
from dspt.foundation.clock import london_date, now
from dspt.organisations.rules import Permission
from dspt.web.access import Scope, member
from dspt.web.kit.errors import forbidden
from dspt.web.kit.pages import render
from dspt.web.toolkit.frame import frame
from dspt.web.toolkit.picking import SHOWN, Picking, picking

from ..forms import SUPPORTS, NewEvidenceForm
from ..pages.evidence import evidence_page, supports_in_words, supports_page
from ..words import of_refused_document, of_refused_evidence
from .asked import edition_of, key_of, not_begun, outcome_of


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
        pick=_pick(scope, sheet, " ".join(request.GET.get("find", "").split())[:100]),
        form=form,
        line=line,
        chosen=request.POST.getlist(SUPPORTS),
        may_edit=scope.may(Permission.ANSWER),
        today=london_date(at),
    )
    return render(request, "toolkit/outcomes/evidence.html", page, status=422 if sending else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@member(Permission.ANSWER)
def outcome_supports(request: HttpRequest, scope: Scope, edition: str, reference: str, document: UUID) -> HttpResponse:
    """Say which parts of an outcome one of its documents supports."""
    of, at = edition_of(edition), now()
    asked, key = outcome_of(of, reference), key_of(scope, of)
    line, chosen = "", frozenset(request.POST.getlist(SUPPORTS))
    if request.method == "POST":
        try:
            relate_evidence(
                by=scope.actor,
                assessment=key,
                outcome=reference,
                document=document,
                supports=chosen,
                seen=request.POST.getlist("seen"),
                at=at,
            )
        except SupportsChanged as no:
            theirs = supports_in_words(asked, no.current)
            line = f"Somebody else changed it meanwhile to: {theirs}. Save yours below, or go back to leave theirs"
        except (OutcomeNotThere, AssessmentClosed) as no:
            line = of_refused_evidence(no)
        else:
            messages.success(request, "What the document supports is saved.")
            return redirect("outcome_evidence", code=scope.code, edition=of.key, reference=reference)
    sheet = outcome_sheet(key, reference, None, london_date(at))
    if sheet is None:
        return not_begun(request, scope, of)
    held = next((one for one in sheet.judged.documents if one.id == document), None)
    if held is None:
        raise Http404
    page = supports_page(
        frame=frame(scope, of, "assessment"),
        edition=of,
        outcome=asked,
        document=held,
        chosen=chosen if line else held.supports,
        line=line,
    )
    return render(request, "toolkit/outcomes/supports.html", page, status=422 if line else 200)


def _pick(scope: Scope, sheet: OutcomeSheet, find: str) -> Picking:
    """Look through the documents that do not stand under the outcome yet. One statement."""
    under = [one.id for one in sheet.judged.documents]
    return picking(documents_to_pick(scope.standing.organisation, find, but=under, most=SHOWN), find)


def _change(request: HttpRequest, scope: Scope, key: AssessmentKey, reference: str, form: NewEvidenceForm) -> str:
    """Do what the form asks for, and say so; empty: nothing was asked for that could be done."""
    about: dict[str, Any] = {"by": scope.actor, "assessment": key, "outcome": reference, "at": now()}
    supports = request.POST.getlist(SUPPORTS)
    if "add" in request.POST:
        if not form.is_valid():
            return ""
        said = form.cleaned_data
        file = said["file"]
        new = NewDocument(
            said["title"], said["dated_on"], file, file.name if file else "", said["link"].strip(), said["place"]
        )
        add_to_outcome(new=new, supports=supports, **about)
        return f"The document is in the library and under {reference}."
    if "detach" in request.POST:
        detach_from_outcome(document=_document(request.POST["detach"]), **about)
        return f"The document no longer stands under {reference}. It is still in the library."
    chosen = request.POST.get("document", "")
    if not chosen:
        return ""
    attach_to_outcome(document=_document(chosen), supports=supports, **about)
    return f"The document now stands under {reference}."


def _document(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        raise OutcomeNotThere("document_gone") from None
