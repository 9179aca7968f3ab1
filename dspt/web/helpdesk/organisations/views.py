"""Looking an organisation up: what is known of it, and who administers it. Nothing can be changed here."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from dspt.accounts.rules import ServicePermission, ServiceRole
from dspt.directory.queries import code_as_kept, place
from dspt.foundation.clock import london_date, now
from dspt.foundation.references import is_code
from dspt.organisations.actions import note_look
from dspt.organisations.queries import organisation_by_code, recoveries_of, seen_by_the_desk
from dspt.register.queries import Search, register_badge, search
from dspt.web.access.scopes import actor, service
from dspt.web.access.service import viewer
from dspt.web.kit.pages import render

from . import build
from .build import Known

LONGEST = 200


@service(ServicePermission.RECOVERY)
@require_safe
def look_up(request: HttpRequest) -> HttpResponse:
    """Find an organisation by code or name; a code that is known opens at once."""
    typed = " ".join(request.GET.get("q", "")[:LONGEST].replace("\0", " ").split())
    code = code_as_kept(typed) if typed else ""
    if code and is_code(code) and (organisation_by_code(code) is not None or place(code).is_known):
        return redirect("helpdesk_organisation", code)
    found = search(Search(words=typed), london_date(now())) if typed else None
    return render(request, "helpdesk/look_up.html", build.look_up_page(viewer(request, "helpdesk").frame, typed, found))


@service(ServicePermission.RECOVERY)
@require_safe
def organisation(request: HttpRequest, code: str) -> HttpResponse:
    """Show how an organisation stands here, with masked addresses; it is told that somebody looked."""
    known = known_of(code)
    if not known.is_known:
        raise Http404
    tell_of_look(request, known, "helpdesk_organisation")
    requests = recoveries_of(known.registered.id) if known.registered else ()
    return render(
        request, "helpdesk/organisation.html", build.standing_page(viewer(request, "helpdesk").frame, known, requests)
    )


def known_of(code: str) -> Known:
    """Gather what is known of a code. Five statements."""
    registered = organisation_by_code(code)
    people = seen_by_the_desk(registered.id) if registered else ()
    return Known(place(code), register_badge(code), registered, people)


def tell_of_look(request: HttpRequest, known: Known, page: str) -> None:
    """Tell a registered organisation that somebody of the service desk opened a page about it."""
    if known.registered is not None:
        by = actor(request).in_service_role(ServiceRole.DESK)
        note_look(by=by, code=known.registered.code, page=page, at=now())
