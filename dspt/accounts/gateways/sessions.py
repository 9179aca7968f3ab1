"""The list of somebody's sessions, kept by the sign-in library; their content stays in the framework's table."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.http import HttpRequest


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
    """List somebody's living sessions, and strike off the ended. A few statements a session: for their page alone."""
    return tuple(_live(UserSession.objects.purge_and_list(_Owner(person)), this_one))


def _live(rows: list[UserSession], this_one: str) -> Iterator[LiveSession]:
    for row in rows:
        seen = row._session_store(row.session_key).get("seen", 0)
        yield LiveSession(row.pk, row.created_at, row.ip, row.user_agent, seen, row.session_key == this_one)


def end_session(person: UUID, number: int) -> bool:
    """End one of somebody's sessions; False where it is not theirs or has ended."""
    row = UserSession.objects.filter(user_id=person, pk=number).first()
    if row is None:
        return False
    row.end()
    return True


def end_sessions(person: UUID, *, but: str = "") -> int:
    """End all of somebody's sessions, or all but the one with this key; gives how many."""
    rows = list(UserSession.objects.filter(user_id=person).exclude(session_key=but))
    for row in rows:
        row.end()
    return len(rows)


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


class _Owner:
    # All that the library asks of a person here is the key.
    def __init__(self, person: UUID) -> None:
        self.pk = person
