"""Every value an answer has held, newest first."""

from __future__ import annotations

from django.urls import reverse

from dspt.assessments.queries import VersionRecord
from dspt.standard.edition import ItemAsked
from dspt.web.kit.components import Link
from dspt.web.toolkit.frame import frame
from dspt.web.toolkit.words import instant, listed

from .answers import value_in_words
from .pages import HistoryLine, HistoryPage
from .year import Year


def history_page(year: Year, asked: ItemAsked, versions: tuple[VersionRecord, ...]) -> HistoryPage:
    """Build the page of earlier answers."""
    lines = []
    for one in versions:
        lead, paragraphs = value_in_words(asked, one.value.fact(asked.reference))
        if one.documents:
            paragraphs += (f"Documents: {listed(one.documents)}",)
        lines.append(
            HistoryLine(
                lead or ("" if paragraphs else "Taken back"),
                f"{one.saved_by_name}, {instant(one.saved_at)}",
                paragraphs,
            )
        )
    place = {"code": year.scope.code, "edition": year.edition.key, "reference": asked.reference}
    return HistoryPage(
        title=f"Earlier answers to {asked.reference}",
        frame=frame(year.scope, year.edition, "assessment"),
        question=asked.ask,
        lines=tuple(lines),
        back=Link("Back to the question", reverse("item", kwargs=place)),
    )
