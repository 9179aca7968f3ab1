"""gunicorn's worker with threads, which answers an address too long to be read with a page of ours."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from typing import Any

from gunicorn.http.errors import LimitRequestLine
from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import ThreadWorker

_AROUND = (
    "csp.middleware.CSPMiddleware",
    "dspt.web.kit.headers.Headers",
    "django.middleware.security.SecurityMiddleware",
)
"""What adds to the headers of every answer, from the inside out."""


class Worker(ThreadWorker):  # type: ignore[misc]
    """Such an address never becomes a request, so that no view and no middleware would see it."""

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        """Answer and write down what could not be read as a request."""
        if not isinstance(exc, LimitRequestLine):
            super().handle_error(req, client, addr, exc)
            return
        self.log.warning("Invalid request from ip=%s: %s", (addr or ("",))[0], exc)
        with suppress(OSError):
            write_nonblock(client, too_long())


@cache
def too_long() -> bytes:
    """Write the whole answer: status, headers and page. The same for everybody."""
    # Only now: gunicorn reads this file before the application is there.
    from django.http import HttpRequest
    from django.utils.module_loading import import_string

    from dspt.web.kit.errors import address_too_long

    answers = address_too_long
    for name in _AROUND:
        answers = import_string(name)(answers)
    asked = HttpRequest()
    asked.method = "GET"
    response = answers(asked)
    response["Content-Length"] = str(len(response.content))
    response["Connection"] = "close"
    lines = [f"HTTP/1.1 {response.status_code} {response.reason_phrase}", *map(": ".join, response.items()), "", ""]
    return "\r\n".join(lines).encode("latin-1") + response.content
