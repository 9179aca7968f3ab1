"""The page object of a request to administer the organisation."""

from __future__ import annotations

from dataclasses import dataclass

from dspt.web.kit.components import Row
from dspt.web.kit.fields import ErrorSummary, Field
from dspt.web.toolkit.frame import OrganisationFrame


@dataclass(frozen=True, slots=True)
class RecoveryRequestPage:
    title: str
    frame: OrganisationFrame
    stands: str
    rows: tuple[Row, ...]
    why: str
    fields: tuple[Field, ...]
    """Empty: there is nothing to stop any more."""
    errors: ErrorSummary
