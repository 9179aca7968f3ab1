"""Second factors: added, used, removed; each told in the journal and, where it matters, to the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from dspt.foundation.actors import Actor
from dspt.foundation.clock import LONDON
from dspt.foundation.refusals import Refusal
from dspt.journal.actions import record
from dspt.notices.actions import owe_notice

from ..gateways import factors, sessions
from ..models import Person, SpentCode
from ..queries import HeldFactor, held_factors
from ..rules import (
    MOST_PASSKEYS,
    FactorKind,
    Letter,
    codes_made_letter,
    factor_added_letter,
    factor_removed_letter,
    recovery_used_letter,
)
from .people import the_person

WHAT = {FactorKind.PHONE: "an app with codes", FactorKind.PASSKEY: "a passkey", FactorKind.RECOVERY: "recovery codes"}


class FactorRefused(Refusal):
    """``wrong`` (the code or the passkey does not fit), ``spent`` (the code was used already), ``too_many`` passkeys,
    ``compulsory`` (the last one may not go), ``unknown``."""


@dataclass(frozen=True, slots=True)
class AddedFactor:
    """``codes`` are recovery codes made on the occasion: shown once, empty where the person has some."""

    factor: int
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownFactor:
    """A factor that fitted; ``codes_left`` where it was a recovery code."""

    factor: int
    kind: FactorKind
    codes_left: int | None = None


def add_phone(*, by: Actor, secret: str, code: str, keep_session: str, at: datetime) -> AddedFactor:
    """Keep an app that shows codes, once it has shown a right one; it takes the place of an earlier app.

    With the first factor every session but ``keep_session`` (a key) ends: they were begun without one. Refuses with
    FactorRefused (``wrong``).
    """
    person = the_person(by)
    period = factors.matching_period(secret, code, at.timestamp())
    if period is None:
        raise FactorRefused("wrong")
    with transaction.atomic():
        held = held_factors(person.id)
        for earlier in held:
            if earlier.kind is FactorKind.PHONE:
                factors.drop_factor(person.id, earlier.number)
        made = factors.keep_phone(person.id, secret)
        SpentCode.objects.update_or_create(person=person, defaults={"period": period})
        return AddedFactor(made, _added(by, person, held, FactorKind.PHONE, "", keep_session, at))


def add_passkey(*, by: Actor, name: str, answer: str, keep_session: str, at: datetime) -> AddedFactor:
    """Keep a passkey that the browser has made. As ``add_phone``; refuses with FactorRefused (``wrong``,
    ``too_many``)."""
    person = the_person(by)
    with transaction.atomic():
        held = held_factors(person.id)
        passkeys = [each for each in held if each.kind is FactorKind.PASSKEY]
        if len(passkeys) >= MOST_PASSKEYS:
            raise FactorRefused("too_many")
        name = " ".join(name.split())[:40] or f"Passkey {len(passkeys) + 1}"
        made = factors.finish_passkey(person.id, name, answer)
        if made is None:
            raise FactorRefused("wrong")
        return AddedFactor(made, _added(by, person, held, FactorKind.PASSKEY, name, keep_session, at))


def remove_factor(*, by: Actor, factor: int, is_compulsory: bool, at: datetime) -> HeldFactor:
    """Remove an app or a passkey; with the last one the recovery codes go too.

    Refuses with FactorRefused: ``compulsory`` where the person must have one and it is the last, ``unknown``.
    """
    person = the_person(by)
    with transaction.atomic():
        held = held_factors(person.id)
        real = [each for each in held if each.kind is not FactorKind.RECOVERY]
        gone = next((each for each in real if each.number == factor), None)
        if gone is None:
            raise FactorRefused("unknown")
        if is_compulsory and len(real) == 1:
            raise FactorRefused("compulsory")
        if len(real) == 1:
            factors.drop_all_factors(person.id)
        else:
            factors.drop_factor(person.id, factor)
        words = factor_removed_letter(person.name, WHAT[gone.kind], at.astimezone(LONDON))
        _tell(person, "factor.removed", words, at)
        record(
            by=by,
            event="accounts.factor.removed",
            subject=str(person.id),
            at=at,
            before={"kind": gone.kind.value, "name": gone.name},
        )
    return gone


def take_all_factors(*, by: Actor, person: UUID, why: str, at: datetime) -> None:
    """Remove everything somebody has beside the password and end every session: they have lost it all.

    Called inside the transaction of the decision that allows it.
    """
    whose = Person.objects.get(id=person)
    with transaction.atomic():
        count = factors.drop_all_factors(person)
        sessions.end_sessions(person)
        words = factor_removed_letter(whose.name, "every one you had", at.astimezone(LONDON))
        _tell(whose, "factor.removed", words, at)
        record(
            by=by,
            event="accounts.factor.removed",
            subject=str(person),
            at=at,
            before={"kind": "all", "count": count},
            after={"why": why},
        )


def make_recovery_codes(*, by: Actor, at: datetime) -> tuple[str, ...]:
    """Make recovery codes anew; the old ones no longer work. Refuses with FactorRefused (``unknown``: no factor)."""
    person = the_person(by)
    with transaction.atomic():
        if not held_factors(person.id):
            raise FactorRefused("unknown")
        codes = factors.new_recovery_codes(person.id)
        _tell(person, "factor.codes", codes_made_letter(person.name, at.astimezone(LONDON)), at)
        record(by=by, event="accounts.codes.made", subject=str(person.id), at=at, after={"count": len(codes)})
    return codes


def show_code(*, by: Actor, code: str, to: str, at: datetime) -> ShownFactor:
    """Use the code of an app, or a recovery code, up; ``to`` says what for: ``enter`` or ``confirm``.

    Refuses with FactorRefused (``wrong``, ``spent``), telling the journal.
    """
    person = the_person(by)
    kept = factors.phone_secret(person.id)
    period = factors.matching_period(kept[1], code, at.timestamp()) if kept else None
    with transaction.atomic():
        if kept is not None and period is not None:
            shown = ShownFactor(kept[0], FactorKind.PHONE) if _spend(person, period) else None
            refused = "spent"
            if shown is not None:
                factors.note_use(shown.factor)
        else:
            left = factors.spend_recovery_code(person.id, code)
            shown = ShownFactor(0, FactorKind.RECOVERY, left) if left is not None else None
            refused = "wrong"
            if left is not None:
                _tell(person, "factor.recovery", recovery_used_letter(person.name, left, at.astimezone(LONDON)), at)
        _journal_use(by, person, shown, to, at)
    if shown is None:
        raise FactorRefused(refused)
    return shown


def show_passkey(*, by: Actor, answer: str, to: str, at: datetime) -> ShownFactor:
    """Take a passkey's answer to the challenge in the session. As ``show_code``; refuses with FactorRefused."""
    person = the_person(by)
    with transaction.atomic():
        found = factors.check_passkey(person.id, answer)
        shown = ShownFactor(found, FactorKind.PASSKEY) if found is not None else None
        if shown is not None:
            factors.note_use(shown.factor)
        _journal_use(by, person, shown, to, at)
    if shown is None:
        raise FactorRefused("wrong")
    return shown


