"""Running rounds: whoever is due gets a turn; one that fails is written down and stops nobody else."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event

from django.db import DatabaseError, close_old_connections, connections

from dspt.foundation.clock import now
from dspt.rounds import actions
from dspt.rounds.queries import names_due
from dspt.rounds.rules import When

_log = logging.getLogger(__name__)


class Interrupted(Exception):
    """The worker is asked to end; the turn is given back and goes on at once elsewhere."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a round, given to its function.

    ``at`` is the instant it began. ``broke_off`` is how far the turn before had come if it did not end, else empty.
    """

    at: datetime
    broke_off: str = ""
    say: Callable[[str], None] = field(default=lambda progress: None)
    """Write down how far the work is. Long work calls it at least every few minutes, between its transactions: a turn
    that is silent for ten is taken for dead. Raises Interrupted where the worker is to end."""


@dataclass(frozen=True, slots=True)
class Round:
    """Regular work: its name (``room.what``), when, what it does in words, and the function that does it.

    The function returns one line about what it did. It may be run again at any time, also after breaking off half-way;
    it may raise anything: that is logged, shown, and tried again with growing pauses.
    """

    name: str
    when: When
    does: str
    work: Callable[[Turn], str]


def this_worker() -> str:
    """Name this process among all workers."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}"


def run_due(rounds: Iterable[Round], *, worker: str, ending: Event | None = None) -> list[str]:
    """Run every round that is due, one after the other; returns the names of those that ended well."""
    known = {each.name: each for each in rounds}
    for name in actions.free_lapsed(whens={name: each.when for name, each in known.items()}, at=now()):
        _log.error("round %s: its worker ended or hung", name)
    return [
        name
        for name in names_due(now())
        if name in known and not (ending and ending.is_set()) and run(known[name], worker=worker, ending=ending)
    ]


def run(each: Round, *, worker: str, ending: Event | None = None, is_due: bool = True) -> bool | None:
    """Give a round a turn. True: it ended well. False: it failed or broke off. None: not due, or another is at it."""
    claim = actions.claim_round(name=each.name, worker=worker, at=now(), is_due=is_due)
    if claim is None:
        return None

    def say(progress: str) -> None:
        actions.note_progress(claim=claim, progress=progress, at=now())
        if ending is not None and ending.is_set():
            raise Interrupted

    try:
        report = each.work(Turn(claim.began_at, claim.broke_off, say))
    except Interrupted:
        actions.give_back(claim=claim, at=now())
        return False
    except actions.NotHeld:
        _log.error("round %s: taken for dead after a long silence; another worker has it", each.name)
        return False
    except Exception as trouble:  # noqa: BLE001 (whatever a round raises is logged, kept and shown; the others go on)
        _log.exception("round %s failed", each.name)
        actions.note_failed(claim=claim, when=each.when, trouble=f"{type(trouble).__name__}: {trouble}", at=now())
        return False
    actions.note_ended(claim=claim, when=each.when, report=report, at=now())
    return True


def keep_running(rounds: Iterable[Round], *, worker: str, ending: Event, pause_seconds: float) -> None:
    """Run what is due until the worker is to end. A database that is away is waited for."""
    rounds = tuple(rounds)
    whens = {each.name: each.when for each in rounds}
    while not ending.is_set():
        try:
            actions.plan_rounds(whens=whens, at=now())
            run_due(rounds, worker=worker, ending=ending)
        except DatabaseError:
            _log.exception("rounds: the database is busy or away")
        close_old_connections()
        ending.wait(pause_seconds)
    connections.close_all()
