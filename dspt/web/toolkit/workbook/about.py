"""The first sheet of an assessment's workbook: whose it is, when it was taken, what is in it."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from dspt.organisations.queries import Standing
from dspt.standard.edition import Calendar, Edition
from dspt.web.access import Scope
from dspt.web.kit.labels import with_article
from dspt.web.toolkit.offers import offer_in_words
from dspt.web.toolkit.words import day, deadline, instant

from .book import About

_MEANT = "A picture of that moment. What is changed in this workbook does not reach the service."
_NOT_IN = (
    "The files themselves, earlier versions, comments between colleagues, and what somebody typed and did not save."
)
_LONG = (
    "A row shows and prints about 30 lines at most. The whole text is in its cell: select the cell to read it. "
    "Above 16,000 characters the cell says that its text was cut."
)


def about_sheet(
    scope: Scope,
    edition: Edition,
    calendar: Calendar,
    *,
    at: datetime,
    category: str,
    status: str,
    progress: str,
    expected: tuple[tuple[str, str], ...] = (),
    holds: str,
) -> About:
    """Put the lines together. ``holds``: what is in the sheets after it; ``expected``: lines on what is asked."""
    standing, today = scope.standing, at.date()
    kind = edition.types.get(standing.type)
    name = "outcomes" if expected else "assessment"
    return About(
        title=f"{standing.name}: assessment {edition.key}",
        lines=(
            ("Organisation", standing.name),
            ("Code", standing.code),
            ("Edition", edition.key),
            ("Kind of organisation", kind.label if kind else ""),
            ("Category", f"{category}, because {_because(standing, kind.label if kind else '')}"),
            *expected,
            ("Deadline", f"{deadline(calendar.due_on, today)}."),
            ("Status on offer", _offered(edition, calendar, status, at)),
            ("Progress", progress),
            ("Taken", f"{instant(at)}, UK time, by {scope.actor.name}"),
            ("What this is", _MEANT),
            ("In it", holds),
            ("Not in it", _NOT_IN),
            ("Long texts", _LONG),
            ("In the service", f"{settings.DSPT_BASE_URL}{reverse(name, args=(scope.code, edition.key))}"),
        ),
        footer=f"{standing.name} ({standing.code}), assessment {edition.key}, taken {instant(at)}",
    )


def _because(standing: Standing, kind: str) -> str:
    if standing.is_critical_infrastructure:
        return "it is named as critical national infrastructure"
    return f"it is {with_article(kind)}" if kind else "its profile says so"


def _offered(edition: Edition, calendar: Calendar, status: str, at: datetime) -> str:
    if at.date() > calendar.closes_on:
        return f"None: the edition closed on {day(calendar.closes_on)}"
    return offer_in_words(edition, status) or "None yet"
