"""Looking organisations up, within what one's role reaches."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dspt.accounts.rules import ServicePermission
from dspt.foundation.clock import london_date, now
from dspt.organisations.actions import note_look
from dspt.oversight import queries
from dspt.web.access.scopes import actor, service
from dspt.web.access.service import viewer
from dspt.web.kit.pages import render

from . import pages

_LAST_PAGE = 4000


@service(ServicePermission.ORGANISATIONS)
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """List the organisations within one's reach, by name; an unknown page is the first."""
    words = request.GET.get("q", "")[:200]
    typed = request.GET.get("page", "1")
    page = int(typed) if typed.isascii() and typed.isdigit() and 0 < int(typed[:6]) <= _LAST_PAGE else 1
    who = viewer(request, "organisations")
    found = queries.found_organisations(who.held, words, page)
    return render(request, "oversight/organisations.html", pages.list_page(who, found, words))


@service(ServicePermission.ORGANISATIONS)
@require_safe
def organisation(request: HttpRequest, code: str) -> HttpResponse:
    """Show the parts of an organisation that one's roles are given, each with its reason; out of reach: not found.

    The organisation is told that somebody looked, in which role.
    """
    who = viewer(request, "organisations")
    seen = queries.seen_organisation(who.held, code)
    if seen is None:
        raise Http404
    role = next(iter(seen.parts.values())).role
    note_look(by=actor(request).in_service_role(role), code=seen.code, page="oversight_organisation", at=now())
    return render(request, "oversight/organisation.html", pages.organisation_page(who, seen, london_date(now())))
