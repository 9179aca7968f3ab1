"""The list of the trail that two pages show: an organisation's own, and the national team's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from dspt.journal.queries import EntryRecord
from dspt.web.kit.components import FilterOption

from .asking import Asked, kind_options, people_options, place_of
from .telling import Line, told

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Trail:
    """One page of the trail with its filters. Addresses are queries of the page's own address."""

    lines: tuple[Line, ...]
    people: tuple[FilterOption, ...]
    kinds: tuple[FilterOption, ...]
    since: str
    until: str
    ignored: tuple[str, ...]
    is_filtered: bool
    is_first: bool
    newest: str
    older: str
    export: str


def trail(
    found: Sequence[EntryRecord],
    asked: Asked,
    *,
    people: Mapping[UUID, str],
    names: Mapping[UUID, str],
    export: str,
    across: bool = False,
) -> Trail:
    """Put a page of entries into words. ``found`` holds one more than a page where there are older ones."""
    shown = found[:A_PAGE]
    query = asked.query()
    return Trail(
        lines=tuple(told(entry, names, across=across) for entry in shown),
        people=people_options(asked, people),
        kinds=kind_options(asked),
        since=asked.since,
        until=asked.until,
        ignored=asked.ignored,
        is_filtered=asked.is_filtered,
        is_first=not asked.older,
        newest=f"?{query}",
        older=f"?{asked.query(older=place_of(shown[-1]))}" if len(found) > A_PAGE else "",
        export=f"{export}?{query}" if query else export,
    )
