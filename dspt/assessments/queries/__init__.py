"""What doors and higher rooms read of an organisation's year."""

from .assertion_view import (
    AnswerDocumentRecord,
    AnswerRecord,
    DraftRecord,
    ItemRecord,
    VersionRecord,
    answer_in,
    answers_in,
    item_record,
    versions_of,
)
from .assertion_year import (
    AnswerRow,
    AnswersStanding,
    ConfirmationRecord,
    WorkingSet,
    answers_standing,
    assertion_facts,
    confirmed_assertions,
    working_set,
)
from .frozen import (
    whole_assessment,
)
from .library import Use, document_uses
from .outcome_view import (
    Evidence,
    Judged,
    JudgementStand,
    OutcomeOverview,
    OutcomeSheet,
    OutcomeYear,
    judgement_at,
    judgement_facts,
    judgement_history,
    judgements_of,
    outcome_overview,
    outcome_sheet,
)
from .sharing import Assigned, Said, assigned
from .year import (
    AssessmentRecord,
    assessment,
    assessments_of,
)

__all__ = [
    "AnswerDocumentRecord",
    "AnswerRecord",
    "AnswerRow",
    "AnswersStanding",
    "AssessmentRecord",
    "Assigned",
    "ConfirmationRecord",
    "DraftRecord",
    "Evidence",
    "ItemRecord",
    "Judged",
    "JudgementStand",
    "OutcomeOverview",
    "OutcomeSheet",
    "OutcomeYear",
    "Said",
    "Use",
    "VersionRecord",
    "WorkingSet",
    "answer_in",
    "answers_in",
    "answers_standing",
    "assertion_facts",
    "assessment",
    "assessments_of",
    "assigned",
    "confirmed_assertions",
    "document_uses",
    "item_record",
    "judgement_at",
    "judgement_facts",
    "judgement_history",
    "judgements_of",
    "outcome_overview",
    "outcome_sheet",
    "versions_of",
    "whole_assessment",
    "working_set",
]
