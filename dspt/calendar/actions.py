"""Granting later dates."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from dspt.foundation.actors import Actor
from dspt.foundation.refusals import Refusal
from dspt.journal.actions import record

from .models import Extension


class ExtensionRefused(Refusal):
    """``reason_missing``; ``nothing_granted``: no date was given."""


def grant_extension(
    *,
    by: Actor,
    edition: str,
    scope: str,
    value: str = "",
    due_on: date | None = None,
    interim_due_on: date | None = None,
    closes_on: date | None = None,
    current_until: date | None = None,
    reason: str,
    at: datetime,
) -> None:
    """Grant later dates of an edition to all, to a sector or to one organisation (its code in ``value``).

    Refuses with ExtensionRefused where the reason or every date is missing. Journalled in the service's chain.
    """
    if not reason.strip():
        raise ExtensionRefused("reason_missing")
    dates = {"due_on": due_on, "interim_due_on": interim_due_on, "closes_on": closes_on, "current_until": current_until}
    if not any(dates.values()):
        raise ExtensionRefused("nothing_granted")
    with transaction.atomic():
        Extension.objects.create(
            edition=edition, scope=scope, value=value, reason=reason, granted_at=at, granted_by_name=by.name, **dates
        )
        record(
            by=by,
            event="calendar.extension.granted",
            subject=f"{edition} {scope} {value}".strip(),
            at=at,
            after={name: day.isoformat() for name, day in dates.items() if day} | {"reason": reason},
        )
