"""Writing the journal: the one verb that every action of every room calls in its own transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import connection

from dspt.foundation.actors import Actor

from . import rules
from .models import ChainHead, Entry

SERVICE = "service"


def record(
    *,
    by: Actor,
    event: str,
    subject: str,
    at: datetime,
    organisation: str = "",
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    """Append one entry to the chain of an organisation (its code), or of the service where there is none.

    Must be called inside the transaction of the action it tells of; secrets and document content never go in.
    Two database statements, four for the first entry of a chain: the database itself moves the chain's head, and
    refuses an entry that does not continue it.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("the journal is written inside the action's own transaction")
    chain = organisation or SERVICE
    head = ChainHead.objects.select_for_update().filter(chain=chain).first()
    if head is None:
        head, _ = ChainHead.objects.get_or_create(chain=chain, defaults={"number": 0, "digest": rules.GENESIS})
    number = head.number + 1
    before, after = dict(before or {}), dict(after or {})
    content = {
        "chain": chain,
        "number": number,
        "at": at.isoformat(),
        "event": event,
        "actor": [by.kind, str(by.id or ""), by.name, by.session],
        "subject": subject,
        "before": before,
        "after": after,
    }
    Entry.objects.create(
        chain=chain,
        number=number,
        at=at,
        event=event,
        actor_kind=by.kind,
        actor_id=by.id,
        actor_name=by.name,
        session=by.session,
        subject=subject,
        before=before,
        after=after,
        previous=head.digest,
        digest=rules.digest(head.digest, content),
    )
