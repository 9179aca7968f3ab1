"""What doors and higher rooms read of notices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from .models import Notice


@dataclass(frozen=True, slots=True)
class NoticeRecord:
    id: UUID
    kind: str
    to: str
    subject: str
    body: str
    state: str
    created_at: datetime


def was_owed_since(*, kind: str, organisation: str, since: datetime) -> bool:
    """Tell whether a notice of a kind was written for an organisation since an instant. One statement."""
    return Notice.objects.filter(kind=kind, organisation=organisation, created_at__gt=since).exists()


def letters_of(*, kind: str, organisation: str, at: datetime) -> tuple[NoticeRecord, ...]:
    """List the notices of a kind that an organisation was owed at an instant, in the order written. One statement."""
    rows = Notice.objects.filter(kind=kind, organisation=organisation, created_at=at).order_by("id")
    return tuple(
        NoticeRecord(row.id, row.kind, row.to, row.subject, row.body, row.state, row.created_at) for row in rows
    )


def newest_notices(count: int) -> tuple[NoticeRecord, ...]:
    """List the newest notices with their words: for the demo's mail page alone. One statement."""
    rows = Notice.objects.order_by("-created_at", "-id")[:count]
    return tuple(
        NoticeRecord(row.id, row.kind, row.to, row.subject, row.body, row.state, row.created_at) for row in rows
    )
