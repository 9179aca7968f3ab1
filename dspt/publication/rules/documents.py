"""The frozen document of a publication: what was asked, what was answered, what came of it and who declared it."""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import rfc8785

from dspt.assessments.rules.frozen import FrozenState, KeptAnswer, KeptDocument, KeptJudgement
from dspt.standard.edition import Calendar, Edition, Outcome
from dspt.standard.facts import ProfileFacts
from dspt.standard.scoring import AssertionScore, ItemResult, OutcomeResult, OutcomeScore

from .codec import plain
from .sign_off import SignOff, plain_sign_offs
from .standing import Offer, status_text

SCHEMA, VERSION = "dspt-publication", 1
DECLARATION = (
    "I have the authority to publish for this organisation. To the best of my knowledge:",
    "the answers are true on the day I publish",
    "the documents named in them exist and can be shown to NHS England or the CQC on request",
    "someone here will act if an answer stops being true.",
)
_GUIDANCE = frozenset({"help", "provenance", "sources", "catalogue_note"})
"""Fields of the edition that help or explain and decide nothing."""


@dataclass(frozen=True, slots=True)
class KeptRole:
    """A key role and who holds it."""

    role: str
    label: str
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class KeptCertificate:
    kind: str
    label: str
    issuer: str
    number: str
    scope: str
    covers_all: bool
    valid_from: date
    valid_to: date


@dataclass(frozen=True, slots=True)
class KeptProfile:
    """The organisation as it describes itself, and what the rules are told of it."""

    code: str
    name: str
    sector: str
    version: int
    accepted_at: datetime | None
    accepted_by: str
    chosen_type: str
    tests: Mapping[str, str]
    nhsmail: str
    key_roles: tuple[KeptRole, ...]
    certificates: tuple[KeptCertificate, ...]
    is_critical_infrastructure: bool
    facts: ProfileFacts


@dataclass(frozen=True, slots=True)
class Declared:
    """Who declared, and in which capacity (``job_title`` as typed, may be empty)."""

    by_id: UUID | None
    by_name: str
    job_title: str


Score = AssertionScore | OutcomeScore


def content(
    *, edition: Edition, calendar: Calendar, profile: KeptProfile, state: FrozenState, score: Score, offer: Offer
) -> dict[str, Any]:
    """Build what a publication freezes, without number, instant and declaration: the same work gives the same content.

    Plain values that canonical JSON can be made of. Every item or outcome is there with its wording and requirement as
    asked of this category, answered or not.
    """
    category, kind = edition.categories[profile.facts.category], edition.types[profile.facts.type]
    made: dict[str, Any] = {
        "edition": {
            "key": edition.key,
            "short": edition.short,
            "version": edition.version,
            "revision": edition.revision,
            "checksum": edition.checksum,
            "reference_code": edition.directory.reference_code,
            "calendar": plain(calendar),
        },
        "organisation": {
            "code": profile.code,
            "name": profile.name,
            "type": kind.key,
            "type_label": kind.label,
            "category": category.key,
            "category_label": category.label,
            "sector": profile.sector,
            "is_critical_infrastructure": profile.is_critical_infrastructure,
        },
        "profile": {
            "chosen_type": profile.chosen_type,
            "tests": dict(profile.tests),
            "nhsmail": profile.nhsmail,
            "key_roles": plain(profile.key_roles),
            "certificates": plain(profile.certificates),
            "facts": plain(profile.facts),
        },
        "rules": {
            "category": plain(category, without=_GUIDANCE),
            "type": plain(kind, without=_GUIDANCE),
            "exemptions": plain(edition.exemptions, without=_GUIDANCE),
            "statuses": plain(edition.statuses, without=_GUIDANCE),
            "switches": dict(edition.switches),
        },
        "view": state.view,
        "result": {
            "kind": offer.kind,
            "status": offer.status,
            "text": status_text(edition, offer.status),
            "was_late": offer.was_late,
            "reasons": plain(offer.reasons),
        },
    }
    if isinstance(score, AssertionScore):
        made["assertions"] = _assertions(edition, state, score)
        made["items"] = [_item(result, state.answers.get(key)) for key, result in score.items.items()]
    else:
        made["outcomes"] = [_outcome(result, state.judgements.get(key)) for key, result in score.outcomes.items()]
    return made


