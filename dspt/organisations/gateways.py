"""Links that carry their own proof: signed, kept nowhere, worth nothing once the request they name has moved on."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.core import signing

_STOP, _ANSWER = "organisations.recovery.stop", "organisations.recovery.answer"


@dataclass(frozen=True, slots=True)
class StopToken:
    """Names a request and who was given the link: somebody with access (``person``), else the requester."""

    recovery: UUID
    person: UUID | None


@dataclass(frozen=True, slots=True)
class AnswerToken:
    """Names a request and the version at which it was asked: the first answer uses the link up."""

    recovery: UUID
    version: int


def stop_token(recovery: UUID, person: UUID | None) -> str:
    """Write the secret of a link with which its receiver can stop a request."""
    return signing.dumps([recovery.hex, person.hex if person else ""], salt=_STOP)


def answer_token(recovery: UUID, version: int) -> str:
    """Write the secret of a link with which the requester answers the service desk."""
    return signing.dumps([recovery.hex, version], salt=_ANSWER)


def read_stop_token(token: str) -> StopToken | None:
    """Read a stop link's secret; None: it is not one of ours."""
    try:
        recovery, person = signing.loads(token, salt=_STOP)
    except signing.BadSignature:
        return None
    return StopToken(UUID(recovery), UUID(person) if person else None)


def read_answer_token(token: str) -> AnswerToken | None:
    """Read an answer link's secret; None: it is not one of ours."""
    try:
        recovery, version = signing.loads(token, salt=_ANSWER)
    except signing.BadSignature:
        return None
    return AnswerToken(UUID(recovery), version)
