"""The status that a year has on offer, as an organisation's pages and its workbook name it."""

from __future__ import annotations

from dspt.publication.rules import status_text
from dspt.standard.edition import Edition
from dspt.standard.scoring import NOT_MET, NOT_PUBLISHED


def offer_in_words(edition: Edition, status: str) -> str:
    """Name a status on offer, and what comes with it; empty: nothing can be published yet."""
    if status == NOT_PUBLISHED or edition.statuses[status].rank <= 0:
        return ""
    plan = ", with an improvement plan" if status == NOT_MET else ""
    return f"{status_text(edition, status)}{plan}"