def document(
    frozen: Mapping[str, Any],
    *,
    number: str,
    at: datetime,
    on: date,
    declared: Declared,
    profile: KeptProfile,
    follows: str,
    signed_off: tuple[SignOff, ...] = (),
) -> dict[str, Any]:
    """Complete the content to one publication's document. ``follows``: number of the organisation's last, or empty.

    ``signed_off`` are the sign-offs that stood. Documents frozen before there were any lack the field; nothing that
    checks or replays a document asks for it.
    """
    return {
        **frozen,
        "schema": {"name": SCHEMA, "version": VERSION},
        "number": number,
        "published_at": at.isoformat(),
        "published_on": on.isoformat(),
        "follows": follows,
        "accepted": {
            "profile_version": profile.version,
            "at": profile.accepted_at.isoformat() if profile.accepted_at else None,
            "by": profile.accepted_by,
        },
        "signed_off": plain_sign_offs(signed_off),
        "declaration": {
            "sentences": list(DECLARATION),
            "by_id": str(declared.by_id) if declared.by_id else None,
            "by_name": declared.by_name,
            "job_title": declared.job_title,
        },
    }


def essence(frozen: Mapping[str, Any]) -> str:
    """Give the digest of what an organisation can change: equal when publishing again would say nothing new.

    Numbers of documents' versions and their virus checks are left out: the same file or place is the same evidence, and
    publications made before there were any compare as they always did.
    """
    kept = {
        key: frozen[key]
        for key in ("organisation", "profile", "view", "assertions", "items", "outcomes")
        if key in frozen
    }
    for part, holder in (("items", "answer"), ("outcomes", "judgement")):
        if part in kept:
            kept[part] = [{**entry, holder: _unnumbered(entry[holder])} for entry in kept[part]]
    result = {key: frozen["result"][key] for key in ("kind", "status")}
    return digest(canonical({**kept, "result": result, "checksum": frozen["edition"]["checksum"]}))


def canonical(value: Mapping[str, Any]) -> str:
    """Write plain values as canonical JSON (RFC 8785): the same value gives the same text, byte for byte."""
    return rfc8785.dumps(dict(value)).decode()


def said_in(record: str) -> dict[str, Any]:
    """Read what a signed record of our own says, without checking it."""
    said = record.split(".")[1]
    found: dict[str, Any] = json.loads(urlsafe_b64decode(said + "=" * (-len(said) % 4)))
    return found


def digest(text: str) -> str:
    """Compute the SHA-256 of a text in UTF-8, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _assertions(edition: Edition, state: FrozenState, score: AssertionScore) -> list[dict[str, Any]]:
    made = []
    for reference, result in score.assertions.items():
        asserted, word = edition.assertions[reference], state.confirmations.get(reference)
        made.append(
            {
                "reference": reference,
                "standard": asserted.standard,
                "statement": asserted.statement,
                "ready": result.ready,
                "confirmed": {"at": word.at.isoformat(), "by": word.by} if word else None,
            }
        )
    return made


def _item(result: ItemResult, kept: KeptAnswer | None) -> dict[str, Any]:
    return {
        "asked": plain(result.item, without=_GUIDANCE),
        "state": result.state.value,
        "exempt": plain(result.exempt),
        "short_of": result.short_of,
        "answer": None
        if kept is None
        else {
            **plain(kept.fact),
            "evidence": _evidence(kept.documents),
            "saved_at": kept.saved_at.isoformat(),
            "saved_by": kept.saved_by,
            "carried_from": kept.carried_from,
            "owner": kept.owner,
        },
    }


def _outcome(result: OutcomeResult, kept: KeptJudgement | None) -> dict[str, Any]:
    outcome = result.outcome
    return {
        "asked": plain(outcome, without=_GUIDANCE | {"indicators"}) | {"indicators": _indicators(outcome, kept)},
        "expected": result.expected.value,
        "declared": result.declared.value if result.declared else None,
        "supported": result.supported.value if result.supported else None,
        "standing": result.standing,
        "judgement": None
        if kept is None
        else {
            **plain(kept.fact),
            "evidence": _evidence(kept.documents),
            "saved_at": kept.saved_at.isoformat(),
            "saved_by": kept.saved_by,
            "owner": kept.owner,
        },
    }


def _indicators(outcome: Outcome, kept: KeptJudgement | None) -> list[dict[str, Any]]:
    ticked = kept.fact.ticked if kept else frozenset()
    alternatives = kept.alternatives if kept else {}
    return [
        {
            **plain(indicator, without=_GUIDANCE),
            "ticked": indicator.reference in ticked,
            "alternative": alternatives.get(indicator.reference),
        }
        for indicator in outcome.indicators
    ]


_APART = ("version", "scan")
_UNSAID = frozenset({"supports"})


def _unnumbered(held: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    if held is None:
        return None
    evidence = [{name: value for name, value in one.items() if name not in _APART} for one in held["evidence"]]
    return {**{name: value for name, value in held.items() if name != "infected"}, "evidence": evidence}


def _evidence(documents: tuple[KeptDocument, ...]) -> list[dict[str, Any]]:
    """Leave out the parts where none are named, as publications from before there were any do: they still compare."""
    return [plain(one, without=frozenset() if one.supports else _UNSAID) for one in documents]
