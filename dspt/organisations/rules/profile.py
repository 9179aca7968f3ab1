"""What a profile makes of an organisation: which certificates it may enter, what is missing before it is accepted.

Type and category are settled by ``standard.categories``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from dspt.standard.edition import Edition, Exemption


class NhsMail(StrEnum):
    """Whether NHSmail is the organisation's only mail system (rules section 4)."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"


def suggested_type(edition: Edition, sector: str) -> str:
    """Name the one type that a sector of the public register can only mean; empty where there are several or none."""
    matching = likely_types(edition, sector)
    return matching[0] if len(matching) == 1 else ""


def likely_types(edition: Edition, sector: str) -> tuple[str, ...]:
    """Name the types that a sector of the public register may mean; none where it says nothing."""
    return tuple(kind.key for kind in edition.types.values() if sector and kind.public_sector == sector)


def certificate_kinds(edition: Edition, settled_type: str) -> tuple[Exemption, ...]:
    """List the certificates that a body of a type may enter; some count for certain types alone (PSN)."""
    return tuple(
        exemption
        for exemption in edition.exemptions.values()
        if exemption.is_certificate and (not exemption.types or settled_type in exemption.types)
    )


def missing_parts(edition: Edition, settled_type: str, nhsmail: str, key_roles: Mapping[str, str]) -> tuple[str, ...]:
    """List the steps of a profile still to do before it can be accepted: ``type``, ``key_roles``, ``nhsmail``."""
    missing = []
    kind = edition.types.get(settled_type)
    if kind is None:
        missing.append("type")
    elif not kind.key_roles_optional and any(not key_roles.get(role.key) for role in edition.key_roles):
        missing.append("key_roles")
    if nhsmail not in set(NhsMail):
        missing.append("nhsmail")
    return tuple(missing)


class Currency(StrEnum):
    """How a certificate stands on a day."""

    CURRENT = "current"
    ENDING = "ending"
    OUT_OF_DATE = "out_of_date"
    NOT_YET = "not_yet"


WARN_BEFORE = timedelta(days=60)
"""A certificate is said to end soon from this long before its last day."""


def currency(valid_from: date, valid_to: date, on: date) -> Currency:
    """Tell how a certificate stands on a UK day; both its days count."""
    if on > valid_to:
        return Currency.OUT_OF_DATE
    if on < valid_from:
        return Currency.NOT_YET
    return Currency.ENDING if valid_to - on <= WARN_BEFORE else Currency.CURRENT
