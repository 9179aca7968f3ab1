"""``dspt worker [--once]``: send what is owed, and make the service's rounds."""

from __future__ import annotations

import logging
import signal
from threading import Event, Thread
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError, close_old_connections

from dspt.foundation.clock import now
from dspt.jobs.command import DatabaseCommand
from dspt.jobs.rounds import ROUNDS, keep_running, plan, run_due, this_worker
from dspt.jobs.safety import DemoInProduction, NotMigrated, refuse_demo_people
from dspt.notices.actions import claim_notice, note_not_sent, note_sent
from dspt.notices.gateways import NotDelivered, deliver
from dspt.rounds.actions import forget_worker, show_worker

PAUSE_SECONDS = 2.0
SHOW_EVERY = 15  # pauses: every half minute
ROUNDS_PAUSE_SECONDS = 5.0
GRACE_SECONDS = 10
MOST_IN_A_ROW = 200

_log = logging.getLogger(__name__)


class Command(DatabaseCommand):
    help = (
        "Send messages that are owed and make the service's rounds (dspt rounds lists them). "
        "Any number of workers may run: each message is sent, and each round made, by one."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, and end")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            refuse_demo_people()
        except (DemoInProduction, NotMigrated) as refusal:
            raise CommandError(str(refusal)) from None
        worker = this_worker()
        if options["once"]:
            plan(now())
            made = run_due(ROUNDS, worker=worker)
            self.stdout.write(f"{_send_due()} messages sent, {len(made)} rounds made.")
            return
        ending = Event()
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, lambda *_: ending.set())
        # Beside the messages, not between them: a sign-in link does not wait for a long round.
        beside = Thread(target=_make_rounds, args=(worker, ending), name="rounds", daemon=True)
        beside.start()
        _keep_sending(worker, ending, beside)
        beside.join(GRACE_SECONDS)
        forget_worker(name=worker)


def _make_rounds(worker: str, ending: Event) -> None:
    keep_running(ROUNDS, worker=worker, ending=ending, pause_seconds=ROUNDS_PAUSE_SECONDS)


def _keep_sending(worker: str, ending: Event, beside: Thread) -> None:
    """Send what is owed until the worker is to end; show that it lives as long as both halves of it do."""
    pauses = 0
    while not ending.is_set():
        try:
            if pauses % SHOW_EVERY == 0 and beside.is_alive():
                show_worker(name=worker, at=now())
            _send_due(ending)
        except DatabaseError:
            _log.exception("worker: the database is busy or away; what is owed stays owed")
        pauses += 1
        close_old_connections()
        ending.wait(PAUSE_SECONDS)


def _send_due(ending: Event | None = None) -> int:
    sent = 0
    for _ in range(MOST_IN_A_ROW):
        claimed = None if ending is not None and ending.is_set() else claim_notice(at=now())
        if claimed is None:
            break
        try:
            deliver(to=claimed.to, subject=claimed.subject, body=claimed.body)
        except NotDelivered as trouble:
            note_not_sent(notice=claimed.id, why=str(trouble), at=now())
        else:
            note_sent(notice=claimed.id, at=now(), keeps_words=settings.DSPT_IS_DEMO)
            sent += 1
    return sent
