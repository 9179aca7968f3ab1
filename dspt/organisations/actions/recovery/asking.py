"""The requester's side: a mailed link first, then the request, and answers to the service desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from dspt.accounts.actions import PersonRefused, mail_link, spend_link
from dspt.accounts.queries import link as read_link
from dspt.accounts.rules import Letter, Purpose, is_email, tidy_email
from dspt.directory.queries import code_as_kept
from dspt.foundation.actors import Actor
from dspt.foundation.references import is_code, new_id, tidy_code

from ...gateways import RecoveryPages, read_answer_token, stop_token
from ...models import Membership, Organisation, Recovery
from ...rules import Role
from ...rules.recovery import LIVING, MOST_LIVING, RecoveryRefused, RecoveryState, RecoveryVerb, checked_text
from ...rules.recovery_letters import (
    administrator_letter,
    busy_letter,
    confirm_letter,
    living_letter,
    not_registered_letter,
)
from ..registration import CodeRefused
from .steps import TEXT_LIMIT, locked, note, step, tell


@dataclass(frozen=True, slots=True)
class Asked:
    """What a requester says. ``voucher``: who in the organisation can confirm it, and what they are there."""

    position: str
    why: str
    voucher: str
    phone: str

    def tidied(self) -> dict[str, str]:
        """Tidy each part; refuse with RecoveryRefused (``text_missing``, ``text_long``; fact ``field``)."""
        limits = {"position": 120, "why": TEXT_LIMIT, "voucher": 200, "phone": 40}
        return {name: _checked(name, getattr(self, name), limit) for name, limit in limits.items()}


def ask_to_recover(*, by: Actor, code: str, name: str, email: str, pages: RecoveryPages, at: datetime) -> None:
    """Mail somebody who says that an organisation's administrators are gone what they can do.

    Whatever is so (the code is unknown, a request is under way, they are an administrator), a letter goes to the
    address and whoever asked is told the same; only the owner of the mailbox learns more. Refuses with CodeRefused and
    PersonRefused (``email_malformed``, ``name_missing``). Three letters an hour to an address, then none.
    """
    email, name = tidy_email(email), " ".join(name.split())[:120]
    if not is_code(tidy_code(code)):
        raise CodeRefused(typed=code)
    if not is_email(email):
        raise PersonRefused("email_malformed")
    if not name:
        raise PersonRefused("name_missing")
    code = code_as_kept(code)
    body = Organisation.objects.filter(code=code).first()
    # One way for all cases: the same limits, the same work. Where the letter leaves the link out, nobody can use it.
    mail_link(
        by=by,
        purpose=Purpose.RECOVER,
        email=email,
        name=name,
        organisation=code if body else "",
        letter=lambda token: _letter(body, code, name, email, pages, token),
        at=at,
    )


def request_recovery(*, by: Actor, token: str, asked: Asked, pages: RecoveryPages, at: datetime) -> UUID:
    """Use the mailed link up and put the request before the service desk; everybody concerned is told.

    Refuses with LinkRefused and RecoveryRefused: ``text_missing`` and ``text_long`` (fact ``field``), ``living``,
    ``too_many``, ``is_administrator``, ``unknown``.
    """
    tidy = asked.tidied()
    with transaction.atomic():
        seen = read_link(token, Purpose.RECOVER, at)
        # The organisation's row is held, so that two links of one person do not make two requests.
        body = Organisation.objects.select_for_update().filter(code=seen.organisation or None).first()
        if seen.is_living:
            if body is None:
                raise RecoveryRefused("unknown")
            _require_open(body, seen.email)
        given = spend_link(by=by, token=token, purpose=Purpose.RECOVER, at=at)
        assert body is not None
        row = Recovery.objects.create(
            id=new_id(),
            organisation=body,
            state=RecoveryState.WAITING.value,
            email=given.email,
            name=given.name,
            asked_at=at,
            moved_at=at,
            **tidy,
        )
        who = by if by.id else Actor(by.kind, None, given.name, by.session)
        note(by=who, row=row, verb=None, side="requester", at=at)
        tell(by=who, row=row, verb=None, at=at, pages=pages)
    return row.id


def answer_recovery(*, by: Actor, token: str, text: str, pages: RecoveryPages, at: datetime) -> None:
    """Answer the service desk by the link that came with its question; the request goes back to the desk.

    Refuses with RecoveryRefused: ``unknown`` (no such link), ``not_now`` (answered, stopped or decided since),
    ``text_missing``, ``text_long``.
    """
    named = read_answer_token(token)
    if named is None:
        raise RecoveryRefused("unknown")
    text = checked_text(text, TEXT_LIMIT)
    with transaction.atomic():
        row = locked(named.recovery)
        if row.version != named.version:
            raise RecoveryRefused("not_now", state=RecoveryState(row.state))
        who = by if by.id else Actor(by.kind, None, row.name, by.session)
        step(by=who, row=row, verb=RecoveryVerb.ANSWER, side="requester", at=at, pages=pages, text=text)


def _letter(body: Organisation | None, code: str, name: str, email: str, pages: RecoveryPages, token: str) -> Letter:
    if body is None:
        return not_registered_letter(name, code, pages.start)
    try:
        _require_open(body, email)
    except RecoveryRefused as refusal:
        if refusal.code == "is_administrator":
            return administrator_letter(name, body.name, pages.forgotten)
        if refusal.code == "living":
            row = Recovery.objects.get(organisation=body, email=email, state__in=LIVING)
            return living_letter(name, body.name, pages.stop(stop_token(row.id, None)))
        return busy_letter(name, body.name)
    return confirm_letter(name, body.name, code, pages.request(token))


def _require_open(body: Organisation, email: str) -> None:
    held = Membership.objects.filter(
        organisation=body, person__email=email, role=Role.ADMINISTRATOR, ended_at__isnull=True, person__is_active=True
    )
    if held.exists():
        raise RecoveryRefused("is_administrator")
    living = list(Recovery.objects.filter(organisation=body, state__in=LIVING).values_list("email", flat=True))
    if email in living:
        raise RecoveryRefused("living")
    if len(living) >= MOST_LIVING:
        raise RecoveryRefused("too_many")


def _checked(field: str, typed: str, limit: int) -> str:
    try:
        return checked_text(typed if field == "why" else " ".join(typed.split()), limit)
    except RecoveryRefused as refusal:
        raise RecoveryRefused(refusal.code, field=field, **refusal.facts) from None
