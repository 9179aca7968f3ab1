"""Words that the register's pages share: days, statuses and how long they count."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Protocol
from urllib.parse import quote

from django.urls import reverse

from dspt.directory.rules import is_closed_code
from dspt.register.rules import short_edition
from dspt.standard import catalogue
from dspt.standard.edition import StatusWording
from dspt.web.kit.components import Status

_SHORTENED = re.compile(r" \((?:including [^)]*|ICB|CSU)\)$")


__all__ = ["short_edition"]


class Standing(Protocol):
    """What is said of a body wherever it stands in a list or on its own page."""

    @property
    def code(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def status_text(self) -> str: ...
    @property
    def published_on(self) -> date | None: ...
    @property
    def until(self) -> date | None: ...
    @property
    def registered_on(self) -> date | None: ...
    @property
    def closed_on(self) -> date | None: ...
    @property
    def interim_on(self) -> date | None: ...


def day(on: date) -> str:
    """Write a day as prose does: ``30 June 2025``."""
    return f"{on.day} {on:%B %Y}"


def short_day(on: date) -> str:
    """Write a day as a dense table does: ``30 Jun 2025``."""
    return f"{on.day} {on:%b %Y}"


def number(count: int) -> str:
    return f"{count:,}"


def is_current(standing: Standing, today: date) -> bool:
    return standing.until is not None and standing.until >= today


@lru_cache(maxsize=1)
def wordings() -> dict[str, StatusWording]:
    """Give the wording of every status, as the newest edition words it; older editions add what it dropped."""
    return {key: wording for edition in reversed(catalogue.editions()) for key, wording in edition.statuses.items()}


def tone(standing: Standing, today: date) -> str:
    """Choose the look of a status: ``old`` once it is out of date, whatever it was."""
    if not standing.status:
        return "none"
    if not is_current(standing, today):
        return "old"
    wording = wordings().get(standing.status)
    return wording.tone if wording else "none"


def currency(standing: Standing, today: date) -> str:
    """Say how long the status counts, or why there is none."""
    if standing.closed_on and standing.closed_on <= today:
        return f"Closed {day(standing.closed_on)}"
    if is_closed_code(standing.code):
        return "Code closed"
    if not standing.status:
        if standing.interim_on:
            return f"Interim submitted {day(standing.interim_on)}"
        if standing.registered_on:
            return f"Registered {day(standing.registered_on)}, nothing published yet"
        return "Nothing published yet"
    if standing.until is None:
        return ""
    if standing.until >= today:
        return f"Current until {day(standing.until)}"
    return f"Out of date since {day(standing.until + timedelta(days=1))}"


def status(standing: Standing, today: date) -> Status:
    """Make the status as the components show it."""
    return Status(standing.status_text, tone(standing, today), currency(standing, today))


def sector_label(sector: str) -> str:
    """Shorten a sector for lists: what it includes, and its abbreviation, stand on the organisation's own page."""
    return _SHORTENED.sub("", sector) or "No Sector Identified"


def board_label(name: str) -> str:
    """Shorten a board's name: every one of them ends in the same three words."""
    for ending in (" Integrated Care Board", " INTEGRATED CARE BOARD"):
        name = name.removesuffix(ending)
    return name


def address(code: str) -> str:
    """Give the address of a body's page, as ``reverse`` would, which is slow for lists; codes may hold slashes."""
    return f"{_register()}/{quote(code, safe=_KEPT)}"


_KEPT = "/~:@!$&'()*+,;="
"""Signs that stand as they are in an address."""


@lru_cache(maxsize=1)
def _register() -> str:
    return reverse("register")
