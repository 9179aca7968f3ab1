"""The outcome view downloaded as a workbook: outcomes, and indicators beneath them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.test import Client

from dspt.assessments.actions import AssessmentKey, attach_to_outcome
from dspt.organisations.models import Organisation
from tests.doors.outcomes.doorway import AT, BASE, CODE, EDITION, judge, signed_in
from tests.world.cast import a_person, an_accepted_profile
from tests.world.outcomes import a_document
from tests.world.workbooks import about_of, parts_of, rows_of, sheets_of

pytestmark = pytest.mark.django_db
BOOK = f"{BASE}/workbook"


def test_the_first_sheet_says_where_the_trust_stands(tom: Client, trust: UUID) -> None:
    judge(trust, "B2.a", "not_achieved")
    judge(trust, "A1.a", "achieved")
    response = tom.get(BOOK)
    assert response["Content-Disposition"] == f'attachment; filename="2024-25 {CODE} assessment.xlsx"'
    assert sheets_of(response) == ["About", "Outcomes", "Indicators"]
    about = about_of(response)
    assert about["Category"] == "1, because it is an NHS trust"
    assert about["Levels expected"] == "Standards Met profile 2024-25"
    assert about["Progress"] == "2 of 47 outcomes have a level: 1 at or above expected, 1 below."
    assert about["Status on offer"] == "None yet"
    assert about["Taken"].endswith("by Tom Okafor")
    assert about["In the service"].endswith(f"{BASE}/outcomes")


def test_every_outcome_stands_in_it_with_its_levels_words_and_documents(tom: Client, trust: UUID) -> None:
    ticks = [one.reference for one in EDITION.outcomes["B2.b"].indicators if one.level == "not_achieved"]
    said = {"reason": "Changed last week.", "statement": "=We know every device.\nAlmost."}
    judge(trust, "B2.b", "partially_achieved", ticks=ticks, **said)
    rows = rows_of(tom.get(BOOK), "Outcomes")
    assert list(rows) == list(EDITION.outcomes)
    row = rows["B2.b"]
    assert row["Principle"] == f"B2 {EDITION.principles['B2'].title}"
    assert row["Level declared"] == "Partially achieved"
    assert row["Supported by ticks"] == "Not achieved"
    assert row["Reason"] == "Changed last week."
    assert row["Statement"] == "=We know every device.\nAlmost."
    assert (row["Saved by"], row["Saved (UK time)"].hour) == ("Ruth Cole", 10)
    assert rows["A1.a"]["Position"] == "No level yet"
    assert rows["A1.a"]["Saved by"] == ""
    assert "<f>" not in parts_of(tom.get(BOOK))["xl/worksheets/sheet2.xml"]


def test_indicators_are_ticked_set_aside_or_neither_and_name_what_shows_them(tom: Client, trust: UUID) -> None:
    judge(trust, "B2.a", ticks=["B2.a#PA1"], set_aside={"B2.a#PA4": "Two-person control"})
    attach_to_outcome(
        by=a_person("tom", AT),
        assessment=AssessmentKey(trust, CODE, "2024-25"),
        outcome="B2.a",
        document=a_document(trust, "Access list").id,
        supports=["B2.a#PA1"],
        at=AT,
    )
    response = tom.get(BOOK)
    rows = rows_of(response, "Indicators")
    assert len(rows) == sum(len(one.indicators) for one in EDITION.outcomes.values())
    assert (rows["B2.a PA#1"]["Judged"], rows["B2.a PA#1"]["Documents for it"]) == ("Ticked", "Access list")
    assert (rows["B2.a PA#4"]["Judged"], rows["B2.a PA#4"]["What is done instead"]) == (
        "Set aside",
        "Two-person control",
    )
    assert rows["B2.a PA#2"]["Judged"] == ""
    assert rows_of(response, "Outcomes")["B2.a"]["Documents"] == "Access list"


def test_answers_to_a_policy_question_stand_after_their_labels(tom: Client, trust: UUID) -> None:
    asked = [(one, field) for one in EDITION.outcomes.values() if one.policy for field in one.policy.fields]
    chosen, choice = next((one, field) for one, field in asked if field.kind == "choice")
    measured, percent = next((one, field) for one, field in asked if field.kind == "percent" and one is not chosen)
    value, label = choice.choices[0]
    judge(trust, chosen.reference, policy={choice.key: value})
    judge(trust, measured.reference, policy={percent.key: "97.5"})
    rows = rows_of(tom.get(BOOK), "Outcomes")
    assert rows[chosen.reference]["Policy question"] == f"{choice.label}: {label}"
    assert rows[measured.reference]["Policy question"] == f"{percent.label}: 97.5%"


def test_a_body_that_is_critical_infrastructure_reads_its_own_profile(tom: Client, trust: UUID) -> None:
    Organisation.objects.filter(pk=trust).update(is_critical_infrastructure=True)
    about = about_of(tom.get(BOOK))
    assert about["Category"] == "1a, because it is named as critical national infrastructure"
    assert about["Levels expected"].startswith("Category 1a profile")


def test_a_year_not_begun_leads_home_and_says_so() -> None:
    an_accepted_profile("trust", EDITION, AT)
    ruth = signed_in("ruth")
    page = ruth.get(BOOK, follow=True).content.decode()
    assert "The assessment for 2024-25 was not begun yet." in page
    older = ruth.get(BOOK.replace("2024-25", "2023-24"), follow=True).content.decode()
    assert "This edition closed on" in older


def test_who_has_no_access_finds_nothing(trust: UUID) -> None:
    assert signed_in("sam").get(BOOK).status_code == 404
    assert signed_in("vera").get(BOOK).status_code == 200


def test_after_the_close_nothing_is_on_offer(trust: UUID) -> None:
    with time_machine.travel(datetime(2025, 9, 2, 9, tzinfo=UTC), tick=False):
        about = about_of(signed_in("tom").get(BOOK))
    assert about["Status on offer"] == "None: the edition closed on 31 August 2025"


def test_the_overview_offers_it(tom: Client) -> None:
    assert f'<a href="{BOOK}">Download as a workbook</a>' in tom.get(f"{BASE}/outcomes").text


def test_it_takes_the_same_statements_however_much_is_judged(
    tom: Client, trust: UUID, django_assert_max_num_queries: Any
) -> None:
    tom.get(BOOK)
    for outcome in list(EDITION.outcomes)[:20]:
        judge(trust, outcome, "not_achieved")
    with django_assert_max_num_queries(12):  # the scope 3, the year 4, the journal 2, and their transactions
        tom.get(BOOK)
