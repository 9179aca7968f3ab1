"""Page objects of recovering access, for people who cannot sign in."""

from __future__ import annotations

from dataclasses import dataclass

from dspt.web.kit.fields import ErrorSummary, Field


@dataclass(frozen=True, slots=True)
class RecoverPage:
    title: str
    fields: tuple[Field, ...]
    errors: ErrorSummary
    person: str


@dataclass(frozen=True, slots=True)
class StepPage:
    """One form of a request: ``paragraphs`` first, ``quoted`` is what the service desk asks, then the fields."""

    title: str
    paragraphs: tuple[str, ...]
    quoted: str
    fields: tuple[Field, ...]
    errors: ErrorSummary
    button: str
    is_warning: bool
    person: str


@dataclass(frozen=True, slots=True)
class OverPage:
    """Nothing can be done here any more."""

    title: str
    paragraphs: tuple[str, ...]
    person: str
