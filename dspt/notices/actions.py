"""Owing somebody a message."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from dspt.foundation.references import new_id

from .models import Notice


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
