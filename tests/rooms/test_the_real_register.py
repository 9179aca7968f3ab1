"""The real register, where it stands beside the checkout: taken in whole, told again unaltered, searched in time."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import connection

from dspt.directory.gateways import read_table
from dspt.foundation.actors import Actor
from dspt.register.actions import import_directory, import_register
from dspt.register.models import Listing, PublicStatus
from dspt.register.queries import Search, download_lines, figures, search

BY = Actor.machine("register-import")
AT = datetime(2023, 12, 1, 9, tzinfo=UTC)
THEN = date(2022, 9, 9)
FILES = ("dspt-register-2022-09-09.csv", "dspt-trusts-2023-11-16.csv", "dspt-icbs-2023-11-16.csv")


@pytest.fixture(autouse=True)
def plans_of_full_tables(db: None) -> Iterator[None]:
    """Let PostgreSQL plan anew before the test's foreign keys are checked.

    A plan made by an earlier test for empty tables reads them whole, once for each of 64,201 rows.
    """
    yield
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


@pytest.mark.slow
@pytest.mark.django_db
def test_the_real_register_is_taken_in_told_again_and_followed(shared: Path) -> None:
    folder = shared / "data"
    whole, trusts, boards = (read_table(folder / name) for name in FILES)

    report = import_register(by=BY, table=whole, at=AT)
    assert (report.listings_new, report.statuses_new, report.refused, report.notes) == (64_201, 58_897, [], [])

    with (folder / FILES[0]).open(encoding="utf-8", newline="") as file:
        there = sorted(row[:5] for row in csv.reader(file))
    back = sorted(row[:5] for row in csv.reader(io.StringIO("".join(download_lines(Search(), THEN)), newline="")))
    assert back == there, "the download tells the file's rows, the commissioner's column aside"

    found = figures(THEN)
    assert (found.registered, found.never, found.current) == (64_201, 5_304, 49_134)
    assert search(Search("mill lane dental"), THEN).total == 2
    assert search(Search("01/04/2004"), THEN).hits[0].code == "01/04/2004"
    assert [hit.code for hit in search(Search("manchster univeristy fundation trust"), THEN).nearest][:1] == ["R0A"]

    again = import_register(by=BY, table=whole, at=AT)
    assert not again.changes_anything

    report = import_register(by=BY, table=trusts, at=AT)
    assert (report.rows, report.statuses_new, report.renamed, len(report.notes)) == (211, 210, 3, 1)
    report = import_register(by=BY, table=boards, at=AT)
    assert (report.rows, report.listings_new, report.statuses_new) == (42, 4, 42)
    assert (Listing.objects.count(), PublicStatus.objects.count()) == (64_205, 58_897 + 210 + 42)

    directory = [read_table(path) for path in sorted(folder.glob("o[dn]s*.csv"))]
    reports, followed = import_directory(by=BY, tables=directory, at=AT)
    assert [report.refused for report in reports] == [[], [], [], []]
    assert followed > 6_000
    trust = Listing.objects.get(code="R0A")
    assert (trust.postcode, trust.board_code, trust.region_name) == ("M13 9WL", "QOP", "North West")
    assert search(Search("m13 9wl"), THEN).hits[0].code == "R0A"
