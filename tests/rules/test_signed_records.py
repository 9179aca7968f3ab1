"""A signed record checks against the published keys, and a changed byte fails with a clear word."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dspt.foundation.references import SIGNS, is_publication_number, publication_number, tidy_number
from dspt.publication.gateways import KeyRefused, Signer, make_key, signer
from dspt.publication.rules import canonical, digest
from dspt.register.gateways import (
    NotARecord,
    RecordRefused,
    SignatureDoesNotMatch,
    UnknownKey,
    check_paper,
    read_keys,
)

DOCUMENT = {"schema": {"name": "dspt-publication", "version": 1}, "items": [{"answer": {"text": "Yes, since May"}}]}
SAID = {
    "number": "7KQ4-M2RD-9C",
    "code": "VZZ01",
    "name": "Tansy House Care Home",
    "edition": "2024-25",
    "kind": "final",
    "status": "met",
    "status_text": "24/25 Standards Met",
    "published_on": "2025-06-12",
    "published_at": "2025-06-12T13:06:00+00:00",
    "was_late": False,
    "sha256": digest(canonical(DOCUMENT)),
    "place": 1,
    "previous": "0" * 64,
}


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    from django.test import override_settings

    path = tmp_path_factory.mktemp("keys") / "signing-key.json"
    with override_settings(DSPT_SIGNING_KEY_FILE=path, DSPT_IS_DEMO=True):
        return signer()


def test_a_record_says_what_was_signed(key: Signer) -> None:
    checked = check_paper(key.signed(SAID), {key.kid: key.public})
    assert (checked.record.status_text, checked.record.number) == ("24/25 Standards Met", "7KQ4-M2RD-9C")
    assert checked.kid == key.kid
    assert checked.document_matches is None


def test_the_published_half_of_a_key_holds_no_secret(key: Signer) -> None:
    assert "d" not in key.public
    assert read_keys(json.dumps({"keys": [key.public]})) == {key.kid: key.public}


def test_every_changed_character_of_a_record_is_found(key: Signer) -> None:
    record, keys = key.signed(SAID), {key.kid: key.public}
    for place, sign in enumerate(record):
        for other in ("A", "B", "x", "-"):
            if sign != other:
                with pytest.raises(RecordRefused):
                    check_paper(record[:place] + other + record[place + 1 :], keys)


def test_a_changed_byte_of_what_is_said_is_named_so(key: Signer) -> None:
    head, said, signature = key.signed(SAID).split(".")
    other = "A" if said[40] != "A" else "B"
    with pytest.raises(SignatureDoesNotMatch):
        check_paper(f"{head}.{said[:40]}{other}{said[41:]}.{signature}", {key.kid: key.public})


def test_a_key_that_was_never_published_is_named_so(key: Signer) -> None:
    with pytest.raises(UnknownKey) as refused:
        check_paper(key.signed(SAID), {})
    assert refused.value.facts == {"kid": key.kid}


@pytest.mark.parametrize("text", ["", "hello", "a.b.c", "{}", '{"record": 3}', "{not json", "é.é", '{"record": "a.b"}'])
def test_what_is_no_record_is_named_so(key: Signer, text: str) -> None:
    with pytest.raises(NotARecord):
        check_paper(text, {key.kid: key.public})


def test_a_bundle_checks_its_document_too(key: Signer) -> None:
    keys, record = {key.kid: key.public}, key.signed(SAID)
    assert check_paper(json.dumps({"record": record, "document": DOCUMENT}, indent=2), keys).document_matches is True
    changed = {**DOCUMENT, "items": [{"answer": {"text": "Yes, since June"}}]}
    assert check_paper(json.dumps({"record": record, "document": changed}), keys).document_matches is False


def test_a_key_is_made_for_its_owner_alone_and_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "key.json"
    make_key(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(KeyRefused) as refused:
        make_key(path)
    assert refused.value.code == "exists"
    assert [file.name for file in path.parent.iterdir()] == ["key.json"]


@given(st.integers(0, 23**9 - 1))
def test_numbers_are_read_however_they_are_typed(chance: int) -> None:
    number = publication_number(chance)
    assert is_publication_number(number)
    assert not set("AEIOU") & set(number)
    assert tidy_number(f" {number.lower().replace('-', ' ')} ") == number


@given(st.integers(0, 23**9 - 1), st.integers(0, 9), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_found(chance: int, place: int, sign: str) -> None:
    signs = publication_number(chance).replace("-", "")
    changed = signs[:place] + sign + signs[place + 1 :]
    assert is_publication_number(tidy_number(changed)) == (changed == signs)


@given(st.integers(0, 23**9 - 1), st.integers(0, 8))
def test_two_swapped_signs_are_found(chance: int, place: int) -> None:
    signs = publication_number(chance).replace("-", "")
    changed = signs[:place] + signs[place + 1] + signs[place] + signs[place + 2 :]
    assert is_publication_number(tidy_number(changed)) == (changed == signs)
