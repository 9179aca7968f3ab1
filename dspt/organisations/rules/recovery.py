"""Recovering access: to an organisation whose administrators are gone, or of a person who lost every second factor.

Who may do what to a request, and when; pure, and the same for both kinds. Two people of the service desk approve, then
a waiting time runs in which everybody concerned can stop it. The prose and a worked example:
``docs/algorithms/recovery.md``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from dspt.foundation.refusals import Refusal


class RecoveryKind(StrEnum):
    """What is asked for."""

    ADMINISTRATOR = "administrator"
    """To become administrator of an organisation that nobody administers any more."""
    FACTOR = "factor"
    """That the second factors of an account are taken away, because all of them are lost."""


class RecoveryState(StrEnum):
    """Where a request stands."""

    WAITING = "waiting"
    """For the first person of the service desk."""
    APPROVED = "approved"
    """By one person; waits for a second."""
    QUESTIONED = "questioned"
    """The service desk asked the requester something."""
    COUNTING = "counting"
    """Approved by two; the waiting time runs."""
    GRANTED = "granted"
    REFUSED = "refused"
    STOPPED = "stopped"


class RecoveryVerb(StrEnum):
    """What can be done to a request."""

    APPROVE = "approve"
    REFUSE = "refuse"
    QUESTION = "question"
    ANSWER = "answer"
    STOP = "stop"
    GRANT = "grant"


class Check(StrEnum):
    """What each of the two has to have verified before approving. The value says it to the person."""

    NUMBER = "I looked the switchboard’s number up elsewhere, not in this request"
    VOICE = "I rang that number and somebody who answers for the organisation confirmed the request"
    ADDRESS = "The requester’s email address is one that the organisation uses for work"
    GONE = "The administrators listed here have left or cannot be reached"
    REACHED = "I rang that number, was put through to the person, and they told me that they had asked"
    VOUCHED = "Somebody else who answers there confirmed who they are"


CHECKS: Mapping[RecoveryKind, tuple[Check, ...]] = {
    RecoveryKind.ADMINISTRATOR: (Check.NUMBER, Check.VOICE, Check.ADDRESS, Check.GONE),
    RecoveryKind.FACTOR: (Check.NUMBER, Check.REACHED, Check.VOUCHED),
}
"""What has to be verified for each kind of request."""


_S, _V = RecoveryState, RecoveryVerb

NEXT: Mapping[RecoveryState, Mapping[RecoveryVerb, RecoveryState | None]] = {
    _S.WAITING: {
        _V.APPROVE: _S.APPROVED,
        _V.REFUSE: _S.REFUSED,
        _V.QUESTION: _S.QUESTIONED,
        _V.ANSWER: None,
        _V.STOP: _S.STOPPED,
        _V.GRANT: None,
    },
    _S.APPROVED: {
        _V.APPROVE: _S.COUNTING,
        _V.REFUSE: _S.REFUSED,
        _V.QUESTION: _S.QUESTIONED,
        _V.ANSWER: None,
        _V.STOP: _S.STOPPED,
        _V.GRANT: None,
    },
    _S.QUESTIONED: {
        _V.APPROVE: None,
        _V.REFUSE: _S.REFUSED,
        _V.QUESTION: None,
        _V.ANSWER: _S.WAITING,
        _V.STOP: _S.STOPPED,
        _V.GRANT: None,
    },
    _S.COUNTING: {
        _V.APPROVE: None,
        _V.REFUSE: _S.REFUSED,
        _V.QUESTION: None,
        _V.ANSWER: None,
        _V.STOP: _S.STOPPED,
        _V.GRANT: _S.GRANTED,
    },
    _S.GRANTED: dict.fromkeys(_V),
    _S.REFUSED: dict.fromkeys(_V),
    _S.STOPPED: dict.fromkeys(_V),
}
"""Where a verb leads from a state; None: it is refused there."""

LIVING = frozenset({_S.WAITING, _S.APPROVED, _S.QUESTIONED, _S.COUNTING})
"""A request that can still come to something."""

FOR_THE_DESK = frozenset({_S.WAITING, _S.APPROVED})
"""The service desk has the next move."""

REMIND_AFTER = timedelta(days=2)
"""So long without a move of the service desk, and its people are told."""

MOST_LIVING = 5
"""More requests than these for one organisation are not taken at once."""

DESK_VERBS = frozenset({_V.APPROVE, _V.REFUSE, _V.QUESTION})


class RecoveryRefused(Refusal):
    """Why a request is not taken, or a step of it is not.

    Asking: ``living`` (there is one already), ``too_many``, ``is_administrator``, ``no_factor`` (there is nothing to
    take away), ``unknown``. A step: ``not_now`` (fact ``state``: the verb is not open there), ``stale`` (it changed
    since the page was opened), ``unknown``. Granting: ``too_early`` (fact ``ends_at``). The service desk:
    ``own_request``, ``has_role`` (in an organisation concerned), ``approved_already`` (by the same person),
    ``unchecked`` (not all of ``CHECKS``). What is written: ``text_missing``, ``text_long``.
    """


@dataclass(frozen=True, slots=True)
class RecoveryCase:
    """What decides over a request. ``first``, ``second``: who approved; ``ends_at``: of the waiting time."""

    state: RecoveryState = RecoveryState.WAITING
    first: UUID | None = None
    second: UUID | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DeskPerson:
    """Somebody of the service desk, as far as it bears on one request."""

    id: UUID
    is_requester: bool = False
    has_role: bool = False
    """In the organisation that the request is for, or in one of the requester's, whatever the role."""


