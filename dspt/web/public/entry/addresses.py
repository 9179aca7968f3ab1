"""Whole addresses, for letters."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse


def address_of(name: str) -> Callable[[str], str]:
    """Give what makes a page's whole address from a link's secret."""

    def address(token: str) -> str:
        return f"{settings.DSPT_BASE_URL}{reverse(name, args=[token])}"

    return address
