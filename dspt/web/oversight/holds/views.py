"""Placing and ending holds of the national team."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from dspt.accounts.rules import ServicePermission
from dspt.foundation.clock import now
from dspt.keeping.actions import HoldGone, HoldStands, end_national_hold, place_national_hold
from dspt.keeping.queries import HoldRecord, holds_of, national_holds
from dspt.organisations.queries import organisation_by_code
from dspt.oversight.queries import reaches
from dspt.web.access.scopes import actor, service
from dspt.web.access.service import Viewer, viewer
from dspt.web.kit.forms import errors_of, fields_of
from dspt.web.kit.pages import render

from . import pages
from .forms import EndForm, PlaceForm


@service(ServicePermission.HOLD)
@require_safe
def holds(request: HttpRequest) -> HttpResponse:
    """List the holds that stand."""
    return render(request, "oversight/holds.html", pages.holds_page(viewer(request, "holds").frame, national_holds()))


@service(ServicePermission.HOLD)
@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: HttpRequest, code: str) -> HttpResponse:
    """Show the holds on an organisation; place one, or end the one that stands."""
    who = viewer(request, "holds")
    body = organisation_by_code(code)
    if body is None or not reaches(who.held, code):
        raise Http404
    national = tuple(one for one in holds_of(body.id) if one.is_national)
    standing = next((one for one in national if one.ended_at is None), None)
    # Which of the two was asked for stands in the form, so that one who is late does not do the other.
    asked = request.POST.get("hold", "") if request.method == "POST" else None
    if asked is not None and asked != (str(standing.id) if standing else ""):
        messages.info(request, "Somebody else placed or ended the hold meanwhile. See how it stands now.")
        return redirect("oversight_hold", code)
    form = (EndForm if standing else PlaceForm)(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        _act(request, who, body.id, code, standing, form.cleaned_data["reason"])
        return redirect("oversight_hold", code)
    fields = fields_of(form, reason={"rows": 4})
    errors = errors_of(form, fields=fields)
    page = pages.hold_page(who.frame, (body.code, body.name), national, tuple(fields.values()), errors)
    return render(request, "oversight/hold.html", page, status=422 if page.errors else 200)


def _act(
    request: HttpRequest, who: Viewer, organisation: UUID, code: str, standing: HoldRecord | None, reason: str
) -> None:
    by = actor(request).in_service_role(who.role_for(ServicePermission.HOLD))
    address = settings.DSPT_BASE_URL + reverse("retention", args=(code,))
    try:
        if standing:
            end_national_hold(
                by=by, organisation=organisation, hold=standing.id, reason=reason, address=address, at=now()
            )
            messages.success(request, "The hold is ended. The organisation’s administrators get an email.")
        else:
            place_national_hold(by=by, organisation=organisation, reason=reason, address=address, at=now())
            messages.success(request, "The hold is placed. The organisation’s administrators get an email.")
    except (HoldStands, HoldGone):
        messages.info(request, "Somebody else placed or ended the hold meanwhile. See how it stands now.")
