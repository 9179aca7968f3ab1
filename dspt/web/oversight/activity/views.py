"""Activity that concerns the national team."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from dspt.accounts.queries import names_of, staff_of_service
from dspt.accounts.rules import ServicePermission
from dspt.foundation.clock import london_date, now
from dspt.journal.queries import (
    SERVICE,
    CheckRecord,
    EntryRecord,
    entries_of_service,
    last_check,
    stream_of,
)
from dspt.journal.rules import told
from dspt.web.access.scopes import service
from dspt.web.access.service import ServiceFrame, viewer
from dspt.web.kit.pages import render
from dspt.web.trail.asking import asked_of
from dspt.web.trail.exporting import export_lines
from dspt.web.trail.pages import A_PAGE, Trail, trail
from dspt.web.trail.telling import moment


@dataclass(frozen=True, slots=True)
class ActivityPage:
    frame: ServiceFrame
    action: str
    checked: str
    broken: tuple[str, ...]
    trail: Trail
    title: str = "Activity of the service"
    wide: bool = True


@service(ServicePermission.ACTIVITY)
@require_safe
def activity(request: HttpRequest) -> HttpResponse:
    """Show the service's own chain and what its staff did anywhere, and whether the journal checks. Five statements."""
    asked = asked_of(request.GET)
    found = entries_of_service(asked.wanted(), count=A_PAGE + 1)
    staff, check = staff_of_service(), last_check()
    page = ActivityPage(
        viewer(request, "activity").frame,
        reverse("oversight_activity"),
        _checked(check),
        tuple(told(each) for each in check.broken) if check else (),
        trail(
            found,
            asked,
            people=staff,
            names=names_of(_people_in(found)),
            export=reverse("oversight_activity_export"),
            across=True,
        ),
    )
    return render(request, "oversight/activity.html", page)


@service(ServicePermission.ACTIVITY)
@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """Stream what the filters in the address find, as CSV."""
    found = stream_of(SERVICE, asked_of(request.GET).wanted())
    response = StreamingHttpResponse(export_lines(found, staff_of_service()), content_type="text/csv; charset=utf-8")
    name = f"activity-service-{london_date(now()):%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _checked(check: CheckRecord | None) -> str:
    if check is None or check.ended_at is None:
        return "The journal has not been checked yet. The worker does so every night."
    found = "Some chains are broken." if check.broken else "All in order."
    return f"The journal was last checked on {moment(check.ended_at)}: {check.entries:,} entries. {found}"


def _people_in(found: Iterable[EntryRecord]) -> set[UUID]:
    people = set()
    for entry in found:
        try:
            people.add(UUID(entry.subject))
        except ValueError:
            continue  # most subjects are no person
    return people
