"""Addresses of other topics' pages."""

from __future__ import annotations

from django.urls import reverse


def address(name: str, *args: object) -> str:
    """Give the address of a page of another topic, by the name of its route."""
    return reverse(name, args=args)
