"""One document under many answers: put there from the library, replaced once, kept by publications as it was."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import LazySettings

from dspt.assessments.actions import (
    AssessmentKey,
    DocumentInUse,
    ItemNotAsked,
    NewDocument,
    attach_document,
    remove_unused_document,
    replace_document,
)
from dspt.assessments.models import Answer, Assessment, Confirmation
from dspt.assessments.queries import Use, answer_in, document_uses, judgement_history, outcome_sheet, versions_of
from dspt.documents.actions import DocumentChanged, DocumentGone, add_file, add_place, open_file
from dspt.documents.models import Version
from dspt.documents.queries import document, versions_of_document
from dspt.foundation.actors import Actor
from dspt.journal.models import Entry
from dspt.organisations.models import Organisation
from dspt.publication.models import Publication
from dspt.publication.queries import frozen_documents
from dspt.publication.rules import essence, replay
from dspt.standard.answers import Typed
from tests.world.assertions import AT, a_year_begun, answer, this_edition
from tests.world.cast import a_person
from tests.world.confirming import confirm_ready
from tests.world.files import PDF
from tests.world.outcomes import AT as TRUST_AT
from tests.world.outcomes import EDITION, a_document, a_trust
from tests.world.outcomes import a_year as a_trust_year
from tests.world.published import AT as PUBLISHED_AT
from tests.world.published import a_finished_year, published, the_year_runs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(settings: LazySettings, tmp_path: Path) -> None:
    settings.DSPT_DOCUMENTS_DIR = tmp_path / "documents"
    settings.DSPT_SIGNING_KEY_FILE = tmp_path / "signing-key.json"


@pytest.fixture
def year() -> AssessmentKey:
    return a_year_begun("practice")


@pytest.fixture
def ruth() -> Actor:
    return a_person("ruth", AT)


def a_place(key: AssessmentKey, by: Actor, place: str = "Office, shelf 2") -> UUID:
    return add_place(by=by, organisation=key.organisation, code=key.code, place=place, at=AT).id


def renewed(key: AssessmentKey, by: Actor, which: UUID, seen: int = 1) -> tuple[str, ...]:
    _, withdrawn = replace_document(
        by=by,
        organisation=key.organisation,
        code=key.code,
        document=which,
        seen_version=seen,
        new=NewDocument(place="Safe, drawer 3"),
        at=AT + timedelta(hours=1),
    )
    return withdrawn


def revision(key: AssessmentKey) -> int:
    return Assessment.objects.get(organisation_id=key.organisation, edition=key.edition).revision


def test_one_document_is_put_under_several_answers_at_once(year: AssessmentKey, ruth: Actor) -> None:
    which = a_place(year, ruth)
    answer(year, "1.3.1", Typed(choice="yes", comment="Two policies"))
    put = attach_document(by=ruth, assessment=year, document=which, references=["1.3.1", "1.1.2", "1.3.1"], at=AT)
    assert put == ("1.3.1", "1.1.2")
    held = answer_in(year.organisation, year.edition, "1.3.1")
    assert held is not None
    assert (held.value.yes_no, held.value.comment, held.value.documents) == ("yes", "Two policies", {which})
    assert versions_of(year.organisation, year.edition, "1.3.1")[0].documents == ("Office, shelf 2",)
    fresh = answer_in(year.organisation, year.edition, "1.1.2")
    assert fresh is not None
    assert (fresh.is_answered, fresh.version) == (True, 1)
    assert document_uses(year.organisation) == {
        which: (Use(year.edition, "1.1.2"), Use(year.edition, "1.3.1")),
    }
    before = Entry.objects.count()
    attach_document(by=ruth, assessment=year, document=which, references=["1.3.1"], at=AT)
    assert Entry.objects.count() == before
    another = a_place(year, ruth, "Shelf 3")
    attach_document(by=ruth, assessment=year, document=another, references=["1.3.1"], at=AT)
    now = answer_in(year.organisation, year.edition, "1.3.1")
    assert now is not None
    assert now.value.documents == {which, another}


def test_putting_it_there_is_all_or_nothing_and_never_crosses_organisations(year: AssessmentKey, ruth: Actor) -> None:
    which = a_place(year, ruth)
    with pytest.raises(ItemNotAsked):
        attach_document(by=ruth, assessment=year, document=which, references=["1.1.2", "99.9.9"], at=AT)
    assert document_uses(year.organisation) == {}
    other = Organisation.objects.create(code="VW02", name="Rose Lodge", registered_at=AT).id
    theirs = add_place(by=ruth, organisation=other, code="VW02", place="Theirs", at=AT).id
    with pytest.raises(DocumentGone):
        attach_document(by=ruth, assessment=year, document=theirs, references=["1.1.2"], at=AT)
    with pytest.raises(DocumentGone):
        replace_document(
            by=ruth,
            organisation=year.organisation,
            code=year.code,
            document=theirs,
            seen_version=1,
            new=NewDocument(place="Mine"),
            at=AT,
        )


def test_what_waits_to_be_checked_goes_on_waiting(ruth: Actor) -> None:
    year = a_year_begun("practice")
    answer(year, "1.3.1")
    Answer.objects.update(to_check=True, carried_from="2023-24")
    attach_document(by=ruth, assessment=year, document=a_place(year, ruth), references=["1.3.1"], at=AT)
    held = answer_in(year.organisation, year.edition, "1.3.1")
    assert held is not None
    assert held.to_check


def test_replacing_once_is_new_everywhere_and_withdraws_what_was_confirmed_on_it(
    year: AssessmentKey, ruth: Actor
) -> None:
    which = a_place(year, ruth)
    for asked in this_edition().asked("4"):
        if asked.assertion == "1.1" and asked.is_mandatory:
            answer(year, asked.reference, documents=(which,))
    confirm_ready(year)
    confirmed = list(Confirmation.objects.filter(withdrawn_at__isnull=True).values_list("assertion", flat=True))
    assert "1.1" in confirmed
    before = revision(year)
    assert renewed(year, ruth, which) == ("1.1",)
    held = answer_in(year.organisation, year.edition, "1.1.2")
    assert held is not None
    assert [(one.version, one.place) for one in held.documents] == [(2, "Safe, drawer 3")]
    assert revision(year) == before + 1
    word = Confirmation.objects.get(assertion="1.1")
    assert word.withdrawn_because.startswith("document_replaced:1.1.")
    entry = Entry.objects.get(event="assessments.evidence.replaced")
    assert (entry.after["version"], entry.after["confirmations_withdrawn"]) == (2, ["1.1"])
    with pytest.raises(DocumentChanged):
        renewed(year, ruth, which, seen=1)
    assert renewed(year, ruth, which, seen=2) == ()


def test_a_document_under_an_outcome_is_replaced_there_too(ruth: Actor) -> None:
    trust = a_trust()
    a_trust_year(trust)
    key = AssessmentKey(trust.id, trust.code, EDITION)
    which = a_document(trust.id).id
    the_year_runs()
    attach_document(by=ruth, assessment=key, document=which, references=["A1.a", "B2.c"], at=TRUST_AT)
    assert document_uses(trust.id)[which] == (Use(EDITION, "A1.a", True), Use(EDITION, "B2.c", True))
    with pytest.raises(DocumentInUse):
        remove_unused_document(by=ruth, organisation=trust.id, code=trust.code, document=which, at=TRUST_AT)
    before = revision(key)
    replace_document(
        by=ruth,
        organisation=trust.id,
        code=trust.code,
        document=which,
        seen_version=1,
        new=NewDocument(link="https://example.org/review"),
        at=TRUST_AT,
    )
    assert revision(key) == before + 1
    sheet = outcome_sheet(key, "A1.a", None, TRUST_AT.date())
    assert sheet is not None
    assert [(one.kind, one.version) for one in sheet.judged.documents] == [("link", 2)]
    assert judgement_history(key, "A1.a")[0].documents == ("Access list review",)


def test_a_publication_keeps_the_version_it_froze_and_verifies_as_before(ruth: Actor) -> None:
    the_year_runs()
    made = a_finished_year("practice")
    key = AssessmentKey(made, "YZZ01", EDITION)
    kept = add_file(
        by=ruth, organisation=made, code="YZZ01", file=io.BytesIO(PDF), name="Policy.pdf", title="Policy", at=AT
    )
    attach_document(by=ruth, assessment=key, document=kept.id, references=["1.1.2"], at=PUBLISHED_AT)
    confirm_ready(key, PUBLISHED_AT)
    done = published("practice", made, PUBLISHED_AT)
    frozen = json.loads(Publication.objects.get(id=done.id).document)
    (item,) = [one for one in frozen["items"] if one["asked"]["reference"] == "1.1.2"]
    (evidence,) = [one for one in item["answer"]["evidence"] if one["id"] == str(kept.id)]
    assert (evidence["version"], evidence["sha256"]) == (1, kept.sha256)
    assert Version.objects.get(document_id=kept.id).frozen_at == PUBLISHED_AT
    replace_document(
        by=ruth,
        organisation=made,
        code="YZZ01",
        document=kept.id,
        seen_version=1,
        new=NewDocument(place="Now in the safe"),
        at=PUBLISHED_AT,
    )
    newest, first = versions_of_document(made, kept.id)
    assert (newest.frozen_at, first.frozen_at) == (None, PUBLISHED_AT)
    found = frozen_documents(made, done.id)
    assert found is not None
    (listed,) = [one for one in found[1] if one.id == kept.id]
    assert (found[0], listed.version, listed.where, listed.references) == (done.number, 1, "Policy.pdf", ("1.1.2",))
    opened = open_file(
        by=ruth, organisation=made, code="YZZ01", document=kept.id, number=listed.version, reader=ruth.id, at=AT
    )
    with opened.file as file:
        assert file.read() == PDF
    assert replay(frozen) == done.status
    other = Organisation.objects.create(code="VW02", name="Rose Lodge", registered_at=AT).id
    assert frozen_documents(other, done.id) is None


def test_publications_from_before_versions_had_numbers_compare_and_list_as_they_did(ruth: Actor) -> None:
    the_year_runs()
    made = a_finished_year("practice")
    done = published("practice", made, PUBLISHED_AT)
    row = Publication.objects.get(id=done.id)
    frozen = json.loads(row.document)
    assert essence(frozen) == row.content_sha256
    for item in frozen["items"]:
        for one in (item["answer"] or {}).get("evidence", ()):
            one.pop("version")
    assert essence(frozen) == row.content_sha256
    assert replay(frozen) == done.status


def test_the_document_of_another_organisation_is_not_there(year: AssessmentKey, ruth: Actor) -> None:
    other = Organisation.objects.create(code="VW02", name="Rose Lodge", registered_at=AT).id
    assert document(other, a_place(year, ruth)) is None
