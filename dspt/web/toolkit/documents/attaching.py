"""Putting one document under answers or outcomes: a list to choose from, with a search."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dspt.assessments.actions import (
    AssessmentClosed,
    AssessmentNotStarted,
    ItemNotAsked,
    OutcomeNotThere,
    ProfileMissing,
    attach_document,
)
from dspt.assessments.queries import assessment, document_uses
from dspt.documents.queries import DocumentRecord
from dspt.documents.queries import document as document_record
from dspt.documents.rules import search_key
from dspt.foundation.clock import now
from dspt.organisations.rules import Permission
from dspt.web.access.scopes import Scope, member
from dspt.web.kit.fields import ErrorLine, ErrorSummary
from dspt.web.kit.pages import render
from dspt.web.toolkit.assertions.year import Year, current_edition, year_of
from dspt.web.toolkit.frame import frame
from dspt.web.toolkit.words import listed

from .pages import AttachPage, Pickable

_MOST = 100


@member(Permission.ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def attach(request: HttpRequest, scope: Scope, document: UUID) -> HttpResponse:
    """Choose the items or outcomes of this year that a document stands under, and put it there."""
    at = now()
    year = year_of(scope, current_edition(at).key, at)
    one = document_record(scope.standing.organisation, document)
    if one is None:
        raise Http404
    said = ""
    if request.method == "POST":
        chosen = request.POST.getlist("use")[:_MOST]
        if not chosen:
            said = "Select at least one question"
        else:
            try:
                put = attach_document(by=scope.actor, assessment=year.key, document=document, references=chosen, at=at)
            except AssessmentNotStarted:
                said = "Start the assessment first, then put documents under its questions"
            except (ProfileMissing, AssessmentClosed):
                said = "This year takes no changes now"
            except (ItemNotAsked, OutcomeNotThere):
                said = "Select from the list: one of these is not asked of your organisation"
            else:
                messages.success(request, f"{one.title} now stands under {listed(put)}.")
                return redirect("document_page", scope.code, document)
    begun = assessment(scope.standing.organisation, year.edition.key) is not None
    page = _page(year, one, request.GET.get("find", "")[:100], said, begun=begun)
    return render(request, "toolkit/documents/attach.html", page, status=422 if said else 200)


def _page(year: Year, one: DocumentRecord, typed: str, said: str, *, begun: bool) -> AttachPage:
    find = " ".join(typed.split())
    held = {
        use.reference
        for use in document_uses(year.scope.standing.organisation, [one.id]).get(one.id, ())
        if use.edition == year.edition.key
    }
    words = search_key(find).split()
    rows = tuple(
        Pickable(reference, reference, title, reference in held)
        for reference, title in (_asked(year) if begun else ())
        if all(word in search_key(reference, title) for word in words)
        or (find and reference.casefold().startswith(find.casefold()))
    )
    here = (year.scope.code, one.id)
    return AttachPage(
        title=f"Put “{one.title}” under answers",
        frame=frame(year.scope, year.edition, "documents"),
        errors=ErrorSummary((ErrorLine(said, "use-1" if rows else ""),)) if said else ErrorSummary(),
        lede="One document can stand under many. What you wrote there stays; the document is added to it.",
        find=find,
        rows=rows,
        begin="" if begun else reverse("assessment", args=(year.scope.code, year.edition.key)),
        nothing=f"Nothing has “{find}” in its number or words" if find else "Nothing can be chosen yet",
        url=reverse("document_attach", args=here),
        document=reverse("document_page", args=here),
    )


def _asked(year: Year) -> tuple[tuple[str, str], ...]:
    """List what this year asks of the body: reference and words, the plain ones in easy mode."""
    if year.profile is None:
        return ()
    if year.is_outcome_view:
        return tuple((reference, outcome.title) for reference, outcome in year.edition.outcomes.items())
    asked = year.edition.asked(year.category)
    required_first = sorted(asked, key=lambda one: not one.is_mandatory)
    return tuple((one.reference, one.ask if year.is_easy else one.question) for one in required_first)
