"""The page from which everything is taken out."""

from __future__ import annotations

from dataclasses import dataclass

from dspt.keeping.queries import Contents
from dspt.web.kit.components import Row
from dspt.web.toolkit.assertions.answers import size_in_words
from dspt.web.toolkit.frame import OrganisationFrame
from dspt.web.toolkit.words import count, listed


@dataclass(frozen=True, slots=True)
class TakeOutPage:
    frame: OrganisationFrame
    held: tuple[Row, ...]
    """What there is, and how much of it."""
    size: str
    title: str = "Take everything out"


def take_out_page(frame: OrganisationFrame, there_is: Contents) -> TakeOutPage:
    """Say what the archive will hold."""
    years = listed(there_is.editions) if there_is.editions else "None started yet"
    files = f"{count(there_is.files, 'file', 'files')}, {size_in_words(there_is.bytes)}" if there_is.files else ""
    documents = count(there_is.documents, "document", "documents") if there_is.documents else "None"
    return TakeOutPage(
        frame=frame,
        held=(
            Row("Assessments", f"{years}. Every answer and outcome with all it said before, confirmations, comments"),
            Row("Documents", f"{documents}{f' with {files}' if files else ''}. Every version whose file you may open"),
            Row("Publications", f"{there_is.publications or 'None'}. Signed records, which anybody can verify"),
            Row("Organisation", "Profile, key roles, certificates, everybody who has or had access"),
            Row("Activity", "Who did what, when, from the first day"),
        ),
        size=size_in_words(there_is.bytes) if there_is.files else "",
    )
