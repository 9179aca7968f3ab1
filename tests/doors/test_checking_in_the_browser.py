"""Anybody checks a publication by its number or its signed record, and is told which kind of failure it is."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dspt.publication.actions import Published
from dspt.publication.queries import frozen_bundle
from dspt.register.gateways import check_paper, read_keys
from tests.world.published import AT, a_finished_year, published, the_year_runs

pytestmark = pytest.mark.django_db
VERIFY = "/register/verify"


@pytest.fixture
def done(settings: Any, tmp_path: Path) -> Published:
    settings.DSPT_SIGNING_KEY_FILE = tmp_path / "signing-key.json"
    the_year_runs()
    return published("practice", a_finished_year("practice"))


def record_of(client: Client, done: Published) -> str:
    return client.get(f"{VERIFY}/{done.number}.jws").content.decode()


def said(client: Client, number: str, code: str = "") -> str:
    return client.get(VERIFY, {"number": number, "code": code}).content.decode()


def handed_in(client: Client, paper: str) -> str:
    return client.post(VERIFY, {"paper": paper}).content.decode()


def test_a_number_is_found_however_it_is_typed(client: Client, done: Published) -> None:
    page = said(client, done.number.lower().replace("-", " "), "yzz01")
    assert "This publication is genuine" in page
    assert "24/25 Standards Met" in page
    assert "Dr Mensah and Partners, YZZ01" in page


def test_each_kind_of_failure_has_its_own_words(client: Client, done: Published) -> None:
    assert "We never gave this number" in said(client, "2222-2222-22")
    assert "do not belong together" in said(client, done.number, "VZZ02")
    assert "Dr Mensah" not in said(client, done.number, "VZZ02")
    for typed in ("", "hello", done.number[:-1] + ("X" if done.number[-1] != "X" else "W")):
        answer = client.get(VERIFY, {"number": typed})
        assert answer.status_code == 422
        assert "<title>Error: " in answer.content.decode()
        assert 'href="#number"' in answer.content.decode()


def test_a_record_pasted_or_sent_as_a_file_is_checked(client: Client, done: Published) -> None:
    record = record_of(client, done)
    assert "This publication is genuine" in handed_in(client, record)
    file = SimpleUploadedFile("record.jws", record.encode())
    assert "This publication is genuine" in client.post(VERIFY, {"file": file}).content.decode()
    assert "This publication is genuine" in handed_in(client, done.number)
    head, body, signature = record.strip().split(".")
    changed = f"{head}.{body[:50]}{'A' if body[50] != 'A' else 'B'}{body[51:]}.{signature}"
    assert "The signature does not match" in handed_in(client, changed)
    for nothing in ("", "hello"):
        answer = client.post(VERIFY, {"paper": nothing})
        assert answer.status_code == 422
        assert 'href="#paper"' in answer.content.decode()
    picture = SimpleUploadedFile("record.jws", b"\x89PNG\r\n\x1a\n\x00\xff")
    assert client.post(VERIFY, {"file": picture}).status_code == 422


def test_a_long_paste_comes_back_with_what_to_do(client: Client, done: Published) -> None:
    for paste, words in (("x" * 300_000, "What came is no signed record"), ("x" * 1_000_001, "1,000,000 characters")):
        answer = client.post(VERIFY, {"paper": paste})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert words in page
        assert paste in page
    answer = client.post(VERIFY, {"paper": "x" * 3_000_000})
    assert answer.status_code == 413
    assert "What you typed is too long to send" in answer.content.decode()


def test_a_record_of_another_service_is_not_ours(
    client: Client, done: Published, settings: Any, tmp_path: Path
) -> None:
    from dspt.publication.gateways import signer

    settings.DSPT_SIGNING_KEY_FILE = tmp_path / "another-key.json"
    stranger = signer().signed({"number": done.number})
    assert "Signed with a key that is not ours" in handed_in(client, stranger)


def test_a_bundle_is_checked_with_its_document(client: Client, done: Published) -> None:
    from dspt.organisations.models import Organisation

    bundle = frozen_bundle(Organisation.objects.get(code="YZZ01").id, done.id)
    assert bundle
    file = SimpleUploadedFile("copy.json", bundle.encode())
    assert "is the one that was published" in client.post(VERIFY, {"file": file}).content.decode()
    changed = SimpleUploadedFile("copy.json", bundle.replace("every quarter", "sometimes").encode())
    assert "the document with it is not" in client.post(VERIFY, {"file": changed}).content.decode()


def test_a_publication_that_was_followed_by_another_says_so(client: Client, done: Published) -> None:
    from dspt.organisations.models import Organisation

    made = Organisation.objects.get(code="YZZ01").id
    published("practice", made, AT + timedelta(days=1), again=True)
    assert "a newer one counts" in said(client, done.number)


def test_the_published_keys_check_a_record_without_us(client: Client, done: Published) -> None:
    answer = client.get("/.well-known/jwks.json")
    assert answer["Content-Type"] == "application/jwk-set+json"
    keys = read_keys(answer.content.decode())
    assert '"d"' not in answer.content.decode()
    assert check_paper(record_of(client, done), keys).record.number == done.number


def test_checking_sets_no_cookie_and_asks_for_no_sign_in(
    client: Client, done: Published, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(4):
        answer = client.get(VERIFY, {"number": done.number})
    assert not answer.cookies
    assert client.get(f"{VERIFY}/2222-2222-22.jws").status_code == 404
