"""Anybody can check a publication, and whoever runs the service the whole ledger."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from dspt.foundation.sealing import unseal
from dspt.publication.models import LedgerHead, Publication
from dspt.publication.queries import frozen_bundle, publication_history, receipt
from dspt.register.gateways import NotARecord, SignatureDoesNotMatch
from dspt.register.queries import NumberRefused, published_keys, signed_record, verified_number, verified_paper
from tests.world.published import AT, a_finished_year, published, the_year_runs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _running(settings: Any, tmp_path: Path) -> None:
    settings.DSPT_SIGNING_KEY_FILE = tmp_path / "signing-key.json"
    the_year_runs()


def verify(*arguments: str) -> tuple[int, str]:
    said = io.StringIO()
    try:
        call_command("verify", *arguments, stdout=said, stderr=said)
    except SystemExit as stop:
        return int(stop.code or 0), said.getvalue()
    return 0, said.getvalue()


def test_a_number_says_what_was_published_and_whether_it_is_the_newest() -> None:
    made = a_finished_year("practice")
    first = published("practice", made)
    found = verified_number(first.number.lower().replace("-", " "), "yzz01")
    assert (found.record.status_text, found.newer, found.on_register) == ("24/25 Standards Met", "", True)
    second = published("practice", made, AT + timedelta(days=2), again=True)
    assert verified_number(first.number).newer == "24/25 Standards Met"
    assert verified_number(first.number).newer_on == "2026-11-25"
    assert verified_number(second.number).newer == ""


def test_a_number_that_does_not_check_is_refused_by_its_kind() -> None:
    number = published("practice", a_finished_year("practice")).number

    def refused(typed: str, code: str = "") -> str:
        with pytest.raises(NumberRefused) as no:
            verified_number(typed, code)
        return no.value.code

    signs = number.replace("-", "")
    assert refused(signs[1] + signs[0] + signs[2:] if signs[0] != signs[1] else "X" + signs[1:]) == "mistyped"
    assert refused("hello") == "mistyped"
    assert refused("2222-2222-22") == "unknown"
    assert refused(number, "VZZ02") == "other_organisation"


def test_a_record_handed_in_is_checked_against_the_register() -> None:
    made = a_finished_year("practice")
    done = published("practice", made)
    record = signed_record(done.number)
    bundle = frozen_bundle(made, done.id)
    assert record
    assert bundle
    assert verified_paper(record).record.number == done.number
    assert verified_paper(bundle).document_matches is True
    head, said, signature = record.split(".")
    with pytest.raises(SignatureDoesNotMatch):
        verified_paper(f"{head}.{said[:60]}{'A' if said[60] != 'A' else 'B'}{said[61:]}.{signature}")
    with pytest.raises(NotARecord):
        verified_paper("something else")


def test_the_command_checks_records_and_bundles_with_or_without_the_database(tmp_path: Path) -> None:
    made = a_finished_year("practice")
    done = published("practice", made)
    record, bundle = tmp_path / "record.jws", tmp_path / "bundle.json"
    keys, strangers = tmp_path / "jwks.json", tmp_path / "strangers.json"
    record.write_text(signed_record(done.number) or "")
    bundle.write_text(frozen_bundle(made, done.id) or "")
    keys.write_text(json.dumps({"keys": list(published_keys().values())}))
    strangers.write_text('{"keys": []}')

    code, said = verify(str(record))
    assert code == 0
    assert "Valid. Dr Mensah and Partners (YZZ01) published 24/25 Standards Met on 2026-11-23." in said
    code, said = verify(str(bundle), "--keys", str(keys))
    assert code == 0
    assert "is the one that was published" in said

    assert verify(str(record), "--keys", str(strangers))[0] == 2
    assert verify(str(record), "--keys", str(record))[0] == 3
    assert verify(str(tmp_path / "nowhere"))[0] == 3
    (tmp_path / "note").write_bytes(b"\xff\xfe dear sir")
    assert verify(str(tmp_path / "note"))[0] == 3
    bundle.write_text(bundle.read_text().replace("every quarter", "every other quarter"))
    assert verify(str(bundle))[0] == 4
    head, body, signature = record.read_text().split(".")
    record.write_text(f"{head}.{body[:50]}{'A' if body[50] != 'A' else 'B'}{body[51:]}.{signature}")
    code, said = verify(str(record))
    assert code == 1
    assert "was changed after it was signed" in said


def test_the_ledger_is_walked_and_every_status_worked_out_again() -> None:
    for key in ("practice", "home", "trust"):
        published(key, a_finished_year(key))
    said = io.StringIO()
    call_command("check_ledger", stdout=said)
    assert said.getvalue().startswith("3 publications")


def test_a_change_behind_the_seal_is_found_in_the_ledger() -> None:
    for key in ("practice", "home"):
        published(key, a_finished_year(key))
    with connection.cursor() as cursor:
        for statement in unseal("publication_publication", connection.vendor):
            cursor.execute(statement)
    first = Publication.objects.get(place=1)
    document = json.loads(first.document)
    document["assertions"][0]["confirmed"] = None
    Publication.objects.filter(place=1).update(document=json.dumps(document), record=first.record[:-4] + "AAAA")
    said = io.StringIO()
    with pytest.raises(CommandError):
        call_command("check_ledger", stderr=said)
    assert "Place 1: the signed record does not check" in said.getvalue()
    assert "Place 1: the document does not have its digest" in said.getvalue()
    assert "Place 2: the chain is broken" in said.getvalue()


def test_history_and_receipt_tell_what_was_published(django_assert_num_queries: Any) -> None:
    made = a_finished_year("practice")
    first = published("practice", made)
    second = published("practice", made, AT + timedelta(days=2), again=True)
    with django_assert_num_queries(1):
        newest, oldest = publication_history(made)
    assert (newest.number, oldest.number) == (second.number, first.number)
    with django_assert_num_queries(3):
        slip = receipt(made, second.id)
    assert slip
    assert (slip.turn, slip.job_title, slip.newer) == (2, "Manager", None)
    assert slip.follows == oldest
    assert slip.sent_to == ("ruth@demo.example", "ama@demo.example")
    before = receipt(made, first.id)
    assert before
    assert before.newer == newest
    assert receipt(a_finished_year("home"), first.id) is None
    assert frozen_bundle(a_finished_year("supplier"), first.id) is None


@pytest.mark.parametrize(
    "verb",
    [
        "DELETE FROM publication_ledgerhead",
        "TRUNCATE publication_ledgerhead",
        "UPDATE publication_ledgerhead SET place = place - 1",
        "UPDATE publication_ledgerhead SET place = place + 2",
        "UPDATE publication_ledgerhead SET sha256 = 'x'",
        "UPDATE publication_ledgerhead SET id = 2, place = place + 1",
    ],
)
def test_the_head_of_the_ledger_only_counts_on(verb: str) -> None:
    published("home", a_finished_year("home"))
    if verb.startswith("TRUNCATE") and connection.vendor == "sqlite":
        verb = verb.replace("TRUNCATE", "DELETE FROM")  # which has no other way to empty a table
    before = LedgerHead.objects.values().get()
    with pytest.raises(DatabaseError, match="only count on"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb)
    assert LedgerHead.objects.values().get() == before
    assert before["place"] == 1
