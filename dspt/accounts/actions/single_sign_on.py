"""Single sign-on: connected with an account, taken off, used, refused; each told in the journal."""

from __future__ import annotations

from datetime import datetime

from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction

from dspt.foundation.actors import Actor
from dspt.foundation.clock import LONDON
from dspt.journal.actions import record
from dspt.notices.actions import owe_notice

from ..gateways.id_tokens import SingleSignOnRefused
from ..models import Person
from ..queries import held_factors
from ..rules import (
    FactorKind,
    Identity,
    Letter,
    leaves_a_way_in,
    masked,
    sso_connected_letter,
    sso_disconnected_letter,
)
from .people import the_person


def connect_identity(*, by: Actor, identity: Identity, provider: str, at: datetime) -> None:
    """Let an account at a provider (``provider`` is its name) sign somebody in from now on; a letter says so.

    Refuses with SingleSignOnRefused (``taken``: it signs somebody else in). Connected already: nothing is done.
    """
    person = the_person(by)
    try:
        with transaction.atomic():
            there = SocialAccount.objects.filter(provider=identity.issuer, uid=identity.subject).first()
            if there is not None:
                if there.user_id != person.id:
                    raise SingleSignOnRefused("taken")
                return
            SocialAccount.objects.create(
                user=person, provider=identity.issuer, uid=identity.subject, extra_data={"email": identity.email}
            )
            _tell(person, "sso.connected", sso_connected_letter(person.name, provider, at.astimezone(LONDON)), at)
            record(
                by=by,
                event="accounts.sso.connected",
                subject=str(person.id),
                at=at,
                after={"provider": provider, "email": masked(identity.email) if identity.email else ""},
            )
    except IntegrityError:
        raise SingleSignOnRefused("taken") from None


def disconnect_identity(*, by: Actor, connection: int, provider: str, at: datetime) -> None:
    """Take a connection off; a letter says so. Refuses with SingleSignOnRefused (``unknown``, ``last``)."""
    person = the_person(by)
    with transaction.atomic():
        rows = list(SocialAccount.objects.select_for_update().filter(user=person))
        gone = next((row for row in rows if row.pk == connection), None)
        if gone is None:
            raise SingleSignOnRefused("unknown")
        passkeys = sum(each.kind is FactorKind.PASSKEY for each in held_factors(person.id))
        if not leaves_a_way_in(has_password=person.has_usable_password(), passkeys=passkeys, others=len(rows) - 1):
            raise SingleSignOnRefused("last")
        gone.delete()
        _tell(person, "sso.disconnected", sso_disconnected_letter(person.name, provider, at.astimezone(LONDON)), at)
        record(
            by=by,
            event="accounts.sso.disconnected",
            subject=str(person.id),
            at=at,
            before={"provider": provider},
        )


def note_identity(*, by: Actor, identity: Identity, provider: str, at: datetime) -> str:
    """Note that a provider vouched for somebody; gives the address where the provider has another than before.

    Empty: it has the same. Our account's address does not follow: it changes by a mailed link alone.
    """
    assert by.id is not None
    with transaction.atomic():
        row = SocialAccount.objects.select_for_update().get(
            provider=identity.issuer, uid=identity.subject, user_id=by.id
        )
        moved = identity.email if identity.email and identity.email != row.extra_data.get("email", "") else ""
        if moved:
            row.extra_data = {"email": moved}
        row.save()
        after: dict[str, object] = {"provider": provider, "factor": identity.has_factor}
        if moved:
            after["email"] = masked(moved)
        record(by=by, event="accounts.sso.entered", subject=str(by.id), at=at, after=after)
    return moved


def note_refused_identity(*, by: Actor, provider: str, code: str, why: str, at: datetime) -> None:
    """Note that single sign-on came to nothing, and why."""
    with transaction.atomic():
        record(
            by=by,
            event="accounts.sso.refused",
            subject=str(by.id or ""),
            at=at,
            after={"provider": provider, "code": code, "why": why},
        )


def _tell(person: Person, kind: str, words: Letter, at: datetime) -> None:
    owe_notice(kind=kind, to=person.email, subject=words.subject, body=words.body, at=at)
