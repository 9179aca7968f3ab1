"""Connections of accounts with providers of single sign-on, as doors read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.socialaccount.models import SocialAccount

from .people import PersonRecord


@dataclass(frozen=True, slots=True)
class Connection:
    """An account at a provider that signs somebody in here; ``email`` is the address it had when last used."""

    number: int
    issuer: str
    email: str
    connected_at: datetime


def connections(person: UUID) -> tuple[Connection, ...]:
    """List what somebody is connected with, the oldest first. One statement."""
    rows = SocialAccount.objects.filter(user_id=person).order_by("date_joined", "pk")
    return tuple(Connection(row.pk, row.provider, row.extra_data.get("email", ""), row.date_joined) for row in rows)


def person_of_identity(issuer: str, subject: str) -> PersonRecord | None:
    """Find who is connected with a provider's subject and may sign in. One statement."""
    row = (
        SocialAccount.objects.filter(provider=issuer, uid=subject, user__is_active=True).select_related("user").first()
    )
    return PersonRecord(row.user.pk, row.user.email, row.user.name) if row else None
