"""What a stranger needs to check a publication: published keys, the signed record of a number, what came since."""

from __future__ import annotations

from dataclasses import dataclass

from dspt.foundation.references import is_publication_number, tidy_code, tidy_number
from dspt.foundation.refusals import Refusal

from ..gateways.signatures import Checked, Record, check_paper, read_record
from ..models import PublicStatus, PublishedKey, SignedRecord


class NumberRefused(Refusal):
    """``mistyped``: no number can be written so; ``unknown``: never given; ``other_organisation``: given to another."""


@dataclass(frozen=True, slots=True)
class Verified:
    """A publication that checks. ``newer``: the status text of the one that took its place; empty: it is the newest."""

    record: Record
    newer: str
    newer_on: str
    on_register: bool
    """The register shows it; False for a record that checks but was signed elsewhere with our key."""
    document_matches: bool | None = None


def published_keys() -> dict[str, dict[str, str]]:
    """Give the public half of every key that ever signed, by its identifier; those in use first. One statement."""
    return {key.kid: key.jwk for key in PublishedKey.objects.order_by("-used_from", "kid")}


def signed_record(number: str) -> str | None:
    """Find the signed record of a number in its written form. One statement."""
    return SignedRecord.objects.filter(number=number).values_list("record", flat=True).first()


def verified_number(typed: str, code: str = "") -> Verified:
    """Look a number up as it was typed, and check the record behind it; ``code`` as typed, if any. Four statements.

    Refuses with NumberRefused, and with RecordRefused should the record kept not check.
    """
    number = tidy_number(typed)
    if not is_publication_number(number):
        raise NumberRefused("mistyped", number=number)
    kept = signed_record(number)
    if kept is None:
        raise NumberRefused("unknown", number=number)
    record, _ = read_record(kept, published_keys())
    if code.strip() and tidy_code(code) != record.code.upper():
        raise NumberRefused("other_organisation", number=number)
    return _verified(Checked(record, "", None))


def verified_paper(text: str) -> Verified:
    """Check a signed record, or a bundle with its document. Three statements; refuses with RecordRefused."""
    return _verified(check_paper(text, published_keys()))


def _verified(checked: Checked) -> Verified:
    record = checked.record
    known = PublicStatus.objects.filter(number=record.number).values_list("published_at", "listing_id").first()
    if known is None:
        return Verified(record, "", "", on_register=False, document_matches=checked.document_matches)
    newest = (
        PublicStatus.objects.filter(listing_id=known[1], kind=record.kind)
        .order_by("-published_on", "-published_at", "-id")
        .values_list("number", "status_text", "published_on")
        .first()
    )
    is_newest = newest is None or newest[0] == record.number
    return Verified(
        record,
        newer="" if is_newest or newest is None else newest[1],
        newer_on="" if is_newest or newest is None else newest[2].isoformat(),
        on_register=True,
        document_matches=checked.document_matches,
    )
