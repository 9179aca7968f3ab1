"""The library of evidence documents: list, add, open, remove."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dspt.assessments.actions import DocumentInUse, remove_unused_document
from dspt.assessments.queries import Use, document_uses
from dspt.documents.actions import DocumentGone, FileNotServed, add_file, add_link, add_place, check_file
from dspt.documents.queries import DocumentRecord, documents_of
from dspt.foundation.clock import now
from dspt.foundation.refusals import Refusal
from dspt.organisations.rules import Permission
from dspt.standard import catalogue
from dspt.web.access.scopes import Scope, member
from dspt.web.kit.components import Link
from dspt.web.kit.fields import Field, summary_of
from dspt.web.kit.file_links import FileClaim, file_address
from dspt.web.kit.pages import render
from dspt.web.toolkit.assertions.answers import document_lines
from dspt.web.toolkit.assertions.words import ACCEPT, TAKEN, document_refusal_in_words
from dspt.web.toolkit.assertions.year import current_edition
from dspt.web.toolkit.frame import frame
from dspt.web.toolkit.refused_files import NOT_SERVED, TROUBLE
from dspt.web.toolkit.words import count, day

from .pages import LibraryPage, LibraryRow, UnreadablePage

_USES_SHOWN = 6


@member(Permission.READ)
@require_http_methods(["GET", "HEAD", "POST"])
def library(request: HttpRequest, scope: Scope) -> HttpResponse:
    """List the documents with what rests on them; take in another one."""
    if request.method != "POST":
        return render(request, "toolkit/documents/library.html", _page(scope, {}, {}))
    if not scope.may(Permission.ANSWER):
        raise Http404
    typed = {name: request.POST.get(name, "")[:2000] for name in ("link", "place", "title")}
    wrong: dict[str, str] = {}
    upload = request.FILES.get("file")
    whose: dict[str, Any] = {
        "by": scope.actor,
        "organisation": scope.standing.organisation,
        "code": scope.code,
        "title": typed["title"],
        "at": now(),
    }
    field, added = "file", None
    try:
        if upload is not None:
            added = add_file(file=upload.file, name=upload.name or "", **whose)  # type: ignore[arg-type]
        elif typed["link"].strip():
            field = "link"
            added = add_link(url=typed["link"], **whose)
        elif typed["place"].strip():
            field = "place"
            added = add_place(place=typed["place"], **whose)
        else:
            wrong["file"] = "Add a file, a link or a place where it is kept"
    except Refusal as refused:
        where = "title" if refused.code == "title_too_long" else field
        wrong[where] = document_refusal_in_words(refused, settings.DSPT_UPLOAD_LIMIT_BYTES)
    if added is None:
        return render(request, "toolkit/documents/library.html", _page(scope, typed, wrong))
    messages.success(request, f"{added.title} is added.")
    return redirect("documents", scope.code)


@member(Permission.READ)
@require_safe
def one(request: HttpRequest, scope: Scope, document: UUID, version: int | None = None) -> HttpResponse:
    """Give a member of its own organisation an address, good for a minute, at which the file is handed out.

    Without a number the version that stands; by its number any version that is still kept. Where the virus check
    stands in the way, say so.
    """
    organisation, reader = scope.standing.organisation, request.user.id
    assert reader is not None
    try:
        found = check_file(organisation=organisation, document=document, number=version, reader=reader)
    except DocumentGone:
        raise Http404 from None
    except FileNotServed as refused:
        return _not_handed_out(request, scope, NOT_SERVED[refused.code], status=403)
    claim = FileClaim(organisation, scope.code, document, found.number, reader, is_own=True)
    return redirect(file_address(claim))


@member(Permission.READ)
@require_safe
def trouble(request: HttpRequest, scope: Scope, document: UUID) -> HttpResponse:
    """Say why a file that may be opened cannot be handed out; the door of files leads here."""
    words = TROUBLE.get(request.GET.get("why", ""), TROUBLE["store_away"])
    return _not_handed_out(request, scope, words, status=503)


def _not_handed_out(request: HttpRequest, scope: Scope, words: tuple[str, ...], *, status: int) -> HttpResponse:
    page = UnreadablePage(
        title=words[0],
        frame=frame(scope, current_edition(now()), "documents"),
        paragraphs=words[1:],
        library=reverse("documents", args=(scope.code,)),
    )
    return render(request, "toolkit/documents/unreadable.html", page, status=status)


@member(Permission.ANSWER)
@require_POST
def remove(request: HttpRequest, scope: Scope, document: UUID) -> HttpResponse:
    """Remove a document that nothing rests on."""
    try:
        remove_unused_document(
            by=scope.actor, organisation=scope.standing.organisation, code=scope.code, document=document, at=now()
        )
    except DocumentInUse:
        messages.warning(request, "An answer rests on this document. Take it off there first.")
    except DocumentGone:
        raise Http404 from None
    else:
        messages.success(request, "The document is removed.")
    return redirect("documents", scope.code)


def _page(scope: Scope, typed: dict[str, str], wrong: dict[str, str]) -> LibraryPage:
    held = documents_of(scope.standing.organisation)
    uses = document_uses(scope.standing.organisation)
    fields = _fields(typed, wrong) if scope.may(Permission.ANSWER) else ()
    return LibraryPage(
        title="Documents",
        frame=frame(scope, current_edition(now()), "documents"),
        wide=True,
        errors=summary_of(fields, note="Nothing was added."),
        lede=(
            f"{count(len(held), 'document')}. Only people of your organisation can open them."
            if held
            else "Nothing here yet. Add a document here or with an answer. It stays here for the years to come."
        ),
        caption="Documents, newest first",
        rows=tuple(_row(scope, one, uses.get(one.id, ())) for one in held),
        action=reverse("documents", kwargs={"code": scope.code}),
        fields=fields,
    )


def _row(scope: Scope, one: DocumentRecord, uses: tuple[Use, ...]) -> LibraryRow:
    (line,) = document_lines(scope.code, (one,))
    links = tuple(
        Link(
            f"{use.reference} in {use.edition}",
            reverse("outcome" if use.is_outcome else "item", args=(scope.code, use.edition, use.reference)),
        )
        for use in uses[:_USES_SHOWN]
        if any(known.key == use.edition for known in catalogue.editions())
    )
    may_remove = not uses and scope.may(Permission.ANSWER)
    return LibraryRow(
        title=one.title,
        url=line.url,
        note=line.note,
        mark=line.mark,
        added=f"{day(one.added_at.date())}, {one.added_by_name}",
        uses=links,
        unused="" if uses else "Nothing yet",
        remove_url=reverse("document_remove", args=(scope.code, one.id)) if may_remove else "",
    )


def _fields(typed: dict[str, str], wrong: dict[str, str]) -> tuple[Field, ...]:
    megabytes = settings.DSPT_UPLOAD_LIMIT_BYTES // (1024 * 1024)
    hint = f"{TAKEN}, up to {megabytes} MB"
    return (
        Field("file", "Add a file", "file", hint=hint, error=wrong.get("file", ""), accept=ACCEPT),
        Field(
            "link",
            "or a link to it",
            "url",
            typed.get("link", ""),
            error=wrong.get("link", ""),
            autocomplete="off",
            spellcheck=False,
        ),
        Field("place", "or say where it is kept", "text", typed.get("place", ""), error=wrong.get("place", "")),
        Field("title", "A name for it (optional)", "text", typed.get("title", ""), error=wrong.get("title", "")),
    )
