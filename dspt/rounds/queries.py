"""What doors read of rounds and workers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from .models import Round, Worker
from .rules import MISSED_AFTER


@dataclass(frozen=True, slots=True)
class RoundRecord:
    """What is known of one round. ``state``: under way, failing, waiting."""

    name: str
    state: str
    due_at: datetime
    held_by: str
    began_at: datetime | None
    ended_well_at: datetime | None
    report: str
    progress: str
    failures: int
    failed_at: datetime | None
    trouble: str


@dataclass(frozen=True, slots=True)
class Watch:
    """Whether regular work is being done: when a worker was last seen, which rounds fail."""

    seen_at: datetime | None
    failing: tuple[str, ...]
    at: datetime

    @property
    def is_kept(self) -> bool:
        return self.seen_at is not None and self.at - self.seen_at <= MISSED_AFTER


def all_rounds() -> dict[str, RoundRecord]:
    """Read every round that a worker has known, by name. One statement."""
    return {row.name: _record(row) for row in Round.objects.order_by("name")}


def names_due(at: datetime) -> tuple[str, ...]:
    """List the rounds that are due and held by nobody, the longest due first. One statement."""
    due = Round.objects.filter(held_until=None, due_at__lte=at).order_by("due_at", "name")
    return tuple(due.values_list("name", flat=True))


def watch(at: datetime) -> Watch:
    """Tell whether a worker lives and what fails. Two statements."""
    seen = Worker.objects.aggregate(last=Max("seen_at"))["last"]
    failing = Round.objects.filter(failures__gt=0).order_by("name").values_list("name", flat=True)
    return Watch(seen, tuple(failing), at)


def _record(row: Round) -> RoundRecord:
    state = "under way" if row.held_until else "failing" if row.failures else "waiting"
    return RoundRecord(
        name=row.name,
        state=state,
        due_at=row.due_at,
        held_by=row.held_by,
        began_at=row.began_at,
        ended_well_at=row.ended_well_at,
        report=row.report,
        progress=row.progress,
        failures=row.failures,
        failed_at=row.failed_at,
        trouble=row.trouble,
    )
