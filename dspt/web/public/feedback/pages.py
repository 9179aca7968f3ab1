"""What the feedback templates are given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dspt.web.kit.fields import ErrorSummary, Field


@dataclass(frozen=True, slots=True)
class FormPage:
    fields: Mapping[str, Field]
    errors: ErrorSummary
    about: str
    """Address of the page that the remark speaks of; empty: the service as a whole."""
    title: str = "Feedback"
    section: str = "help"


@dataclass(frozen=True, slots=True)
class ThanksPage:
    title: str = "Thank you for your feedback"
    section: str = "help"
