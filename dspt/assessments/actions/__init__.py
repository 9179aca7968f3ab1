"""What people do to an organisation's year: one function, one transaction and one journal entry a verb."""

from ..rules.outcome_view import JudgementRefused, Problem
from ..rules.year import AssessmentClosed, AssessmentKey
from .outcome_evidence import OutcomeNotAssignable, assign_outcome, attach_to_outcome, detach_from_outcome
from .outcome_opening import OutcomeNotThere, StaleJudgement
from .outcome_view import SavedJudgement, save_judgement

__all__ = [
    "AssessmentClosed",
    "AssessmentKey",
    "JudgementRefused",
    "OutcomeNotAssignable",
    "OutcomeNotThere",
    "Problem",
    "SavedJudgement",
    "StaleJudgement",
    "assign_outcome",
    "attach_to_outcome",
    "detach_from_outcome",
    "save_judgement",
]
