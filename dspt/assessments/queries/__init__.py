"""What doors and higher rooms read of an organisation's year."""

from .assertion_view import (
    AnswerDocumentRecord,
    AnswerRecord,
    AnswerRow,
    ConfirmationRecord,
    DraftRecord,
    ItemRecord,
    VersionRecord,
    WorkingSet,
    answer_facts,
    answer_in,
    assertion_facts,
    confirmed_assertions,
    document_uses,
    item_record,
    versions_of,
    working_set,
)
from .frozen import (
    whole_assessment,
)
from .outcome_view import (
    Evidence,
    Judged,
    frozen_judgements,
    judgement_facts,
    judgements_of,
)
from .year import (
    AssessmentRecord,
    assessment,
    assessments_of,
)

__all__ = [
    "AnswerDocumentRecord",
    "AnswerRecord",
    "AnswerRow",
    "AssessmentRecord",
    "ConfirmationRecord",
    "DraftRecord",
    "Evidence",
    "ItemRecord",
    "Judged",
    "VersionRecord",
    "WorkingSet",
    "answer_facts",
    "answer_in",
    "assertion_facts",
    "assessment",
    "assessments_of",
    "confirmed_assertions",
    "document_uses",
    "frozen_judgements",
    "item_record",
    "judgement_facts",
    "judgements_of",
    "versions_of",
    "whole_assessment",
    "working_set",
]
