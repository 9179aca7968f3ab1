"""Owing somebody a message, and getting it sent: its state is the queue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F

from dspt.foundation.references import new_id

from .models import Notice
from .rules import MOST_ATTEMPTS, STUCK_AFTER, pause_after


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that this worker, and no other, is to send now."""

    id: UUID
    to: str
    subject: str
    body: str
    attempts: int


def owe_notice(*, kind: str, to: str, subject: str, body: str, at: datetime, organisation: str = "") -> UUID:
    """Queue a message inside the caller's transaction; the worker sends it. One statement."""
    notice = Notice.objects.create(
        id=new_id(),
        kind=kind,
        to=to,
        subject=subject,
        body=body,
        organisation=organisation,
        created_at=at,
        next_try_at=at,
    )
    return notice.id


def owe_notices(*, kind: str, to: Iterable[str], subject: str, body: str, at: datetime, organisation: str = "") -> None:
    """Queue one message to several people, each in a letter of their own. One statement."""
    Notice.objects.bulk_create(
        Notice(
            id=new_id(),
            kind=kind,
            to=address,
            subject=subject,
            body=body,
            organisation=organisation,
            created_at=at,
            next_try_at=at,
        )
        for address in to
    )


def claim_notice(*, at: datetime) -> Claimed | None:
    """Take the message that has been due longest; None: nothing is due. Two workers never get the same one."""
    due = Notice.objects.filter(state="waiting", next_try_at__lte=at).order_by("next_try_at", "id")
    for candidate in due.values_list("id", flat=True)[:20]:
        mine = Notice.objects.filter(id=candidate, state="waiting")
        if mine.update(state="sending", claimed_at=at, attempts=F("attempts") + 1):
            row = Notice.objects.get(id=candidate)
            return Claimed(row.id, row.to, row.subject, row.body, row.attempts)
    return None


def note_sent(*, notice: UUID, at: datetime, keeps_words: bool) -> None:
    """Mark a message as sent. Links in it are secrets: its words go, unless the demo is to show them."""
    sent = Notice.objects.filter(id=notice, state="sending")
    sent.update(state="sent", sent_at=at, last_error="")
    if not keeps_words:
        Notice.objects.filter(id=notice, kind__startswith="link.").update(body="")


def note_not_sent(*, notice: UUID, why: str, at: datetime) -> None:
    """Put a message that could not be sent back with a longer pause, or give it up after the last attempt."""
    row = Notice.objects.get(id=notice)
    is_over = row.attempts >= MOST_ATTEMPTS
    Notice.objects.filter(id=notice, state="sending").update(
        state="failed" if is_over else "waiting",
        next_try_at=at + pause_after(row.attempts),
        last_error=why[:300],
    )


def free_stuck_notices(*, at: datetime) -> int:
    """Put messages back whose worker died while sending, or give them up; returns how many. Two statements."""
    stuck = Notice.objects.filter(state="sending", claimed_at__lt=at - STUCK_AFTER)
    over = stuck.filter(attempts__gte=MOST_ATTEMPTS).update(state="failed", last_error="the worker ended while sending")
    return over + stuck.filter(attempts__lt=MOST_ATTEMPTS).update(state="waiting", next_try_at=at)
