"""How a request ends by itself or by the people concerned: stopped, or granted after the waiting time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from dspt.accounts.actions import mail_link, take_all_factors
from dspt.accounts.queries import person_by_email, service_people
from dspt.accounts.rules import Letter, Purpose, ServiceRole
from dspt.foundation.actors import Actor
from dspt.journal.actions import record
from dspt.notices.actions import owe_notice

from ...gateways import RecoveryPages, read_stop_token
from ...models import Membership, Recovery
from ...queries.recovery import people_concerned
from ...rules import Role
from ...rules.recovery import (
    LIVING,
    RecoveryRefused,
    RecoveryState,
    RecoveryVerb,
    checked_text,
    is_overdue,
)
from ...rules.recovery_letters import RecoveryWords, desk_letter, requester_letter
from ..people import add_membership, change_role
from .steps import TEXT_LIMIT, locked, note, step, words_of


def stop_recovery(
    *, by: Actor, organisation: UUID, recovery: UUID, text: str, pages: RecoveryPages, at: datetime
) -> None:
    """Stop a request for an organisation that one has access to, with the reason.

    Refuses with RecoveryRefused: ``unknown`` (not this organisation's), ``not_now``, ``text_missing``, ``text_long``.
    """
    text = checked_text(text, TEXT_LIMIT)
    with transaction.atomic():
        row = locked(recovery)
        if row.organisation_id != organisation:
            raise RecoveryRefused("unknown")
        step(by=by, row=row, verb=RecoveryVerb.STOP, side="organisation", at=at, pages=pages, text=text)


def stop_recovery_by_link(*, by: Actor, token: str, text: str, pages: RecoveryPages, at: datetime) -> None:
    """Stop a request by the link of a letter, signed in or not, as the one whom the letter was sent to.

    Refuses with RecoveryRefused: ``unknown`` (no such link, or that person is not concerned any more), ``not_now``,
    ``text_missing``, ``text_long``.
    """
    named = read_stop_token(token)
    if named is None:
        raise RecoveryRefused("unknown")
    text = checked_text(text, TEXT_LIMIT)
    with transaction.atomic():
        row = locked(named.recovery)
        who, side = Actor("person", None, row.name, by.session), "requester"
        if named.person is not None:
            concerned = people_concerned(row.organisation_id, row.person_id)
            name = next((each.name for each in concerned if each.id == named.person), None)
            if name is None:
                raise RecoveryRefused("unknown")
            who, side = Actor("person", named.person, name, by.session), "organisation"
        step(by=who, row=row, verb=RecoveryVerb.STOP, side=side, at=at, pages=pages, text=text)


def grant_recovery(*, by: Actor, recovery: UUID, pages: RecoveryPages, at: datetime) -> None:
    """Give what was asked for once the waiting time is over; everybody is told.

    An administrator: somebody with an account is one at once, somebody new gets a link to open an account with. Lost
    factors: all are taken away and every session ends. Refuses with RecoveryRefused: ``too_early``, ``not_now``,
    ``unknown``, ``too_many`` (letters within the hour; try later).
    """
    with transaction.atomic():
        row = locked(recovery)
        if row.person_id is not None:
            step(by=by, row=row, verb=RecoveryVerb.GRANT, side="machine", at=at, pages=pages, way=pages.sign_in)
            take_all_factors(by=by, person=row.person_id, why=f"recovery {row.id}", at=at)
            return
        assert row.organisation_id is not None
        person = person_by_email(row.email)
        words = words_of(row, state=RecoveryState.GRANTED)
        way = pages.home(words.code) if person else ""
        step(by=by, row=row, verb=RecoveryVerb.GRANT, side="machine", at=at, pages=pages, way=way)
        if person is None:
            _mail_the_way_in(by, row, words, pages, at)
            return
        held = Membership.objects.filter(organisation=row.organisation_id, person=person.id, ended_at__isnull=True)
        living = held.values_list("id", flat=True).first()
        if living is None:
            add_membership(by=by, organisation=row.organisation_id, person=person.id, role=Role.ADMINISTRATOR, at=at)
        else:
            change_role(by=by, organisation=row.organisation_id, membership=living, role=Role.ADMINISTRATOR, at=at)


def remind_the_desk(*, by: Actor, recovery: UUID, pages: RecoveryPages, at: datetime) -> bool:
    """Tell the people of the service desk that a request waits too long, once for each wait; False: it does not."""
    with transaction.atomic():
        row = locked(recovery)
        if row.reminded_at is not None or not is_overdue(RecoveryState(row.state), row.moved_at, at):
            return False
        words = words_of(row)
        for each in service_people(ServiceRole.DESK):
            letter = desk_letter(each.name, words, row.moved_at, pages.desk(row.id))
            owe_notice(kind="recovery.waits", to=each.email, subject=letter.subject, body=letter.body, at=at)
        Recovery.objects.filter(id=row.id).update(reminded_at=at)
        record(
            by=by,
            event="organisations.recovery.reminded",
            subject=f"recovery {row.id}",
            at=at,
            organisation=words.code,
            after={"kind": row.kind, "state": row.state, "since": row.moved_at.isoformat()},
        )
    return True


def end_recoveries_of(*, by: Actor, person: UUID, at: datetime) -> None:
    """End the requests about the factors of somebody whose account is being closed, inside that transaction."""
    for row in Recovery.objects.select_for_update().filter(person_id=person, state__in=sorted(LIVING)):
        before, row.state = row.state, RecoveryState.STOPPED.value
        row.version += 1
        row.moved_at = at
        row.save(update_fields=["state", "version", "moved_at"])
        note(
            by=by,
            row=row,
            verb=RecoveryVerb.STOP,
            side="machine",
            at=at,
            text="The account was closed.",
            before=before,
        )


def _mail_the_way_in(by: Actor, row: Recovery, words: RecoveryWords, pages: RecoveryPages, at: datetime) -> None:
    def letter(token: str) -> Letter:
        return requester_letter(RecoveryVerb.GRANT, words, "", pages.join(token))

    made = mail_link(
        by=by,
        purpose=Purpose.INVITE,
        email=row.email,
        name=row.name,
        organisation=words.code,
        role=Role.ADMINISTRATOR,
        letter=letter,
        at=at,
    )
    if made is None:
        raise RecoveryRefused("too_many")
