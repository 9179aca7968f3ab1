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
from dspt.documents.models import Version
from dspt.journal.models import Entry
from dspt.organisations.models import Organisation
from tests.world.assertions import AT, a_year_begun
from tests.world.cast import PEOPLE
from tests.world.documents import a_place

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


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, ""),
        (70_000_000, ""),
        (400_000_000, "The documents take 381.5 MB: about 3 minutes on a line of 20 Mbit a second."),
        (30_000_000_000, "The documents take 27.9 GB: about 3½ hours on a line of 20 Mbit a second."),
    ],
)
def test_how_long_it_takes_is_said_by_size(size: int, said: str) -> None:
    organisation = Organisation.objects.get(code="YZZ01")
    paper = a_place(organisation.id, "Asset list", "Shelf 2", at=AT)
    Version.objects.filter(document=paper).update(
        kind="file", file_name="list.pdf", file_path="ab/cd", sha256="0" * 64, size_bytes=size
    )
    page = signed().get(PATH).text
    assert said in page
    assert ("on a line of" in page) == bool(said)


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
