"""The doors of the outcome view."""

from .around import outcome_changes, outcome_evidence, outcome_indicators, outcome_owner
from .interim import interim
from .outcome import outcome, outcome_comment, outcome_draft
from .overview import outcomes

__all__ = [
    "interim",
    "outcome",
    "outcome_changes",
    "outcome_comment",
    "outcome_draft",
    "outcome_evidence",
    "outcome_indicators",
    "outcome_owner",
    "outcomes",
]
