"""An organisation's activity."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from dspt.foundation.clock import london_date, now
from dspt.journal.queries import entries_of, stream_of
from dspt.organisations.queries import everybody
from dspt.organisations.rules import Permission
from dspt.standard.catalogue import latest
from dspt.web.access import Scope, member
from dspt.web.kit.pages import render
from dspt.web.toolkit.frame import OrganisationFrame, frame
from dspt.web.trail.asking import asked_of
from dspt.web.trail.exporting import export_lines
from dspt.web.trail.pages import A_PAGE, Trail, trail


@dataclass(frozen=True, slots=True)
class ActivityPage:
    frame: OrganisationFrame
    action: str
    trail: Trail
    title: str = "Activity"
    wide: bool = True


@member(Permission.READ)
@require_safe
def activity(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Show what was done, newest first. Two statements beside the scope's three."""
    asked = asked_of(request.GET)
    people = everybody(scope.standing.organisation)
    found = entries_of(scope.code, asked.wanted(), count=A_PAGE + 1)
    export = reverse("activity_export", args=(scope.code,))
    page = ActivityPage(
        frame(scope, latest(london_date(now())), "activity"),
        reverse("activity", args=(scope.code,)),
        trail(found, asked, people=people, names=people, export=export),
    )
    return render(request, "toolkit/activity/activity.html", page)


@member(Permission.READ)
@require_safe
def export(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Stream what the filters in the address find, as CSV."""
    found = stream_of(scope.code, asked_of(request.GET).wanted())
    lines = export_lines(found, everybody(scope.standing.organisation))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = f"activity-{scope.code}-{london_date(now()):%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
