"""Somebody has lost every second factor: a mailed link first, then the request to take them away."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from dspt.accounts.actions import PersonRefused, mail_link, spend_link
from dspt.accounts.queries import PersonRecord, held_factors, person_by_email
from dspt.accounts.queries import link as read_link
from dspt.accounts.rules import Letter, Purpose, is_email, tidy_email
from dspt.foundation.actors import Actor
from dspt.foundation.references import new_id

from ...gateways import RecoveryPages, stop_token
from ...models import Recovery
from ...rules.recovery import LIVING, RecoveryKind, RecoveryRefused, RecoveryState
from ...rules.recovery_letters import living_factor_letter, lost_factor_letter, no_account_letter, no_factor_letter
from .asking import Asked
from .steps import note, tell


def ask_to_recover_factor(*, by: Actor, email: str, pages: RecoveryPages, at: datetime) -> None:
    """Mail somebody who says that they lost every second factor what they can do.

    Whatever is so (no account has the address, it has no factor, a request is under way), a letter goes to the address
    and whoever asked is told the same; only the owner of the mailbox learns more. Refuses with PersonRefused
    (``email_malformed``). Three letters an hour to an address, then none.
    """
    email = tidy_email(email)
    if not is_email(email):
        raise PersonRefused("email_malformed")
    person = person_by_email(email)
    # One way for all cases: the same limits, the same work. Where the letter leaves the link out, nobody can use it.
    mail_link(
        by=by,
        purpose=Purpose.FACTOR,
        email=email,
        name=person.name if person else "",
        letter=lambda token: _letter(person, pages, token),
        at=at,
    )


def request_factor_recovery(*, by: Actor, token: str, asked: Asked, pages: RecoveryPages, at: datetime) -> UUID:
    """Use the mailed link up and put the request before the service desk; everybody concerned is told.

    Refuses with LinkRefused and RecoveryRefused: ``text_missing`` and ``text_long`` (fact ``field``), ``living``,
    ``no_factor``, ``unknown``.
    """
    tidy = asked.tidied()
    with transaction.atomic():
        seen = read_link(token, Purpose.FACTOR, at)
        person = person_by_email(seen.email) if seen.is_living else None
        if seen.is_living:
            if person is None:
                raise RecoveryRefused("unknown")
            _require_open(person)
        spend_link(by=by, token=token, purpose=Purpose.FACTOR, at=at)
        assert person is not None
        try:
            with transaction.atomic():
                row = Recovery.objects.create(
                    id=new_id(),
                    kind=RecoveryKind.FACTOR.value,
                    person_id=person.id,
                    state=RecoveryState.WAITING.value,
                    email=person.email,
                    name=person.name,
                    asked_at=at,
                    moved_at=at,
                    **tidy,
                )
        except IntegrityError:
            # Two links of one person at once: the database lets one of them in.
            raise RecoveryRefused("living") from None
        who = by if by.id else Actor(by.kind, None, person.name, by.session)
        note(by=who, row=row, verb=None, side="requester", at=at)
        tell(by=who, row=row, verb=None, at=at, pages=pages)
    return row.id


def _letter(person: PersonRecord | None, pages: RecoveryPages, token: str) -> Letter:
    if person is None:
        return no_account_letter(pages.ask_lost)
    try:
        _require_open(person)
    except RecoveryRefused as refusal:
        if refusal.code == "no_factor":
            return no_factor_letter(person.name, pages.forgotten)
        living = Recovery.objects.get(person_id=person.id, state__in=sorted(LIVING))
        return living_factor_letter(person.name, pages.stop(stop_token(living.id, None)))
    return lost_factor_letter(person.name, pages.lost(token))


def _require_open(person: PersonRecord) -> None:
    if not held_factors(person.id):
        raise RecoveryRefused("no_factor")
    if Recovery.objects.filter(person_id=person.id, state__in=sorted(LIVING)).exists():
        raise RecoveryRefused("living")
