"""The library's filters, order and pages, as the database works them out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from importlib import import_module
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection

from dspt.assessments.queries import Wanted, documents_counted, documents_wanted
from dspt.documents.actions import describe_document, remove_document, replace_with_link
from dspt.documents.models import Document, Version
from dspt.documents.rules import search_key
from tests.world.assertions import AT, a_year_begun, answer
from tests.world.cast import a_person, an_organisation
from tests.world.documents import a_place

pytestmark = pytest.mark.django_db
ON = AT.date()


@pytest.fixture
def home() -> UUID:
    return an_organisation("practice", AT)


def papers(home: UUID, *titles: str) -> list[UUID]:
    return [a_place(home, title, "Office", at=AT + timedelta(hours=turn)).id for turn, title in enumerate(titles)]


def titles(home: UUID, person: UUID | None = None, *, first: int = 0, most: int = 50, **wanted: Any) -> list[str]:
    found, _ = documents_wanted(home, Wanted(person, ON, **wanted), first=first, most=most)
    return [one.title for one in found]


def changed(which: UUID, **to: object) -> None:
    Document.objects.filter(pk=which).update(**to)


def described(home: UUID, which: UUID, title: str, owner: UUID | None, seen: int = 1) -> None:
    describe_document(
        by=a_person("ruth", AT), organisation=home, code="YZZ01", document=which, seen_version=seen, title=title,
        owner=owner, review_on=None, dated_on=None, at=AT,
    )  # fmt: skip


def test_every_filter_picks_its_own_and_the_counts_agree(home: UUID) -> None:
    ruth = a_person("ruth", AT).id
    mine, due, past, old, file, gone = papers(home, "mine", "due", "past", "old", "file", "gone")
    changed(mine, owner_id=ruth)
    changed(due, review_on=ON + timedelta(days=30))
    changed(past, review_on=ON - timedelta(days=1))
    Version.objects.filter(document=old).update(dated_on=ON - timedelta(days=366))
    Version.objects.filter(document=mine).update(dated_on=ON - timedelta(days=365))
    Version.objects.filter(document=file).update(
        kind="file", file_name="f.pdf", file_path="ab/c", sha256="0" * 64, scan="infected"
    )
    changed(gone, removed_at=AT, owner_id=ruth)
    a_place(an_organisation("home", AT), "another's", "Office", at=AT)
    shown = {show: titles(home, ruth, show=show) for show in documents_counted(home, ruth, ON)}
    assert shown == {
        "": ["file", "old", "past", "due", "mine"],
        "mine": ["mine"],
        "review": ["past", "due"],
        "past": ["past"],
        "old": ["old"],
        "unused": ["file", "old", "past", "due", "mine"],
        "unchecked": ["file"],
        "removed": ["gone"],
    }
    assert documents_counted(home, ruth, ON) == {show: len(found) for show, found in shown.items()}
    assert titles(home, None, show="mine") == []


def test_a_review_day_that_is_thirty_one_days_off_is_not_due(home: UUID) -> None:
    [later] = papers(home, "later")
    changed(later, review_on=ON + timedelta(days=31))
    assert titles(home, show="review") == []


def test_what_answers_or_outcomes_of_any_year_rest_on_is_used() -> None:
    year = a_year_begun("practice")
    used, unused = papers(year.organisation, "used", "unused")
    answer(year, "1.1.2", documents=(used,))
    assert titles(year.organisation, show="unused") == ["unused"]
    assert unused


def test_words_are_found_in_title_owner_file_link_and_place_and_all_must_be(home: UUID) -> None:
    ruth = a_person("ruth", AT)
    policy, _ = papers(home, "Data protection policy", "Ärzte handbook")
    described(home, policy, "Data protection policy", ruth.id)

    def found(find: str) -> list[str]:
        return titles(home, words=tuple(search_key(find).split()))

    assert found("ruth POLICY") == ["Data protection policy"]
    assert found("arzte") == ["Ärzte handbook"]
    assert found("policy handbook") == []
    assert len(found("office")) == 2
    replace_with_link(
        by=ruth, organisation=home, code="YZZ01", document=policy, seen_version=1, url="https://p.example/x", at=AT
    )
    assert found("ruth p.example") == ["Data protection policy"]
    assert len(found("office")) == 1
    described(home, policy, "Data protection policy", None, seen=2)
    assert found("ruth") == []


def test_orders_and_pages(home: UUID, django_assert_num_queries: Callable[[int], Any]) -> None:
    policy, plan, small = papers(home, "Policy", "Policy plan", "Ämter")
    changed(plan, review_on=date(2025, 1, 1))
    Version.objects.filter(document=plan).update(size_bytes=2)
    Version.objects.filter(document=small).update(size_bytes=9)
    assert titles(home, order="name") == ["Ämter", "Policy", "Policy plan"]
    assert titles(home, order="review")[0] == "Policy plan"
    assert titles(home, order="size") == ["Ämter", "Policy plan", "Policy"]
    assert policy
    with django_assert_num_queries(1):
        found, number = documents_wanted(home, Wanted(None, ON), first=2, most=2)
    assert ([one.title for one in found], number) == (["Policy"], 3)
    assert documents_wanted(home, Wanted(None, ON), first=4, most=2) == ((), 0)
    assert documents_wanted(home, Wanted(None, ON, kind="link"), first=0, most=2) == ((), 0)


def test_removed_ones_come_by_the_day_of_their_removal(home: UUID) -> None:
    ruth = a_person("ruth", AT)
    first, second = papers(home, "first", "second")
    for which, hours in ((second, 1), (first, 2)):
        at = AT + timedelta(hours=hours)
        remove_document(by=ruth, organisation=home, code="YZZ01", document=which, at=at)
    assert titles(home, show="removed") == ["first", "second"]


def test_what_earlier_releases_wrote_to_search_through_is_written_anew(home: UUID) -> None:
    ruth = a_person("ruth", AT)
    for which in papers(home, "Policy", "Plan", "Rota"):
        changed(which, search_key="policy office", owner_id=ruth.id, owner_name="Ruth Cole")
    module = import_module("dspt.documents.migrations.0008_owners_are_searched")
    module.BATCH, kept = 2, module.BATCH
    try:
        module.write_anew(apps, connection.schema_editor())
    finally:
        module.BATCH = kept
    assert sorted(Document.objects.values_list("search_key", flat=True)) == [
        "plan\nruth cole\noffice",
        "policy\nruth cole\noffice",
        "rota\nruth cole\noffice",
    ]
