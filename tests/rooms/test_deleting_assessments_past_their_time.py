"""Assessments past their time: announced, deleted whole, journalled; the seal opens for nothing else."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.conf import LazySettings
from django.db import DatabaseError, transaction
from django.db.models import Model

from dspt.assessments.actions import AssessmentGone, AssessmentKey, erase_assessment, hold_assessment
from dspt.assessments.actions.erasing import _UNDER
from dspt.assessments.models import (
    Answer,
    AnswerVersion,
    Assessment,
    Assignment,
    Comment,
    Confirmation,
    Deletion,
    Draft,
    EvidencePart,
    Judgement,
    JudgementDocument,
    JudgementVersion,
    PolicyAnswer,
    Tick,
    Unsealing,
)
from dspt.calendar.actions import grant_extension
from dspt.documents.actions import remove_document
from dspt.documents.models import Document
from dspt.foundation.actors import Actor
from dspt.jobs.rounds import Turn
from dspt.jobs.rounds.keeping import retain
from dspt.journal.models import Entry
from dspt.journal.queries import walk_chains
from dspt.keeping.actions import (
    announce_deletions,
    delete_due_assessments,
    delete_due_documents,
    end_hold,
    place_hold,
    take_everything_out,
)
from dspt.keeping.models import Announcement
from dspt.keeping.queries import deleted_years, organisations_to_look_at, years_kept
from dspt.notices.models import Notice
from dspt.publication.models import Publication
from dspt.publication.queries import frozen_bundle
from dspt.register.queries import register_entry
from tests.world.assertions import AT, a_year_begun, answer, this_edition
from tests.world.cast import a_person
from tests.world.documents import a_place
from tests.world.faults import all_or_nothing
from tests.world.published import AT as THEN
from tests.world.published import a_finished_year, published, the_year_runs

pytestmark = pytest.mark.django_db
ROUND = Actor.machine("retention")
CLOSED = this_edition().calendar.closes_on
DUE = AT.replace(year=CLOSED.year + 8, month=CLOSED.month, day=CLOSED.day)
SOON = DUE - timedelta(days=30)


@pytest.fixture(autouse=True)
def store(settings: LazySettings, tmp_path: Path) -> None:
    settings.DSPT_DOCUMENTS_DIR = tmp_path / "documents"
    settings.DSPT_SIGNING_KEY_FILE = tmp_path / "signing-key.json"


def a_full_year() -> AssessmentKey:
    """A year with a row in every table that hangs on an assessment."""
    year = a_year_begun()
    paper = a_place(year.organisation, "Policy", "Shelf 2", at=AT)
    for item in ("1.1.1", "1.1.2"):
        answer(year, item, documents=(paper.id,))
    answer(year, "1.1.1")
    row = Assessment.objects.get(organisation_id=year.organisation)
    mine = {"organisation_id": year.organisation}
    said = {"saved_at": AT, "saved_by_name": "Ruth Cole"}
    judged = Judgement.objects.create(**mine, assessment=row, outcome="A1.a", declared="achieved", **said)
    Tick.objects.create(**mine, judgement=judged, indicator="A1.a#A1")
    PolicyAnswer.objects.create(**mine, judgement=judged, field="why", value="So")
    under = JudgementDocument.objects.create(**mine, judgement=judged, document_id=paper.id)
    EvidencePart.objects.create(**mine, evidence=under, part="A1.a#A1")
    JudgementVersion.objects.create(**mine, judgement=judged, version=1, state={"statement": "Before"}, **said)
    Confirmation.objects.create(**mine, assessment=row, assertion="1.1", confirmed_at=AT, confirmed_by_name="Ruth")
    Comment.objects.create(**mine, assessment=row, subject="A1.a", text="Look", said_at=AT, said_by_name="Ruth")
    Assignment.objects.create(**mine, assessment=row, subject="4.1", owner_name="Tom")
    Draft.objects.create(**mine, assessment=row, person_id=UUID(int=1), subject="1.1.1", fields={}, kept_at=AT)
    return year


def announced(home: UUID, at: datetime = SOON) -> int:
    return announce_deletions(by=ROUND, organisation=home, years=8, address="http://dspt.example/x", at=at)


def deleted(home: UUID, at: datetime = DUE) -> int:
    return delete_due_assessments(by=ROUND, organisation=home, years=8, at=at)


def hanging() -> list[type[Model]]:
    return [model for models in _UNDER.values() for model in models]


def left() -> dict[str, int]:
    found = {model.__name__: model._default_manager.count() for model in [*hanging(), Assessment]}
    return {name: rows for name, rows in found.items() if rows}


def test_all_of_it_goes_thirty_days_after_it_was_announced() -> None:
    year = a_full_year()
    home = year.organisation
    assert len(left()) == len(hanging()) + 1
    assert announced(home, SOON - timedelta(days=1)) == 0
    assert [announced(home), announced(home), announced(home, DUE)] == [1, 0, 0]
    letter = Notice.objects.filter(kind="keeping.deletion")[0]
    assert letter.subject.startswith("The 2024-25 assessment will be deleted")
    assert "Assessment 2024-25: every answer and outcome" in letter.body
    assert f"{DUE.day} {DUE:%B %Y}" in letter.body
    assert "stays on the register" in letter.body
    assert deleted(home, DUE - timedelta(days=1)) == 0
    assert [deleted(home), deleted(home)] == [1, 0]
    assert left() == {}
    assert not Announcement.objects.exists()
    assert Document.objects.filter(title="Policy", removed_at__isnull=True).exists()
    [gone] = deleted_years(home)
    assert (gone.edition, gone.deleted_at) == ("2024-25", DUE)


def test_the_journal_keeps_the_counts_and_the_digests_that_an_archive_names() -> None:
    year = a_full_year()
    ruth = a_person("ruth", AT)
    pieces = take_everything_out(by=ruth, organisation=year.organisation, code=year.code, name="Practice", at=SOON)
    manifest = json.loads(zipfile.ZipFile(io.BytesIO(b"".join(pieces))).read("manifest.json"))
    kept = {one["name"]: one["sha256"] for one in manifest["entries"] if one["name"].startswith("assessments/")}
    announced(year.organisation)
    deleted(year.organisation)
    [entry] = Entry.objects.filter(event="keeping.assessment.deleted")
    assert {one["name"]: one["sha256"] for one in entry.before["parts"]} == kept
    assert entry.before["counts"]["answers"] == 2
    assert entry.before["counts"]["answer versions"] == 3
    assert entry.before["counts"]["comments"] == 1
    lines = "".join(f"{one['sha256']}  {one['name']}\n" for one in entry.before["parts"])
    assert entry.before["sha256"] == hashlib.sha256(lines.encode()).hexdigest() == Deletion.objects.get().sha256
    assert not any(stretch.broken for stretch in walk_chains())


def test_what_was_published_stays_and_its_documents_follow_their_own_time() -> None:
    the_year_runs()
    home = a_finished_year("home")
    done = published("home", home)
    bundle = frozen_bundle(home, done.id)
    [paper] = Document.objects.filter(organisation_id=home)
    Document.objects.filter(pk=paper.pk).update(removed_at=THEN)
    [kept] = years_kept(home, years=8)
    assert kept.due_on == date(2035, 8, 31)  # the extension's last day counts
    assert kept.published_on == THEN.date()
    late = datetime(2035, 9, 1, 10, tzinfo=THEN.tzinfo)
    assert announced(home, late) == 1  # the document not yet: the answer rests on it
    assert delete_due_documents(by=ROUND, organisation=home, years=8, at=late + timedelta(days=30)) == 0
    assert deleted(home, late + timedelta(days=30)) == 1
    assert Publication.objects.count() == 1
    assert frozen_bundle(home, done.id) == bundle
    found = register_entry("VZZ02")
    assert found is not None
    assert [one.edition for one in found.history] == ["2024-25"]
    assert announced(home, late + timedelta(days=30)) == 1
    assert delete_due_documents(by=ROUND, organisation=home, years=8, at=late + timedelta(days=60)) == 1


def test_an_extension_and_a_later_change_move_its_day() -> None:
    year = a_year_begun()
    [kept] = years_kept(year.organisation, years=8)
    assert kept.due_on == CLOSED.replace(year=CLOSED.year + 8)
    later = CLOSED + timedelta(days=90)
    grant_extension(
        by=Actor.machine("demo"), edition=year.edition, scope="organisation", value=year.code, due_on=CLOSED,
        closes_on=later, interim_due_on=None, current_until=None, reason="A flood", at=AT,
    )  # fmt: skip
    [kept] = years_kept(year.organisation, years=8)
    assert (kept.closes_on, kept.due_on) == (later, later.replace(year=later.year + 8))
    changed = AT + timedelta(days=900)
    Assessment.objects.update(changed_at=changed)
    [kept] = years_kept(year.organisation, years=8)
    assert kept.due_on == changed.date().replace(year=changed.year + 8)


def test_a_hold_stops_it_and_after_the_hold_it_is_announced_again() -> None:
    year = a_full_year()
    home, ruth = year.organisation, a_person("ruth", AT)
    announced(home)
    which = place_hold(by=ruth, organisation=home, code=year.code, reason="An inquiry", at=SOON)
    assert (announced(home, DUE), deleted(home)) == (0, 0)
    assert organisations_to_look_at(DUE) == ()
    ended = DUE + timedelta(days=5)
    end_hold(by=ruth, organisation=home, code=year.code, hold=which, reason="It is closed", at=ended)
    assert (deleted(home, ended), announced(home, ended)) == (0, 1)
    assert deleted(home, ended + timedelta(days=30)) == 1


def test_one_letter_names_all_that_goes() -> None:
    year = a_full_year()
    paper = a_place(year.organisation, "Old plan", "Shelf 3", at=AT)
    by = a_person("ruth", AT)
    remove_document(by=by, organisation=year.organisation, code=year.code, document=paper.id, at=AT)
    assert announced(year.organisation, DUE) == 2
    letter = Notice.objects.filter(kind="keeping.deletion")[0]
    assert letter.subject.startswith("The 2024-25 assessment and a removed document will be deleted")
    assert "- Old plan" in letter.body
    entry = Entry.objects.get(event="keeping.deletion.announced")
    assert [one["title"] for one in entry.after["assessments"]] == ["Assessment 2024-25"]
    assert [one["title"] for one in entry.after["documents"]] == ["Old plan"]


def test_the_round_deletes_assessments_and_can_be_run_again() -> None:
    a_full_year()
    assert retain(Turn(SOON)) == "1 announced, 0 deleted"
    assert retain(Turn(DUE)) == "0 announced, 1 deleted"
    assert retain(Turn(DUE)) == "0 announced, 0 deleted"


def test_whatever_breaks_off_leaves_all_of_it_or_nothing() -> None:
    year = a_full_year()
    announced(year.organisation)
    assert all_or_nothing(lambda: deleted(year.organisation)) < 80


def test_another_organisations_assessment_is_not_there() -> None:
    a_full_year()
    row = Assessment.objects.get()
    with pytest.raises(AssessmentGone), transaction.atomic():
        hold_assessment(organisation=UUID(int=1), assessment=row.id)
    with pytest.raises(AssessmentGone), transaction.atomic():
        erase_assessment(organisation=UUID(int=1), assessment=row.id, sha256="0" * 64, at=DUE)
    assert left()


def test_everything_that_hangs_on_an_assessment_is_named() -> None:
    known, above = {*hanging(), Assessment}, {Assessment, Answer, Judgement}
    missed = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.related_model in above and model not in known
    ]
    assert missed == []


@pytest.mark.parametrize(
    "act",
    [
        lambda: AnswerVersion.objects.all().delete(),
        lambda: JudgementVersion.objects.all().delete(),
        lambda: AnswerVersion.objects.update(comment="Never said"),
        lambda: Deletion.objects.create(**_a_deletion()),
    ],
)
def test_the_database_refuses_it_while_the_assessment_stands(act: Callable[[], Any]) -> None:
    a_full_year()
    with pytest.raises(DatabaseError), transaction.atomic():
        act()


def test_no_assessment_goes_without_opening_the_seal() -> None:
    a_year_begun()
    with pytest.raises(DatabaseError), transaction.atomic():
        Assessment.objects.all().delete()


def test_history_is_not_changed_even_where_the_seal_is_open() -> None:
    a_full_year()

    def opened_and_changed() -> None:
        Unsealing.objects.create(deletion_id=Assessment.objects.get().id)
        AnswerVersion.objects.update(comment="Never said")

    with pytest.raises(DatabaseError), transaction.atomic():
        opened_and_changed()


def test_the_record_of_a_deletion_is_sealed() -> None:
    year = a_full_year()
    announced(year.organisation)
    deleted(year.organisation)
    for change in (
        lambda: Deletion.objects.update(sha256="1"),
        lambda: Deletion.objects.all().delete(),
        lambda: Unsealing.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.django_db(transaction=True)
def test_a_seal_that_was_opened_and_not_used_to_the_end_undoes_the_transaction() -> None:
    a_full_year()
    before = left()

    def one_version_alone() -> None:
        Unsealing.objects.create(deletion_id=Assessment.objects.get().id)
        AnswerVersion.objects.all().delete()

    def the_whole_without_a_record() -> None:
        which = Assessment.objects.get().id
        Unsealing.objects.create(deletion_id=which)
        for model in [*hanging(), Assessment]:
            model._default_manager.all().delete()

    def all_but_the_answers() -> None:
        which = Assessment.objects.get()
        Unsealing.objects.create(deletion_id=which.id)
        AnswerVersion.objects.all().delete()
        Assessment.objects.filter(pk=which.id)._raw_delete("default")
        Deletion.objects.create(**_a_deletion(which.id, which.organisation_id))

    for act in (one_version_alone, the_whole_without_a_record, all_but_the_answers):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
        assert left() == before, act.__name__
    assert not Unsealing.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_deletion_that_is_whole_passes_at_the_commit() -> None:
    year = a_full_year()
    announced(year.organisation)
    assert deleted(year.organisation) == 1
    assert left() == {}


def _a_deletion(assessment: UUID | None = None, organisation: UUID | None = None) -> dict[str, Any]:
    row = Assessment.objects.first()
    return {
        "assessment": assessment or (row.id if row else UUID(int=1)),
        "organisation_id": organisation or (row.organisation_id if row else None),
        "edition": "2024-25",
        "deleted_at": DUE,
        "sha256": "0" * 64,
    }
