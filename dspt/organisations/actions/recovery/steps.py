"""What every step of a request has in common: the row, the step, the journal, and everybody concerned is told."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from dspt.accounts.queries import person_by_email
from dspt.accounts.rules import masked
from dspt.foundation.actors import Actor
from dspt.foundation.references import new_id
from dspt.journal.actions import record
from dspt.notices.actions import owe_notice

from ...gateways import RecoveryPages, answer_token, stop_token
from ...models import Membership, Recovery, RecoveryStep
from ...queries.recovery import people_concerned
from ...rules.recovery import (
    DeskPerson,
    RecoveryCase,
    RecoveryKind,
    RecoveryRefused,
    RecoveryState,
    RecoveryVerb,
    after,
)
from ...rules.recovery_letters import RecoveryWords, people_letter, requester_letter

TEXT_LIMIT = 2000
NO_WAIT = timedelta(0)
_EVENTS = {
    None: "organisations.recovery.asked",
    RecoveryVerb.APPROVE: "organisations.recovery.approved",
    RecoveryVerb.REFUSE: "organisations.recovery.refused",
    RecoveryVerb.QUESTION: "organisations.recovery.questioned",
    RecoveryVerb.ANSWER: "organisations.recovery.answered",
    RecoveryVerb.STOP: "organisations.recovery.stopped",
    RecoveryVerb.GRANT: "organisations.recovery.granted",
}


def locked(recovery: UUID, seen_version: int | None = None) -> Recovery:
    """Hold a request's row until the transaction ends. Refuses with RecoveryRefused: ``unknown``, ``stale``."""
    held = Recovery.objects.select_for_update(of=("self",)).select_related("organisation", "person")
    row = held.filter(id=recovery).first()
    if row is None:
        raise RecoveryRefused("unknown")
    if seen_version is not None and row.version != seen_version:
        raise RecoveryRefused("stale")
    return row


def desk_person(by: Actor, row: Recovery) -> DeskPerson | None:
    """Say how somebody of the service desk stands to a request; None for a machine or somebody without an account."""
    if by.id is None:
        return None
    requester = person_by_email(row.email)
    bodies = [row.organisation_id]
    if row.kind == RecoveryKind.FACTOR:
        theirs = Membership.objects.filter(person=row.person_id, ended_at__isnull=True)
        bodies = list(theirs.values_list("organisation_id", flat=True))
    held = Membership.objects.filter(organisation__in=bodies, person=by.id, ended_at__isnull=True)
    is_requester = row.person_id == by.id or (requester is not None and requester.id == by.id)
    return DeskPerson(by.id, is_requester, held.exists())


def words_of(row: Recovery, *, text: str = "", by_name: str = "", state: str = "") -> RecoveryWords:
    """Gather what letters about a request speak of."""
    return RecoveryWords(
        kind=RecoveryKind(row.kind),
        name=row.name,
        email=row.email,
        organisation=row.organisation.name if row.organisation else "",
        code=code_of(row),
        state=RecoveryState(state or row.state),
        ends_at=row.ends_at,
        text=text,
        by_name=by_name,
    )


def code_of(row: Recovery) -> str:
    """Name the chain that a request belongs to: the organisation's; empty: the service's own."""
    return row.organisation.code if row.organisation else ""


def step(
    *,
    by: Actor,
    row: Recovery,
    verb: RecoveryVerb,
    side: str,
    at: datetime,
    pages: RecoveryPages,
    text: str = "",
    wait: timedelta = NO_WAIT,
    desk: DeskPerson | None = None,
    way: str = "",
) -> None:
    """Take one step of a request that is held: the rules say what it becomes, the rest follows from that."""
    before = row.state
    case = RecoveryCase(RecoveryState(before), row.first_by_id, row.second_by_id, row.ends_at)
    became = after(case, verb, at=at, wait=wait, desk=desk)
    row.state, row.first_by_id, row.second_by_id, row.ends_at = (
        became.state.value,
        became.first,
        became.second,
        became.ends_at,
    )
    row.version += 1
    row.moved_at = at
    row.reminded_at = None
    row.save(
        update_fields=["state", "first_by_id", "second_by_id", "ends_at", "version", "moved_at", "reminded_at"],
    )
    note(by=by, row=row, verb=verb, side=side, at=at, text=text, before=before)
    tell(by=by, row=row, verb=verb, at=at, pages=pages, text=text, way=way)


def note(
    *, by: Actor, row: Recovery, verb: RecoveryVerb | None, side: str, at: datetime, text: str = "", before: str = ""
) -> None:
    """Keep a step and write it into the chain concerned; ``verb`` None: the request itself."""
    RecoveryStep.objects.create(
        id=new_id(),
        recovery=row,
        verb=verb.value if verb else "ask",
        side=side,
        at=at,
        by_id=by.id,
        by_name=by.name,
        text=text,
    )
    facts = {"kind": row.kind, "state": row.state, "requester": row.name, "email": masked(row.email), "side": side}
    if row.ends_at is not None:
        facts["ends_at"] = row.ends_at.isoformat()
    if text:
        facts["text"] = text
    record(
        by=by,
        event=_EVENTS[verb],
        subject=f"recovery {row.id}",
        at=at,
        organisation=code_of(row),
        before={"state": before} if before else None,
        after=facts,
    )


def tell(
    *,
    by: Actor,
    row: Recovery,
    verb: RecoveryVerb | None,
    at: datetime,
    pages: RecoveryPages,
    text: str = "",
    way: str = "",
) -> None:
    """Owe a letter to the requester and one to everybody concerned, each with a link of their own to stop it.

    A grant without ``way`` leaves the requester's letter to the link that opens an account.
    """
    words = words_of(row, text=text, by_name=by.name)
    if verb is RecoveryVerb.QUESTION:
        way = pages.answer(answer_token(row.id, row.version))
    letters = []
    if way or verb is not RecoveryVerb.GRANT:
        letters.append((row.email, requester_letter(verb, words, pages.stop(stop_token(row.id, None)), way)))
    for each in people_concerned(row.organisation_id, row.person_id):
        if each.email != row.email:
            stop = pages.stop(stop_token(row.id, each.id))
            letters.append((each.email, people_letter(each.name, verb, words, stop)))
    for to, letter in letters:
        owe_notice(
            kind="link.recovery", to=to, subject=letter.subject, body=letter.body, at=at, organisation=words.code
        )
