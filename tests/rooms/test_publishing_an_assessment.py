"""Publishing freezes, signs and chains an assessment, tells the register, owes the receipts: all of it or nothing."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from dspt.assessments.models import Answer, Assessment, Confirmation
from dspt.journal.models import Entry
from dspt.notices.models import Notice
from dspt.organisations.models import Profile
from dspt.publication import rules
from dspt.publication.actions import (
    ChangedSinceCheck,
    DeclarationMissing,
    NothingChanged,
    Seen,
    publish_assessment,
    submit_interim,
)
from dspt.publication.models import LedgerHead, Publication
from dspt.publication.queries import NotStarted, readiness
from dspt.publication.rules import EditionClosed, InterimNotAsked, NotReady, ProfileNotAccepted
from dspt.register.gateways import check_paper
from dspt.register.models import Listing, PublicStatus, PublishedKey, SignedRecord
from tests.world.cast import a_person, an_accepted_profile, an_organisation
from tests.world.published import AT, THIS, a_finished_year, published, the_year_runs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _running(settings: Any, tmp_path: Any) -> None:
    settings.DSPT_SIGNING_KEY_FILE = tmp_path / "signing-key.json"
    the_year_runs()


def the_keys() -> dict[str, Any]:
    return {key.kid: key.jwk for key in PublishedKey.objects.all()}


def nothing_was_written(organisation: UUID) -> bool:
    return not (
        Publication.objects.exists()
        or SignedRecord.objects.exists()
        or PublicStatus.objects.exists()
        or Notice.objects.filter(kind="publication.receipt").exists()
        or Entry.objects.filter(event__startswith="publication.").exists()
        or LedgerHead.objects.exclude(place=0).exists()
    )


@pytest.mark.parametrize("key", ["practice", "home", "supplier", "trust"])
def test_a_finished_year_is_published_found_and_checkable(key: str) -> None:
    made = a_finished_year(key)
    done = published(key, made)
    assert (done.status_text, done.place, done.was_late) == ("24/25 Standards Met", 1, False)

    row = Publication.objects.get()
    document = json.loads(row.document)
    assert rules.digest(row.document) == row.sha256
    assert rules.canonical(document) == row.document
    assert rules.replay(document) == row.status == "met"

    listing = Listing.objects.get()
    assert (listing.status_text, listing.edition, listing.was_late) == ("24/25 Standards Met", "2024-25", False)
    status = PublicStatus.objects.get()
    assert (status.number, status.sha256, status.publication) == (row.number, row.sha256, row.id)

    checked = check_paper(SignedRecord.objects.get().record, the_keys())
    assert (checked.record.number, checked.record.sha256, checked.record.code) == (row.number, row.sha256, listing.code)
    assert check_paper(json.dumps({"record": row.record, "document": document}), the_keys()).document_matches

    event = Entry.objects.get(event="publication.assessment.published")
    assert event.after["number"] == row.number


def test_the_receipt_goes_to_whoever_published_and_to_the_administrators() -> None:
    made = a_finished_year("practice")
    published("practice", made)
    letters = Notice.objects.filter(kind="publication.receipt").order_by("id")
    assert [letter.to for letter in letters] == ["ruth@demo.example", "ama@demo.example"]
    assert "24/25 Standards Met" in letters[0].body
    assert Publication.objects.get().number in letters[0].body
    assert str(Publication.objects.get().id) in letters[0].body


def test_a_publication_after_the_deadline_is_marked_late() -> None:
    made = a_finished_year("practice")
    published("practice", made, AT.replace(year=2027, month=7, day=2))
    assert Listing.objects.get().was_late
    assert "after the deadline" in Notice.objects.filter(kind="publication.receipt")[0].body


def test_publications_are_chained_without_gaps() -> None:
    for key in ("practice", "home", "supplier"):
        published(key, a_finished_year(key))
    first, second, third = Publication.objects.order_by("place")
    assert [row.place for row in (first, second, third)] == [1, 2, 3]
    assert first.previous_sha256 == "0" * 64
    assert second.previous_sha256 == rules.digest(first.record)
    assert third.previous_sha256 == rules.digest(second.record)
    assert LedgerHead.objects.get().sha256 == rules.digest(third.record)
    assert PublishedKey.objects.count() == 1


def test_a_new_key_signs_and_the_old_one_stays_published(settings: Any, tmp_path: Any) -> None:
    published("practice", a_finished_year("practice"))
    settings.DSPT_SIGNING_KEY_FILE = tmp_path / "next-key.json"
    published("home", a_finished_year("home"))
    old, new = PublishedKey.objects.order_by("used_from", "-retired_at")
    assert {old.retired_at is None, new.retired_at is None} == {True, False}
    for kept in SignedRecord.objects.all():
        check_paper(kept.record, the_keys())


def test_publishing_again_asks_first_when_nothing_has_changed() -> None:
    made = a_finished_year("practice")
    first = published("practice", made)
    later = AT + timedelta(days=3)
    assert readiness(organisation=made, edition=THIS, at=later).nothing_changed
    with pytest.raises(NothingChanged) as refused:
        published("practice", made, later)
    assert refused.value.facts["number"] == first.number
    assert Publication.objects.count() == 1
    second = published("practice", made, later, again=True)
    assert json.loads(Publication.objects.get(place=2).document)["follows"] == first.number
    assert [row.number for row in PublicStatus.objects.order_by("published_at")] == [first.number, second.number]
    assert Listing.objects.get().published_on == later.date()


def test_publishing_again_after_a_change_needs_no_second_word() -> None:
    made = a_finished_year("practice")
    published("practice", made)
    Answer.objects.filter(item=Answer.objects.order_by("item")[0].item).update(comment="Reviewed by the partners")
    Assessment.objects.update(revision=6)
    published("practice", made, AT + timedelta(days=3))
    assert Publication.objects.count() == 2


def test_what_changed_since_the_check_is_said_and_nothing_is_published() -> None:
    made = a_finished_year("practice")
    ready = readiness(organisation=made, edition=THIS, at=AT)
    state, profile = ready.gathered.state.revision, ready.gathered.profile.version

    def attempt(seen: Seen) -> dict[str, object]:
        with pytest.raises(ChangedSinceCheck) as refused:
            publish_assessment(
                by=a_person("ruth", AT), organisation=made, edition=THIS, seen=seen, declared=True, receipt=str, at=AT
            )
        return refused.value.facts

    assert attempt(Seen(state - 1, profile, "met")) == {"work": True, "profile": False, "status": "met"}
    assert attempt(Seen(state, profile - 1, "met")) == {"work": False, "profile": True, "status": "met"}
    assert attempt(Seen(state, profile, "exceeded")) == {"work": False, "profile": False, "status": "met"}
    assert nothing_was_written(made)


def test_each_refusal_leaves_nothing_behind() -> None:
    made = a_finished_year("practice")
    ready = readiness(organisation=made, edition=THIS, at=AT)
    seen = Seen(ready.gathered.state.revision, ready.gathered.profile.version, "met")

    def publish(at: Any = AT, *, declared: bool = True, organisation: UUID = made) -> None:
        publish_assessment(
            by=a_person("ruth", AT),
            organisation=organisation,
            edition=THIS,
            seen=seen,
            declared=declared,
            receipt=str,
            at=at,
        )

    with pytest.raises(DeclarationMissing):
        publish(declared=False)
    with pytest.raises(EditionClosed):
        publish(AT.replace(year=2027, month=9, day=1))
    with pytest.raises(NotStarted):
        publish(organisation=an_organisation("home", AT))
    with pytest.raises(NotStarted):
        publish(organisation=an_accepted_profile("home", THIS, AT))
    Profile.objects.filter(organisation_id=made).update(accepted_at=None)
    with pytest.raises(ProfileNotAccepted):
        publish()
    Profile.objects.filter(organisation_id=made).update(accepted_at=AT)
    word = Confirmation.objects.filter(assessment__organisation_id=made).first()
    assert word
    Confirmation.objects.filter(pk=word.pk).update(withdrawn_at=AT)
    with pytest.raises(NotReady) as refused:
        publish()
    reasons = refused.value.facts["reasons"]
    assert isinstance(reasons, tuple)
    assert [(one.code, one.subject) for one in reasons] == [("unconfirmed", word.assertion)]
    assert nothing_was_written(made)


def test_the_public_sees_that_an_interim_was_made_and_nothing_of_it() -> None:
    made = a_finished_year("trust")
    ready = readiness(organisation=made, edition=THIS, at=AT, kind=rules.INTERIM)
    assert ready.offer
    seen = Seen(ready.gathered.state.revision, ready.gathered.profile.version, ready.offer.status)
    done = submit_interim(by=a_person("ruth", AT), organisation=made, edition=THIS, seen=seen, receipt=str, at=AT)
    assert done.status_text == "24/25 Interim submitted"
    listing = Listing.objects.get()
    assert (listing.status_text, listing.interim_on) == ("Not Published", AT.date())
    row = Publication.objects.get()
    assert rules.replay(json.loads(row.document)) == "interim"
    assert "achieved" not in row.record
    with pytest.raises(InterimNotAsked):
        submit_interim(
            by=a_person("ruth", AT),
            organisation=a_finished_year("practice"),
            edition=THIS,
            seen=seen,
            receipt=str,
            at=AT,
        )


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_database_refuses_to_change_a_publication_or_its_record(verb: str) -> None:
    published("practice", a_finished_year("practice"))
    for rows in (Publication.objects.all(), SignedRecord.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(number="changed") if verb == "update" else rows.delete()


@pytest.mark.parametrize("key", ["practice", "trust"])
def test_publishing_costs_at_most_25_statements(key: str) -> None:
    made = a_finished_year(key)
    published(key, made)
    Assessment.objects.update(revision=6)
    ready = readiness(organisation=made, edition=THIS, at=AT)
    assert ready.offer
    seen = Seen(6, ready.gathered.profile.version, ready.offer.status)
    by = a_person("ruth", AT)
    with CaptureQueriesContext(connection) as statements:
        publish_assessment(
            by=by, organisation=made, edition=THIS, seen=seen, declared=True, again=True, receipt=str, at=AT
        )
    real = [one["sql"] for one in statements if "SAVEPOINT" not in one["sql"]]
    assert len(real) <= 25, "\n".join(sql[:150] for sql in real)


def test_looking_costs_at_most_13_statements(django_assert_max_num_queries: Any) -> None:
    made = a_finished_year("practice")
    with django_assert_max_num_queries(13):
        readiness(organisation=made, edition=THIS, at=AT)
    assert nothing_was_written(made)
