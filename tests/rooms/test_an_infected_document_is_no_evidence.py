"""What the virus check refuses counts for nothing: in the score, in the stored counts, in what may be published."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

import pytest
from django.conf import LazySettings

from dspt.assessments.actions import (
    AnswerRefused,
    AssessmentKey,
    NewDocument,
    replace_document,
    rescore_resting_on,
    take_back_answer,
)
from dspt.assessments.models import Answer, AnswerDocument, Assessment
from dspt.assessments.queries import item_record, whole_assessment, working_set
from dspt.documents.actions import StoreAway, add_file, add_link
from dspt.documents.gateways import Verdict
from dspt.documents.models import Document, Version
from dspt.foundation.actors import Actor
from dspt.jobs.rounds import scanning
from dspt.jobs.rounds.turns import Turn
from dspt.journal.models import Entry
from dspt.publication.models import Publication
from dspt.publication.queries import publication_history, readiness
from dspt.publication.rules import essence, replay
from dspt.standard.answers import Typed
from tests.world.assertions import AT, a_year_begun, answer
from tests.world.cast import a_person
from tests.world.files import PDF
from tests.world.published import AT as THEN
from tests.world.published import THIS, a_finished_year, published, the_year_runs

pytestmark = pytest.mark.django_db
ITEM = "1.1.2"


@pytest.fixture(autouse=True)
def store(settings: LazySettings, tmp_path: Path) -> None:
    settings.DSPT_DOCUMENTS_DIR, settings.DSPT_S3 = tmp_path / "documents", {}
    settings.DSPT_SIGNING_KEY_FILE = tmp_path / "signing-key.json"
    settings.DSPT_SCANNER = "127.0.0.1:9"


@pytest.fixture(autouse=True)
def scanner_that_finds_something(monkeypatch: pytest.MonkeyPatch) -> None:
    def scanned(file: BinaryIO) -> Verdict:
        return Verdict("infected", "Eicar-Test-Signature")

    monkeypatch.setattr(scanning, "scanner_version", lambda: "ClamAV 1.4/1")
    monkeypatch.setattr(scanning, "scanned", scanned)
    monkeypatch.setattr(scanning, "now", lambda: AT)


@pytest.fixture
def year() -> AssessmentKey:
    return a_year_begun("practice")


@pytest.fixture
def ruth() -> Actor:
    return a_person("ruth", AT)


def a_file(year: AssessmentKey, by: Actor) -> UUID:
    return add_file(
        by=by, organisation=year.organisation, code=year.code, file=io.BytesIO(PDF), name="Policy.pdf", at=AT
    ).id


def done(year: AssessmentKey) -> int:
    return Assessment.objects.get(organisation_id=year.organisation, edition=year.edition).required_done


def test_the_round_that_finds_it_scores_the_year_anew_and_says_so(year: AssessmentKey, ruth: Actor) -> None:
    answer(year, ITEM, documents=(a_file(year, ruth),))
    before = done(year)
    assert scanning.scan_new(Turn(AT)) == "1 infected; 0 await"
    assert done(year) == before - 1
    held = working_set(year.organisation, year.edition)
    assert held is not None
    fact = held.facts[ITEM]
    assert (fact.documents, fact.infected) == (1, 1)
    [entry] = Entry.objects.filter(event="assessments.assessment.rescored")
    assert entry.actor_name == "scanner"
    found = item_record(year.organisation, year.edition, ITEM, "1.1", None)
    assert found is not None
    assert [one.scan for one in found.answer.documents] == ["infected"]


def test_replacing_it_makes_it_evidence_again(year: AssessmentKey, ruth: Actor) -> None:
    which = a_file(year, ruth)
    answer(year, ITEM, documents=(which,))
    before = done(year)
    scanning.scan_new(Turn(AT))
    replace_document(
        by=ruth, organisation=year.organisation, code=year.code, document=which, seen_version=1,
        new=NewDocument(place="Safe, drawer 3"), at=AT,
    )  # fmt: skip
    assert done(year) == before


def test_replacing_a_clean_one_beside_it_changes_nothing_for_it(year: AssessmentKey, ruth: Actor) -> None:
    bad = a_file(year, ruth)
    good = add_link(by=ruth, organisation=year.organisation, code=year.code, url="https://policy.example/a", at=AT).id
    answer(year, ITEM, documents=(bad, good))
    before = done(year)
    scanning.scan_new(Turn(AT))
    assert done(year) == before  # the link is evidence
    AnswerDocument.objects.filter(document=good).delete()
    answer(year, "1.3.1")
    assert done(year) == before
    held = working_set(year.organisation, year.edition)
    assert held is not None
    assert held.facts[ITEM].infected == 1


def test_it_cannot_be_saved_as_the_only_evidence(year: AssessmentKey, ruth: Actor) -> None:
    which = a_file(year, ruth)
    scanning.scan_new(Turn(AT))
    with pytest.raises(AnswerRefused) as refused:
        answer(year, ITEM, documents=(which,))
    assert [fault.code for fault in refused.value.faults] == ["infected"]
    good = add_link(by=ruth, organisation=year.organisation, code=year.code, url="https://policy.example/a", at=AT).id
    saved = answer(year, ITEM, documents=(which, good))
    assert saved.changed
    assert not answer(year, ITEM, documents=(which, good)).changed
    take_back_answer(by=ruth, assessment=year, item=ITEM, seen_version=saved.version, at=AT)
    assert not AnswerDocument.objects.exists()


def test_other_kinds_of_answer_stand(year: AssessmentKey, ruth: Actor) -> None:
    answer(year, "1.3.1", Typed(choice="yes"), documents=(a_file(year, ruth),))
    before = done(year)
    scanning.scan_new(Turn(AT))
    assert done(year) == before


def test_a_worker_that_ended_in_between_is_caught_up_with(
    year: AssessmentKey, ruth: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(year, ITEM, documents=(a_file(year, ruth),))
    before = done(year)

    def ended(**_: object) -> int:
        raise StoreAway

    with monkeypatch.context() as patched:
        patched.setattr(scanning, "rescore_resting_on", ended)
        with pytest.raises(StoreAway):
            scanning.scan_new(Turn(AT))
    assert Version.objects.get().scan == "infected"
    assert done(year) == before
    scanning.scan_new(Turn(AT + timedelta(minutes=1)))
    assert done(year) == before - 1
    assert Version.objects.get().file_path.startswith("quarantine/")


def test_what_nothing_rests_on_scores_nothing(year: AssessmentKey, ruth: Actor) -> None:
    organisation, code = year.organisation, year.code
    which = a_file(year, ruth)
    assert rescore_resting_on(by=ruth, organisation=organisation, code=code, document=which, at=AT) == 0
    answer(year, ITEM, documents=(which,))
    assert rescore_resting_on(by=ruth, organisation=organisation, code=code, document=which, at=AT) == 1
    assert not Entry.objects.filter(event="assessments.assessment.rescored").exists()


def test_nothing_is_on_offer_but_what_was_published_keeps_its_status() -> None:
    the_year_runs()
    home = a_finished_year("home")
    before = published("home", home)
    frozen = Publication.objects.get()
    [paper] = Document.objects.filter(organisation_id=home)
    asked = [
        item.reference
        for item in THIS.asked("3")
        if item.is_mandatory and Answer.objects.filter(item=item.reference, documents__document=paper).exists()
    ]
    Version.objects.filter(document=paper).update(
        kind="file", file_name="p.pdf", file_path="ab/cd", sha256="0" * 64, scan="infected"
    )
    ready = readiness(organisation=home, edition=THIS, at=THEN)
    assert ready.offer is None
    assert {one.subject for one in ready.gathered.score.reasons if one.code == "infected"} == set(asked)
    state = whole_assessment(home, THIS.key)
    assert state is not None
    assert state.answers[asked[0]].fact.infected == 1
    document = json.loads(frozen.document)
    assert replay(document) == before.status
    assert [one.status for one in publication_history(home)] == [before.status]
    without = {**document, "items": [{**one, "answer": _without(one["answer"])} for one in document["items"]]}
    assert essence(without) == frozen.content_sha256  # records made before the count was kept compare as they did


def _without(answer: dict[str, object] | None) -> dict[str, object] | None:
    return answer and {name: value for name, value in answer.items() if name != "infected"}
