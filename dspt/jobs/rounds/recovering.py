"""Rounds of the recovery of access: what is granted after its waiting time, what waits too long."""

from __future__ import annotations

from dspt.foundation.actors import Actor
from dspt.organisations.actions import RecoveryRefused, grant_recovery, remind_the_desk
from dspt.organisations.gateways import recovery_pages
from dspt.organisations.queries import recoveries_overdue, recoveries_to_grant

from .turns import Turn

BY = Actor.machine("The service desk")
"""Letters and the page of the mailed link name who gives the access."""


def grant(turn: Turn) -> str:
    """Grant each request whose waiting time is over; one that is refused stays for the next turn."""
    granted = refused = 0
    for each in recoveries_to_grant(turn.at):
        try:
            grant_recovery(by=BY, recovery=each, pages=recovery_pages(), at=turn.at)
        except RecoveryRefused:
            refused += 1
        else:
            granted += 1
        turn.say(f"{granted + refused} looked at")
    return f"{granted} granted, {refused} left for later"


def remind(turn: Turn) -> str:
    """Tell the service desk of each request that waits too long, once."""
    told = sum(
        remind_the_desk(by=BY, recovery=each, pages=recovery_pages(), at=turn.at)
        for each in recoveries_overdue(turn.at)
    )
    return f"{told} requests told to the service desk"
