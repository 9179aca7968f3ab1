"""Sign-ins and sessions: noted, told where they are new, ended."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from dspt.foundation.actors import Actor
from dspt.foundation.clock import LONDON
from dspt.foundation.refusals import Refusal
from dspt.journal.actions import record
from dspt.notices.actions import owe_notice

from ..gateways import sessions
from ..models import SignIn
from ..rules import new_device_letter
from .people import the_person

KEPT_FOR = timedelta(days=90)


class SessionRefused(Refusal):
    """``unknown``: it is not theirs, or has ended."""


def note_sign_in(*, by: Actor, way: str, device: str, place: str, is_new_device: bool, at: datetime) -> None:
    """Note a sign-in for the person's own list; a letter goes out for a browser that was not seen before.

    The first one of all brings no letter. Notes older than 90 days go.
    """
    person = the_person(by)
    with transaction.atomic():
        earlier = SignIn.objects.filter(person=person)
        is_new_device = is_new_device and earlier.exists()
        earlier.filter(at__lt=at - KEPT_FOR).delete()
        SignIn.objects.create(person=person, at=at, way=way, device=device, place=place, is_new_device=is_new_device)
        if is_new_device:
            words = new_device_letter(person.name, device, place, at.astimezone(LONDON))
            owe_notice(kind="sign_in.new_device", to=person.email, subject=words.subject, body=words.body, at=at)
        record(
            by=by,
            event="accounts.session.began",
            subject=str(person.id),
            at=at,
            after={"way": way, "device": device, "place": place, "new_device": is_new_device},
        )


def end_session(*, by: Actor, number: int, at: datetime) -> None:
    """End one of one's own sessions elsewhere. Refuses with SessionRefused."""
    assert by.id is not None
    with transaction.atomic():
        if not sessions.end_session(by.id, number):
            raise SessionRefused("unknown")
        record(by=by, event="accounts.session.ended", subject=str(by.id), at=at, after={"count": 1})


def end_other_sessions(*, by: Actor, keep_session: str, at: datetime) -> int:
    """End all of one's own sessions but this one (its key); gives how many."""
    assert by.id is not None
    with transaction.atomic():
        count = sessions.end_sessions(by.id, but=keep_session)
        record(by=by, event="accounts.session.ended", subject=str(by.id), at=at, after={"count": count})
    return count
