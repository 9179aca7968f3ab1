"""Where the sentences of publishing lead to."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse


def address(name: str, *arguments: object) -> str:
    """Give the address of a route; of the home page where the route is not served here."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return "/"
