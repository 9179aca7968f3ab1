"""The links of every page's frame: the blue bar, the footer. The same for everybody, so worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.urls import NoReverseMatch, reverse

PUBLIC = (
    ("register", "Find an organisation"),
    ("register_verify", "Check a certificate"),
    ("standard_index", "The standard"),
    ("start", "Register an organisation"),
    ("help", "Help"),
)
FOOTER = (
    ("contact", "Help and contact"),
    ("glossary", "Glossary"),
    ("accessibility", "Accessibility statement"),
    ("privacy", "Privacy"),
    ("cookies", "Cookies"),
    ("feedback", "Feedback"),
)


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the frame; ``name`` is its route, which a page's ``section`` is compared with."""

    name: str
    label: str
    url: str


def link(name: str, *arguments: object) -> str:
    """Give the address of a route; the home address where the route is not served here."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return "/"


@cache
def public_links() -> tuple[Link, ...]:
    """The links of the blue bar that are served here."""
    return _served(PUBLIC)


@cache
def footer_links() -> tuple[Link, ...]:
    """The links at the foot of every page that are served here."""
    return _served(FOOTER)


def _served(wanted: tuple[tuple[str, str], ...]) -> tuple[Link, ...]:
    links = []
    for name, label in wanted:
        try:
            links.append(Link(name, label, reverse(name)))
        except NoReverseMatch:
            continue
    return tuple(links)
