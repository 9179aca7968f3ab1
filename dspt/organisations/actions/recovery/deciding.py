"""The service desk's side: two different people approve; one is enough to refuse or to ask for more."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from dspt.foundation.actors import Actor

from ...gateways import RecoveryPages
from ...rules.recovery import RecoveryKind, RecoveryState, RecoveryVerb, checked_text, require_checked
from .steps import NO_WAIT, TEXT_LIMIT, desk_person, locked, step


def approve_recovery(
    *,
    by: Actor,
    recovery: UUID,
    seen_version: int,
    checked: Collection[str],
    text: str,
    wait: timedelta,
    pages: RecoveryPages,
    at: datetime,
) -> RecoveryState:
    """Approve a request; ``text`` says how it was ``checked``. The second approval starts the waiting time ``wait``.

    Returns what the request became. Refuses with RecoveryRefused: ``approved_already`` by the same person,
    ``own_request``, ``has_role``, ``not_now``, ``stale``, ``unknown``, ``unchecked``, ``text_missing``, ``text_long``.
    """
    return _decide(by, recovery, seen_version, RecoveryVerb.APPROVE, text, pages, at, wait, checked)


def refuse_recovery(
    *, by: Actor, recovery: UUID, seen_version: int, text: str, pages: RecoveryPages, at: datetime
) -> None:
    """Refuse a request with the reason, which the requester is told; also during the waiting time.

    Refuses as ``approve_recovery`` does.
    """
    _decide(by, recovery, seen_version, RecoveryVerb.REFUSE, text, pages, at)


def question_recovery(
    *, by: Actor, recovery: UUID, seen_version: int, text: str, pages: RecoveryPages, at: datetime
) -> None:
    """Ask the requester for more, by a letter with a link to answer; a first approval is taken back.

    Refuses as ``approve_recovery`` does.
    """
    _decide(by, recovery, seen_version, RecoveryVerb.QUESTION, text, pages, at)


def _decide(
    by: Actor,
    recovery: UUID,
    seen_version: int,
    verb: RecoveryVerb,
    text: str,
    pages: RecoveryPages,
    at: datetime,
    wait: timedelta = NO_WAIT,
    checked: Collection[str] = (),
) -> RecoveryState:
    text = checked_text(text, TEXT_LIMIT)
    with transaction.atomic():
        row = locked(recovery, seen_version)
        if verb is RecoveryVerb.APPROVE:
            require_checked(RecoveryKind(row.kind), checked)
        step(
            by=by,
            row=row,
            verb=verb,
            side="desk",
            at=at,
            pages=pages,
            text=text,
            wait=wait,
            desk=desk_person(by, row),
        )
    return RecoveryState(row.state)
