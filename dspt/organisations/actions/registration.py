"""Bringing an organisation into the service."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from dspt.foundation.actors import Actor
from dspt.foundation.references import is_code, new_id
from dspt.foundation.refusals import Refusal
from dspt.journal.actions import record

from ..models import Membership, Organisation
from ..rules import Role


class AlreadyRegistered(Refusal):
    """The code is in the service. Fact ``organisation``: its code."""

    code = "already_registered"


class CodeRefused(Refusal):
    """The text cannot be a code."""

    code = "code_malformed"


def register_organisation(*, by: Actor, code: str, name: str, administrator: UUID, at: datetime) -> UUID:
    """Register an organisation with its first administrator. ``code`` and ``name`` as the directory writes them.

    Whether the code exists and is open was settled by whoever calls (``publication.actions.enrol_organisation``).
    Refuses with AlreadyRegistered and CodeRefused.
    """
    if not is_code(code):
        raise CodeRefused(typed=code)
    try:
        with transaction.atomic():
            made = Organisation.objects.create(
                id=new_id(), code=code, name=name, registered_at=at, registered_by_id=by.id
            )
            Membership.objects.create(
                id=new_id(), organisation=made, person_id=administrator, role=Role.ADMINISTRATOR, since=at
            )
            record(
                by=by,
                event="organisations.organisation.registered",
                subject=code,
                at=at,
                organisation=code,
                after={"name": name, "administrator": str(administrator)},
            )
    except IntegrityError:
        raise AlreadyRegistered(organisation=code) from None
    return made.id
