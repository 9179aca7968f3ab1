"""Who did what, when, in sentences: an organisation sees its own, the national team what concerns the service."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from dspt.accounts.models import Person
from dspt.accounts.queries import person_by_email
from dspt.foundation.actors import Actor
from dspt.foundation.clock import now
from dspt.journal.actions import begin_check, end_check, record
from dspt.journal.queries import EntryRecord
from dspt.journal.rules import Broken, Fault
from dspt.organisations.actions import note_look
from dspt.web.trail.telling import told
from dspt.web.trail.words import KINDS, SENTENCES
from tests.world.cast import PEOPLE, a_person, an_organisation, the_national_team

HERE = "/organisations/VZZ02/activity"
SERVICE = "/oversight/activity"
AT = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home() -> UUID:
    return an_organisation("home", AT)


def signed_in(key: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(email=PEOPLE[key].email))
    return client


def wrote(
    event: str, subject: str, *, by: str = "tom", at: datetime = AT, code: str = "VZZ02", **facts: object
) -> None:
    record(by=a_person(by, AT), event=event, subject=subject, at=at, organisation=code, after=facts)


def page_of(path: str = HERE, key: str = "ruth") -> str:
    answer = signed_in(key).get(path)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def test_before_and_after_are_told_in_words_not_in_codes() -> None:
    wrote("organisations.profile.accepted", "profile", type="care_home", category="3")
    note_look(by=a_person("nadia", AT).in_service_role("national"), code="VZZ02", page="oversight_organisation", at=AT)
    page = page_of()
    assert "Type care home" in page
    assert "Page what their role sees of the organisation" in page
    assert "care_home" not in page
    assert "oversight_organisation" not in page


def test_what_was_done_is_told_in_sentences_with_links() -> None:
    wrote("assessments.answer.saved", "2024-25 1.1.1", version=1)
    answer = signed_in("vera").get(HERE).text
    assert "Tom Okafor" in answer
    assert re.search(r'answered <a href="[^"]+/VZZ02/[^"]+/1\.1\.1">1\.1\.1</a>', answer)


def test_people_are_named_not_numbered() -> None:
    text = page_of()
    assert "Ruth Cole gave Tom Okafor access as member" in text
    assert "registered Willow Court" in text


def test_texts_of_others_cannot_become_markup() -> None:
    wrote("documents.document.added", "document x", title="<script>alert(1)</script>")
    answer = signed_in("ruth").get(HERE).text
    assert "<script>alert(1)" not in answer
    assert "&lt;script&gt;alert(1)" in answer


def test_before_and_after_are_shown_side_by_side_and_long_texts_shortened() -> None:
    record(
        by=a_person("tom", AT),
        event="organisations.profile.changed",
        subject="nhsmail",
        at=AT,
        organisation="VZZ02",
        before={"nhsmail": "no", "same": 1},
        after={"nhsmail": "yes", "same": 1, "reason": "x" * 500},
    )
    text = page_of()
    assert "NHSmail alone no → became yes" in text
    assert "Same" not in text
    assert "x" * 159 + "…" in text
    assert "x" * 160 not in text


@pytest.mark.parametrize(
    ("query", "sees", "not_sees"),
    [
        ("kind=documents", "added “Policy”", "answered 1.1.1"),
        ("kind=answers", "answered 1.1.1", "added “Policy”"),
        ("from=2026-11-21", "answered 1.1.1", "added “Policy”"),
        ("to=2026-11-20", "added “Policy”", "answered 1.1.1"),
        ("who=staff", "(national team) looked at", "answered 1.1.1"),
        ("who=machine", "Nothing was done that fits these filters", "added “Policy”"),
        ("kind=nonsense&who=nonsense", "added “Policy”", "Nothing was done"),
        ("from=yesterday", "Left out. From: enter a date like 2026-11-23.", "Nothing was done"),
    ],
)
def test_the_list_is_filtered_by_the_address(query: str, sees: str, not_sees: str) -> None:
    wrote("documents.document.added", "document x", title="Policy", by="ruth")
    wrote("assessments.answer.saved", "2024-25 1.1.1", at=AT + timedelta(days=1))
    note_look(by=the_national_team(AT).in_service_role("national"), code="VZZ02", page="home", at=AT)
    text = page_of(f"{HERE}?{query}")
    assert sees in text
    assert not_sees not in text


def test_the_list_is_filtered_by_person() -> None:
    wrote("assessments.answer.saved", "2024-25 1.1.1")
    tom = person_by_email(PEOPLE["tom"].email)
    assert tom is not None
    text = page_of(f"{HERE}?who={tom.id}")
    assert "answered 1.1.1" in text
    assert "registered" not in text


def test_days_of_the_filter_are_days_of_uk_time() -> None:
    wrote("assessments.answer.saved", "2024-25 1.1.1", at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    assert "1 Jul 2026, 00:30" in page_of(f"{HERE}?from=2026-07-01&to=2026-07-01")
    assert "1.1.1" not in page_of(f"{HERE}?to=2026-06-30")


def test_pages_follow_each_other_without_gap_or_double() -> None:
    for number in range(120):
        wrote("assessments.answer.saved", f"2024-25 1.1.{number}", at=AT + timedelta(minutes=number // 3))
    client, path, seen = signed_in("ruth"), f"{HERE}?kind=answers", []
    for _ in range(5):
        text = client.get(path).text
        seen += [int(each) for each in re.findall(r">1\.1\.(\d+)</a>", text)]
        older = re.search(r'href="([^"]+)">Older', text)
        if older is None:
            break
        path = HERE + older.group(1).replace("&amp;", "&")
    assert seen == list(range(119, -1, -1))


def test_a_page_takes_five_statements(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(60):
        wrote("assessments.answer.saved", f"2024-25 1.1.{number}")
    client = signed_in("ruth")
    client.get(HERE)
    with django_assert_num_queries(5):
        client.get(f"{HERE}?kind=answers&from=2026-01-01")


def test_an_organisation_sees_nothing_of_another() -> None:
    an_organisation("practice", AT)
    wrote("assessments.answer.saved", "2024-25 9.9.9", code="YZZ01")
    assert "9.9.9" not in page_of()
    assert signed_in("ama").get(HERE).status_code == 404


def test_staff_who_look_are_seen_once_an_hour() -> None:
    nadia = the_national_team(AT).in_service_role("national")
    assert note_look(by=nadia, code="VZZ02", page="organisation", at=AT)
    assert not note_look(by=nadia, code="VZZ02", page="documents", at=AT + timedelta(minutes=59))
    assert note_look(by=nadia, code="VZZ02", page="documents", at=AT + timedelta(minutes=61))
    assert note_look(by=nadia, code="RZZ", page="documents", at=AT + timedelta(minutes=59))
    assert page_of(f"{HERE}?kind=looks").count("Nadia Rahman (national team) looked at this organisation") == 2


def test_a_look_that_was_told_already_costs_one_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    nadia = the_national_team(AT).in_service_role("national")
    note_look(by=nadia, code="VZZ02", page="organisation", at=AT)
    with django_assert_num_queries(1):
        note_look(by=nadia, code="VZZ02", page="organisation", at=AT)


def test_the_export_holds_what_the_filters_find_and_no_formula() -> None:
    wrote("documents.document.added", "=cmd", title="=1+1")
    wrote("assessments.answer.saved", "2024-25 1.1.1", by="ruth")
    answer = signed_in("vera").get(f"{HERE}.csv?kind=documents")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="activity-VZZ02-' in answer["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))  # type: ignore[attr-defined]
    assert [(row["Who"], row["Subject"], row["What"]) for row in rows] == [
        ("Tom Okafor", "'=cmd", "Tom Okafor added “=1+1”")
    ]
    assert rows[0]["When (UTC)"] == "2026-11-20 10:00:00"


def test_a_long_export_is_streamed_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dspt.journal.queries.entries.A_STREAM_READS", 7)
    for number in range(30):
        wrote("assessments.answer.saved", f"2024-25 1.1.{number}")
    lines = b"".join(signed_in("ruth").get(f"{HERE}.csv?kind=answers").streaming_content)  # type: ignore[attr-defined]
    assert [int(each) for each in re.findall(rb"answered 1\.1\.(\d+)", lines)] == list(range(29, -1, -1))


def test_the_national_team_sees_the_service_and_its_staffs_acts_and_nothing_else() -> None:
    nadia = the_national_team(AT)
    wrote("assessments.answer.saved", "2024-25 1.1.1")
    note_look(by=nadia.in_service_role("national"), code="VZZ02", page="home", at=now())
    text = page_of(SERVICE, "nadia")
    assert "The service (demo) gave Nadia Rahman the service role national team" in text
    assert "Nadia Rahman (national team) looked at this organisation VZZ02" in text
    assert "answered" not in text
    assert "The journal has not been checked yet" in text
    rows = b"".join(signed_in("nadia").get(f"{SERVICE}.csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert "looked at" in rows
    assert "answered" not in rows


def test_the_national_team_is_told_where_the_journal_is_broken() -> None:
    the_national_team(AT)
    check = begin_check(at=AT)
    end_check(by=Actor.machine("test"), check=check.id, anchors=[Broken("VZZ02", 3, Fault.GAP)], at=AT)
    text = page_of(SERVICE, "nadia")
    assert "The journal does not check" in text
    assert "Chain VZZ02, entry 3: the entry is missing." in text


def test_the_service_page_takes_nine_statements(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    the_national_team(AT)
    client = signed_in("nadia")
    client.get(SERVICE)
    with django_assert_num_queries(9):  # the frame reads the roles
        client.get(SERVICE)


def test_every_sentence_can_be_told_of_any_entry() -> None:
    for event in SENTENCES:
        entry = EntryRecord(
            1, "VZZ02", 1, AT, event, "person", None, "Tom", "", "", "subject", {"left": True}, {"owner": ""}, "x"
        )
        assert re.search(r"[{}]", told(entry, {}).sentence) is None, event


def test_every_kind_has_events() -> None:
    assert {sentence.kind for sentence in SENTENCES.values()} == set(KINDS)


def test_an_event_of_another_release_is_shown_by_its_name() -> None:
    wrote("assessments.future.happened", "x")
    assert "Tom Okafor assessments.future.happened" in page_of()


def test_everything_of_the_demo_has_a_sentence() -> None:
    call_command("demo", "--quiet")
    for code in ("VZZ03", "RZZ"):
        assert not re.search(r"(somebody|\w+\.\w+\.\w+ed\b|[0-9a-f]{8}-)", page_of(f"/organisations/{code}/activity"))