def _spend(person: Person, period: int) -> bool:
    # A conditional update, so that of two uses of one code at once one is refused; earlier codes are refused too.
    if SpentCode.objects.filter(person=person, period__lt=period).update(period=period):
        return True
    try:
        with transaction.atomic():
            SpentCode.objects.create(person=person, period=period)
    except IntegrityError:
        return False
    return True


def _added(
    by: Actor,
    person: Person,
    held: tuple[HeldFactor, ...],
    kind: FactorKind,
    name: str,
    keep_session: str,
    at: datetime,
) -> tuple[str, ...]:
    codes: tuple[str, ...] = ()
    if not held:
        codes = factors.new_recovery_codes(person.id)
        sessions.end_sessions(person.id, but=keep_session)
    _tell(person, "factor.added", factor_added_letter(person.name, WHAT[kind], at.astimezone(LONDON)), at)
    after: dict[str, object] = {"kind": kind.value, "name": name}
    if codes:
        after["codes"] = len(codes)
    record(by=by, event="accounts.factor.added", subject=str(person.id), at=at, after=after)
    return codes


def _journal_use(by: Actor, person: Person, shown: ShownFactor | None, to: str, at: datetime) -> None:
    event = "accounts.factor.used" if shown else "accounts.factor.failed"
    after: dict[str, object] = {"for": to}
    if shown is not None:
        after["kind"] = shown.kind.value
        if shown.codes_left is not None:
            after["codes_left"] = shown.codes_left
    record(by=by, event=event, subject=str(person.id), at=at, after=after)


def _tell(person: Person, kind: str, words: Letter, at: datetime) -> None:
    owe_notice(kind=kind, to=person.email, subject=words.subject, body=words.body, at=at)
