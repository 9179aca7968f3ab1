"""The doors of the outcome view."""

from .around import outcome_changes, outcome_indicators, outcome_owner
from .evidence import outcome_evidence, outcome_supports
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
    "outcome_supports",
    "outcomes",
]
