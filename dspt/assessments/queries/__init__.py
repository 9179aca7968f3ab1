"""What doors and higher rooms read of an organisation's year."""

from .frozen import whole_assessment
from .outcome_view import (
    Evidence,
    Judged,
    frozen_judgements,
    judgement_facts,
    judgements_of,
)

__all__ = [
    "Evidence",
    "Judged",
    "frozen_judgements",
    "judgement_facts",
    "judgements_of",
    "whole_assessment",
]
