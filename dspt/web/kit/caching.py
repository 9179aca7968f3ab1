"""Pages that are the same for everybody: kept by proxies for a while, and asked for again cheaply."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

View = Callable[..., HttpResponse]


def kept_for(seconds: int, *, by_browsers: int = 0) -> Callable[[View], View]:
    """Let proxies keep a page that was found for so many seconds; afterwards "still the same" is answered in a line.

    Browsers ask each time unless told otherwise: who has just published must not be shown the page of before.
    For views that look neither at the session nor at cookies. Pages that were not found are not kept.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            response = view(request, *args, **kwargs)
            if response.status_code != 200:
                return response
            tag = f'"{hashlib.blake2b(response.content, digest_size=12).hexdigest()}"'
            known = {part.strip().removeprefix("W/") for part in request.headers.get("If-None-Match", "").split(",")}
            if tag in known:
                response = HttpResponseNotModified()
            response["ETag"] = tag
            response["Cache-Control"] = f"public, max-age={by_browsers}, s-maxage={seconds}"
            return response

        return answer

    return mark
