"""What pages say of a request for recovery to people outside."""

from __future__ import annotations

from dspt.organisations.actions import RecoveryRefused
from dspt.organisations.queries import RecoveryRecord
from dspt.organisations.rules import RecoveryKind, RecoveryState
from dspt.organisations.rules.recovery_letters import moment

_STANDS = {
    RecoveryState.WAITING: "Our service desk looks at it.",
    RecoveryState.APPROVED: "One person of our service desk has approved it. A second one looks at it now.",
    RecoveryState.QUESTIONED: "Our service desk has asked for more.",
    RecoveryState.GRANTED: "It was granted.",
    RecoveryState.REFUSED: "Our service desk refused it.",
    RecoveryState.STOPPED: "It was stopped.",
}
_REFUSED = {
    "living": ("You have a request already", "We write to you at every step. There is no need to ask again."),
    "too_many": ("We look at other requests first", "Several people have asked for access. Try again in a few days."),
    "is_administrator": ("You are an administrator already", "Sign in, or choose a new password."),
    "no_factor": ("Your account asks for no extra step", "Sign in with your password, or choose a new one."),
    "unknown": ("This link does not work", "Check that you have the whole address from the email."),
    "not_now": (
        "This is settled already",
        "We have written to you about it: look in your email. If you have not had that, check that you have the whole "
        "address of the link.",
    ),
}


def asked(found: RecoveryRecord) -> str:
    """Say who asks for what."""
    if found.kind is RecoveryKind.FACTOR:
        return (
            f"{found.name} ({found.email}) asked on {moment(found.asked_at)} to have the extra sign-in step of their "
            "account taken away, because they have lost it and their recovery codes."
        )
    return (
        f"{found.name} ({found.email}) asked on {moment(found.asked_at)} to become an administrator of "
        f"{found.organisation_name} ({found.code}), because nobody there can give access any more."
    )


def to_its_person(found: RecoveryRecord) -> str:
    """Say to the one whose factors it is about that a request is under way, and where it stands."""
    return (
        f"Somebody asked on {moment(found.asked_at)}, by a link that we mailed to you, to have it taken away. "
        f"{stands(found)}"
    )


def own(found: RecoveryRecord) -> str:
    """Name a request to the one who made it."""
    if found.kind is RecoveryKind.FACTOR:
        return "your request about your extra sign-in step"
    return f"your request for {found.organisation_name} ({found.code})"


def stands(found: RecoveryRecord) -> str:
    """Say where a request stands."""
    if found.state is RecoveryState.COUNTING and found.ends_at is not None:
        return (
            "Two people of our service desk have approved it. If nobody stops it, it is granted on "
            f"{moment(found.ends_at)}, UK time."
        )
    return _STANDS[found.state]


def of_refusal(refusal: RecoveryRefused) -> tuple[str, str]:
    """Give heading and advice for a step that cannot be taken."""
    return _REFUSED[refusal.code]
