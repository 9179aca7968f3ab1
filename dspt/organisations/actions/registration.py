"""Bringing an organisation into the service."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from dspt.accounts.actions import PersonRefused
from dspt.accounts.rules import digest, is_email, masked, tidy_email
from dspt.foundation.actors import Actor
from dspt.foundation.references import is_code, new_id
from dspt.foundation.refusals import Refusal
from dspt.journal.actions import record
from dspt.notices.actions import owe_notice
from dspt.notices.queries import was_owed_since

from ..models import Membership, Organisation
from ..queries import administrators
from ..rules import Role, search_key
from ..rules.letters import asked_to_register_letter


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
                id=new_id(),
                code=code,
                name=name,
                search_key=search_key(name, code),
                registered_at=at,
                registered_by_id=by.id,
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


def ask_for_access(*, by: Actor, code: str, name: str, email: str, at: datetime) -> None:
    """Tell the administrators of a registered organisation that somebody wants in; once a day for each address.

    Who asks learns nothing about them. Refuses with PersonRefused (``email_malformed``, ``name_missing``).
    """
    email, name = tidy_email(email), " ".join(name.split())[:120]
    if not is_email(email):
        raise PersonRefused("email_malformed")
    if not name:
        raise PersonRefused("name_missing")
    kind = f"access.asked.{digest(email)[:16]}"
    if was_owed_since(kind=kind, organisation=code, since=at - timedelta(days=1)):
        return
    with transaction.atomic():
        body = Organisation.objects.get(code=code)
        for each in administrators(code):
            words = asked_to_register_letter(each.name, body.name, code, name, email)
            owe_notice(kind=kind, to=each.email, subject=words.subject, body=words.body, at=at, organisation=code)
        record(
            by=by,
            event="organisations.access.asked",
            subject=code,
            at=at,
            organisation=code,
            after={"name": name, "email": masked(email)},
        )
