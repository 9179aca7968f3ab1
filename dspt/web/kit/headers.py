"""What every answer tells browsers beside the framework's headers, and the one cookie of the kit."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
"""All that any page of ours takes; TRACE and the rest are refused before a view is found."""
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in ("accelerometer", "camera", "geolocation", "gyroscope", "microphone", "payment", "usb")
)


class Headers:
    """Refuse methods that nothing takes; keep our answers from other sites' pages; ask browsers for no feature.

    A view that is meant for other sites' pages (the badge) sets ``Cross-Origin-Resource-Policy`` itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = (
            self._get_response(request) if request.method in METHODS else HttpResponseNotAllowed(METHODS, content=b"")
        )
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response


class Messages(CookieStorage):
    """What a page says once after a redirect, under a cookie name that other hosts cannot set."""

    cookie_name = f"{settings.DSPT_COOKIE_PREFIX}dspt-messages"
