"""The home page: no session, the same for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from dspt.calendar.queries import calendar_for
from dspt.foundation import clock
from dspt.register.queries import figures
from dspt.standard import catalogue
from dspt.web.kit.caching import kept_for
from dspt.web.kit.pages import render
from dspt.web.kit.policies import public

from .pages import home_page


@public
@kept_for(60)
def home(request: HttpRequest) -> HttpResponse:
    """Say what this is and lead to the three things that people come for."""
    at = clock.now()
    today = clock.london_date(at)
    edition = catalogue.latest(today)
    calendar, grants = calendar_for(edition)
    return render(request, "public/home/home.html", home_page(edition.key, calendar, grants, figures(today), at))
