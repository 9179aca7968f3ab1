"""What the national team reads of the remarks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from .models import Remark
from .rules import Rating

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class RemarkRecord:
    id: UUID
    page: str
    rating: str
    text: str
    email: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class RemarkList:
    """One page of remarks, newest first; ``counts`` are over all of them, by rating."""

    remarks: tuple[RemarkRecord, ...]
    counts: Mapping[str, int]
    page: int
    has_next: bool


def remarks(*, rating: str = "", page: int = 1) -> RemarkList:
    """List remarks newest first, of one rating or all, ``PER_PAGE`` at a time from page 1. Two statements."""
    counts = dict.fromkeys([each.value for each in Rating], 0)
    counts.update(Remark.objects.order_by().values_list("rating").annotate(Count("id")))
    rows = Remark.objects.order_by("-made_at", "-id")
    if rating:
        rows = rows.filter(rating=rating)
    start = (page - 1) * PER_PAGE
    found = [
        RemarkRecord(row.id, row.page, row.rating, row.text, row.email, row.made_at)
        for row in rows[start : start + PER_PAGE + 1]
    ]
    return RemarkList(tuple(found[:PER_PAGE]), counts, page, len(found) > PER_PAGE)
