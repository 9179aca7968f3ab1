"""The worker's rounds: all regular work of the service, each with its name, its time and its function.

To add one: write a function ``(Turn) -> str`` in a module beside this one and put a line into ``ROUNDS``. Its state
(when it is due, who is at it, what trouble it had) is kept by ``dspt/rounds``; ``dspt rounds`` shows it.
"""

from __future__ import annotations

from datetime import datetime

from dspt.rounds.actions import forget_the_gone, plan_rounds
from dspt.rounds.rules import Daily, Every

from . import journal, keeping, recovering, reviewing, scanning, tidying
from .turns import Interrupted as Interrupted
from .turns import Round as Round
from .turns import Turn as Turn
from .turns import keep_running as keep_running
from .turns import run as run
from .turns import run_due as run_due
from .turns import this_worker as this_worker


def _forget(turn: Turn) -> str:
    return f"{forget_the_gone(known=[each.name for each in ROUNDS], at=turn.at)} workers and rounds struck off"


ROUNDS: tuple[Round, ...] = (
    Round("notices.free", Every(10), "puts messages back that a dead worker held", tidying.free_notices),
    Round("sessions.clear", Every(60), "removes sessions that have ended", tidying.clear_sessions),
    Round("journal.check", Daily(1, 30), "checks every chain of the journal, and alarms", journal.check),
    Round("journal.anchor", Every(60), "takes the chains' heads into the service's chain", journal.anchor),
    Round("recovery.grant", Every(1), "grants recoveries of access whose waiting time is over", recovering.grant),
    Round("recovery.remind", Every(60), "tells the service desk of requests that wait too long", recovering.remind),
    Round("documents.scan", Every(1), "has new files scanned for viruses", scanning.scan_new),
    Round("documents.scan_again", Every(60), "has old clean files scanned again", scanning.scan_again),
    Round("documents.sweep", Daily(2, 50), "deletes files that no document refers to", scanning.sweep),
    Round("documents.reviews", Daily(7, 10), "reminds owners of documents due for review", reviewing.remind),
    Round("keeping.retain", Daily(3, 10), "announces and deletes what is past its time", keeping.retain),
    Round("rounds.tidy", Daily(3, 40), "strikes off workers and rounds that are gone", _forget),
)


def plan(at: datetime) -> None:
    """Put rounds that are new on the table."""
    plan_rounds(whens={each.name: each.when for each in ROUNDS}, at=at)
