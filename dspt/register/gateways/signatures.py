"""Checking the signed public record of a publication: needs the published keys and nothing else."""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

import rfc8785
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from dspt.foundation.refusals import Refusal

ALGORITHM: Final = "Ed25519"
"""EdDSA over Curve25519, under its own name (RFC 9864)."""
TYPE = "dspt-record+jws"
LONGEST = 12_000_000
"""Characters of the longest paper that is looked at: a bundle with the largest frozen document is well below."""


class RecordRefused(Refusal):
    """A signed record that does not check."""


class NotARecord(RecordRefused):
    """The text is no signed record of ours at all."""

    code = "not_a_record"


class UnknownKey(RecordRefused):
    """It was signed with a key that was never published. Fact ``kid``."""

    code = "unknown_key"


class SignatureDoesNotMatch(RecordRefused):
    """The record, or its signature, was changed after signing: even a single byte."""

    code = "signature_does_not_match"


@dataclass(frozen=True, slots=True)
class Record:
    """What a signed record says. All of it is public.

    ``place``: number in the ledger; ``previous``: digest of the record in the place before; ``sha256``: digest of the
    frozen document, which is private.
    """

    number: str
    code: str
    name: str
    edition: str
    kind: str
    status: str
    status_text: str
    published_on: str
    published_at: str
    was_late: bool
    sha256: str
    place: int
    previous: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A paper whose record checks. ``document_matches``: None where no frozen document was with it."""

    record: Record
    kid: str
    document_matches: bool | None


def check_paper(text: str, keys: Mapping[str, Mapping[str, str]]) -> Checked:
    """Check what somebody hands in: a record (compact JWS), or a bundle of a record and its frozen document (JSON).

    ``keys``: published keys by their identifier. Refuses with NotARecord, UnknownKey or SignatureDoesNotMatch.
    """
    text = text.strip()
    if not text or len(text) > LONGEST:
        raise NotARecord
    if not text.startswith("{"):
        record, kid = read_record(text, keys)
        return Checked(record, kid, None)
    try:
        bundle = json.loads(text)
    except ValueError:
        raise NotARecord from None
    if not isinstance(bundle.get("record"), str):
        raise NotARecord
    record, kid = read_record(bundle["record"], keys)
    document = bundle.get("document")
    return Checked(record, kid, None if document is None else _digest(document) == record.sha256)


def read_record(text: str, keys: Mapping[str, Mapping[str, str]]) -> tuple[Record, str]:
    """Check one compact JWS and read it; gives the record and the key's identifier. Refuses as ``check_paper`` does."""
    try:
        header = jws.extract_compact(text.encode()).headers()
    except (JoseError, ValueError):
        raise NotARecord from None
    kid = header.get("kid")
    if header.get("typ") != TYPE or header.get("alg") != ALGORITHM or not isinstance(kid, str):
        raise NotARecord
    if kid not in keys:
        raise UnknownKey(kid=kid)
    key = OKPKey.import_key(dict(keys[kid]))
    try:
        if not all(_is_exact(part) for part in text.split(".")):
            raise SignatureDoesNotMatch
        payload = jws.deserialize_compact(text, key, algorithms=[ALGORITHM]).payload
    except (JoseError, ValueError):
        raise SignatureDoesNotMatch from None
    return _record(payload), kid


def read_keys(text: str) -> dict[str, dict[str, str]]:
    """Read a key set (``{"keys": [...]}``) as published, by key identifier. Refuses with NotARecord."""
    try:
        found = json.loads(text)["keys"]
        return {key["kid"]: key for key in found if key.get("crv") == ALGORITHM}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise NotARecord from None


def _is_exact(part: str) -> bool:
    """Tell whether a part is written the one right way: the last sign of base64 has bits that decoding ignores."""
    return urlsafe_b64encode(urlsafe_b64decode(part + "=" * (-len(part) % 4))).rstrip(b"=").decode() == part


def _record(payload: bytes) -> Record:
    said: Any = json.loads(payload)
    return Record(**{field.name: said[field.name] for field in fields(Record)})


def _digest(document: Any) -> str:
    try:
        return hashlib.sha256(rfc8785.dumps(document)).hexdigest()
    except (rfc8785.CanonicalizationError, RecursionError):
        return ""
