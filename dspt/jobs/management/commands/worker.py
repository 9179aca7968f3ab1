"""``dspt worker [--once]``: send what is owed, put back what a dead worker held, clear ended sessions."""

from __future__ import annotations

import signal
from importlib import import_module
from threading import Event
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, close_old_connections

from dspt.foundation.clock import now
from dspt.jobs.safety import DemoInProduction, NotMigrated, refuse_demo_people
from dspt.notices.actions import claim_notice, free_stuck_notices, note_not_sent, note_sent
from dspt.notices.gateways import NotDelivered, deliver

PAUSE_SECONDS = 2.0
TIDY_EVERY = 300  # rounds: every ten minutes
MOST_IN_A_ROUND = 200


class Command(BaseCommand):
    help = "Send messages that are owed. Any number of workers may run; each message is sent by one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="send what is due now, and end")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            refuse_demo_people()
        except (DemoInProduction, NotMigrated) as refusal:
            raise CommandError(str(refusal)) from None
        if options["once"]:
            self._tidy()
            self.stdout.write(f"{self._send_due()} messages sent.")
            return
        ended = Event()
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, lambda *_: ended.set())
        rounds = 0
        while not ended.is_set():
            try:
                if rounds % TIDY_EVERY == 0:
                    self._tidy()
                self._send_due(ended)
            except OperationalError as trouble:
                # The database is busy or away: what is owed stays owed.
                self.stderr.write(f"worker: {trouble}")
            rounds += 1
            close_old_connections()
            ended.wait(PAUSE_SECONDS)

    def _send_due(self, ended: Event | None = None) -> int:
        sent = 0
        for _ in range(MOST_IN_A_ROUND):
            claimed = None if ended is not None and ended.is_set() else claim_notice(at=now())
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

    def _tidy(self) -> None:
        freed = free_stuck_notices(at=now())
        if freed:
            self.stderr.write(f"worker: {freed} messages of a dead worker put back")
        import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
