"""Search and download: no session, the same for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.urls import reverse

from dspt.foundation import clock
from dspt.register.queries import FILTERS, Search, download_lines, search, unknown_values
from dspt.web.kit.caching import kept_for
from dspt.web.kit.pages import render
from dspt.web.kit.policies import only_read, public

from .pages import search_page

LONGEST = 200
SORTS = ("name", "date")
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
@only_read
def download(request: HttpRequest) -> HttpResponseBase:
    """Stream the register, or what a search finds of it, in the columns that its readers have always had.

    A page can say that it left a part of the filter out; a file cannot, so a value that is not known is refused.
    """
    wanted = _wanted(request.GET)
    strange = list(unknown_values(wanted)) if any(getattr(wanted, name) for name in FILTERS) else []
    if (sort := request.GET.get("sort") or "name") not in SORTS:
        strange.append(("sort", sort))
    if strange:
        told = "\n".join(f"{name}: the register knows no {value[:40]!r}" for name, value in strange)
        words = f"{told}\nLeave that out, or take the values of the search at {reverse('register')}.\n"
        return HttpResponse(words, status=404, content_type="text/plain; charset=utf-8")
    today = clock.london_date(clock.now())
    response = StreamingHttpResponse(download_lines(wanted, today), content_type="text/csv; charset=utf-8")
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
