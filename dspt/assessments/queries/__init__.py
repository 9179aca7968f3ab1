"""What doors and higher rooms read of an organisation's year."""

from .frozen import frozen_state
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
    "frozen_state",
    "judgement_facts",
    "judgements_of",
]
