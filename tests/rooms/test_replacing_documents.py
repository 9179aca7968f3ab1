"""A document keeps its place under every answer while its versions come and go; nothing that was kept is lost."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.db import IntegrityError, transaction

from dspt.accounts.models import Person
from dspt.documents import queries
from dspt.documents.actions import (
    DocumentChanged,
    DocumentGone,
    DocumentRefused,
    FileAltered,
    FileLost,
    FileNotServed,
    FileRefused,
    OwnerNotMember,
    SpaceRefused,
    add_file,
    add_link,
    add_place,
    describe_document,
    keep_frozen,
    open_file,
    remove_document,
    replace_with_file,
    replace_with_link,
    replace_with_place,
)
from dspt.documents.models import Version
from dspt.documents.queries import DocumentRecord
from dspt.foundation.actors import Actor
from dspt.journal.models import Entry
from dspt.notices.models import Notice
from dspt.organisations.models import Membership, Organisation
from tests.world.at_once import at_once, at_the_same_moment
from tests.world.files import PDF, pdf

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
BY = Actor("person", UUID(int=7), "Ruth Abara")

NEWER = pdf("/Lang (en)")


@pytest.fixture(autouse=True)
def store(settings: LazySettings, tmp_path: Path) -> Path:
    settings.DSPT_DOCUMENTS_DIR = tmp_path / "documents"
    return tmp_path / "documents"


@pytest.fixture
def home(db: None) -> UUID:
    return Organisation.objects.create(code="VW01", name="Willow Court", registered_at=AT).id


def a_member(home: UUID, name: str = "Tom Okafor", role: str = "member") -> UUID:
    person = Person.objects.create(created_at=AT, email=f"{name.split()[0].lower()}@example.org", name=name)
    Membership.objects.create(organisation_id=home, person=person, role=role, since=AT)
    return person.id


def added(home: UUID, content: bytes = PDF, name: str = "Policy.pdf", **told: object) -> DocumentRecord:
    file = io.BytesIO(content)
    return add_file(by=BY, organisation=home, code="VW01", file=file, name=name, at=AT, **told)  # type: ignore[arg-type]


def replaced(home: UUID, document: UUID, seen: int = 1, content: bytes = NEWER, **told: object) -> DocumentRecord:
    return replace_with_file(
        by=BY,
        organisation=home,
        code="VW01",
        document=document,
        seen_version=seen,
        file=io.BytesIO(content),
        name="Policy 2025.pdf",
        at=AT,
        **told,  # type: ignore[arg-type]
    )


def read(home: UUID, document: UUID, number: int | None = None) -> bytes:
    with open_file(
        by=BY, organisation=home, code="VW01", document=document, number=number, reader=BY.id, at=AT
    ).file as file:
        return file.read()


def kept_files(store: Path) -> list[Path]:
    return [path for path in store.rglob("*") if path.is_file()]


def test_a_new_version_stands_in_the_place_of_the_old_one_which_is_still_opened_by_its_number(home: UUID) -> None:
    first = added(home, title="Data protection policy", dated_on=date(2022, 3, 1))
    second = replaced(home, first.id, dated_on=date(2025, 3, 1))
    assert (second.id, second.title, second.version) == (first.id, "Data protection policy", 2)
    assert queries.document(home, first.id) == second
    assert (read(home, first.id), read(home, first.id, 1)) == (NEWER, PDF)
    newest, oldest = queries.versions_of_document(home, first.id)
    assert (newest.number, newest.file_name, newest.dated_on) == (2, "Policy 2025.pdf", date(2025, 3, 1))
    assert (oldest.number, oldest.file_name, oldest.dated_on) == (1, "Policy.pdf", date(2022, 3, 1))
    entry = Entry.objects.get(event="documents.document.replaced")
    assert entry.before == {
        "kind": "file",
        "title": "Data protection policy",
        "version": 1,
        "sha256": first.sha256,
    }
    assert (entry.after["version"], entry.after["sha256"]) == (2, second.sha256)


def test_a_file_may_become_a_link_and_a_link_a_place(home: UUID) -> None:
    document = added(home).id
    whose = {"by": BY, "organisation": home, "code": "VW01", "document": document, "at": AT}
    linked = replace_with_link(url="https://example.org/policy", seen_version=1, **whose)  # type: ignore[arg-type]
    assert (linked.kind, linked.url, linked.file_name, linked.scan) == (
        "link",
        "https://example.org/policy",
        "",
        "none",
    )
    with pytest.raises(DocumentGone):
        read(home, document)
    placed = replace_with_place(place="Office, shelf 2", seen_version=2, **whose)  # type: ignore[arg-type]
    assert (placed.kind, placed.place, placed.version) == ("place", "Office, shelf 2", 3)
    with pytest.raises(DocumentRefused, match="link_not_web"):
        replace_with_link(url="javascript:alert(1)", seen_version=3, **whose)  # type: ignore[arg-type]
    with pytest.raises(DocumentRefused, match="place_missing"):
        replace_with_place(place=" ", seen_version=3, **whose)  # type: ignore[arg-type]


def test_two_people_who_replace_the_same_version_do_not_overwrite_each_other(home: UUID, store: Path) -> None:
    document = added(home).id
    replaced(home, document)
    with pytest.raises(DocumentChanged) as refused:
        replaced(home, document, seen=1, content=NEWER + b"\n")
    assert refused.value.facts == {"version": 2, "by": "Ruth Abara"}
    assert len(kept_files(store)) == 2
    assert read(home, document) == NEWER


def test_what_is_refused_leaves_the_version_that_stands(home: UUID, store: Path) -> None:
    document = added(home).id
    with pytest.raises(FileRefused):
        replaced(home, document, content=b"MZ\x90")
    remove_document(by=BY, organisation=home, code="VW01", document=document, at=AT)
    with pytest.raises(DocumentGone):
        replaced(home, document)
    other = Organisation.objects.create(code="VW02", name="Rose Lodge", registered_at=AT).id
    with pytest.raises(DocumentGone):
        replaced(other, document)
    assert len(kept_files(store)) == 1


def test_name_owner_and_dates_are_said_and_journalled_with_what_was_before(home: UUID) -> None:
    document, tom = added(home).id, a_member(home)
    say = {"by": BY, "organisation": home, "code": "VW01", "document": document, "seen_version": 1, "at": AT}
    told = {"title": " Data  policy ", "owner": tom, "review_on": date(2027, 1, 31), "dated_on": date(2024, 5, 1)}
    describe_document(**say, **told)  # type: ignore[arg-type]
    now = queries.document(home, document)
    assert now is not None
    assert (now.title, now.owner_name, now.review_on, now.dated_on) == (
        "Data policy",
        "Tom Okafor",
        date(2027, 1, 31),
        date(2024, 5, 1),
    )
    entry = Entry.objects.get(event="documents.document.described")
    assert entry.before == {"title": "Policy.pdf", "owner": "", "review_on": "", "dated_on": ""}
    assert entry.after == {
        "title": "Data policy",
        "owner": "Tom Okafor",
        "review_on": "2027-01-31",
        "dated_on": "2024-05-01",
    }
    describe_document(**say, **told)  # type: ignore[arg-type]
    assert Entry.objects.filter(event="documents.document.described").count() == 1
    for wrong, refusal in (
        ({"title": " "}, DocumentRefused),
        ({"title": "x" * 201}, DocumentRefused),
        ({"owner": UUID(int=99)}, OwnerNotMember),
        ({"seen_version": 2}, DocumentChanged),
        ({"document": UUID(int=5)}, DocumentGone),
    ):
        with pytest.raises(refusal):
            describe_document(**{**say, **told, **wrong})  # type: ignore[arg-type]


def test_an_owner_who_left_stays_until_another_one_is_chosen(home: UUID) -> None:
    document, tom = added(home).id, a_member(home)
    say = {"by": BY, "organisation": home, "code": "VW01", "document": document, "seen_version": 1, "at": AT}
    describe_document(title="Policy", owner=tom, review_on=None, dated_on=None, **say)  # type: ignore[arg-type]
    Membership.objects.update(ended_at=AT)
    describe_document(title="The policy", owner=tom, review_on=None, dated_on=None, **say)  # type: ignore[arg-type]
    now = queries.document(home, document)
    assert now is not None
    assert (now.title, now.owner_name) == ("The policy", "Tom Okafor")


def test_all_files_together_stay_within_the_organisations_space(
    home: UUID, store: Path, settings: LazySettings
) -> None:
    settings.DSPT_SPACE_LIMIT_BYTES = 2 * len(PDF) + 3
    first = added(home)
    added(home)
    with pytest.raises(SpaceRefused) as refused:
        added(home)
    assert refused.value.facts == {"limit_bytes": 2 * len(PDF) + 3, "free_bytes": 3}
    with pytest.raises(SpaceRefused):
        replaced(home, first.id)
    assert (len(kept_files(store)), queries.used_bytes(home)) == (2, 2 * len(PDF))
    add_link(by=BY, organisation=home, code="VW01", url="https://example.org", at=AT)
    other = Organisation.objects.create(code="VW02", name="Rose Lodge", registered_at=AT).id
    assert added(other).version == 1


@at_the_same_moment
@pytest.mark.django_db(transaction=True)
def test_uploads_at_the_same_moment_cannot_pass_the_limit_together(store: Path, settings: LazySettings) -> None:
    settings.DSPT_SPACE_LIMIT_BYTES = 3 * len(PDF)
    home = Organisation.objects.create(code="VW01", name="Willow Court", registered_at=AT).id
    outcomes = at_once([lambda: added(home)] * 6)
    assert sorted(type(one).__name__ for one in outcomes) == ["NoneType"] * 3 + [SpaceRefused.__name__] * 3
    assert (queries.used_bytes(home), len(kept_files(store))) == (3 * len(PDF), 3)


def test_a_file_that_is_not_the_one_that_was_kept_is_not_handed_out_and_the_alarm_rings_once_a_day(
    home: UUID, store: Path
) -> None:
    a_member(home, "Ruth Abara", "administrator")
    a_member(home, "Tom Okafor")
    document = added(home, title="Policy")
    (path,) = kept_files(store)
    path.write_bytes(PDF.replace(b"Catalog", b"Cataloh"))
    for _ in range(2):
        with pytest.raises(FileAltered):
            read(home, document.id)
    entry = Entry.objects.get(event="documents.file.altered")
    assert (entry.before["title"], entry.before["sha256"]) == ("Policy", document.sha256)
    assert entry.after["sha256"] not in ("", document.sha256)
    letter = Notice.objects.get()
    assert (letter.to, letter.subject) == ("ruth@example.org", "A document of VW01 cannot be opened")
    (version,) = queries.versions_of_document(home, document.id)
    assert version.altered_at == AT
    path.unlink()
    with pytest.raises(FileLost):
        read(home, document.id)
    assert replaced(home, document.id).altered_at is None
    assert read(home, document.id) == NEWER


def test_an_infected_version_is_never_opened(home: UUID) -> None:
    document = added(home).id
    Version.objects.update(scan="infected")
    with pytest.raises(FileNotServed):
        read(home, document)
    with pytest.raises(FileNotServed):
        read(home, document, 1)


def test_a_frozen_version_is_opened_after_its_document_was_replaced_and_removed(home: UUID) -> None:
    first, other = added(home), added(home, NEWER)
    keep_frozen(organisation=home, versions=[(first.id, 1)], at=AT)
    replaced(home, first.id)
    keep_frozen(organisation=home, versions=[(first.id, 2), (other.id, 1)], at=AT)
    keep_frozen(organisation=home, versions=[], at=AT)
    remove_document(by=BY, organisation=home, code="VW01", document=first.id, at=AT)
    assert (read(home, first.id, 1), read(home, first.id, 2)) == (PDF, NEWER)
    assert all(one.frozen_at == AT for one in queries.versions_of_document(home, first.id))


def test_the_database_refuses_two_versions_of_one_number_and_files_without_a_digest(home: UUID) -> None:
    document = add_place(by=BY, organisation=home, code="VW01", place="Office", at=AT)
    for values in (
        {"number": 1, "kind": "place", "place": "Office"},
        {"number": 2, "kind": "file"},
        {"number": 2, "kind": "link"},
        {"number": 2, "kind": "place"},
        {"number": 2, "kind": "film", "place": "Office"},
        {"number": 2, "kind": "file", "sha256": "a" * 64, "file_path": "aa/a", "discarded_at": AT},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Version.objects.create(
                organisation_id=home, document_id=document.id, added_at=AT, added_by_name="Ruth", **values
            )
