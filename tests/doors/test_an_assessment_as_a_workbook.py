"""An assessment downloaded as a workbook: who gets it, what is in its cells, that typed text is never a formula."""

from __future__ import annotations

import html
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from dspt.assessments.actions import AssessmentKey, assign_answer, confirm_assertion
from dspt.assessments.models import Answer
from dspt.documents.actions import add_place
from dspt.documents.models import Version
from dspt.jobs.cast import MAKER
from dspt.journal.queries import Wanted, entries_of
from dspt.organisations.actions import add_membership
from dspt.organisations.models import Organisation
from dspt.standard.answers import Typed
from dspt.web.toolkit.workbook.book import MOST
from tests.world.answering import signed_in, text_of, url
from tests.world.assertions import AT, answer, seen_now, this_edition
from tests.world.cast import a_certificate, a_person, accept_again, an_accepted_profile, an_organisation
from tests.world.workbooks import about_of, parts_of, rows_of, sheets_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
BOOK = url(rest="/workbook")


@pytest.fixture
def ruth(year: AssessmentKey) -> Client:
    return signed_in("ruth")


def test_the_first_sheet_says_whose_it_is_and_when_it_was_taken(ruth: Client, year: AssessmentKey) -> None:
    answer(year, "1.3.1")
    response = ruth.get(BOOK)
    assert response["Content-Disposition"] == 'attachment; filename="2024-25 YZZ01 assessment.xlsx"'
    assert sheets_of(response) == ["About", "Questions"]
    about = about_of(response)
    assert about["Organisation"] == "Dr Mensah and Partners"
    assert about["Code"] == "YZZ01"
    assert about["Category"] == "4, because it is a GP practice"
    assert about["Status on offer"] == "None yet"
    assert about["Progress"].startswith("1 of 28 required questions done or exempt. 0 of ")
    assert about["Taken"] == "12 May 2025, 10:30, UK time, by Ruth Cole"
    assert "does not reach the service" in about["What this is"]
    assert "The files themselves" in about["Not in it"]
    assert about["In the service"].endswith(url())


def test_every_item_stands_in_it_with_its_answer_and_everything_around_it(ruth: Client, year: AssessmentKey) -> None:
    policy = add_place(
        by=a_person("tom", AT), organisation=year.organisation, code=year.code, place="Shelf 2", title="Policy", at=AT
    )
    answer(year, "3.2.1", Typed(choice="yes", comment="96% of staff"), by=a_person("tom", AT), documents=(policy.id,))
    ruth_acts = a_person("ruth", AT)
    assign_answer(
        by=ruth_acts,
        assessment=year,
        item="1.1.1",
        owner_id=ruth_acts.id,
        owner_name=ruth_acts.name,
        due_on=date(2025, 6, 20),
        at=AT,
    )
    confirm_assertion(by=ruth_acts, assessment=year, assertion="3.2", seen=seen_now(year), at=AT)
    rows = rows_of(ruth.get(BOOK), "Questions")
    assert len(rows) == 38
    asked = this_edition().items["3.2.1"].asked["4"]
    assert rows["3.2.1"] == {
        "Reference": "3.2.1",
        "Standard": "3. Training",
        "Assertion": f"3.2 {this_edition().assertions['3.2'].statement}",
        "Question": asked.question,
        "Needed": "Required",
        "Status": "Done",
        "Answer": "Yes",
        "Comment": "96% of staff",
        "Documents": "Policy",
        "Owner": "",
        "Due": "",
        "Saved (UK time)": datetime(2025, 5, 12, 10, 30),  # noqa: DTZ001 -- as a workbook holds it
        "Saved by": "Tom Okafor",
        "Confirmed (UK time)": datetime(2025, 5, 12, 10, 30),  # noqa: DTZ001 -- as a workbook holds it
        "Confirmed by": "Ruth Cole",
    }
    assert rows["1.1.1"]["Status"] == "Missing"
    assert (rows["1.1.1"]["Owner"], rows["1.1.1"]["Due"]) == ("Ruth Cole", date(2025, 6, 20))
    assert rows["1.1.1"]["Saved by"] == ""
    assert {row["Needed"] for row in rows.values()} == {"Required", "Optional"}


