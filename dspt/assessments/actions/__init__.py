"""What people do to an organisation's year: one function, one transaction and one journal entry a verb."""

from ..rules.outcome_view import JudgementRefused, Problem
from ..rules.year import AssessmentClosed, AssessmentKey
from .assertion_view import (
    AnswerRefused,
    NothingToCheck,
    NothingToTakeBack,
    SavedAnswer,
    StaleAnswer,
    mark_checked,
    save_answer,
    take_back_answer,
)
from .commenting import COMMENT_LIMIT, CommentRefused, NobodyToAsk, Subject, ask_colleague, comment_on
from .confirming import (
    AlreadyConfirmed,
    AssertionNotReady,
    ConfirmedTogether,
    EvidenceMoved,
    NotConfirmed,
    NothingConfirmed,
    Stayed,
    confirm_assertion,
    confirm_assertions,
    withdraw_confirmation,
)
from .erasing import AssessmentGone, erase_assessment, hold_assessment
from .library import (
    DocumentInUse,
    attach_document,
    remove_unused_document,
    replace_document,
    rescore_resting_on,
)
from .opening import AssessmentNotStarted, ItemNotAsked, ProfileMissing
from .outcome_evidence import (
    NewDocument,
    OutcomeNotAssignable,
    SupportsChanged,
    add_to_outcome,
    assign_outcome,
    attach_to_outcome,
    detach_from_outcome,
    relate_evidence,
)
from .outcome_opening import OutcomeNotThere, StaleJudgement
from .outcome_view import SavedJudgement, save_judgement
from .settling import settle_conflict, settle_judgement
from .sharing import (
    NotAssignable,
    assign_answer,
    assign_assertion,
    assign_indicator,
)
from .year import (
    AssessmentExists,
    discard_draft,
    keep_draft,
    note_workbook,
    rescore_assessment,
    start_assessment,
)

__all__ = [
    "COMMENT_LIMIT",
    "AlreadyConfirmed",
    "AnswerRefused",
    "AssertionNotReady",
    "AssessmentClosed",
    "AssessmentExists",
    "AssessmentGone",
    "AssessmentKey",
    "AssessmentNotStarted",
    "CommentRefused",
    "ConfirmedTogether",
    "DocumentInUse",
    "EvidenceMoved",
    "ItemNotAsked",
    "JudgementRefused",
    "NewDocument",
    "NobodyToAsk",
    "NotAssignable",
    "NotConfirmed",
    "NothingConfirmed",
    "NothingToCheck",
    "NothingToTakeBack",
    "OutcomeNotAssignable",
    "OutcomeNotThere",
    "Problem",
    "ProfileMissing",
    "SavedAnswer",
    "SavedJudgement",
    "StaleAnswer",
    "StaleJudgement",
    "Stayed",
    "Subject",
    "SupportsChanged",
    "add_to_outcome",
    "ask_colleague",
    "assign_answer",
    "assign_assertion",
    "assign_indicator",
    "assign_outcome",
    "attach_document",
    "attach_to_outcome",
    "comment_on",
    "confirm_assertion",
    "confirm_assertions",
    "detach_from_outcome",
    "discard_draft",
    "erase_assessment",
    "hold_assessment",
    "keep_draft",
    "mark_checked",
    "note_workbook",
    "relate_evidence",
    "remove_unused_document",
    "replace_document",
    "rescore_assessment",
    "rescore_resting_on",
    "save_answer",
    "save_judgement",
    "settle_conflict",
    "settle_judgement",
    "start_assessment",
    "take_back_answer",
    "withdraw_confirmation",
]
