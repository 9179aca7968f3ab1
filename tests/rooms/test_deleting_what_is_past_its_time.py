"""Removed documents past their time: announced, deleted for good with their files, journalled; stopped by a hold."""

from __future__ import annotations

import hashlib
import io
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import LazySettings

from dspt.assessments.models import Answer, AnswerDocument, Assessment
from dspt.documents.actions import (
    DocumentGone,
    StoreAway,
    add_file,
    erase_document,
    put_back_document,
    remove_document,
    sweep_store,
)
from dspt.documents.models import Document, Space, Version
from dspt.foundation.actors import Actor
from dspt.jobs.rounds import Turn
from dspt.jobs.rounds.keeping import retain
from dspt.journal.models import Entry
from dspt.keeping.actions import (
    HoldGone,
    HoldStands,
    ReasonMissing,
    announce_deletions,
    delete_due_documents,
    end_hold,
    place_hold,
)
from dspt.keeping.models import Announcement
from dspt.keeping.queries import holds_of, organisations_to_look_at, removed_and_kept
from dspt.notices.models import Notice
from tests.world.cast import a_person, an_organisation
from tests.world.files import PDF
from tests.world.published import AT, a_finished_year, published, the_year_runs

pytestmark = pytest.mark.django_db
ROUND = Actor.machine("retention")
DUE = AT.replace(year=AT.year + 8)
SOON = DUE - timedelta(days=30)


@pytest.fixture(autouse=True)
def store(settings: LazySettings, tmp_path: Path) -> Path:
    settings.DSPT_DOCUMENTS_DIR = tmp_path / "documents"
    settings.DSPT_SIGNING_KEY_FILE = tmp_path / "signing-key.json"
    return tmp_path / "documents"


@pytest.fixture
def home() -> UUID:
    return an_organisation("home", AT)


@pytest.fixture
def ruth(home: UUID) -> Actor:
    return a_person("ruth", AT)


def a_file(home: UUID, by: Actor, name: str = "Policy.pdf") -> UUID:
    return add_file(by=by, organisation=home, code="VZZ02", file=io.BytesIO(PDF), name=name, at=AT).id


def removed(home: UUID, by: Actor, name: str = "Policy.pdf") -> UUID:
    which = a_file(home, by, name)
    remove_document(by=by, organisation=home, code="VZZ02", document=which, at=AT)
    return which


def announced(home: UUID, at: datetime = SOON) -> int:
    return announce_deletions(by=ROUND, organisation=home, years=8, address="http://dspt.example/x", at=at)


def deleted(home: UUID, at: datetime = DUE) -> int:
    return delete_due_documents(by=ROUND, organisation=home, years=8, at=at)


def hold(home: UUID, by: Actor, at: datetime = SOON) -> UUID:
    return place_hold(by=by, organisation=home, code="VZZ02", reason="An inquiry", at=at)


def test_it_is_announced_once_and_deleted_thirty_days_later(home: UUID, ruth: Actor, store: Path) -> None:
    which = removed(home, ruth)
    path = store / Version.objects.get(document=which).file_path
    assert announced(home, SOON - timedelta(days=1)) == 0
    assert [announced(home), announced(home), announced(home, DUE)] == [1, 0, 0]
    letter = Notice.objects.get(kind="keeping.deletion")
    assert letter.to == "ruth@demo.example"
    assert "- Policy.pdf" in letter.body
    assert "23 November 2034" in letter.body
    assert deleted(home, DUE - timedelta(days=1)) == 0
    assert path.exists()
    assert [deleted(home), deleted(home)] == [1, 0]
    assert not path.exists()
    assert not Document.objects.filter(pk=which).exists()
    assert not Announcement.objects.exists()
    assert Space.objects.get(organisation_id=home).used_bytes == 0
    [entry] = Entry.objects.filter(event="keeping.document.deleted")
    assert entry.before["title"] == "Policy.pdf"
    assert entry.before["versions"] == [{"number": 1, "kind": "file", "sha256": hashlib.sha256(PDF).hexdigest()}]


def test_what_was_never_announced_waits_its_thirty_days(home: UUID, ruth: Actor) -> None:
    removed(home, ruth)
    late = DUE + timedelta(days=100)
    assert deleted(home, late) == 0
    assert announced(home, late) == 1
    assert deleted(home, late + timedelta(days=29)) == 0
    assert deleted(home, late + timedelta(days=30)) == 1