def after(
    case: RecoveryCase, verb: RecoveryVerb, *, at: datetime, wait: timedelta, desk: DeskPerson | None = None
) -> RecoveryCase:
    """Say what a request becomes by a verb, or refuse with RecoveryRefused.

    ``desk`` is who decides, for the verbs of the service desk. ``wait`` is elapsed time, whatever the clocks on the
    wall do meanwhile; granting is open from its last instant on. A question takes the first approval back, because the
    answer may change what was approved.
    """
    became = NEXT[case.state][verb]
    if became is None:
        raise RecoveryRefused("not_now", state=case.state)
    if verb in DESK_VERBS:
        _require_stranger(desk)
    if verb is _V.GRANT:
        _require_over(case, at)
    if verb is _V.QUESTION:
        return RecoveryCase(became)
    if verb is not _V.APPROVE:
        return replace(case, state=became)
    assert desk is not None
    if case.state is _S.WAITING:
        return replace(case, state=became, first=desk.id)
    if case.first == desk.id:
        raise RecoveryRefused("approved_already")
    return replace(case, state=became, second=desk.id, ends_at=at + wait)


def require_checked(kind: RecoveryKind, checked: Collection[str]) -> None:
    """Refuse with RecoveryRefused (``unchecked``) an approval by somebody who has not verified everything."""
    if not set(CHECKS[kind]) <= set(checked):
        raise RecoveryRefused("unchecked")


def is_overdue(state: RecoveryState, moved_at: datetime, at: datetime) -> bool:
    """Tell whether the service desk lets a request wait too long."""
    return state in FOR_THE_DESK and at - moved_at >= REMIND_AFTER


def checked_text(typed: str, limit: int) -> str:
    """Tidy what somebody wrote; refuse with RecoveryRefused what is empty or too long."""
    text = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in typed.replace("\r\n", "\n")).strip()
    if not text:
        raise RecoveryRefused("text_missing")
    if len(text) > limit:
        raise RecoveryRefused("text_long", limit=limit)
    return text


def _require_stranger(desk: DeskPerson | None) -> None:
    if desk is None:
        raise RecoveryRefused("unknown")
    if desk.is_requester:
        raise RecoveryRefused("own_request")
    if desk.has_role:
        raise RecoveryRefused("has_role")


def _require_over(case: RecoveryCase, at: datetime) -> None:
    if case.ends_at is None or at < case.ends_at:
        raise RecoveryRefused("too_early", ends_at=case.ends_at)
