"""Search and download: no session, the same for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.urls import reverse

from dspt.foundation import clock
from dspt.register.queries import FILTERS, Search, download_lines, search
from dspt.web.kit.caching import kept_for
from dspt.web.kit.pages import render
from dspt.web.kit.policies import public

from .pages import search_page

LONGEST = 200
MOST_VALUES = 30


@public
@kept_for(60)
def register(request: HttpRequest) -> HttpResponse:
    """Find organisations by name, town, postcode or code, and by the filters in the address."""
    wanted, at = _wanted(request.GET), clock.now()
    found = search(wanted, clock.london_date(at))
    page = search_page(wanted, found, at, address=reverse("register"), download=reverse("register_download"))
    return render(request, "register/search.html", page)


@public
def download(request: HttpRequest) -> HttpResponseBase:
    """Stream the register, or what a search finds of it, in the columns that its readers have always had."""
    today = clock.london_date(clock.now())
    response = StreamingHttpResponse(
        download_lines(_wanted(request.GET), today), content_type="text/csv; charset=utf-8"
    )  # fmt: skip
    response["Content-Disposition"] = f'attachment; filename="register-{today:%Y-%m-%d}.csv"'
    response["Cache-Control"] = "public, max-age=60"
    return response


def _wanted(asked: QueryDict) -> Search:
    """Read a search from an address; what no search can mean is left out."""
    typed = asked.get("page", "1")
    filters = {name: tuple(value for value in asked.getlist(name)[:MOST_VALUES] if value) for name in FILTERS}
    return Search(
        words=" ".join(asked.get("q", "")[:LONGEST].replace("\0", " ").split()),
        sort="date" if asked.get("sort") == "date" else "name",
        page=int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 8 else 1,
        **filters,
    )