def test_an_exempt_item_names_its_certificate(year: AssessmentKey) -> None:
    a_certificate("practice", "cyber_essentials_plus", this_edition(), date(2026, 5, 1), AT)
    accept_again("practice", this_edition(), AT)
    rows = rows_of(signed_in("ruth").get(BOOK), "Questions")
    exempt = [row["Status"] for row in rows.values() if row["Needed"] == "Exempt"]
    assert exempt
    assert all(status.startswith("Exempt\nCyber Essentials Plus") for status in exempt)


def test_an_answer_that_is_not_asked_for_any_more_is_still_in_it(ruth: Client, year: AssessmentKey) -> None:
    answer(year, "3.2.1", Typed(choice="yes"))
    other = next(one for one in this_edition().items.values() if "4" not in one.asked and one.asked)
    Answer.objects.filter(item="3.2.1").update(item=other.reference)  # as a change of the profile leaves it
    row = rows_of(ruth.get(BOOK), "Questions")[other.reference]
    assert (row["Needed"], row["Status"], row["Saved by"]) == ("Not asked", "", "Ruth Cole")


@pytest.mark.parametrize("typed", ['=HYPERLINK("https://example.org")', "+1+1", "-2+3", "@SUM(A1)"])
def test_typed_text_is_never_a_formula_or_a_link(ruth: Client, year: AssessmentKey, typed: str) -> None:
    answer(year, "3.2.1", Typed(choice="yes", comment=typed))
    answer(year, "1.3.1", Typed(choice="yes", comment="https://example.org/policy"))
    response = ruth.get(BOOK)
    rows, parts = rows_of(response, "Questions"), parts_of(response)
    assert rows["3.2.1"]["Comment"] == typed
    table = parts["xl/worksheets/sheet2.xml"]
    assert "<f>" not in table
    assert "hyperlink" not in "".join(parts).lower()
    risky = re.findall(r"<xf [^>]*>", parts["xl/styles.xml"].split("<cellXfs")[1])
    quoted = [str(number) for number, form in enumerate(risky) if 'quotePrefix="1"' in form]
    assert [re.search(rf'<c r="H\d+" s="{style}" t="s">', table) is not None for style in quoted] == [True]


def test_a_title_that_looks_like_a_formula_stays_text_and_a_refused_file_is_named(
    ruth: Client, year: AssessmentKey
) -> None:
    kept = add_place(
        by=a_person("tom", AT), organisation=year.organisation, code=year.code, place="Shelf", title="=1+1", at=AT
    )
    answer(year, "3.2.1", Typed(choice="yes"), documents=(kept.id,))
    Version.objects.update(scan="infected")
    response = ruth.get(BOOK)
    assert rows_of(response, "Questions")["3.2.1"]["Documents"] == "=1+1 (refused by the virus check)"
    assert "<f>" not in parts_of(response)["xl/worksheets/sheet2.xml"]


def test_a_text_longer_than_a_cell_is_cut_and_says_so(ruth: Client, year: AssessmentKey) -> None:
    answer(year, "3.2.1")
    Answer.objects.update(comment="é" * (MOST + 1))
    comment = rows_of(ruth.get(BOOK), "Questions")["3.2.1"]["Comment"]
    assert comment.startswith("é" * MOST + "… (cut here")


def test_it_is_made_to_be_read_filtered_and_printed(ruth: Client, year: AssessmentKey) -> None:
    answer(year, "3.2.1")
    parts = parts_of(ruth.get(BOOK))
    table, book = parts["xl/worksheets/sheet2.xml"], parts["xl/workbook.xml"]
    assert '<pane xSplit="1" ySplit="1" topLeftCell="B2"' in table
    assert '<autoFilter ref="A1:O39"/>' in table
    assert 'orientation="landscape"' in table
    assert 'fitToHeight="0"' in table
    assert "_xlnm.Print_Titles" in book
    assert 'wrapText="1"' in parts["xl/styles.xml"]
    days = re.search(r'<col min="11" max="12" width="([\d.]+)"', table)
    assert days is not None, "due and saved are as wide as each other"
    assert 'formatCode="d mmm yyyy"' in parts["xl/styles.xml"]
    assert float(days[1]) >= 12, "a day that is wider than its column shows as ####"


