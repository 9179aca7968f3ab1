"""Importing exports of the register: everything or nothing, twice without a trace, history added and never lost."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dspt.calendar.actions import grant_extension
from dspt.directory.gateways import Table, UnreadableFile
from dspt.directory.models import Body
from dspt.foundation.actors import Actor
from dspt.journal.models import Entry
from dspt.register.actions import ImportReport, import_register
from dspt.register.models import FormerName, Intake, Listing, PublicStatus

BY = Actor.machine("register-import")
AT = datetime(2023, 12, 1, 9, tzinfo=UTC)
HEADINGS = ("Code", "Organisation Name", "Status", "Date Of Publication", "Primary Sector")
BOARD = "Integrated Care Board (where available, from ODS)"
OF_2022 = (
    ("VZZ01", "Willow Court", "21/22 Approaching Standards", "12/05/2022", "Social Care", ""),
    (
        "FZZ07",
        "HARBOUR  PHARMACY",
        "20/21 Standards Met",
        "30/06/2021",
        "Pharmacy",
        "NHS KENT AND MEDWAY ICB - 91Q (CCG)",
    ),
    ("TZZ32CLOSED", "Osier Opticians", "Not Published", "", "Optician", ""),
)
OF_2023 = (
    ("VZZ01", "Willow Court Ltd", "22/23 Standards Met", "28/06/2023", "Social Care", ""),
    ("RZ9", "Northmoor Hospitals", "22/23 Standards Exceeded", "30/06/2023", "NHS Trust", ""),
)


def table(*rows: tuple[str, ...], name: str = "register.csv", headings: tuple[str, ...] = (*HEADINGS, BOARD)) -> Table:
    return Table(name, "0" * 64, "UTF-8", tuple(enumerate((headings, *rows), start=1)))


def take_in(*rows: tuple[str, ...], **options: Any) -> ImportReport:
    return import_register(by=BY, table=table(*rows), at=AT, **options)


def everything() -> list[tuple[Any, ...]]:
    return [
        *Listing.objects.order_by("code").values_list(),
        *PublicStatus.objects.order_by("id").values_list(),
        *FormerName.objects.order_by("id").values_list(),
        *Intake.objects.order_by("id").values_list(),
        *Body.objects.order_by("code").values_list(),
        *Entry.objects.order_by("id").values_list("digest"),
    ]


pytestmark = pytest.mark.django_db


def test_an_export_brings_listings_history_and_bodies_and_one_journal_entry() -> None:
    report = take_in(*OF_2022)
    assert (report.rows, report.listings_new, report.statuses_new, report.written) == (3, 3, 2, True)
    assert Listing.objects.get(code="FZZ07").name == "HARBOUR  PHARMACY"
    assert Listing.objects.get(code="TZZ32CLOSED").status_text == "Not Published"
    assert Body.objects.get(code="VZZ01").sector == "Social Care"
    entry = Entry.objects.get()
    assert (entry.event, entry.actor_name, entry.after["statuses_new"]) == (
        "register.file.imported",
        "register-import",
        2,
    )


def test_the_same_file_again_changes_nothing() -> None:
    take_in(*OF_2022)
    before = everything()
    report = take_in(*OF_2022)
    assert everything() == before
    assert not report.changes_anything


def test_a_later_file_adds_history_and_notes_a_new_name() -> None:
    take_in(*OF_2022)
    report = take_in(*OF_2023)
    assert (report.listings_new, report.listings_changed, report.renamed, report.statuses_new) == (1, 1, 1, 2)
    willow = Listing.objects.get(code="VZZ01")
    assert (willow.name, willow.status_text) == ("Willow Court Ltd", "22/23 Standards Met")
    assert list(willow.history.order_by("published_on").values_list("status_text", flat=True)) == [
        "21/22 Approaching Standards",
        "22/23 Standards Met",
    ]
    former = FormerName.objects.get()
    assert (former.name, former.until) == ("Willow Court", date(2023, 6, 30))
    assert Listing.objects.get(code="FZZ07").status_text == "20/21 Standards Met"


def test_an_older_file_adds_history_and_leaves_the_newer_description_alone() -> None:
    take_in(*OF_2023)
    take_in(*OF_2022)
    willow = Listing.objects.get(code="VZZ01")
    assert (willow.name, willow.status_text, willow.history.count()) == ("Willow Court Ltd", "22/23 Standards Met", 2)
    before = everything()
    take_in(*OF_2022)
    take_in(*OF_2023)
    assert everything() == before


def test_the_order_of_files_does_not_matter_for_what_stands() -> None:
    def standing() -> list[tuple[Any, ...]]:
        return list(Listing.objects.order_by("code").values_list("code", "name", "status_text", "published_on"))

    take_in(*OF_2022)
    take_in(*OF_2023)
    one_way = standing()
    for model in (PublicStatus, FormerName, Listing):
        model.objects.all().delete()
    take_in(*OF_2023)
    take_in(*OF_2022)
    assert standing() == one_way


def test_a_not_published_row_of_a_later_file_takes_nothing_away() -> None:
    take_in(*OF_2022)
    take_in(("VZZ01", "Willow Court", "Not Published", "", "Social Care", ""), *OF_2023[1:])
    assert Listing.objects.get(code="VZZ01").status_text == "21/22 Approaching Standards"


def test_one_refused_row_refuses_the_file() -> None:
    before = everything()
    report = take_in(*OF_2022, ("A1", "Home", "Splendid", "", "Dentist", ""))
    assert (report.written, [row.line for row in report.refused]) == (False, [5])
    assert everything() == before


def test_keep_going_takes_in_the_good_rows() -> None:
    report = take_in(("A1", "Home", "Splendid", "", "Dentist", ""), *OF_2022, keep_going=True)
    assert (report.written, len(report.refused), Listing.objects.count()) == (True, 1, 3)


@pytest.mark.parametrize("keep_going", [False, True])
def test_a_dry_run_reports_and_writes_nothing(keep_going: bool) -> None:
    before = everything()
    report = take_in(*OF_2022, dry_run=True, keep_going=keep_going)
    assert (report.listings_new, report.written) == (3, False)
    assert everything() == before


@pytest.mark.django_db(transaction=True)
def test_a_failure_half_way_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dspt.register.actions.imports.BATCH", 2)
    before = everything()

    def fail_at_the_end(done: int, total: int) -> None:
        if done == total:
            raise DatabaseError("the disk is full")

    with pytest.raises(DatabaseError):
        take_in(*OF_2022, progress=fail_at_the_end)
    assert everything() == before


def test_an_edition_told_later_is_filled_in() -> None:
    take_in(("A1", "Home", "Standards Met", "25/03/2020", "Dentist", ""))
    report = take_in(("A1", "Home", "19/20 Standards Met", "25/03/2020", "Dentist", ""))
    assert (report.statuses_new, report.statuses_completed) == (0, 1)
    assert PublicStatus.objects.get().status_text == Listing.objects.get().status_text == "19/20 Standards Met"
    before = everything()
    take_in(("A1", "Home", "Standards Met", "25/03/2020", "Dentist", ""))
    assert everything() == before


def test_late_is_what_came_after_the_deadline_that_counted() -> None:
    grant_extension(
        by=BY, edition="2023-24", scope="sector", value="Pharmacy", due_on=date(2024, 9, 30), reason="A flood", at=AT
    )
    rows = [("F1", "Pharmacy"), ("V1", "Social Care")]
    import_register(
        by=BY,
        table=table(*((code, code, "23/24 Standards Met", "01/07/2024", sector, "") for code, sector in rows)),
        at=AT.replace(year=2024),
    )
    assert dict(Listing.objects.values_list("code", "was_late")) == {"F1": False, "V1": True}
    assert dict(PublicStatus.objects.values_list("listing__code", "was_late")) == {"F1": False, "V1": True}


def test_a_file_of_another_layout_is_refused_by_name() -> None:
    with pytest.raises(UnreadableFile) as refusal:
        import_register(by=BY, table=table(headings=("Something", "Else")), at=AT)
    assert refusal.value.code == "unknown_layout"
    assert "status" in refusal.value.facts["missing"]  # type: ignore[operator]


_ROW = st.tuples(
    st.sampled_from(["A1", "B2", "C3"]),
    st.sampled_from(["Home", "HOME", "House"]),
    st.sampled_from(["21/22 Standards Met", "Standards Met (19-20)", "Standards Met", "20/21 Entry Level"]),
    st.sampled_from(["01/04/2020", "30/06/2021", "15/07/2022"]),
    st.just("Dentist"),
    st.just(""),
)
_FILE = st.lists(_ROW, min_size=1, max_size=3, unique_by=lambda row: row[0])


@given(first=_FILE, second=_FILE)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_came_before_the_same_file_again_changes_nothing(
    first: list[tuple[str, ...]], second: list[tuple[str, ...]]
) -> None:
    take_in(*first)
    take_in(*second)
    before = everything()
    take_in(*second)
    assert everything() == before
    history = PublicStatus.objects.count()
    take_in(*first)
    assert PublicStatus.objects.count() == history


class Terminal(io.StringIO):
    """What a person looks at while they wait."""

    def isatty(self) -> bool:
        return True


def test_who_waits_at_a_terminal_sees_how_far_it_has_come_and_a_file_is_spared(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(((*HEADINGS, BOARD), *OF_2022))
    for looking, told in ((Terminal(), "rows"), (io.StringIO(), "")):
        call_command("import_register", str(path), stdout=io.StringIO(), stderr=looking)
        assert looking.getvalue()[-5:].strip() == told
