"""Signed records, and the keys they were signed with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from dspt.register.models import PublishedKey, SignedRecord


def keep_record(
    *,
    publication: UUID,
    number: str,
    code: str,
    place: int,
    record: str,
    kid: str,
    jwk: Mapping[str, str],
    at: datetime,
) -> None:
    """Keep the signed record of a publication, and publish the key it was signed with when that is new.

    ``jwk`` is the key's public half; keys used before are marked as retired and stay. Called by publication inside its
    own transaction. Two statements, four with a new key.
    """
    with transaction.atomic(savepoint=False):
        if not PublishedKey.objects.filter(kid=kid, retired_at__isnull=True).exists():
            PublishedKey.objects.filter(retired_at__isnull=True).update(retired_at=at)
            PublishedKey.objects.update_or_create(
                kid=kid,
                defaults={"retired_at": None},
                create_defaults={"jwk": dict(jwk), "used_from": at},
            )
        SignedRecord.objects.create(publication=publication, number=number, code=code, place=place, record=record)
