"""What the list of feedback is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from dspt.feedback.queries import RemarkList
from dspt.feedback.rules import Rating
from dspt.foundation.clock import LONDON
from dspt.web.access.service import ServiceFrame

WORDS = {Rating.YES: "Yes", Rating.PARTLY: "Partly", Rating.NO: "No"}


@dataclass(frozen=True, slots=True)
class Chip:
    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class RemarkRow:
    when: str
    rating: str
    text: str
    page: str
    email: str


@dataclass(frozen=True, slots=True)
class FeedbackPage:
    frame: ServiceFrame
    sentence: str
    chips: tuple[Chip, ...]
    rows: tuple[RemarkRow, ...]
    newer: str
    """Query of the page of newer remarks, or empty."""
    older: str
    title: str = "Feedback people left"
    wide: bool = True


def feedback(frame: ServiceFrame, found: RemarkList, rating: str) -> FeedbackPage:
    """Put a page of remarks into words; ``rating`` is the one chosen, or empty."""
    total = sum(found.counts.values())
    done = found.counts[Rating.YES]
    chips = [Chip(f"All, {total}", "?", not rating)] + [
        Chip(f"{WORDS[each]}, {found.counts[each]}", f"?{urlencode({'rating': each.value})}", rating == each)
        for each in Rating
    ]
    return FeedbackPage(
        frame,
        f"{done} of {total} got done what they came for." if total else "Nobody has left feedback yet.",
        tuple(chips),
        tuple(
            RemarkRow(_moment(row.made_at), WORDS[Rating(row.rating)], row.text, row.page, row.email)
            for row in found.remarks
        ),
        _query(rating, found.page - 1) if found.page > 1 else "",
        _query(rating, found.page + 1) if found.has_next else "",
    )


def _query(rating: str, page: int) -> str:
    return f"?{urlencode({'rating': rating, 'page': page} if rating else {'page': page})}"


def _moment(at: datetime) -> str:
    local = at.astimezone(LONDON)
    return f"{local.day} {local:%B %Y, %H:%M}"
