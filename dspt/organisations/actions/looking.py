"""Service staff who look at an organisation are seen by it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from dspt.foundation.actors import Actor
from dspt.journal.actions import record
from dspt.journal.queries import was_told

TOLD_AGAIN_AFTER = timedelta(hours=1)


def note_look(*, by: Actor, code: str, page: str, at: datetime) -> bool:
    """Tell an organisation that somebody acting for the service (``by.behalf``) opened one of its private pages.

    Once for each person, organisation and hour, so that reading does not flood the trail; tells whether it was written.
    ``page`` names what was opened, as the route is named. One statement where it was told already.
    """
    event = "organisations.organisation.looked"
    if was_told(chain=code, event=event, who=by.id, since=at - TOLD_AGAIN_AFTER):
        return False
    with transaction.atomic():
        record(by=by, event=event, subject=code, at=at, organisation=code, after={"page": page})
    return True
