"""What the demonstration begins with, besides its cast: a small directory, a register around it, a year that runs."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from dspt.calendar.actions import grant_extension
from dspt.calendar.queries import calendar_for
from dspt.directory.gateways import Cell, Table
from dspt.jobs import cast
from dspt.jobs.generated_register import areas_table, import_rows
from dspt.jobs.years import RETURNING, a_returning_year
from dspt.notices.actions import claim_notice, note_sent
from dspt.register.actions import import_directory, import_register
from dspt.register.queries import sectors_of_types
from dspt.standard import catalogue
from dspt.standard.edition import Edition

DUE_ON, CLOSES_ON = date(2027, 6, 30), date(2027, 8, 31)
INTERIM_DUE_ON, CURRENT_UNTIL = date(2026, 12, 31), date(2028, 6, 30)
GENERATED = 2000
EXTENSION_REASON = "So that the demonstration’s year is running while you try it."

UNREGISTERED = (
    ("VZZ11", "Elm Lodge", "Social Care", "Larchford", "LZ3 4EL", ""),
    ("YZZ02", "Station Road Surgery", "General Practice (GP)", "Northmoor", "NZ1 1SR", ""),
    ("8ZZ02", "Copperfield Software Ltd", "Company", "Easthaven", "EZ1 7CF", ""),
    ("FZZ02", "Quayside Pharmacy", "Pharmacy", "Easthaven", "EZ2 1QP", ""),
    ("LZZ01", "Larchford Borough Council", "Local Authority", "Larchford", "LZ1 1TH", ""),
    ("VZZ12", "Ash Lodge", "Social Care", "Larchford", "LZ3 5AL", "20250401"),
)
"""Codes to try registration with: code, name, sector, town, postcode, closed."""

HEADINGS = (
    "Code",
    "Organisation Name",
    "Status",
    "Date Of Publication",
    "Primary Sector",
    "Integrated Care Board (where available, from ODS)",
)

PUBLISHED = {
    "YZZ01": ("23/24 Standards Met", "18/06/2024"),
    "RZZ": ("23/24 Standards Met", "28/06/2024"),
    "VZZ02": ("23/24 Standards Met", "21/06/2024"),
    "FZZ01": ("23/24 Standards Exceeded", "05/04/2024"),
    "LZZ01": ("23/24 Standards Met", "30/06/2024"),
    "VZZ12": ("22/23 Approaching Standards", "04/07/2023"),
}
"""What they published before: code to status and day, as an export of the register says it."""


def the_directory(at: datetime) -> None:
    """Load the bodies of the cast and a few that nobody has registered, with what they published. Twice is once."""
    bodies = [(body.code, body.name, body.sector, body.town, body.postcode, "") for body in cast.BODIES.values()]
    bodies += UNREGISTERED
    import_directory(
        by=cast.MAKER,
        tables=[areas_table(), _table("demo-directory.csv", [_directory_row(*each) for each in bodies])],
        at=at,
    )
    # The one that returns comes onto the register by publishing here, not by an export.
    own = cast.BODIES[RETURNING].code
    export = [_export_row(code, name, sector) for code, name, sector, *_ in bodies if code != own]
    import_register(
        by=cast.MAKER,
        table=_table("demo-register-2024-07-31.csv", [HEADINGS, *export]),
        at=at,
        sectors=sectors_of_types(),
    )


def the_register() -> None:
    """Put made-up bodies around the cast, with three years of what they published. Twice is once."""
    import_rows(GENERATED, years=(2022, 2023, 2024))


def the_year(edition: Edition, at: datetime) -> None:
    """Extend the edition so that its year is running. Twice is once."""
    calendar, _ = calendar_for(edition)
    if calendar.due_on >= DUE_ON:
        return
    grant_extension(
        by=cast.MAKER,
        edition=edition.key,
        scope="all",
        due_on=DUE_ON,
        interim_due_on=INTERIM_DUE_ON,
        closes_on=CLOSES_ON,
        current_until=CURRENT_UNTIL,
        reason=EXTENSION_REASON,
        at=at,
    )


def the_cast(edition: Edition, at: datetime) -> None:
    """Make everybody: the organisations with accepted profiles, the stranger, the national team.

    One care home returns: last year published, this year begun with last year's answers.
    """
    a_returning_year(catalogue.edition(edition.previous), edition, at, _receipt)
    for key in cast.BODIES:
        cast.an_accepted_profile(key, edition, at)
    cast.a_person("sam", at)
    cast.the_national_team(at)
    cast.the_service_desk(at)
    cast.the_viewers(at)
    for key in cast.STEPPED:
        cast.a_phone(key, at)


def _receipt(publication: UUID) -> str:
    code = cast.BODIES[RETURNING].code
    return settings.DSPT_BASE_URL + reverse("receipt", args=(code, publication))


def _table(name: str, rows: Sequence[tuple[Cell, ...]]) -> Table:
    digest = hashlib.sha256(repr(rows).encode()).hexdigest()
    return Table(name, digest, "utf-8", tuple(enumerate(rows, start=1)))


def _export_row(code: str, name: str, sector: str) -> tuple[Cell, ...]:
    status, day = PUBLISHED.get(code, ("Not Published", ""))
    return (code, name, status, day, sector, "")


def _directory_row(code: str, name: str, sector: str, town: str, postcode: str, closed: str) -> tuple[Cell, ...]:
    # The 27 columns of a directory file: code, name, region, board, five lines of address, postcode, opened, closed …
    region, board = cast.AREAS[town]
    return (code, name, region, board, "1 Sample Street", "", "", town, "", postcode, "20100401", closed, *([""] * 15))


def the_mail(at: datetime) -> None:
    """Count the mail that making the cast owed as sent: it is at ``/demo/mail``, and would bury the sign-ins."""
    while (owed := claim_notice(at=at)) is not None:
        note_sent(notice=owed.id, at=at, keeps_words=True)
