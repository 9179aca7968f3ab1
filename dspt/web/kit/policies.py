"""Every view carries one policy; a house test walks the routes and fails on one without."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def policy(name: str) -> Callable[[View], View]:
    """Mark a view with the name of its policy, e.g. ``public``, ``signed_in``, ``member:answer``."""

    def mark(view: View) -> View:
        view.policy = name  # type: ignore[attr-defined]
        return view

    return mark


public = policy("public")


def only_read(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let programs read an address, and tell them 405 for anything else: before they are asked for a form's token.

    For views that write nothing whatever they are sent.
    """
    return csrf_exempt(require_safe(view))
