"""What people and doors read of second factors, sign-ins and sessions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator

from ..models import SignIn
from ..rules import RECOVERY_HASHES, FactorKind


@dataclass(frozen=True, slots=True)
class HeldFactor:
    """A second factor of somebody's; ``codes_left`` of recovery codes alone."""

    number: int
    kind: FactorKind
    name: str
    added_at: datetime
    used_at: datetime | None
    codes_left: int = 0


@dataclass(frozen=True, slots=True)
class SignInRecord:
    at: datetime
    way: str
    device: str
    place: str
    is_new_device: bool


def held_factors(person: UUID) -> tuple[HeldFactor, ...]:
    """List somebody's second factors and recovery codes, the oldest first. One statement."""
    return tuple(_held(Authenticator.objects.filter(user_id=person).order_by("created_at", "id")))


def _held(rows: Iterable[Authenticator]) -> Iterable[HeldFactor]:
    for row in rows:
        kind = FactorKind(row.type)
        left = len(row.data[RECOVERY_HASHES]) if kind is FactorKind.RECOVERY else 0
        yield HeldFactor(row.pk, kind, str(row.data.get("name", "")), row.created_at, row.last_used_at, left)


def sign_ins(person: UUID, most: int = 10) -> tuple[SignInRecord, ...]:
    """List somebody's last sign-ins, the newest first. One statement."""
    rows = SignIn.objects.filter(person_id=person).order_by("-at", "-id")
    return tuple(SignInRecord(*row) for row in rows.values_list("at", "way", "device", "place", "is_new_device")[:most])
