"""Taking turns: a round is claimed by one worker, noted as ended or failed, and lapses with a dead worker.

None of this is journalled: nobody acts, a machine keeps its own time. What a round does is told by the actions that it
calls.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet

from .models import Round, Worker
from .rules import FORGOTTEN_AFTER, HELD_FOR, When, first_turn, next_turn, try_again


@dataclass(frozen=True, slots=True)
class Claim:
    """A turn that this worker, and no other, has. ``broke_off`` is how far the turn before was if it did not end."""

    name: str
    worker: str
    began_at: datetime
    broke_off: str


class NotHeld(Exception):
    """The turn was taken away, because its worker seemed dead."""


def plan_rounds(*, whens: Mapping[str, When], at: datetime) -> None:
    """Put rounds that are new on the table: repeated ones due at once, daily ones at their time.

    A turn planned later than the round's time now asks for, because that was changed, comes forward. One statement,
    one more where something is new and for each that comes forward.
    """
    known = dict(Round.objects.values_list("name", "due_at"))
    new = [Round(name=name, due_at=first_turn(when, at)) for name, when in whens.items() if name not in known]
    if new:
        Round.objects.bulk_create(new, ignore_conflicts=True)
    for name, when in whens.items():
        latest = when.after(at)
        if name in known and known[name] > latest:
            Round.objects.filter(name=name, due_at__gt=latest).update(due_at=latest)


def claim_round(*, name: str, worker: str, at: datetime, is_due: bool = True) -> Claim | None:
    """Take a round's turn; None: it is not due, or another is at it. Two workers never get the same turn.

    ``is_due=False`` takes it before its time. Two statements.
    """
    free = Round.objects.filter(name=name, held_until=None)
    if is_due:
        free = free.filter(due_at__lte=at)
    if not free.update(held_by=worker, held_until=at + HELD_FOR, began_at=at):
        return None
    broke_off = Round.objects.values_list("progress", flat=True).get(name=name)
    return Claim(name, worker, at, broke_off)


def note_progress(*, claim: Claim, progress: str, at: datetime) -> None:
    """Write down how far a turn is, and hold it longer. Raises NotHeld. One statement."""
    if not _held(claim.name, claim.worker, claim.began_at).update(progress=progress[:300], held_until=at + HELD_FOR):
        raise NotHeld(claim.name)


def note_ended(*, claim: Claim, when: When, report: str, at: datetime) -> None:
    """Note a good end and plan the next turn. A turn taken away meanwhile stays with who has it. One statement."""
    _held(claim.name, claim.worker, claim.began_at).update(
        held_by="",
        held_until=None,
        due_at=next_turn(when, claim.began_at, at),
        ended_well_at=at,
        report=report[:300],
        progress="",
        failures=0,
        trouble="",
    )


def note_failed(*, claim: Claim, when: When, trouble: str, at: datetime) -> None:
    """Note that a turn failed and when it is tried again. Two statements."""
    failures = Round.objects.values_list("failures", flat=True).get(name=claim.name) + 1
    _held(claim.name, claim.worker, claim.began_at).update(
        held_by="",
        held_until=None,
        due_at=try_again(when, failures, at),
        failures=failures,
        failed_at=at,
        trouble=trouble[:500],
    )


def give_back(*, claim: Claim, at: datetime) -> None:
    """Give a turn back unfinished because the worker is asked to end: the next one goes on at once. One statement."""
    _held(claim.name, claim.worker, claim.began_at).update(held_by="", held_until=None, due_at=at)


def free_lapsed(*, whens: Mapping[str, When], at: datetime) -> tuple[str, ...]:
    """Take turns away whose worker said nothing for too long; each counts as a failure. Returns their names.

    One statement, one more for each.
    """
    freed = []
    lapsed = Round.objects.filter(held_until__lt=at, name__in=list(whens))
    for name, worker, began_at, failures in lapsed.values_list("name", "held_by", "began_at", "failures"):
        mine = _held(name, worker, began_at).filter(held_until__lt=at)
        if mine.update(
            held_by="",
            held_until=None,
            due_at=try_again(whens[name], failures + 1, at),
            failures=F("failures") + 1,
            failed_at=at,
            trouble=f"the worker {worker} ended or hung while at it",
        ):
            freed.append(name)
    return tuple(freed)


def show_worker(*, name: str, at: datetime) -> None:
    """Note that a worker lives. One statement, another the first time."""
    if not Worker.objects.filter(name=name).update(seen_at=at):
        Worker.objects.bulk_create([Worker(name=name, began_at=at, seen_at=at)], ignore_conflicts=True)


def forget_worker(*, name: str) -> None:
    """Strike a worker off that ends by itself. One statement."""
    Worker.objects.filter(name=name).delete()


def forget_the_gone(*, known: Iterable[str], at: datetime) -> int:
    """Strike off workers not seen for a day, and rounds that no worker has known for a day. Returns how many.

    Two statements.
    """
    workers, _ = Worker.objects.filter(seen_at__lt=at - FORGOTTEN_AFTER).delete()
    rounds, _ = Round.objects.exclude(name__in=list(known)).filter(due_at__lt=at - FORGOTTEN_AFTER).delete()
    return workers + rounds


def _held(name: str, worker: str, began_at: datetime | None) -> QuerySet[Round]:
    return Round.objects.filter(name=name, held_by=worker, began_at=began_at)
