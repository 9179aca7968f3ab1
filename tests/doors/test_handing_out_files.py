"""Files go out by a signed address that lasts a minute, without sessions, as attachments, best from their own host."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import pytest
import time_machine
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signing import dumps
from django.test import Client

from dspt.accounts.models import Person
from dspt.documents.actions import add_file
from dspt.documents.models import Version
from dspt.documents.queries import DocumentRecord
from dspt.foundation.actors import Actor
from dspt.journal.models import Entry
from dspt.web.kit.file_links import FileClaim, file_address
from tests.world.assertions import AT, a_year_begun
from tests.world.cast import PEOPLE, a_person
from tests.world.files import PDF

pytestmark = pytest.mark.django_db
HERE = "/organisations/YZZ01/documents"
NOBODY_THERE = {"bucket_name": "none", "endpoint_url": "http://127.0.0.1:9", "access_key": "x", "secret_key": "x"}


@pytest.fixture(autouse=True)
def world(settings: LazySettings, tmp_path: Path) -> None:
    settings.DSPT_DOCUMENTS_DIR, settings.DSPT_S3, settings.DSPT_SCANNER = tmp_path / "documents", {}, "127.0.0.1:9"
    settings.DSPT_FILES_URL = ""
    a_year_begun("practice")


def signed_in(key: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(email=PEOPLE[key].email))
    return client


@pytest.fixture
def document() -> DocumentRecord:
    ruth = Person.objects.get(email=PEOPLE["ruth"].email)
    home = Version._meta.get_field("organisation").related_model.objects.get(code="YZZ01")
    by = Actor("person", ruth.id, ruth.name)
    kept = add_file(by=by, organisation=home.id, code="YZZ01", file=io.BytesIO(PDF), name="Our “policy”.pdf", at=AT)
    Version.objects.update(scan="clean")
    return kept


def address(document: DocumentRecord, key: str = "ruth") -> str:
    response = signed_in(key).get(f"{HERE}/{document.id}")
    assert response.status_code == 302
    return str(response["Location"])


def test_a_member_gets_the_file_as_an_attachment_without_a_session(document: DocumentRecord) -> None:
    response = Client().get(address(document))
    assert b"".join(response.streaming_content) == PDF  # type: ignore[attr-defined]
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''Our%20%E2%80%9Cpolicy%E2%80%9D.pdf")
    assert response["Content-Length"] == str(len(PDF))
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"


def test_no_cookie_is_set_and_no_session_is_asked_for(
    document: DocumentRecord, django_assert_num_queries: Callable[[int], object]
) -> None:
    where, client = address(document), signed_in("ruth")
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        response = client.get(where)
        response.close()
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_a_head_tells_the_same_without_the_file(document: DocumentRecord) -> None:
    response = Client().head(address(document))
    assert (response.status_code, response.content) == (200, b"")
    assert response["Content-Length"] == str(len(PDF))
    assert response["Content-Disposition"].startswith("attachment")


def test_after_a_minute_the_address_leads_back_to_where_the_right_is_asked(document: DocumentRecord) -> None:
    with time_machine.travel(AT, tick=False) as clock:
        where = address(document)
        clock.shift(timedelta(seconds=61))
        response = Client().get(where)
    assert response.status_code == 302
    assert urlsplit(response["Location"]).path == f"{HERE}/{document.id}"


@pytest.mark.parametrize(
    "token",
    ["x", "x:y:z", dumps(["a"], salt="another"), "../../etc/passwd", ""],
    ids=["short", "shaped like ours", "signed for something else", "a path", "none"],
)
def test_an_address_that_is_not_ours_leads_nowhere(token: str) -> None:
    assert Client().get(f"/files/{token}").status_code == 404


def test_an_address_is_bound_to_its_version_and_reader(document: DocumentRecord) -> None:
    first = address(document)
    assert first != file_address(FileClaim(UUID(int=1), "YZZ01", document.id, 1, UUID(int=2), is_own=True))
    Version.objects.update(scan="infected")
    response = Client().get(first)
    assert response.status_code == 302, "the state is asked again"
    assert urlsplit(response["Location"]).path == f"{HERE}/{document.id}"


@pytest.mark.parametrize(
    ("scan", "words"),
    [
        ("awaiting", "The virus check has not looked at this file yet"),
        ("failed", "The virus check could not look into this file"),
        ("infected", "It is locked away and nobody can open it"),
    ],
)
def test_a_colleague_reads_what_stands_in_the_way(document: DocumentRecord, scan: str, words: str) -> None:
    Version.objects.update(scan=scan)
    Version.objects.update(added_by_id=UUID(int=1))
    response = signed_in("ruth").get(f"{HERE}/{document.id}")
    assert response.status_code == 403
    assert words in response.content.decode()


def test_who_brought_it_opens_what_awaits_its_check_and_nobody_what_is_infected(document: DocumentRecord) -> None:
    Version.objects.update(scan="awaiting")
    assert b"".join(Client().get(address(document)).streaming_content) == PDF  # type: ignore[attr-defined]
    Version.objects.update(scan="infected")
    assert signed_in("ruth").get(f"{HERE}/{document.id}").status_code == 403


def test_a_file_that_was_changed_in_the_store_is_not_handed_out(
    document: DocumentRecord, settings: LazySettings
) -> None:
    where = address(document)
    path = Path(settings.DSPT_DOCUMENTS_DIR) / Version.objects.get().file_path
    path.write_bytes(PDF.replace(b"Catalog", b"Cataloh"))
    response = Client().get(where)
    assert response["Location"].endswith("/trouble?why=file_altered")
    assert Entry.objects.latest("number").event == "documents.file.altered"
    page = signed_in("ruth").get(response["Location"])
    assert page.status_code == 503
    assert "its fingerprint differs" in page.content.decode()


def test_a_store_that_is_away_is_said_in_words(document: DocumentRecord, settings: LazySettings) -> None:
    where = address(document)
    settings.DSPT_S3 = {
        "bucket_name": "none",
        "endpoint_url": "http://127.0.0.1:9",
        "access_key": "x",
        "secret_key": "x",
    }
    response = Client().get(where)
    assert response["Location"].endswith("/trouble?why=store_away")
    page = signed_in("ruth").get(response["Location"])
    assert (page.status_code, "Nothing is lost" in page.content.decode()) == (503, True)


def test_an_upload_while_the_store_is_away_adds_nothing_and_says_so(settings: LazySettings) -> None:
    settings.DSPT_S3 = {
        "bucket_name": "none",
        "endpoint_url": "http://127.0.0.1:9",
        "access_key": "x",
        "secret_key": "x",
    }
    sent = {"file": SimpleUploadedFile("Policy.pdf", PDF), "title": "Our policy"}
    page = signed_in("ruth").post(HERE, sent).content.decode()
    assert "Our store of files does not answer, so nothing was added" in page
    assert 'value="Our policy"' in page
    assert not Version.objects.exists()
    assert not Entry.objects.filter(event__startswith="documents").exists()


@pytest.fixture
def own_host(settings: LazySettings) -> str:
    settings.DSPT_FILES_URL = "https://files.example"
    settings.ALLOWED_HOSTS = ["files.example", "testserver"]
    return "files.example"


def test_on_a_host_of_their_own_there_are_files_and_nothing_else(document: DocumentRecord, own_host: str) -> None:
    where = address(document)
    assert where.startswith("https://files.example/files/")
    path = urlsplit(where).path
    response = Client().get(path, headers={"host": own_host})
    assert b"".join(response.streaming_content) == PDF  # type: ignore[attr-defined]
    for elsewhere in ("/", "/register", "/sign-in", HERE):
        assert Client().get(elsewhere, headers={"host": own_host}).status_code == 404, elsewhere
    assert Client().get("/healthz", headers={"host": own_host}).status_code == 200
    assert Client().get(path).status_code == 404, "the service's own host hands out no file then"
    assert Client().get("/healthz").status_code == 200


def test_a_form_that_says_it_is_too_long_is_refused_before_it_is_read(settings: LazySettings) -> None:
    class Unread(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise AssertionError("nothing of it may be read")

    for extra, status in (
        ({"CONTENT_LENGTH": str(2 * 1024**3)}, 413),
        ({"CONTENT_LENGTH": "-1"}, 413),
        ({"CONTENT_LENGTH": "many"}, 413),
        ({"HTTP_TRANSFER_ENCODING": "chunked"}, 411),
    ):
        response = signed_in("ruth").post(HERE, **{"wsgi.input": Unread(), **extra})  # type: ignore[arg-type]
        assert response.status_code == status, extra
        assert "A file must be 20 MB or smaller" in response.content.decode()


def test_a_stranger_gets_no_address(document: DocumentRecord) -> None:
    a_person("sam", AT)
    assert signed_in("sam").get(f"{HERE}/{document.id}").status_code == 404
    assert signed_in("sam").get(f"{HERE}/{document.id}/trouble").status_code == 404
    assert Client().get(f"{HERE}/{document.id}").status_code == 302
