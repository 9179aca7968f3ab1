"""The interim submission: a level on every outcome, on one day."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from dspt.foundation.clock import now
from dspt.foundation.refusals import Refusal
from dspt.organisations.rules import Permission
from dspt.publication.actions import Seen, submit_interim
from dspt.publication.queries import NotStarted, readiness
from dspt.publication.rules import INTERIM, InterimNotAsked
from dspt.standard.edition import Edition
from dspt.web.access import Scope, member
from dspt.web.kit.pages import render
from dspt.web.toolkit.frame import frame
from dspt.web.toolkit.links import address

from ..pages.interim import interim_page
from .asked import edition_of, not_begun


@require_http_methods(["GET", "HEAD", "POST"])
@member(Permission.READ, to_send=Permission.PUBLISH)
def interim(request: HttpRequest, scope: Scope, edition: str) -> HttpResponse:
    """Show whether the interim can be submitted and what is missing; submit it."""
    of = edition_of(edition)
    refused: Refusal | None = None
    if request.method == "POST":
        try:
            submit_interim(
                by=scope.actor,
                organisation=scope.standing.organisation,
                edition=of,
                seen=_seen(request),
                receipt=lambda key: settings.DSPT_BASE_URL + address("receipt", scope.code, key),
                again="again" in request.POST,
                at=now(),
            )
        except NotStarted:
            return not_begun(request, scope, of)
        except InterimNotAsked as not_asked:
            raise Http404 from not_asked
        except Refusal as no:
            refused = no
        else:
            messages.success(request, "Your interim position is submitted. The register says so, with the date.")
            return redirect("interim", code=scope.code, edition=of.key)
    return _page(request, scope, of, refused)


def _page(request: HttpRequest, scope: Scope, of: Edition, refused: Refusal | None) -> HttpResponse:
    try:
        found = readiness(organisation=scope.standing.organisation, edition=of, at=now(), kind=INTERIM)
    except NotStarted:
        return not_begun(request, scope, of)
    if isinstance(found.refusal, InterimNotAsked):
        raise Http404
    page = interim_page(
        frame=frame(scope, of, "assessment"),
        edition=of,
        found=found,
        may_submit=scope.may(Permission.PUBLISH),
        refused=refused,
    )
    return render(request, "toolkit/outcomes/interim.html", page, status=422 if refused else 200)


def _seen(request: HttpRequest) -> Seen:
    def number(name: str) -> int:
        text = request.POST.get(name, "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1

    return Seen(number("revision"), number("profile"), INTERIM)
