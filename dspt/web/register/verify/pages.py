"""What the page of checking is given, and its words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, reverse

from dspt.register.queries import Verified
from dspt.standard import catalogue
from dspt.web.kit.components import Row, Status
from dspt.web.kit.fields import ErrorSummary, Field


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of a check. ``kind``: ok, old (it is genuine and something newer counts), bad."""

    kind: str
    heading: str
    text: str
    status: Status | None = None
    facts: tuple[Row, ...] = ()
    organisation: str = ""
    """Address of the organisation's page."""
    record: str = ""


@dataclass(frozen=True, slots=True)
class VerifyPage:
    number: Field
    code: Field
    paper: Field
    file: Field
    finding: Finding | None
    errors: ErrorSummary
    title: str = "Check a publication"
    section: str = "register_verify"


_REFUSED = {
    "unknown": (
        "We never gave this number",
        "No organisation has published under {number}. Do not rely on a paper that bears it.",
    ),
    "other_organisation": (
        "The number and the code do not belong together",
        "{number} was given to another organisation than {code}. Check both against the paper. If they stand there "
        "like this, do not rely on it.",
    ),
    "signature_does_not_match": (
        "The signature does not match",
        "Something was changed after it was signed: a single letter is enough. Do not rely on it. Ask the organisation "
        "for its record, or look it up by its number.",
    ),
    "unknown_key": (
        "Signed with a key that is not ours",
        "The record was not signed by this service. Do not rely on it.",
    ),
}


def refused(code: str, *, number: str = "", organisation: str = "") -> Finding:
    """Say which kind of failure it is, and what to do."""
    heading, text = _REFUSED[code]
    return Finding("bad", heading, text.format(number=number, code=organisation))


def found(verified: Verified) -> Finding:
    """Say what a publication that checks tells, and whether it still counts."""
    said = verified.record
    published = day(date.fromisoformat(said.published_on))
    heading, kind = "This publication is genuine", "ok"
    text = f"{said.name} says so itself, and we signed what it said. Nothing was changed since."
    if said.kind == "interim":
        text = f"{said.name} submitted an interim. It says nothing about whether the standards are met."
    if verified.newer:
        kind, heading = "old", "This publication is genuine, and a newer one counts"
        text = (
            f"{said.name} published {verified.newer} on {day(date.fromisoformat(verified.newer_on))}. That counts now."
        )
    if not verified.on_register:
        kind = "old"
        text = "The signature is right, but the register here does not show this publication."
    if verified.document_matches is False:
        kind, heading = "bad", "The record is genuine, the document with it is not"
        text = "The document is not the one that was published: something in it was changed."
    elif verified.document_matches:
        text += " The document with it is the one that was published."
    return Finding(
        kind,
        heading,
        text,
        Status(said.status_text, _tone(said.edition, said.status, is_old=bool(verified.newer))),
        (
            Row("Organisation", f"{said.name}, {said.code}"),
            Row("Published", published + (", after the deadline" if said.was_late else "")),
            Row("Number", said.number),
            Row("Place in the ledger", f"{said.place:,}"),
            Row("Fingerprint of the answers", " ".join(said.sha256[at : at + 4] for at in range(0, 64, 4))),
        ),
        organisation=_address("register_organisation", said.code) if verified.on_register else "",
        record=_address("register_record", said.number) if verified.on_register else "",
    )


def day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"


def _tone(edition: str, status: str, *, is_old: bool) -> str:
    if is_old:
        return "old"
    try:
        return catalogue.edition(edition).statuses[status].tone
    except (catalogue.UnknownEdition, KeyError):
        return "none"


def _address(name: str, argument: str) -> str:
    try:
        return reverse(name, args=[argument])
    except NoReverseMatch:
        return ""
