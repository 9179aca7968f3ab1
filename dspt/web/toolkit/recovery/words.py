"""What an organisation is told of a request to administer it."""

from __future__ import annotations

from dspt.organisations.queries import RecoveryRecord
from dspt.organisations.rules import RecoveryState
from dspt.organisations.rules.recovery_letters import moment

_STANDS = {
    RecoveryState.WAITING: "The service desk looks at it now, and rings your organisation.",
    RecoveryState.APPROVED: "One person of the service desk has approved it. A second one looks at it now.",
    RecoveryState.QUESTIONED: "The service desk has asked for more.",
    RecoveryState.GRANTED: "It was granted.",
    RecoveryState.REFUSED: "The service desk refused it. Nothing has changed.",
    RecoveryState.STOPPED: "It was stopped. Nothing has changed.",
}


def stands(found: RecoveryRecord) -> str:
    """Say where a request stands, and until when it can be stopped."""
    if found.state is RecoveryState.COUNTING and found.ends_at is not None:
        return (
            "Two people of the service desk have approved it. If nobody stops it, it is granted on "
            f"{moment(found.ends_at)}."
        )
    return _STANDS[found.state]
