"""One view: a signed address, a file as an attachment."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from dspt.documents.actions import DocumentGone, FileAltered, FileLost, FileNotServed, check_file, open_file
from dspt.documents.gateways import StoreAway
from dspt.documents.queries import VersionRecord
from dspt.foundation.actors import Actor
from dspt.foundation.clock import now
from dspt.web.kit.file_links import FileClaim, LinkEnded, read_file_token
from dspt.web.kit.policies import policy

_BY = Actor.machine("files")


@policy("signed")
@require_safe
def file(request: HttpRequest, token: str) -> HttpResponseBase:
    """Hand out the file that a signed address names, as an attachment that no browser opens in our name.

    Whoever holds the address gets it, for a minute; whether the file may still be opened is asked again. An address
    that is over leads back to the document, where the right is asked and a new address given. One statement.
    """
    try:
        claim = read_file_token(token)
    except LinkEnded as ended:
        return _to("document", ended.claim)
    if claim is None:
        return HttpResponse("Page not found\n", status=404, content_type="text/plain; charset=utf-8")
    which = {
        "organisation": claim.organisation,
        "document": claim.document,
        "number": claim.number,
        "reader": claim.reader,
        "is_own": claim.is_own,
    }
    try:
        if request.method == "HEAD":
            return _headed(HttpResponse(), check_file(**which))  # type: ignore[arg-type]
        opened = open_file(by=_BY, code=claim.code, at=now(), **which)  # type: ignore[arg-type]
    except (DocumentGone, FileNotServed):
        return _to("document", claim)
    except (FileLost, FileAltered, StoreAway) as trouble:
        return _to("document_trouble", claim, why=trouble.code)
    return _headed(FileResponse(opened.file), opened.version)


def _headed(response: HttpResponseBase, version: VersionRecord) -> HttpResponseBase:
    response.headers["Content-Type"] = version.content_type
    response.headers["Content-Length"] = str(version.size_bytes)
    response.headers["Content-Disposition"] = str(content_disposition_header(True, version.file_name))
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _to(route: str, claim: FileClaim, **query: str) -> HttpResponse:
    """Lead back to the page of the document, on the host where people are signed in."""
    path = reverse(route, args=(claim.code, claim.document))
    response = HttpResponseRedirect(f"{settings.DSPT_BASE_URL}{path}{f'?{urlencode(query)}' if query else ''}")
    response.headers["Cache-Control"] = "private, no-store"
    return response
