"""Addresses of other topics' pages."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse


def address(name: str, *args: object) -> str:
    """Give the address of a page of another topic; the list of one's organisations where it is not served here."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return reverse("organisations")
