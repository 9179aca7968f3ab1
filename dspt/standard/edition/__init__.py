"""What an edition of the standard is made of: frozen records, filled from the catalogue's files by ``catalogue``.

Nothing here is known by name to other code: items, outcomes, types, dates, statuses and profiles are data.
"""

from .assertion_view import AnswerType, Assertion, EvidenceItem, Help, ItemAsked, NdgStandard, Requirement, Topic, Unit
from .bodies import Category, ConditionalTest, Exemption, KeyRole, OrganisationType, StatusWording, View
from .origin import Confidence, Provenance, Term
from .outcome_view import (
    Advice,
    AuditScope,
    EvidenceIdea,
    Gap,
    Indicator,
    Level,
    Objective,
    Outcome,
    OutcomeHelp,
    PolicyField,
    PolicyQuestion,
    Principle,
)
from .whole import Amendment, Calendar, DirectoryPage, Edition

__all__ = [
    "Advice",
    "Amendment",
    "AnswerType",
    "Assertion",
    "AuditScope",
    "Calendar",
    "Category",
    "ConditionalTest",
    "Confidence",
    "DirectoryPage",
    "Edition",
    "EvidenceIdea",
    "EvidenceItem",
    "Exemption",
    "Gap",
    "Help",
    "Indicator",
    "ItemAsked",
    "KeyRole",
    "Level",
    "NdgStandard",
    "Objective",
    "OrganisationType",
    "Outcome",
    "OutcomeHelp",
    "PolicyField",
    "PolicyQuestion",
    "Principle",
    "Provenance",
    "Requirement",
    "StatusWording",
    "Term",
    "Topic",
    "Unit",
    "View",
]
