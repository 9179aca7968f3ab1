"""Which items a certificate or a fact of the profile completes, until when (specification 5.1, rules section 4).

An item marked ``never_exempt`` stays open whatever is held. Worked examples: ``docs/algorithms/exemption.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from .edition import Edition, Exemption, ItemAsked
from .facts import CertificateFact, ProfileFacts


@dataclass(frozen=True, slots=True)
class Exempt:
    """Why an item is closed, and the last day it stays so (None: as long as the profile says so)."""

    exemption: str
    until: date | None


@dataclass(frozen=True, slots=True)
class Reopening:
    """Items that open again on the day after ``until``, because nothing else closes them."""

    exemption: str
    until: date
    items: tuple[str, ...]


def held(edition: Edition, profile: ProfileFacts, on: date) -> dict[str, date | None]:
    """Tell which exemptions count on a UK day: key to the last day (None: no end is known)."""
    found: dict[str, date | None] = {}
    for exemption in edition.exemptions.values():
        if exemption.types and profile.type not in exemption.types:
            continue
        if not exemption.is_certificate:
            if getattr(profile, exemption.fact):
                found[exemption.key] = None
            continue
        days = [one.valid_to for one in profile.certificates if _counts(exemption, one, on)]
        if days:
            found[exemption.key] = max(days)
    return found


def exempt_items(edition: Edition, profile: ProfileFacts, on: date) -> dict[str, Exempt]:
    """Tell which items of the profile's category are closed on a UK day, each by what lasts longest."""
    now = held(edition, profile, on)
    if not now:
        return {}
    found = {}
    for asked in edition.asked(profile.category):
        exempt = _exempt(asked, now)
        if exempt is not None:
            found[asked.reference] = exempt
    return found


def exceeded_until(edition: Edition, profile: ProfileFacts, on: date) -> tuple[bool, date | None]:
    """Tell whether something held opens Standards Exceeded on a UK day, and its last day."""
    days = [until for key, until in held(edition, profile, on).items() if edition.exemptions[key].opens_exceeded]
    if not days:
        return False, None
    return True, None if None in days else max(day for day in days if day is not None)


def reopenings(edition: Edition, profile: ProfileFacts, on: date, *, within_days: int) -> tuple[Reopening, ...]:
    """List what will open again within so many days of a UK day, earliest first: the warning before an expiry."""
    closed = exempt_items(edition, profile, on)
    horizon = on + timedelta(days=within_days)
    by_end: dict[tuple[date, str], list[str]] = {}
    for reference, exempt in closed.items():
        if exempt.until is not None and exempt.until < horizon:
            by_end.setdefault((exempt.until, exempt.exemption), []).append(reference)
    return tuple(Reopening(key, until, tuple(items)) for (until, key), items in sorted(by_end.items()))


def lapsed(edition: Edition, profile: ProfileFacts, on: date) -> tuple[Reopening, ...]:
    """List certificates that have run out by a UK day, with the items that they closed and nothing closes now."""
    now = held(edition, profile, on)
    closed = exempt_items(edition, profile, on)
    found = []
    for exemption in edition.exemptions.values():
        ended = [one.valid_to for one in profile.certificates if one.exemption == exemption.key and one.valid_to < on]
        if not ended or exemption.key in now or (exemption.types and profile.type not in exemption.types):
            continue
        last = max(ended)
        before = exempt_items(edition, profile, last)
        mine = (reference for reference, exempt in before.items() if exempt.exemption == exemption.key)
        items = tuple(reference for reference in mine if reference not in closed)
        found.append(Reopening(exemption.key, last, items))
    return tuple(found)


def _counts(exemption: Exemption, certificate: CertificateFact, on: date) -> bool:
    return (
        certificate.exemption == exemption.key
        and certificate.valid_from <= on <= certificate.valid_to
        and (certificate.covers_all or not exemption.scope_must_cover_all)
    )


def _exempt(asked: ItemAsked, now: Mapping[str, date | None]) -> Exempt | None:
    if asked.never_exempt:
        return None
    best: Exempt | None = None
    for key in asked.exemptions:
        if key not in now:
            continue
        until = now[key]
        if until is None:
            return Exempt(key, None)
        if best is None or (best.until is not None and until > best.until):
            best = Exempt(key, until)
    return best
