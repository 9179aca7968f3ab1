"""The page and the badge of one organisation: no session, the same for everybody."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse

from dspt.foundation import clock
from dspt.register.queries import code_as_listed, register_badge, register_entry
from dspt.standard import catalogue
from dspt.web.kit.caching import kept_for
from dspt.web.kit.pages import render
from dspt.web.kit.policies import only_read, public

from .badge import badge_of
from .pages import organisation_page

BADGE_SECONDS = 300


@public
@kept_for(60)
def organisation(request: HttpRequest, code: str) -> HttpResponse:
    """Show a body's status, what it means, and its history; a code typed in other capitals leads to it."""
    entry = register_entry(code)
    if entry is None:
        listed = code_as_listed(code)
        if listed is None:
            raise Http404
        return redirect("register_organisation", code=listed)
    today = clock.london_date(clock.now())
    page = organisation_page(
        entry,
        today,
        running=catalogue.latest(today).key,
        base_url=settings.DSPT_BASE_URL,
        address=reverse("register_organisation", args=[code]),
        badge=reverse("register_badge", args=[code]),
    )
    return render(request, "register/organisation.html", page)


@public
@only_read
@kept_for(BADGE_SECONDS, by_browsers=BADGE_SECONDS)
def badge(request: HttpRequest, code: str) -> HttpResponse:
    """Draw the badge as the status is now; other sites may show it."""
    entry = register_badge(code)
    if entry is None:
        raise Http404
    drawn = render_to_string("register/badge.svg", {"page": badge_of(entry, clock.london_date(clock.now()))})
    response = HttpResponse(drawn, content_type="image/svg+xml")
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
