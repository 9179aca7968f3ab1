"""Where letters about recovering access lead, and links that carry their own proof: signed, kept nowhere, worth nothing
once the request they name has moved on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

_STOP, _ANSWER = "organisations.recovery.stop", "organisations.recovery.answer"


@dataclass(frozen=True, slots=True)
class RecoveryPages:
    """Whole addresses of the pages that letters lead to; the first five are made from a link's secret."""

    request: Callable[[str], str]
    lost: Callable[[str], str]
    """As ``request``, for a lost factor."""
    answer: Callable[[str], str]
    stop: Callable[[str], str]
    join: Callable[[str], str]
    desk: Callable[[UUID], str]
    home: Callable[[str], str]
    start: str
    forgotten: str
    ask_lost: str
    sign_in: str


def recovery_pages() -> RecoveryPages:
    """Give the addresses that letters lead to; doors and jobs hand them to the actions."""

    def address(name: str, *args: object) -> str:
        return f"{settings.DSPT_BASE_URL}{reverse(name, args=args)}"

    return RecoveryPages(
        request=lambda token: address("recover_link", token),
        lost=lambda token: address("lost_factor_link", token),
        answer=lambda token: address("recovery_answer", token),
        stop=lambda token: address("recovery_stop_link", token),
        join=lambda token: address("invitation", token),
        desk=lambda id: address("helpdesk_recovery", id),
        home=lambda code: address("organisation_home", code),
        start=address("start"),
        forgotten=address("forgotten"),
        ask_lost=address("lost_factor"),
        sign_in=address("sign_in"),
    )


@dataclass(frozen=True, slots=True)
class StopToken:
    """Names a request and who was given the link: somebody concerned (``person``), else the requester."""

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
