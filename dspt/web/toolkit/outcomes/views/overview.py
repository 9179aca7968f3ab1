"""All outcomes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dspt.assessments.queries import outcome_overview
from dspt.foundation.clock import london_date, now
from dspt.organisations.rules import Permission
from dspt.publication.queries.ready import published_in
from dspt.publication.rules import FINAL, INTERIM
from dspt.web.access import Scope, member
from dspt.web.kit.pages import render
from dspt.web.toolkit.frame import frame

from ..pages.filters import Filters
from ..pages.overview import overview
from .asked import edition_of, key_of, not_begun


@require_safe
@member(Permission.READ)
def outcomes(request: HttpRequest, scope: Scope, edition: str) -> HttpResponse:
    """Show where the organisation stands on every outcome. Eight statements."""
    of, today = edition_of(edition), london_date(now())
    found = outcome_overview(key_of(scope, of), today)
    if found is None:
        return not_begun(request, scope, of)
    made = published_in(scope.standing.organisation, of.key)
    submitted = made.get(INTERIM)
    page = overview(
        frame=frame(scope, of, "assessment"),
        edition=of,
        found=found,
        asked=Filters(request.GET.get("show", ""), request.GET.get("objective", ""), request.GET.get("owner", "")),
        person=scope.actor.id,
        today=today,
        submitted_at=submitted.published_at if submitted else None,
        published=made.get(FINAL),
    )
    return render(request, "toolkit/outcomes/overview.html", page)
