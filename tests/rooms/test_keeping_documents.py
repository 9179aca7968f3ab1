"""Evidence documents: taken by what is in them, kept outside the web root, the organisation's own."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.db import DatabaseError

from dspt.documents import queries
from dspt.documents.actions import (
    DocumentGone,
    DocumentRefused,
    FileRefused,
    OpenedFile,
    add_file,
    add_link,
    add_place,
    adding,
    open_file,
    put_back_document,
    remove_document,
)
from dspt.foundation.actors import Actor
from dspt.journal.models import Entry
from dspt.organisations.models import Organisation
from tests.world.files import DOCX, JPEG, ODT, PDF, PNG, zipped

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
BY = Actor("person", UUID(int=7), "Ruth Abara")


@pytest.fixture(autouse=True)
def store(settings: LazySettings, tmp_path: Path) -> Path:
    settings.DSPT_DOCUMENTS_DIR = tmp_path / "documents"
    return tmp_path / "documents"


@pytest.fixture
def home(db: None) -> UUID:
    return Organisation.objects.create(code="VW01", name="Willow Court", registered_at=AT).id


def opened(home: UUID, document: UUID, number: int | None = None) -> OpenedFile:
    return open_file(by=BY, organisation=home, code="VW01", document=document, number=number, reader=BY.id, at=AT)


def add(home: UUID, content: bytes, name: str, title: str = "") -> queries.DocumentRecord:
    return add_file(by=BY, organisation=home, code="VW01", file=io.BytesIO(content), name=name, title=title, at=AT)


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (PDF, "Policy.pdf", "application/pdf"),
        (PNG, "lock.png", "image/png"),
        (JPEG, "door.JPG", "image/jpeg"),
        (DOCX, "Policy.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (ODT, "Policy.odt", "application/vnd.oasis.opendocument.text"),
        (b"name,role\nTom,carer\n", "staff.csv", "text/csv; charset=utf-8"),
        ("Kept in the office — shelf 2".encode(), "note.txt", "text/plain; charset=utf-8"),
    ],
    ids=["pdf", "png", "jpg", "docx", "odt", "csv", "txt"],
)
def test_a_file_that_is_what_it_says_is_kept(home: UUID, store: Path, content: bytes, name: str, kind: str) -> None:
    added = add(home, content, name)
    assert (added.content_type, added.size_bytes, added.scan) == (kind, len(content), "awaiting")
    with opened(home, added.id).file as file:
        assert file.read() == content
    (kept,) = [path for path in store.rglob("*") if path.is_file()]
    assert name not in kept.name
    assert Entry.objects.get().event == "documents.document.added"


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "empty.pdf", "empty"),
        (b"MZ\x90\x00" + b"\x00" * 60, "Policy.pdf", "not_what_it_says"),
        (PDF, "Policy.docx", "not_what_it_says"),
        (zipped({"word/document.xml": "x"}), "Policy.docx", "not_what_it_says"),
        (zipped({"[Content_Types].xml": "x", "xl/workbook.xml": "x"}), "Policy.docx", "not_what_it_says"),
        (
            zipped({"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>", "word/vbaProject.bin": "x"}),
            "Policy.docx",
            "macros",
        ),
        (DOCX[: len(DOCX) // 2], "Policy.docx", "damaged"),
        (ODT, "Sheet.ods", "not_what_it_says"),
        (b"<html><script>alert(1)</script>", "note.txt", "not_what_it_says"),
        (b"a\x00b", "note.txt", "not_what_it_says"),
        (b"<svg/>", "logo.svg", "kind_not_allowed"),
        (PDF, "Policy", "kind_not_allowed"),
    ],
    ids=[
        "nothing in it",
        "a program called pdf",
        "a pdf called docx",
        "no list of contents",
        "a workbook called docx",
        "with macros",
        "cut in half",
        "a text called ods",
        "a page called txt",
        "binary called txt",
        "svg",
        "no ending",
    ],
)
def test_a_file_that_is_not_is_refused_and_leaves_nothing(
    home: UUID, store: Path, content: bytes, name: str, code: str
) -> None:
    with pytest.raises(FileRefused) as refused:
        add(home, content, name)
    assert refused.value.code == code
    assert not [path for path in store.rglob("*") if path.is_file()]
    assert queries.documents_of(home) == ()


def test_too_big_is_told_by_counting_not_by_the_sender(home: UUID, store: Path, settings: LazySettings) -> None:
    settings.DSPT_UPLOAD_LIMIT_BYTES = 40
    with pytest.raises(FileRefused) as refused:
        add(home, PDF, "Policy.pdf")
    assert (refused.value.code, refused.value.facts["limit_bytes"]) == ("too_big", 40)
    assert not [path for path in store.rglob("*") if path.is_file()]


def _fail(**told: object) -> None:
    raise DatabaseError("broken")


def test_a_failed_write_leaves_no_file_behind(home: UUID, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DocumentRefused, match="title_too_long"):
        add(home, PDF, "Policy.pdf", title="x" * 201)
    monkeypatch.setattr(adding, "record", _fail)
    with pytest.raises(DatabaseError):
        add(home, PDF, "Policy.pdf", title="Policy")
    assert queries.documents_of(home) == ()
    assert not [path for path in store.rglob("*") if path.is_file()]


def test_links_are_web_addresses(home: UUID) -> None:
    kept = add_link(by=BY, organisation=home, code="VW01", url=" https://example.org/policy ", at=AT)
    assert (kept.kind, kept.url, kept.title) == ("link", "https://example.org/policy", "https://example.org/policy")
    for typed, code in (
        ("", "link_missing"),
        ("javascript:alert(1)", "link_not_web"),
        ("file:///etc/passwd", "link_not_web"),
        ("www.example.org", "link_not_web"),
        ("https://", "link_not_web"),
        ("http://[", "link_not_web"),
        ("https://example.org/a b", "link_not_web"),
        ("https://ruth:marmalade@example.org/policy", "link_with_password"),  # pragma: allowlist secret
        ("https://ruth@example.org/policy", "link_with_password"),
        ("https://example.org/" + "a" * 500, "link_too_long"),
    ):
        with pytest.raises(DocumentRefused) as refused:
            add_link(by=BY, organisation=home, code="VW01", url=typed, at=AT)
        assert refused.value.code == code, typed


def test_a_place_is_said_in_words(home: UUID) -> None:
    kept = add_place(by=BY, organisation=home, code="VW01", place="Office,\n shelf 2", at=AT)
    assert (kept.kind, kept.place, kept.scan) == ("place", "Office, shelf 2", "none")
    for typed, code in (("  ", "place_missing"), ("x" * 501, "place_too_long")):
        with pytest.raises(DocumentRefused) as refused:
            add_place(by=BY, organisation=home, code="VW01", place=typed, at=AT)
        assert refused.value.code == code


def test_removing_takes_it_out_of_the_library_and_putting_it_back_brings_it_again(home: UUID) -> None:
    kept = add(home, PDF, "Policy.pdf")
    assert remove_document(by=BY, organisation=home, code="VW01", document=kept.id, at=AT) == "Policy.pdf"
    assert queries.document(home, kept.id) is None
    assert queries.documents_of(home) == ()
    with pytest.raises(DocumentGone):
        opened(home, kept.id)
    with pytest.raises(DocumentGone):
        remove_document(by=BY, organisation=home, code="VW01", document=kept.id, at=AT)
    assert put_back_document(by=BY, organisation=home, code="VW01", document=kept.id, at=AT) == "Policy.pdf"
    assert queries.document(home, kept.id) == kept
    with opened(home, kept.id).file as file:
        assert file.read() == PDF
    with pytest.raises(DocumentGone):
        put_back_document(by=BY, organisation=home, code="VW01", document=kept.id, at=AT)
    events = [(entry.event, entry.before, entry.after) for entry in Entry.objects.order_by("number")[1:]]
    assert events == [
        (
            "documents.document.removed",
            {"title": "Policy.pdf", "owner": "", "version": 1, "sha256": kept.sha256},
            {},
        ),
        ("documents.document.put_back", {}, {"title": "Policy.pdf", "sha256": kept.sha256}),
    ]


def test_nobody_elses_document_is_found(home: UUID) -> None:
    other = Organisation.objects.create(code="VW02", name="Rose Lodge", registered_at=AT).id
    kept = add(home, PDF, "Policy.pdf")
    assert queries.document(other, kept.id) is None
    assert queries.versions_of_document(other, kept.id) == ()
    with pytest.raises(DocumentGone):
        opened(other, kept.id)
    with pytest.raises(DocumentGone):
        opened(other, kept.id, 1)
    with pytest.raises(DocumentGone):
        remove_document(by=BY, organisation=other, code="VW02", document=kept.id, at=AT)


def test_each_list_is_one_statement(home: UUID, django_assert_num_queries: object) -> None:
    add(home, PDF, "Policy.pdf")
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(queries.documents_of(home)) == 1
