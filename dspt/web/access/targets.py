"""Where somebody goes after a detour: to what they sent, to where they were going, or home."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from .kept import kept

HOME = "/organisations?only"
_DETOURS = ("/sign-in", "/account/confirm", "/account/set-up")


def target(request: HttpRequest) -> str:
    """Read ``next``, where it is a page of ours that is no detour itself; else home."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    # Only paths: an address of this host would do no harm, but nothing of ours makes one.
    is_detour = wanted.startswith(_DETOURS) and not wanted.startswith("/sign-in/kept")
    return wanted if ours and wanted.startswith("/") and not is_detour else HOME


def after_sign_in(request: HttpRequest) -> str:
    """As ``target``, but first to what was sent after the session had ended, where there is something."""
    return "/sign-in/kept" if kept(request) is not None else target(request)


def with_kept(request: HttpRequest) -> str:
    """As ``target``, but first to what was sent before the factor was asked for, where there is something."""
    wanted = target(request)
    if wanted.startswith("/sign-in/kept") or kept(request) is None:
        return wanted
    return "/sign-in/kept?confirmed"
