"""Which dates count for a body once extensions are granted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from dspt.standard.edition import Calendar


@dataclass(frozen=True, slots=True)
class Grant:
    """One extension: ``scope`` is all, sector or organisation; an absent date leaves the official one."""

    scope: str
    value: str
    interim_due_on: date | None
    due_on: date | None
    closes_on: date | None
    current_until: date | None
    reason: str


_ORDER = ("all", "sector", "organisation")
_DATES = ("interim_due_on", "due_on", "closes_on", "current_until")


def extended(
    official: Calendar, grants: Iterable[Grant], *, sector: str, code: str
) -> tuple[Calendar, tuple[Grant, ...]]:
    """Apply the grants that reach a body: for all first, then its sector's, then its own; later grants of a scope win.

    Returns the calendar that counts and the grants that made it, so that pages can show the reasons. A grant never
    brings a date forward.
    """
    reach = {"all": "", "sector": sector, "organisation": code}
    applied = [grant for grant in grants if grant.value == reach.get(grant.scope)]
    applied.sort(key=lambda grant: _ORDER.index(grant.scope))
    calendar = official
    for grant in applied:
        for name in _DATES:
            granted, now = getattr(grant, name), getattr(calendar, name)
            if granted is not None and (now is None or granted > now):
                calendar = replace(calendar, **{name: granted})
    return calendar, tuple(applied)
