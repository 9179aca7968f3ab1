"""The list of somebody's sessions, kept by the sign-in library; their content stays in the framework's table."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY, get_user_model
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from dspt.foundation.clock import now


@dataclass(frozen=True, slots=True)
class LiveSession:
    """A session as it is: ``number`` names it to the person alone, ``seen`` is in seconds, 0 where it does not say."""

    number: int
    began_at: datetime
    address: str
    user_agent: str
    seen: int
    is_this_one: bool


def live_sessions(person: UUID, this_one: str) -> tuple[LiveSession, ...]:
    """List somebody's living sessions, and strike off the ended. Three statements, one more where some had ended."""
    rows = list(UserSession.objects.filter(user_id=person).order_by("id"))
    kept = Session.objects.filter(session_key__in=[row.session_key for row in rows], expire_date__gt=now())
    facts = {each.session_key: each.get_decoded() for each in kept}
    # As the framework does when a session comes along: it is bound to the password's hash, by this key or an old one.
    owner = get_user_model()._default_manager.get(pk=person)
    hashes = {owner.get_session_auth_hash(), *owner.get_session_auth_fallback_hash()}
    living = [row for row in rows if facts.get(row.session_key, {}).get(HASH_SESSION_KEY) in hashes]
    ended = [row.pk for row in rows if row not in living]
    if ended:
        UserSession.objects.filter(pk__in=ended).delete()
    return tuple(
        LiveSession(
            row.pk,
            row.created_at,
            row.ip,
            row.user_agent,
            facts[row.session_key].get("seen", 0),
            row.session_key == this_one,
        )
        for row in living
    )


def end_session(person: UUID, number: int) -> bool:
    """End one of somebody's sessions; False where it is not theirs or has ended."""
    row = UserSession.objects.filter(user_id=person, pk=number).first()
    if row is None:
        return False
    row.end()
    return True


def end_sessions(person: UUID, *, but: str = "") -> int:
    """End all of somebody's sessions, or all but the one with this key; gives how many."""
    rows = UserSession.objects.filter(user_id=person).exclude(session_key=but)
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
    return len(keys)


def renew_session_key(request: HttpRequest) -> None:
    """Give the session another key, so that one that was seen before is worth nothing now."""
    with followed(request):
        request.session.cycle_key()


@contextmanager
def followed(request: HttpRequest) -> Iterator[None]:
    """Let the list of sessions follow a change of the session's key."""
    old = request.session.session_key
    yield
    UserSession.objects.filter(session_key=old).update(session_key=request.session.session_key)