def test_a_hold_stops_it_and_after_the_hold_it_is_announced_again(home: UUID, ruth: Actor) -> None:
    removed(home, ruth)
    assert announced(home) == 1
    which = hold(home, ruth)
    assert (announced(home, DUE), deleted(home)) == (0, 0)
    assert organisations_to_look_at(DUE) == ()
    ended = DUE + timedelta(days=5)
    end_hold(by=ruth, organisation=home, code="VZZ02", hold=which, reason="It is closed", at=ended)
    assert deleted(home, ended) == 0
    assert announced(home, ended) == 1
    assert deleted(home, ended + timedelta(days=30)) == 1


def test_holds_are_placed_once_with_a_reason_and_stay_as_a_record(home: UUID, ruth: Actor) -> None:
    with pytest.raises(ReasonMissing):
        place_hold(by=ruth, organisation=home, code="VZZ02", reason="  ", at=AT)
    which = hold(home, ruth)
    with pytest.raises(HoldStands):
        hold(home, ruth)
    with pytest.raises(ReasonMissing):
        end_hold(by=ruth, organisation=home, code="VZZ02", hold=which, reason="", at=AT)
    with pytest.raises(HoldGone):
        end_hold(by=ruth, organisation=UUID(int=1), code="VZZ01", hold=which, reason="Not mine", at=AT)
    end_hold(by=ruth, organisation=home, code="VZZ02", hold=which, reason="It is closed", at=AT)
    with pytest.raises(HoldGone):
        end_hold(by=ruth, organisation=home, code="VZZ02", hold=which, reason="Again", at=AT)
    [record] = holds_of(home)
    assert (record.reason, record.ended_because) == ("An inquiry", "It is closed")
    events = list(Entry.objects.filter(event__startswith="keeping.hold").values_list("event", flat=True))
    assert events == ["keeping.hold.placed", "keeping.hold.ended"]


def test_one_that_was_put_back_or_is_in_use_is_never_deleted(home: UUID, ruth: Actor) -> None:
    back, used = removed(home, ruth, "Back.pdf"), removed(home, ruth, "Used.pdf")
    assert announced(home) == 2
    put_back_document(by=ruth, organisation=home, code="VZZ02", document=back, at=SOON)
    year = Assessment.objects.create(
        organisation_id=home, edition="2024-25", view="assertion", category="3", started_at=AT, changed_at=AT
    )
    answer = Answer.objects.create(organisation_id=home, assessment=year, item="1.1.1", saved_at=AT)
    AnswerDocument.objects.create(organisation_id=home, answer=answer, document_id=used)
    assert deleted(home, DUE + timedelta(days=365)) == 0
    assert Document.objects.filter(pk__in=[back, used]).count() == 2
    with pytest.raises(DocumentGone):
        erase_document(organisation=home, document=back)


def test_what_a_publication_froze_is_kept_for_the_years_of_the_publication(ruth: Actor) -> None:
    the_year_runs()
    home = a_finished_year("home")
    published("home", home)
    [paper] = Document.objects.filter(organisation_id=home)
    early = AT - timedelta(days=900)
    AnswerDocument.objects.filter(document=paper).delete()
    Document.objects.filter(pk=paper.pk).update(removed_at=early)
    [kept] = removed_and_kept(home, years=8)
    assert kept.frozen_on == AT.date()
    assert kept.due_on == DUE.date()
    assert announced(home, SOON - timedelta(days=1)) == 0
    assert announced(home) == 1
    assert deleted(home, DUE - timedelta(days=1)) == 0


def test_a_store_that_is_away_leaves_the_file_to_the_sweep(
    home: UUID, ruth: Actor, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    which = removed(home, ruth)
    path = store / Version.objects.get(document=which).file_path
    announced(home)

    def away(path: str) -> None:
        raise StoreAway

    with monkeypatch.context() as patched:
        patched.setattr("dspt.documents.gateways.discard", away)
        assert deleted(home) == 1
    assert path.exists()
    assert sweep_store(at=DUE, say=lambda _: None) == 1
    assert not path.exists()


def test_the_round_goes_through_the_organisations_and_can_be_run_again(home: UUID, ruth: Actor) -> None:
    removed(home, ruth)
    assert retain(Turn(SOON)) == "1 announced, 0 deleted"
    assert retain(Turn(SOON)) == "0 announced, 0 deleted"
    assert retain(Turn(DUE)) == "0 announced, 1 deleted"
    assert retain(Turn(DUE)) == "0 announced, 0 deleted"
