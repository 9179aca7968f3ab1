"""Documents that were there before versions had numbers: nothing of them is lost, in either direction."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from dspt.foundation.references import new_id

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
BEFORE = ("documents", "0001_initial")
FILLED = ("documents", "0003_first_versions")


def migrate(*target: tuple[str, str]) -> Apps:
    executor = MigrationExecutor(connection)
    executor.migrate(list(target))
    loader = MigrationExecutor(connection).loader
    # Organisations stay as they are today: they only stand by.
    return loader.project_state([*target, *loader.graph.leaf_nodes("organisations")]).apps


@pytest.fixture
def earlier(transactional_db: None) -> Iterator[Apps]:
    """Give the tables as they were; put them as they are now when the test is over."""
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    apps = migrate(BEFORE)
    yield apps
    migrate(*newest)


def a_document(apps: Apps, home: Any, **values: object) -> Any:
    return apps.get_model("documents", "Document").objects.create(
        id=new_id(), organisation_id=home.id, added_at=AT, added_by_name="Tom Okafor", **values
    )


def test_each_document_becomes_its_own_first_version_and_back(earlier: Apps) -> None:
    home = earlier.get_model("organisations", "Organisation").objects.create(
        id=new_id(), code="VW01", name="Willow Court", registered_at=AT
    )
    file = a_document(
        earlier,
        home,
        kind="file",
        title="Policy",
        file_name="Policy.pdf",
        file_path="ab/abc",
        content_type="application/pdf",
        size_bytes=812,
        sha256="a" * 64,
        scan="clean",
        dated_on=date(2022, 3, 1),
    )
    gone = a_document(
        earlier,
        home,
        kind="file",
        title="Old",
        file_name="Old.pdf",
        file_path="cd/cde",
        size_bytes=99,
        sha256="b" * 64,
        removed_at=LATER,
    )
    place = a_document(earlier, home, kind="place", title="Safe", place="Office", scan="none")
    many = [
        earlier.get_model("documents", "Document")(
            id=new_id(),
            organisation_id=home.id,
            added_at=AT,
            added_by_name="Tom",
            kind="link",
            title=f"Link {number}",
            url="https://example.org",
            scan="none",
        )
        for number in range(600)
    ]
    earlier.get_model("documents", "Document").objects.bulk_create(many)

    after = migrate(FILLED)
    document = after.get_model("documents", "Document")
    assert document.objects.filter(current__isnull=True).count() == 0
    assert after.get_model("documents", "Version").objects.filter(number=1).count() == 603
    first = document.objects.select_related("current").get(id=file.id)
    version = first.current
    assert (version.document_id, version.organisation_id, version.kind, version.file_path) == (
        file.id,
        home.id,
        "file",
        "ab/abc",
    )
    assert (version.size_bytes, version.sha256, version.scan, version.dated_on, version.added_at) == (
        812,
        "a" * 64,
        "clean",
        date(2022, 3, 1),
        AT,
    )
    assert first.search_key == "policy\npolicypdf"
    removed = document.objects.select_related("current").get(id=gone.id).current
    assert (removed.file_path, removed.discarded_at, removed.sha256) == ("", LATER, "b" * 64)
    kept_at = document.objects.select_related("current").get(id=place.id).current
    assert (kept_at.kind, kept_at.place) == ("place", "Office")
    assert after.get_model("documents", "Space").objects.get().used_bytes == 812

    back = migrate(BEFORE).get_model("documents", "Document")
    again = back.objects.get(id=file.id)
    assert (again.kind, again.file_path, again.sha256, again.dated_on) == ("file", "ab/abc", "a" * 64, date(2022, 3, 1))
    assert back.objects.get(id=place.id).place == "Office"
    back.objects.all().delete()
