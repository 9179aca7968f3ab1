"""What an address asks of the trail: by whom, which kind, from and to which day, older than which entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict

from dspt.foundation.clock import LONDON
from dspt.journal.queries import EntryRecord, Wanted
from dspt.web.kit.components import FilterOption

from .words import KINDS, Kind, events_of

STAFF, MACHINE = "staff", "machine"


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters as they stand in the address; what cannot be read is left out and said."""

    who: str = ""
    kind: str = ""
    since: str = ""
    until: str = ""
    older: str = ""
    ignored: tuple[str, ...] = ()

    @property
    def is_filtered(self) -> bool:
        return bool(self.who or self.kind or self.since or self.until)

    def query(self, *, older: str = "") -> str:
        """Write the filters as the query of an address."""
        kept = {"who": self.who, "kind": self.kind, "from": self.since, "to": self.until, "older": older}
        return urlencode({name: value for name, value in kept.items() if value})

    def wanted(self) -> Wanted:
        """Tell the journal what is asked; days are days of UK time, the last one included."""
        until = _day(self.until)
        return Wanted(
            who=self.who if self.who in (STAFF, MACHINE) else _person(self.who),
            events=events_of(self.kind),
            since=_midnight(_day(self.since)),
            until=_midnight(until + timedelta(days=1)) if until else None,
            older_than=_place(self.older),
        )


def asked_of(given: QueryDict) -> Asked:
    """Read the filters from an address."""
    read = {"who": given.get("who", ""), "kind": given.get("kind", "")}
    ignored = []
    if read["who"] not in ("", STAFF, MACHINE) and _person(read["who"]) is None:
        read["who"] = ""
    if read["kind"] not in ("", *Kind):
        read["kind"] = ""
    days = {}
    for name, label in (("from", "From"), ("to", "To")):
        typed = given.get(name, "").strip()
        days[name] = typed if _day(typed) else ""
        if typed and not days[name]:
            ignored.append(f"{label}: enter a date like 2026-11-23.")
    older = given.get("older", "") if _place(given.get("older", "")) else ""
    return Asked(read["who"], read["kind"], days["from"], days["to"], older, tuple(ignored))


def place_of(entry: EntryRecord) -> str:
    """Write an entry's place so that an address can hold it."""
    return f"{entry.at.astimezone(UTC):%Y%m%dT%H%M%S.%f}-{entry.id}"


def people_options(asked: Asked, people: Mapping[UUID, str]) -> tuple[FilterOption, ...]:
    named = [(str(key), name) for key, name in people.items()]
    fixed = [("", "Anybody"), (STAFF, "Service staff"), (MACHINE, "The service itself")]
    return tuple(FilterOption(value, label, is_chosen=value == asked.who) for value, label in [*fixed, *named])


def kind_options(asked: Asked) -> tuple[FilterOption, ...]:
    every = [("", "Everything"), *((kind.value, label) for kind, label in KINDS.items())]
    return tuple(FilterOption(value, label, is_chosen=value == asked.kind) for value, label in every)


def _person(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2999 else None


def _midnight(day: date | None) -> datetime | None:
    return datetime(day.year, day.month, day.day, tzinfo=LONDON) if day else None


def _place(text: str) -> tuple[datetime, int] | None:
    at, _, key = text.rpartition("-")
    try:
        return datetime.strptime(at, "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC), int(key[:18])
    except ValueError:
        return None
