"""The page from which everything is taken out, and the archive that comes from it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from dspt.accounts.models import Person
from dspt.journal.models import Entry
from tests.world.assertions import a_year_begun
from tests.world.cast import PEOPLE

pytestmark = pytest.mark.django_db
PATH = "/organisations/YZZ01/take-out"


@pytest.fixture(autouse=True)
def store(settings: LazySettings, tmp_path: Path) -> None:
    settings.DSPT_DOCUMENTS_DIR = tmp_path / "documents"
    a_year_begun("practice")


def signed(name: str = "ruth") -> Client:
    client = Client()
    client.force_login(Person.objects.get(email=PEOPLE[name].email))
    return client


def test_the_page_says_what_there_is_in_six_statements(django_assert_num_queries: Callable[[int], Any]) -> None:
    client = signed()
    client.get(PATH)
    with django_assert_num_queries(6):
        page = client.get(PATH).text
    assert "2024-25. Every answer" in page
    assert "Your administrators get an email" in page
    assert not Entry.objects.filter(event="keeping.archive.taken_out").exists()


def test_the_archive_is_streamed_as_an_attachment() -> None:
    answer = signed().post(PATH)
    assert answer.status_code == 200
    assert answer.streaming
    assert answer["Content-Type"] == "application/zip"
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Disposition"].startswith('attachment; filename="everything-YZZ01-')
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    assert archive.testzip() is None
    assert archive.namelist()[-1] == "manifest.json"
    assert "took out everything the organisation has here" in signed().get("/organisations/YZZ01/activity").text


def test_library_and_history_lead_there_only_for_those_who_may() -> None:
    for path in ("/organisations/YZZ01/documents", "/organisations/YZZ01/history"):
        assert PATH in signed().get(path).text
        assert PATH not in signed("tom").get(path).text
    assert signed("tom").post(PATH).status_code == 403
