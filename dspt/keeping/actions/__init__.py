"""What is done here: taking everything out, holding, announcing and deleting what is past its time."""

from .announcing import announce_deletions
from .deleting import delete_due_assessments, delete_due_documents
from .holding import (
    HoldGone,
    HoldStands,
    ReasonMissing,
    end_hold,
    end_national_hold,
    place_hold,
    place_national_hold,
)
from .taking_out import take_everything_out

__all__ = [
    "HoldGone",
    "HoldStands",
    "ReasonMissing",
    "announce_deletions",
    "delete_due_assessments",
    "delete_due_documents",
    "end_hold",
    "end_national_hold",
    "place_hold",
    "place_national_hold",
    "take_everything_out",
]
