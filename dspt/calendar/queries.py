"""The calendar that counts."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from django.db.models import QuerySet

from dspt.prepared.reads import prepared
from dspt.standard.edition import Calendar, Edition

from .models import Extension
from .rules import Grant, extended

_GRANT = tuple(field.name for field in fields(Grant))


def calendar_for(edition: Edition, *, sector: str = "", code: str = "") -> tuple[Calendar, tuple[Grant, ...]]:
    """Give the dates of an edition for a body (sector label, code), and the grants behind them. One statement."""
    grants = [Grant(*row) for row in _grants(edition.key)]
    return extended(edition.calendar, grants, sector=sector, code=code)


@prepared
def _grants(edition: str) -> QuerySet[Extension, tuple[Any, ...]]:
    return Extension.objects.filter(edition=edition).order_by("granted_at").values_list(*_GRANT)


def calendar_on(on: date, edition: Edition, *, sector: str, code: str) -> Calendar:
    """Give dates that tell whether an edition takes changes on a UK day.

    A grant never brings a date forward, so the grants are read only once the official close has passed: one statement,
    or none.
    """
    if on <= edition.calendar.closes_on:
        return edition.calendar
    return calendar_for(edition, sector=sector, code=code)[0]


def grants_of_all() -> dict[str, tuple[Grant, ...]]:
    """Give every grant by edition, in the order granted: for pages that show many bodies at once. One statement."""
    found: dict[str, list[Grant]] = {}
    for row in Extension.objects.order_by("granted_at"):
        grant = Grant(
            row.scope, row.value, row.interim_due_on, row.due_on, row.closes_on, row.current_until, row.reason
        )
        found.setdefault(row.edition, []).append(grant)
    return {edition: tuple(grants) for edition, grants in found.items()}