def test_a_row_is_as_high_as_its_text_and_no_higher_than_a_row_can_be(ruth: Client, year: AssessmentKey) -> None:
    for item, comment in (
        ("3.2.1", "Checked."),
        ("4.1.1", "A line.\n\n" * 6),
        ("6.1.1", "long " * 1900),
    ):
        answer(year, item, Typed(choice="yes", comment=comment))
    response = ruth.get(BOOK)
    places = {item: number for number, item in enumerate(rows_of(response, "Questions"), start=2)}
    table = parts_of(response)["xl/worksheets/sheet2.xml"]
    heights = dict(re.findall(r'<row r="(\d+)"[^>]* ht="([\d.]+)" customHeight="1"', table))
    short, lines, long = (float(heights[str(places[item])]) for item in ("3.2.1", "4.1.1", "6.1.1"))
    assert short < 11 * 12.5 <= lines < 13 * 13.5, "eleven lines, every other one empty"
    assert 400 < long <= 409


def test_the_foot_of_a_page_bears_any_name(ruth: Client, year: AssessmentKey) -> None:
    Organisation.objects.filter(pk=year.organisation).update(name="24 Elm & Oak " + "& " * 100)
    table = parts_of(ruth.get(BOOK))["xl/worksheets/sheet2.xml"]
    foot = html.unescape(table.split("<oddFooter>")[1].split("</oddFooter>")[0])
    assert foot.startswith("&L&8 24 Elm && Oak && ")
    assert foot.endswith("&R&8 &A, page &P of &N")
    assert len(foot) <= 255


def test_every_role_of_the_organisation_gets_it_and_nobody_else(year: AssessmentKey) -> None:
    for key, role in (("priya", "auditor"), ("simon", "signatory")):
        someone = a_person(key, AT).id
        assert someone is not None
        add_membership(by=MAKER, organisation=year.organisation, person=someone, role=role, at=AT)
    for key in ("ruth", "tom", "vera", "priya", "simon"):
        assert sheets_of(signed_in(key).get(BOOK)) == ["About", "Questions"]
    an_organisation("home", AT)
    for key in ("sam", "nadia"):
        assert signed_in(key).get(BOOK).status_code == 404
    assert Client().get(BOOK).headers["Location"].startswith("/sign-in?next=")
    assert signed_in("ruth").post(BOOK).status_code == 405


def test_the_journal_says_who_took_it(ruth: Client, year: AssessmentKey) -> None:
    ruth.get(BOOK)
    newest = entries_of(year.code, Wanted(), count=1)[0]
    assert (newest.event, newest.actor_name, newest.subject) == (
        "assessments.workbook.taken_out",
        "Ruth Cole",
        "2024-25",
    )
    page = text_of(ruth.get(f"/organisations/{year.code}/activity"))
    assert "downloaded the assessment 2024-25 as a workbook" in page


def test_asking_about_it_alone_is_not_taking_it(ruth: Client, year: AssessmentKey) -> None:
    assert ruth.head(BOOK).status_code == 200
    assert not [one for one in entries_of(year.code, Wanted(), count=50) if "taken_out" in one.event]


def test_a_year_that_cannot_be_shown_leads_to_where_it_begins() -> None:
    an_organisation("pharmacy", AT)
    ruth = signed_in("ruth")
    path = "/organisations/FZZ01/assessment/2024-25"
    assert "Go to the profile" in text_of(ruth.get(f"{path}/workbook", follow=True))
    an_accepted_profile("pharmacy", this_edition(), AT)
    response = ruth.get(f"{path}/workbook")
    assert (response.status_code, response["Location"]) == (302, path)
    assert ruth.get("/organisations/FZZ01/assessment/1999-00/workbook").status_code == 404
    assert not [one for one in entries_of("FZZ01", Wanted(), count=50) if "workbook" in one.event]


def test_a_closed_edition_can_still_be_taken(year: AssessmentKey) -> None:
    with time_machine.travel(datetime(2026, 3, 1, 10, tzinfo=UTC)):
        about = about_of(signed_in("ruth").get(BOOK))
    assert about["Status on offer"] == "None: the edition closed on 31 August 2025"
    assert about["Deadline"].startswith("Was due 30 June 2025")


def test_the_overview_offers_it(ruth: Client) -> None:
    assert f'<a href="{BOOK}">Download as a workbook</a>' in ruth.get(url()).content.decode()


def test_it_takes_the_same_statements_however_much_is_answered(
    ruth: Client, year: AssessmentKey, django_assert_max_num_queries: Any
) -> None:
    ruth.get(BOOK)
    for asked in this_edition().asked("4"):
        if asked.type.value in ("yes_no", "text"):
            answer(year, asked.reference)
    with django_assert_max_num_queries(12):  # the scope 3, the year 4, the journal 2, and their transactions
        ruth.get(BOOK)
