"""``dspt rounds [NAME]``: list the worker's rounds with their state, or make one now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.management.base import CommandError, CommandParser

from dspt.foundation.clock import LONDON, now
from dspt.jobs.command import DatabaseCommand
from dspt.jobs.rounds import ROUNDS, plan, run, this_worker
from dspt.rounds.queries import RoundRecord, Watch, all_rounds, watch


class Command(DatabaseCommand):
    """List the rounds, or make one by its name, whether it is due or not."""

    help = "List the worker's regular rounds: when each is due, began, ended well, and what trouble it had."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?", default="", help="make this round now")

    def handle(self, *args: Any, **options: Any) -> None:
        at = now()
        plan(at)
        if options["name"]:
            self._make(options["name"])
            return
        self.stdout.write(_of_workers(watch(at)))
        known = all_rounds()
        for each in ROUNDS:
            self.stdout.write(f"\n{each.name}  {each.when}: {each.does}")
            self.stdout.write(_state(known[each.name]))

    def _make(self, name: str) -> None:
        each = next((each for each in ROUNDS if each.name == name), None)
        if each is None:
            raise CommandError(f"There is no round {name}. There are: {', '.join(each.name for each in ROUNDS)}.")
        ended_well = run(each, worker=this_worker(), is_due=False)
        record = all_rounds()[name]
        if ended_well is None:
            raise CommandError(f"{record.held_by} is at it since {_when(record.began_at)}.")
        if not ended_well:
            raise CommandError(f"It failed: {record.trouble}")
        self.stdout.write(record.report)


def _of_workers(seen: Watch) -> str:
    if seen.is_kept:
        return f"A worker was last seen {_when(seen.seen_at)}."
    return f"No worker is running (last seen: {_when(seen.seen_at)}). Start one: dspt worker"


def _state(record: RoundRecord) -> str:
    lines = [f"  {record.state}, due {_when(record.due_at)}"]
    if record.state == "under way":
        lines = [f"  under way by {record.held_by} since {_when(record.began_at)}"]
    if record.progress:
        lines.append(f"  came as far as: {record.progress}")
    lines.append(f"  last ended well {_when(record.ended_well_at)}" + (f": {record.report}" if record.report else ""))
    if record.failures:
        lines.append(f"  failed {record.failures} times, last {_when(record.failed_at)}: {record.trouble}")
    return "\n".join(lines)


def _when(at: datetime | None) -> str:
    return f"{at.astimezone(LONDON):%d %b %Y %H:%M:%S}" if at else "never"
