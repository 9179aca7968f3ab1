"""Everything an organisation has, as one archive: whole, its own alone, without secrets, and told to everybody."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.core.management import call_command

from dspt.assessments.models import Answer, AnswerVersion, Assessment, Comment, Judgement, JudgementVersion, Tick
from dspt.documents.actions import StoreAway, add_file, add_link
from dspt.documents.models import Document, Version
from dspt.foundation.actors import Actor
from dspt.journal.models import Entry
from dspt.keeping.actions import take_everything_out
from dspt.notices.models import Notice
from dspt.organisations.models import Membership, Organisation
from tests.world.cast import PASSWORD, a_person
from tests.world.files import PDF
from tests.world.files import pdf as a_pdf
from tests.world.published import AT, a_finished_year, published, the_year_runs

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)


@pytest.fixture(autouse=True)
def store(settings: LazySettings, tmp_path: Path) -> None:
    settings.DSPT_DOCUMENTS_DIR = tmp_path / "documents"
    settings.DSPT_SIGNING_KEY_FILE = tmp_path / "signing-key.json"


@pytest.fixture
def home() -> UUID:
    the_year_runs()
    return a_finished_year("home")


@pytest.fixture
def ruth(home: UUID) -> Actor:
    return a_person("ruth", AT)


def a_file(organisation: UUID, by: Actor, name: str, content: bytes = PDF) -> UUID:
    code = Organisation.objects.get(pk=organisation).code
    return add_file(by=by, organisation=organisation, code=code, file=io.BytesIO(content), name=name, at=AT).id


def archive_of(organisation: UUID, by: Actor) -> zipfile.ZipFile:
    body = Organisation.objects.get(pk=organisation)
    pieces = take_everything_out(by=by, organisation=organisation, code=body.code, name=body.name, at=LATER)
    return zipfile.ZipFile(io.BytesIO(b"".join(pieces)))


def read(archive: zipfile.ZipFile, name: str) -> Any:
    return json.loads(archive.read(name))


def test_it_holds_every_part_and_every_digest_is_right(
    home: UUID, ruth: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dspt.keeping.queries.everything._A_PAGE", 7)
    archive = archive_of(home, ruth)
    names = archive.namelist()
    assert names[0] == "README.txt"
    assert names[-1] == "manifest.json"
    for entry in read(archive, "manifest.json")["entries"]:
        assert hashlib.sha256(archive.read(entry["name"])).hexdigest() == entry["sha256"]
    assert {one["name"] for one in read(archive, "manifest.json")["entries"]} == set(names) - {"manifest.json"}
    assert read(archive, "organisation.json")["profile"]["accepted_at"]
    assert "ruth@demo.example" in {one["email"] for one in read(archive, "people.json")}
    year = read(archive, "assessments/2024-25/answers.json")
    assert {row["item"] for row in year} == set(
        Answer.objects.filter(organisation_id=home).values_list("item", flat=True)
    )
    assert len(year) == 43
    assert read(archive, "assessments/2024-25/confirmations.json")
    journal = read(archive, "journal.json")
    assert journal[0]["event"] == "keeping.archive.taken_out"
    assert len(journal) == Entry.objects.filter(chain="VZZ02").count()


def test_answers_and_judgements_come_with_all_they_said_before(home: UUID, ruth: Actor) -> None:
    answer = Answer.objects.filter(organisation_id=home).first()
    year = Assessment.objects.get(organisation_id=home)
    assert answer is not None
    saved = {"saved_at": AT, "saved_by_name": "Tom Okafor"}
    for version in (1, 2):
        AnswerVersion.objects.create(
            organisation_id=home, answer=answer, version=version, text=f"Version {version}", **saved
        )
    judgement = Judgement.objects.create(organisation_id=home, assessment=year, outcome="A1.a", reason="Why", **saved)
    Tick.objects.create(organisation_id=home, judgement=judgement, indicator="A1.a#A1")
    JudgementVersion.objects.create(
        organisation_id=home, judgement=judgement, version=1, state={"reason": "Once"}, **saved
    )
    Comment.objects.create(
        organisation_id=home, assessment=year, subject="A1.a", text="Look here", said_at=AT, said_by_name="Tom Okafor"
    )
    archive = archive_of(home, ruth)
    rows = {row["item"]: row for row in read(archive, "assessments/2024-25/answers.json")}
    assert [one["text"] for one in rows[answer.item]["history"]] == ["Version 1", "Version 2"]
    [judged] = read(archive, "assessments/2024-25/judgements.json")
    assert (judged["reason"], judged["ticks"][0]["indicator"]) == ("Why", "A1.a#A1")
    assert judged["history"][0]["state"] == {"reason": "Once"}
    assert read(archive, "assessments/2024-25/comments.json")[0]["text"] == "Look here"


def test_what_was_published_verifies_from_the_archive(home: UUID, ruth: Actor, tmp_path: Path, capsys: Any) -> None:
    done = published("home", home)
    archive = archive_of(home, ruth)
    [row] = read(archive, "publications.json")
    assert row["number"] == done.number
    taken = tmp_path / "record.json"
    taken.write_bytes(archive.read(f"publications/{done.number}.json"))
    call_command("verify", str(taken))
    said = capsys.readouterr().out
    assert "Valid." in said
    assert "The document with it is the one that was published." in said


def test_files_go_out_when_they_may_and_the_others_are_listed_with_the_reason(
    home: UUID, ruth: Actor, settings: LazySettings
) -> None:
    settings.DSPT_SCANNER = "clamd://127.0.0.1:1"
    tom = a_person("tom", AT)
    own, waiting, bad, clean = (
        a_file(home, ruth, "Own.pdf"),
        a_file(home, tom, "Waiting.pdf", a_pdf("/Lang (en)")),
        a_file(home, tom, "Bad.pdf", a_pdf("/Lang (de)")),
        a_file(home, tom, "own.PDF", a_pdf("/Lang (fr)")),
    )
    Version.objects.filter(document=bad).update(scan="infected")
    Version.objects.filter(document=clean).update(scan="clean")
    lost = a_file(home, ruth, "Lost.pdf", a_pdf("/Lang (cy)"))
    (Path(settings.DSPT_DOCUMENTS_DIR) / Version.objects.get(document=lost).file_path).unlink()
    add_link(by=ruth, organisation=home, code="VZZ02", url="https://example.org/policy", at=AT)
    Document.objects.filter(pk=clean).update(removed_at=AT)
    archive = archive_of(home, ruth)
    listed = {row["document_id"]: row for row in read(archive, "documents.json")}
    assert archive.read(listed[str(own)]["file"]) == PDF
    assert archive.read(listed[str(clean)]["file"]) == a_pdf("/Lang (fr)")
    assert listed[str(own)]["file"].casefold() != listed[str(clean)]["file"].casefold()
    assert listed[str(waiting)]["left_out"] == "the virus check has not passed it yet"
    assert listed[str(bad)]["left_out"] == "the virus check found something harmful in it"
    assert listed[str(lost)]["left_out"] == "the file is missing from the store"
    assert len([name for name in archive.namelist() if name.startswith("documents/")]) == 2
    assert any(row["url"] == "https://example.org/policy" for row in listed.values())


def test_nothing_of_another_organisation_and_no_secret_is_in_it(home: UUID, ruth: Actor) -> None:
    other = a_finished_year("practice")
    a_file(other, ruth, "Theirs.pdf", a_pdf("/Lang (zz)"))
    published("practice", other)
    code = Organisation.objects.get(pk=other).code
    archive = archive_of(home, ruth)
    path = Version.objects.filter(organisation_id=other, kind="file").values_list("file_path", flat=True)[0]
    whole = b"\n".join(archive.read(name) for name in archive.namelist())
    from dspt.accounts.models import Person

    secrets = [*Person.objects.values_list("password", flat=True), PASSWORD, path, code, "Theirs.pdf", str(other)]
    assert [one for one in secrets if one and one.encode() in whole] == []
    assert b"file_path" not in whole
    assert read(archive, "publications.json") == []


def test_it_is_journalled_once_and_told_to_all_administrators(home: UUID, ruth: Actor) -> None:
    ama = a_person("ama", AT)
    assert ama.id is not None
    Membership.objects.create(organisation_id=home, person_id=ama.id, role="administrator", since=AT)
    Notice.objects.all().delete()
    archive_of(home, ruth)
    [entry] = Entry.objects.filter(event="keeping.archive.taken_out")
    assert (entry.chain, entry.actor_name) == ("VZZ02", "Ruth Cole")
    letters = Notice.objects.filter(kind="keeping.taken_out")
    assert {one.to for one in letters} == {"ruth@demo.example", "ama@demo.example"}
    assert all("Ruth Cole took out everything" in one.body for one in letters)


def test_statements_do_not_grow_with_what_was_said_before(
    home: UUID, ruth: Actor, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    rows = Answer.objects.filter(organisation_id=home)
    AnswerVersion.objects.bulk_create(
        AnswerVersion(organisation_id=home, answer=row, version=version, saved_at=AT, saved_by_name="Tom Okafor")
        for row in rows
        for version in range(1, 6)
    )
    with django_assert_max_num_queries(40):
        archive_of(home, ruth)


def test_a_store_that_is_away_is_asked_once(home: UUID, ruth: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("A.pdf", "B.pdf", "C.pdf"):
        a_file(home, ruth, name)
    asked = []

    def away(path: str) -> None:
        asked.append(path)
        raise StoreAway

    monkeypatch.setattr("dspt.documents.gateways.fetch", away)
    listed = read(archive_of(home, ruth), "documents.json")
    told = [one["left_out"] for one in listed if one["kind"] == "file"]
    assert told == ["the store did not answer; take everything out again later"] * 3
    assert len(asked) == 1
