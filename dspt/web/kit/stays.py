"""How long a session still lasts, for the warning before its end; written by ``web/access``."""

from __future__ import annotations

import time

from django.http import HttpRequest


def seconds_left(request: HttpRequest) -> int:
    """Tell the seconds until somebody signed in is signed out without a further click; 0: nobody is."""
    session = getattr(request, "session", None)  # missing where a request was refused early
    until: int = session.get("until", 0) if session is not None else 0
    return max(0, until - int(time.time())) if until and request.user.is_authenticated else 0
