"""One document: its page, a new version of it, its name, owner and dates, removing it and putting it back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dspt.assessments.actions import DocumentInUse, NewDocument, remove_unused_document, replace_document
from dspt.assessments.queries import Use, document_uses
from dspt.documents.actions import DocumentGone, OwnerNotMember, describe_document, put_back_document
from dspt.documents.queries import DocumentRecord, versions_of_document
from dspt.documents.queries import document as document_record
from dspt.foundation.clock import london_date, now
from dspt.foundation.refusals import Refusal
from dspt.organisations.queries import people
from dspt.organisations.rules import Permission
from dspt.web.access.scopes import Scope, member
from dspt.web.kit.pages import render
from dspt.web.toolkit.assertions.words import document_refusal_in_words
from dspt.web.toolkit.assertions.year import current_edition
from dspt.web.toolkit.words import listed

from ..document import about_page, document_page, remove_page
from ..forms import AboutForm, NewVersionForm


@member(Permission.READ)
@require_safe
def about_one(request: HttpRequest, scope: Scope, document: UUID) -> HttpResponse:
    """Show a document: where it is used and every version. Six statements."""
    one = _found(scope, document, removed_too=True)
    return _show(request, scope, one, NewVersionForm(initial={"seen": one.version}))


@member(Permission.ANSWER)
@require_POST
def replace(request: HttpRequest, scope: Scope, document: UUID) -> HttpResponse:
    """Give a document its next version."""
    one = _found(scope, document)
    form = NewVersionForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, scope, one, form)
    said = form.cleaned_data
    file = said["file"]
    new = NewDocument(
        dated_on=said["dated_on"],
        file=file.file if file else None,
        file_name=file.name if file else "",
        link=said["link"],
        place=said["place"],
    )
    try:
        replaced, withdrawn = replace_document(
            by=scope.actor,
            organisation=scope.standing.organisation,
            code=scope.code,
            document=document,
            seen_version=said["seen"],
            new=new,
            at=now(),
        )
    except DocumentGone:
        raise Http404 from None
    except Refusal as refused:
        field = "file" if file else "link" if said["link"] else "place"
        form.add_error(
            None if refused.code == "document_changed" else field,
            document_refusal_in_words(refused, settings.DSPT_UPLOAD_LIMIT_BYTES),
        )
        return _show(request, scope, one, form)
    messages.success(request, f"Version {replaced.version} of {replaced.title} stands now.")
    if withdrawn:
        messages.warning(request, f"Confirm again when you have looked: {listed(withdrawn)}.")
    return redirect("document_page", scope.code, document)


@member(Permission.ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def describe(request: HttpRequest, scope: Scope, document: UUID) -> HttpResponse:
    """Say what a document is called, whose it is, and its dates."""
    one = _found(scope, document)
    choices = [(str(member.person), member.name) for member in people(scope.standing.organisation)]
    if one.owner_id and str(one.owner_id) not in dict(choices):
        choices.append((str(one.owner_id), f"{one.owner_name} (has no access any more)"))
    stands: dict[str, Any] = {
        "title": one.title,
        "owner": str(one.owner_id or ""),
        "review_on": one.review_on,
        "dated_on": one.dated_on,
        "seen": one.version,
    }
    form = AboutForm(request.POST if request.method == "POST" else None, initial=stands, people=choices)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            describe_document(
                by=scope.actor,
                organisation=scope.standing.organisation,
                code=scope.code,
                document=document,
                seen_version=said["seen"],
                title=said["title"],
                owner=UUID(said["owner"]) if said["owner"] else None,
                review_on=said["review_on"],
                dated_on=said["dated_on"],
                at=now(),
            )
        except DocumentGone:
            raise Http404 from None
        except Refusal as refused:
            field = "owner" if isinstance(refused, OwnerNotMember) else "title"
            form.add_error(
                None if refused.code == "document_changed" else field,
                document_refusal_in_words(refused, settings.DSPT_UPLOAD_LIMIT_BYTES),
            )
        else:
            messages.success(request, f"{said['title']}: name, owner and dates are saved.")
            return redirect("document_page", scope.code, document)
    page = about_page(scope, current_edition(now()), one, form)
    return render(request, "toolkit/documents/about.html", page, status=422 if form.is_bound else 200)


@member(Permission.ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, scope: Scope, document: UUID) -> HttpResponse:
    """Ask, then take a document that nothing rests on out of the library; it can be put back."""
    one = _found(scope, document)
    if request.method == "POST":
        try:
            title = remove_unused_document(
                by=scope.actor, organisation=scope.standing.organisation, code=scope.code, document=document, at=now()
            )
        except DocumentInUse as refused:
            uses = refused.facts["uses"]
            assert isinstance(uses, tuple)
            return _ask(request, scope, one, uses)
        except DocumentGone:
            raise Http404 from None
        messages.success(request, f"{title} is removed. You find it under “Removed” and can put it back.")
        return redirect("documents", scope.code)
    return _ask(request, scope, one, _uses(scope, document))


@member(Permission.ANSWER)
@require_POST
def put_back(request: HttpRequest, scope: Scope, document: UUID) -> HttpResponse:
    """Take a removed document into the library again."""
    try:
        title = put_back_document(
            by=scope.actor, organisation=scope.standing.organisation, code=scope.code, document=document, at=now()
        )
    except DocumentGone:
        raise Http404 from None
    messages.success(request, f"{title} is in the library again.")
    return redirect("document_page", scope.code, document)


def _found(scope: Scope, document: UUID, *, removed_too: bool = False) -> DocumentRecord:
    one = document_record(scope.standing.organisation, document, removed_too=removed_too)
    if one is None:
        raise Http404
    return one


def _uses(scope: Scope, document: UUID) -> tuple[Use, ...]:
    return document_uses(scope.standing.organisation, [document]).get(document, ())


def _show(request: HttpRequest, scope: Scope, one: DocumentRecord, form: NewVersionForm) -> HttpResponse:
    at = now()
    page = document_page(
        scope,
        current_edition(at),
        one,
        versions=versions_of_document(scope.standing.organisation, one.id),
        uses=_uses(scope, one.id),
        on=london_date(at),
        form=form,
    )
    return render(request, "toolkit/documents/document.html", page, status=422 if form.is_bound else 200)


def _ask(request: HttpRequest, scope: Scope, one: DocumentRecord, uses: tuple[Use, ...]) -> HttpResponse:
    page = remove_page(scope, current_edition(now()), one, uses)
    return render(request, "toolkit/documents/remove.html", page, status=409 if request.method == "POST" else 200)
