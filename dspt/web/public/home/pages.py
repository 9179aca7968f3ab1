"""What the home page shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import NoReverseMatch, reverse

from dspt.calendar.rules import Grant
from dspt.foundation.clock import LONDON
from dspt.register.queries import Figures
from dspt.standard.calendar import days_left
from dspt.standard.edition import Calendar
from dspt.web.kit.components import Link, Row
from dspt.web.public.words import counted, day


@dataclass(frozen=True, slots=True)
class Door:
    """One of the things people come for, with its links."""

    heading: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class DateLine:
    key: str
    value: str
    strong: str = ""
    """Said first, in bold."""


@dataclass(frozen=True, slots=True)
class HomePage:
    """``tally`` is empty as long as the register is."""

    title: str
    see_all: str
    doors: tuple[Door, ...]
    edition: str
    dates: tuple[DateLine, ...]
    grants: tuple[str, ...]
    late_note: str
    """What happens to those who publish after the deadline, while that is possible."""
    tally: tuple[Row, ...]
    tally_note: str


def home_page(edition: str, calendar: Calendar, grants: Sequence[Grant], held: Figures, at: datetime) -> HomePage:
    """Put the home page into words."""
    moment = at.astimezone(LONDON)
    today = moment.date()
    share = f"{100 * held.current / held.registered:.1f}%" if held.registered else "–"
    return HomePage(
        title="Show that patient data is safe with you",
        see_all=f"See all {held.registered:,} organisations" if held.registered else "See the register",
        doors=_doors(edition),
        edition=edition,
        dates=_dates(calendar, today),
        grants=tuple(
            dict.fromkeys(
                f"These dates are later than the official ones. Reason given: {grant.reason.rstrip('.')}."
                for grant in grants
            )
        ),
        late_note="Publishing later is still possible until the next edition opens. The register then says it was late."
        if today <= calendar.closes_on
        else "",
        tally=(
            Row("organisations registered", f"{held.registered:,}"),
            Row("with a current status", f"{held.current:,}"),
        )
        if held.registered
        else (),
        tally_note=(
            f"{share} are current. {held.never:,} {'has' if held.never == 1 else 'have'} registered and never "
            f"published. Updated {day(today)}, {moment:%H:%M}."
        ),
    )


def _dates(calendar: Calendar, today: date) -> tuple[DateLine, ...]:
    lines = [DateLine(day(calendar.opens_on), "Opened" if calendar.opens_on <= today else "Opens")]
    if calendar.interim_due_on:
        lines.append(
            DateLine(day(calendar.interim_due_on), "Interim assessment, NHS trusts and other category 1 bodies")
        )
    left = days_left(calendar.due_on, today)
    if left > 0:
        rest = f"{counted(left, 'day')} left"
    elif left == 0:
        rest = "That is today"
    elif today <= calendar.closes_on:
        rest = f"That has passed. You can still publish until {day(calendar.closes_on)}"
    else:
        rest = "That has passed"
    lines.append(DateLine(day(calendar.due_on), rest, "Publish by this day."))
    return tuple(lines)


def _doors(edition: str) -> tuple[Door, ...]:
    doors = (
        (
            "Complete an assessment",
            (
                ("What you will be asked, by type of organisation", "requirements", (edition,)),
                (f"What changed for {edition}", "standard_changes", (edition,)),
                ("How long it takes and who can help", "help_time", ()),
            ),
        ),
        (
            "Rely on a status",
            (
                ("Check a publication or a badge", "register_verify", ()),
                ("What each status means, and does not", "help_statuses", ()),
                ("Download the register", "register_download", ()),
            ),
        ),
        (
            "Understand the toolkit",
            (
                ("What it is for and who must use it", "purpose", ()),
                ("The law behind it", "legal", ()),
                ("Terms and abbreviations", "glossary", ()),
            ),
        ),
    )
    return tuple(Door(heading, _served(links)) for heading, links in doors)


def _served(wanted: Sequence[tuple[str, str, tuple[str, ...]]]) -> tuple[Link, ...]:
    links = []
    for text, name, args in wanted:
        try:
            links.append(Link(text, reverse(name, args=args)))
        except NoReverseMatch:
            continue
    return tuple(links)
