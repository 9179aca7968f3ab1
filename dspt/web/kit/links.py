"""The links of every page's frame: the blue bar, the footer. The same for everybody, so worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.urls import reverse

PUBLIC = (
    ("register", "Find an organisation"),
    ("register_verify", "Check a publication"),
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


def link(name: str, *args: object) -> str:
    """Give the address of a page by the name of its route."""
    return reverse(name, args=args)


@cache
def public_links() -> tuple[Link, ...]:
    """The links of the blue bar."""
    return tuple(Link(name, label, reverse(name)) for name, label in PUBLIC)


@cache
def footer_links() -> tuple[Link, ...]:
    """The links at the foot of every page."""
    return tuple(Link(name, label, reverse(name)) for name, label in FOOTER)
