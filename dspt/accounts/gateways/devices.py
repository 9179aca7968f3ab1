"""Browsers that somebody signed in with before, known by a signed cookie that only says so."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

DEVICE_COOKIE = f"{settings.DSPT_COOKIE_PREFIX}dspt-device"
KEPT_FOR = 400 * 24 * 3600  # seconds: the longest that browsers keep a cookie
_MOST = 20  # people of one browser


def known_device(request: HttpRequest, email: str) -> str:
    """Give the mark of a browser that this address signed in with before; empty: not known."""
    device, known = _read(request)
    return device if _mark(email) in known else ""


def remember_device(request: HttpRequest, response: HttpResponseBase, email: str) -> None:
    """Let the browser prove from now on that this address signed in with it."""
    device, known = _read(request)
    mark = _mark(email)
    if mark in known:
        return
    kept = {"device": device or secrets.token_urlsafe(12), "known": [*known, mark][-_MOST:]}
    response.set_cookie(
        DEVICE_COOKIE,
        _signer().sign_object(kept),
        max_age=KEPT_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        kept = _signer().unsign_object(request.COOKIES.get(DEVICE_COOKIE, ""))
    except BadSignature:
        return "", []
    return kept["device"], kept["known"]


def _signer() -> Signer:
    return Signer(salt="dspt.accounts.devices")


def _mark(email: str) -> str:
    return salted_hmac("dspt.accounts.device", email, algorithm="sha256").hexdigest()[:24]
