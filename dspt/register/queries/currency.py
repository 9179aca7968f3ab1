"""Until when a status is current: the editions' calendars, what was granted on top, and the rule for older years."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dspt.calendar.queries import grants_of_all
from dspt.calendar.rules import Grant, extended
from dspt.register import rules
from dspt.standard import calendar, catalogue
from dspt.standard.edition import Calendar

_FRESH_SECONDS = 60.0


@dataclass(frozen=True)
class Currency:
    """Answers until when; holds every grant, so it costs no statement."""

    grants: Mapping[str, tuple[Grant, ...]]

    def until(self, edition: str, published_on: date | None, sector: str = "", code: str = "") -> date | None:
        """Tell the last day on which a body's status is current; None where nothing was published."""
        year = rules.year_of(edition, published_on)
        official = _calendars().get(year)
        if official is None:
            return rules.current_until(edition, published_on)
        granted = self.grants.get(year, ())
        if not granted:
            return official.current_until
        return extended(official, granted, sector=sector, code=code)[0].current_until

    def was_late(self, edition: str, published_on: date, sector: str = "", code: str = "") -> bool:
        """Tell whether a status came after the deadline that counted for the body."""
        official = _calendars().get(edition)
        if official is None:
            return rules.was_late(edition, published_on)
        counts, _ = extended(official, self.grants.get(edition, ()), sector=sector, code=code)
        return calendar.was_late(counts, published_on)

    def special_sectors(self, year: str) -> frozenset[str]:
        """Tell the sectors whose dates of a year differ from everybody's."""
        return frozenset(grant.value for grant in self.grants.get(year, ()) if grant.scope == "sector")

    def special_codes(self, year: str) -> frozenset[str]:
        """Tell the bodies whose dates of a year differ from their sector's."""
        return frozenset(grant.value for grant in self.grants.get(year, ()) if grant.scope == "organisation")


class _Kept:
    currency: Currency | None = None
    read_at = 0.0


def currency(*, may_read: bool = True) -> Currency:
    """Give the currency as it stood within the last minute. One statement a minute.

    Without ``may_read`` an older one will do, once there is one: pages have few statements to spend.
    """
    stale = may_read and time.monotonic() - _Kept.read_at > _FRESH_SECONDS
    if _Kept.currency is None or stale:
        _Kept.currency, _Kept.read_at = Currency(grants_of_all()), time.monotonic()
    return _Kept.currency


def forget_currency() -> None:
    """Read the grants anew at the next question; tests call it when they change the database under the process."""
    _Kept.currency = None


@lru_cache(maxsize=1)
def _calendars() -> dict[str, Calendar]:
    return {edition.key: edition.calendar for edition in catalogue.editions()}
