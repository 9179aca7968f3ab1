"""Taking everything out: a page that says what it is, and the archive."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_http_methods

from dspt.foundation.clock import london_date, now
from dspt.keeping.actions import take_everything_out
from dspt.keeping.queries import contents
from dspt.organisations.rules import Permission
from dspt.web.access.scopes import Scope, member
from dspt.web.kit.pages import render
from dspt.web.toolkit.assertions.year import current_edition
from dspt.web.toolkit.frame import frame

from .pages import take_out_page


@member(Permission.TAKE_OUT)
@require_http_methods(["GET", "HEAD", "POST"])
def take_out(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """Say what there is, in three statements beside the scope's; when asked to, stream all of it as one archive."""
    at, organisation = now(), scope.standing.organisation
    if request.method != "POST":
        page = take_out_page(frame(scope, current_edition(at), "documents"), contents(organisation))
        return render(request, "toolkit/keeping/take_out.html", page)
    pieces = take_everything_out(
        by=scope.actor, organisation=organisation, code=scope.code, name=scope.standing.name, at=at
    )
    response = StreamingHttpResponse(pieces, content_type="application/zip")
    name = f"everything-{scope.code}-{london_date(at):%Y-%m-%d}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
