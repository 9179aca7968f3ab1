"""Page objects of single sign-on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NextStep:
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class NoEntryPage:
    """Why single sign-on did not sign somebody in, and what can be done."""

    title: str
    person: str
    paragraphs: tuple[str, ...]
    again: str
    """Text of the button that tries once more; empty: that would not help."""
    next: str
    connect: str
    """Address to sign in at the old way, to connect the account; empty: there is nothing to connect."""
    steps: tuple[NextStep, ...]
