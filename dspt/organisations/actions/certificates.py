"""Certificates: entered with dates and scope, removed, never changed (a new one is a new row)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from dspt.foundation.actors import Actor
from dspt.foundation.clock import london_date
from dspt.foundation.references import new_id
from dspt.foundation.refusals import Refusal
from dspt.standard.edition import Edition

from ..models import Certificate
from ..rules import certificate_kinds
from .profile import keep_profile, lock_profile


class CertificateRefused(Refusal):
    """``refused`` with fact ``faults``: field to code (``missing``, ``long``, ``not_for_type``, ``unknown``,
    ``before_start``, ``ran_out``); ``unknown``: no such certificate here."""


@dataclass(frozen=True, slots=True)
class NewCertificate:
    """A certificate as entered; an absent date could not be read or was not given."""

    kind: str
    issuer: str
    number: str
    scope: str
    covers_all: bool | None
    valid_from: date | None
    valid_to: date | None


LONGEST = {"issuer": 120, "number": 80, "scope": 2000}


def add_certificate(
    *, by: Actor, organisation: UUID, edition: Edition, certificate: NewCertificate, seen_version: int, at: datetime
) -> UUID:
    """Enter a certificate that is not out of date. Withdraws an acceptance of the profile.

    Refuses with CertificateRefused (every fault at once) and StaleProfile.
    """
    with transaction.atomic():
        body, profile = lock_profile(organisation, seen_version, at)
        faults = _faults(edition, profile.settled_type, certificate, london_date(at))
        if faults:
            raise CertificateRefused("refused", faults=faults)
        assert certificate.valid_from
        assert certificate.valid_to
        made = Certificate.objects.create(
            id=new_id(),
            organisation=body,
            kind=certificate.kind,
            issuer=certificate.issuer.strip(),
            number=certificate.number.strip(),
            scope=certificate.scope.strip(),
            covers_all=bool(certificate.covers_all),
            valid_from=certificate.valid_from,
            valid_to=certificate.valid_to,
        )
        keep_profile(by, body, profile, f"certificate {made.id}", {}, _told(made), at)
    return made.id


def remove_certificate(*, by: Actor, organisation: UUID, certificate: UUID, seen_version: int, at: datetime) -> None:
    """Take a certificate away; its items open again. Withdraws an acceptance of the profile.

    Refuses with CertificateRefused (``unknown``) and StaleProfile.
    """
    with transaction.atomic():
        body, profile = lock_profile(organisation, seen_version, at)
        held = Certificate.objects.filter(id=certificate, organisation=body, removed_at__isnull=True).first()
        if held is None:
            raise CertificateRefused("unknown")
        held.removed_at = at
        held.save(update_fields=["removed_at"])
        keep_profile(by, body, profile, f"certificate {held.id}", _told(held), {}, at)


def _faults(edition: Edition, settled_type: str, typed: NewCertificate, on: date) -> dict[str, str]:
    faults: dict[str, str] = {}
    known = edition.exemptions.get(typed.kind)
    if known is None or not known.is_certificate:
        faults["kind"] = "missing" if not typed.kind else "unknown"
    elif known not in certificate_kinds(edition, settled_type):
        faults["kind"] = "not_for_type"
    for name, longest in LONGEST.items():
        text = getattr(typed, name).strip()
        if not text:
            faults[name] = "missing"
        elif len(text) > longest:
            faults[name] = "long"
    if typed.covers_all is None and (known is None or known.scope_must_cover_all):
        faults["covers_all"] = "missing"
    if typed.valid_from is None:
        faults["valid_from"] = "missing"
    if typed.valid_to is None:
        faults["valid_to"] = "missing"
    elif typed.valid_from is not None and typed.valid_to < typed.valid_from:
        faults["valid_to"] = "before_start"
    elif typed.valid_to < on:
        faults["valid_to"] = "ran_out"
    return faults


def _told(held: Certificate) -> dict[str, object]:
    return {
        "kind": held.kind,
        "issuer": held.issuer,
        "number": held.number,
        "covers_all": held.covers_all,
        "valid_from": held.valid_from.isoformat(),
        "valid_to": held.valid_to.isoformat(),
    }
