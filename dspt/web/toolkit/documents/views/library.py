"""The library: list what there is, add to it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from dspt.assessments.queries import document_uses, documents_counted, documents_wanted
from dspt.documents.queries import used_bytes
from dspt.foundation.clock import london_date, now
from dspt.organisations.rules import Permission
from dspt.web.access.scopes import Scope, member
from dspt.web.kit.errors import forbidden
from dspt.web.kit.pages import render
from dspt.web.toolkit.assertions.year import current_edition
from dspt.web.toolkit.words import count, listed

from ..adding import Taken, take_in
from ..filters import PAGE, Asked
from ..forms import NewDocumentsForm
from ..library import library_page

NOTHING_TAKEN = Taken()
_NAMED = 3
"""Up to so many names are read out when documents were added."""


@member(Permission.READ)
@require_http_methods(["GET", "HEAD", "POST"])
def library(request: HttpRequest, scope: Scope) -> HttpResponse:
    """List the documents with what rests on them; take in others. Seven statements to list a page of them.

    A script sends files one by one and asks for JSON: what was added, what was refused and why.
    """
    if request.method != "POST":
        added = request.GET.get("added", "")
        if added.isascii() and added.isdigit() and 0 < len(added) < 4:  # a script sent the files one by one
            messages.success(request, f"{count(int(added), 'document is', 'documents are')} added.")
            return redirect("documents", scope.code)
        return _show(request, scope, NewDocumentsForm())
    if not scope.may(Permission.ANSWER):
        return forbidden(request)
    form = NewDocumentsForm(request.POST)
    taken = take_in(request, scope, form, now()) if form.is_valid() else NOTHING_TAKEN
    if request.headers.get("Accept") == "application/json":
        told = [{"name": one.name, "refusal": one.refusal} for one in taken.outcomes]
        return JsonResponse({"outcomes": told, "errors": [str(words[0]) for words in form.errors.values()]})
    if form.errors or not taken.is_whole:
        return _show(request, scope, form, taken)
    messages.success(request, _added(taken.added))
    return redirect("documents", scope.code)


def _show(request: HttpRequest, scope: Scope, form: NewDocumentsForm, taken: Taken = NOTHING_TAKEN) -> HttpResponse:
    at, organisation = now(), scope.standing.organisation
    asked = Asked.of(request.GET.dict())
    on = london_date(at)
    wanted = asked.wanted(scope.actor.id, on)
    shown, number = documents_wanted(organisation, wanted, first=(asked.page - 1) * PAGE, most=PAGE)
    page = library_page(
        scope,
        current_edition(at),
        asked,
        shown=shown,
        number=number,
        counts=documents_counted(organisation, scope.actor.id, on),
        uses=document_uses(organisation, [one.id for one in shown]),
        used_bytes=used_bytes(organisation),
        on=on,
        form=form,
        outcomes=taken.outcomes,
        added=len(taken.added),
    )
    return render(request, "toolkit/documents/library.html", page, status=422 if form.is_bound else 200)


def _added(titles: tuple[str, ...]) -> str:
    if len(titles) > _NAMED:
        return f"{count(len(titles), 'document')} are added."
    return f"{listed(titles)} {'is' if len(titles) == 1 else 'are'} added."
