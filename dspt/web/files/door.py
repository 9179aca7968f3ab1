"""The door of files stands before sessions, cookies and forms: none of them is read or set for a file."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from .views import file

_PATH = "/files/"
_ELSEWHERE = ("/healthz", "/readyz")
"""Beside files, all that a host of its own answers: those who run it ask whether it is alive."""


class FilesDoor:
    """Serve files here and nothing else, and nothing but files on their own host, where there is one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        is_file = request.path_info.startswith(_PATH)
        host = urlsplit(settings.DSPT_FILES_URL).netloc
        is_host = bool(host) and request.get_host() == host
        if is_file and (is_host or not host):
            return _sealed(file(request, token=request.path_info.removeprefix(_PATH)))
        if is_file or (is_host and request.path_info not in _ELSEWHERE):
            return _sealed(HttpResponse("Page not found\n", status=404, content_type="text/plain; charset=utf-8"))
        return self._get_response(request)


def _sealed(response: HttpResponseBase) -> HttpResponseBase:
    """Forbid a browser to make a page of what it gets here."""
    response.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Frame-Options"] = "DENY"
    return response
