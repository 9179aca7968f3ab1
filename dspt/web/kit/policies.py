"""Every view carries one policy; a house test walks the routes and fails on one without."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def policy(name: str) -> Callable[[View], View]:
    """Mark a view with the name of its policy, e.g. ``public``, ``signed_in``, ``member:answer``."""

    def mark(view: View) -> View:
        view.policy = name  # type: ignore[attr-defined]
        return view

    return mark


public = policy("public")
