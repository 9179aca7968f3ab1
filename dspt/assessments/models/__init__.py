"""The assessments' tables."""

from .assertion_view import Answer, AnswerDocument, AnswerVersion, Confirmation
from .outcome_view import Judgement, JudgementDocument, JudgementVersion, PolicyAnswer, Tick
from .sharing import Assignment, Comment
from .year import Assessment, Draft

__all__ = [
    "Answer",
    "AnswerDocument",
    "AnswerVersion",
    "Assessment",
    "Assignment",
    "Comment",
    "Confirmation",
    "Draft",
    "Judgement",
    "JudgementDocument",
    "JudgementVersion",
    "PolicyAnswer",
    "Tick",
]
