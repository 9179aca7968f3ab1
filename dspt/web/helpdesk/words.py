"""Words that several pages of the service desk share."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from dspt.organisations.rules import RecoveryState, RecoveryVerb
from dspt.organisations.rules.recovery_letters import moment
from dspt.web.kit.components import Mark
from dspt.web.kit.days import day as spoken

MARKS = {
    RecoveryState.WAITING: Mark("For the first person", "do"),
    RecoveryState.APPROVED: Mark("For a second person", "do"),
    RecoveryState.QUESTIONED: Mark("Asked for more", "info"),
    RecoveryState.COUNTING: Mark("Waiting time", "info"),
    RecoveryState.GRANTED: Mark("Granted", "ok"),
    RecoveryState.REFUSED: Mark("Refused", "bad"),
    RecoveryState.STOPPED: Mark("Stopped", "bad"),
}
SIDES = {"requester": "the requester", "desk": "service desk", "organisation": "has access", "machine": "by itself"}
DONE = {
    "ask": "Asked",
    RecoveryVerb.APPROVE: "Approved",
    RecoveryVerb.REFUSE: "Refused",
    RecoveryVerb.QUESTION: "Asked for more",
    RecoveryVerb.ANSWER: "Answered",
    RecoveryVerb.STOP: "Stopped",
    RecoveryVerb.GRANT: "Granted",
}


def when(at: datetime | None) -> str:
    """Say an instant in UK time, or that there is none."""
    return moment(at) if at else "Never"


def day(on: date | datetime | None) -> str:
    """Say a day: 30 June 2025; a dash where there is none."""
    return spoken(on) if on is not None else "–"


def lasting(time: timedelta) -> str:
    """Say roughly how long: minutes, hours below two days, then days."""
    minutes = max(0, int(time.total_seconds() // 60))
    if not minutes:
        return "less than a minute"
    number, unit = (minutes, "minute") if minutes < 60 else (minutes // 60, "hour")
    if number >= 48 and unit == "hour":
        number, unit = number // 24, "day"
    return f"{number} {unit}{'' if number == 1 else 's'}"
