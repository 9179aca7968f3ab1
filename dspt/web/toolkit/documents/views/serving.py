"""Where the files of documents are asked for; the door of files hands them out."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from dspt.documents.actions import DocumentGone, FileNotServed, check_file
from dspt.foundation.clock import now
from dspt.organisations.rules import Permission
from dspt.web.access.scopes import Scope, member
from dspt.web.kit.file_links import FileClaim, file_address
from dspt.web.kit.pages import render
from dspt.web.toolkit.assertions.year import current_edition
from dspt.web.toolkit.frame import frame
from dspt.web.toolkit.refused_files import NOT_SERVED, TROUBLE

from ..pages import UnreadablePage


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
