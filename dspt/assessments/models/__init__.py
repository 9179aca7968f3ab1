"""The assessments' tables."""

from .assertion_view import Answer, AnswerDocument, AnswerVersion, Confirmation
from .deleting import Deletion, Unsealing
from .outcome_view import EvidencePart, Judgement, JudgementDocument, JudgementVersion, PolicyAnswer, Tick
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
    "Deletion",
    "Draft",
    "EvidencePart",
    "Judgement",
    "JudgementDocument",
    "JudgementVersion",
    "PolicyAnswer",
    "Tick",
    "Unsealing",
]
