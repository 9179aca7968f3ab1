"""Searching the register: what is found, what each filter would find, and the nearest names if nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from dspt.foundation.folding import folded
from dspt.prepared.reads import prepared
from dspt.register.models import Listing

from .currency import Currency, currency
from .index import Index, current_index
from .nearest import meant, nearest, others

PAGE = 20
CURRENCIES = ("now", "last", "old", "never")
FILTERS = ("current", "status", "sector", "edition", "board")
_TOKENS = 8


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody looks for. Each filter is a set of values, any of which will do; ``page`` counts from 1."""

    words: str = ""
    current: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    edition: tuple[str, ...] = ()
    board: tuple[str, ...] = ()
    sort: str = "name"
    page: int = 1


@dataclass(frozen=True, slots=True)
class Hit:
    """One listing as lists show it. ``until``: last day its status is current; None where nothing was published."""

    code: str
    name: str
    sector: str
    edition: str
    status: str
    status_text: str
    published_on: date | None
    was_late: bool
    until: date | None
    registered_on: date | None
    closed_on: date | None
    interim_edition: str
    interim_on: date | None


@dataclass(frozen=True, slots=True)
class Found:
    """``counts`` tells for every filter how many its values would find, the other filters as chosen."""

    total: int
    registered: int
    hits: tuple[Hit, ...]
    counts: Mapping[str, Mapping[str, int]]
    boards: Mapping[str, str]
    """Board to its name."""
    last_year: str
    """The newest year that is out of date: what the value ``last`` of the filter ``current`` means."""
    page: int
    nearest: tuple[Hit, ...] = ()
    meant: tuple[str, ...] = ()
    """Words that may have been meant: where nothing was found, or where a word stands inside others only."""
    exact: Hit | None = None
    ignored: tuple[str, ...] = ()
    """Values of filters that the register does not know."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The register in four numbers."""

    registered: int
    current: int
    never: int


def search(wanted: Search, today: date) -> Found:
    """Find a page of listings with the counts of every filter. At most three statements, at any size."""
    index, has_read = current_index()
    held = currency(may_read=not has_read)
    years = _Years(index, held, today)
    tokens = folded(wanted.words).split()[:_TOKENS]
    text = index.matching(tokens)
    chosen, ignored = _chosen(index, years, wanted)
    within = text
    for bitmap in chosen.values():
        within &= bitmap
    total = within.bit_count()
    page = min(max(1, wanted.page), max(1, -(-total // PAGE)))
    skip = (page - 1) * PAGE
    walk = islice(index.by_date(within), skip, None) if wanted.sort == "date" else index.by_name(within, skip)
    rows = list(islice(walk, PAGE))
    exact = _exact(index, wanted.words) if tokens and total > 1 and page == 1 else None
    doubtful = others(index, tokens, found=bool(text)) if page == 1 else {}
    near = nearest(index, tokens, doubtful) if tokens and not text else []
    hits = _hits(index, {*rows, *near, *([] if exact is None else [exact])}, held)
    return Found(
        total=total,
        registered=index.everything.bit_count(),
        hits=tuple(hits[row] for row in rows if row in hits),
        counts=_counts(index, years, text, chosen),
        boards=index.boards,
        last_year=years.last,
        page=page,
        meant=meant(index, tokens, doubtful, _of_use(chosen)),
        nearest=tuple(hits[row] for row in near if row in hits),
        exact=hits.get(exact) if exact is not None else None,
        ignored=ignored,
    )


def matching_ids(wanted: Search, today: date) -> list[int] | None:
    """List the ids of all listings of a search, by name; None for all of them. For the download."""
    index, has_read = current_index()
    years = _Years(index, currency(may_read=not has_read), today)
    within = index.matching(folded(wanted.words).split()[:_TOKENS])
    for bitmap in _chosen(index, years, wanted)[0].values():
        within &= bitmap
    return None if within == index.everything else [index.ids[row] for row in index.by_name(within)]


def unknown_values(wanted: Search) -> tuple[tuple[str, str], ...]:
    """Name the filters' values that no listing has, with their filter. At most one statement."""
    index, _ = current_index()
    return tuple(
        (name, value) for name in FILTERS for value in getattr(wanted, name) if not _is_known(index, name, value)
    )


def figures(today: date) -> Figures:
    """Count the register: registered, with a current status, never published. At most two statements."""
    index, has_read = current_index()
    years = _Years(index, currency(may_read=not has_read), today)
    return Figures(index.everything.bit_count(), years.now.bit_count(), index.chosen("year", [""]).bit_count())


class _Years:
    """Which rows are current on a day: whole years, and sectors or bodies that were granted later dates."""

    def __init__(self, index: Index, held: Currency, today: date) -> None:
        years = sorted({value for facet, value in index.bitmaps if facet == "year" and value}, reverse=True)
        self.now = 0
        self.last = ""
        for year in years:
            everybody = held.until(year, None)
            rows = index.bitmaps["year", year]
            if everybody is not None and everybody >= today:
                self.now |= rows
                continue
            for sector in held.special_sectors(year):
                until = held.until(year, None, sector=sector)
                if until is not None and until >= today:
                    self.now |= rows & index.bitmaps.get(("sector", sector), 0)
            for code in held.special_codes(year):
                row = index.row_with(code)
                until = held.until(year, None, sector=index.facts[row].sector, code=code) if row is not None else None
                if row is not None and until is not None and until >= today:
                    self.now |= rows & (1 << row)
            self.last = self.last or year
        self._index = index

    def rows(self, value: str) -> int:
        """Give the rows of a value of the filter ``current``."""
        index, last = self._index, self._index.bitmaps.get(("year", self.last), 0) if self.last else 0
        never = index.bitmaps.get(("year", ""), 0)
        if value == "now":
            return self.now
        if value == "last":
            return last & ~self.now
        if value == "never":
            return never
        return index.everything & ~(self.now | last | never)


def _chosen(index: Index, years: _Years, wanted: Search) -> tuple[dict[str, int], tuple[str, ...]]:
    """Give the bitmap of every filter that is in use, and the values that were not known."""
    chosen: dict[str, int] = {}
    ignored: list[str] = []
    for name in FILTERS:
        values = getattr(wanted, name)
        known = [value for value in values if _is_known(index, name, value)]
        ignored.extend(value for value in values if value not in known)
        if not known:
            continue
        if name == "current":
            chosen[name] = 0
            for value in known:
                chosen[name] |= years.rows(value)
        else:
            chosen[name] = index.chosen(name, known)
    return chosen, tuple(ignored)


def _of_use(chosen: Mapping[str, int]) -> Callable[[int], bool]:
    """Say of rows whether the filters leave any of them."""

    def is_of_use(rows: int) -> bool:
        for bitmap in chosen.values():
            rows &= bitmap
        return bool(rows)

    return is_of_use


def _is_known(index: Index, name: str, value: str) -> bool:
    return value in CURRENCIES if name == "current" else (name, value) in index.bitmaps


def _counts(index: Index, years: _Years, text: int, chosen: Mapping[str, int]) -> dict[str, dict[str, int]]:
    counted: dict[str, dict[str, int]] = {}
    for name in FILTERS:
        within = text
        for other, bitmap in chosen.items():
            if other != name:
                within &= bitmap
        if name == "current":
            counted[name] = {value: (years.rows(value) & within).bit_count() for value in CURRENCIES}
        else:
            counted[name] = index.counts(name, within)
    return counted


def _exact(index: Index, words: str) -> int | None:
    typed = " ".join(words.split())
    for code in (typed, typed.upper(), typed.lower()):
        row = index.row_with(code)
        if row is not None:
            return row
    return None


def _hits(index: Index, rows: set[int], held: Currency) -> dict[int, Hit]:
    """Read the listings of some rows. One statement, none for no rows."""
    if not rows:
        return {}
    hits = {}
    row_of = {index.ids[row]: row for row in rows}
    for (
        pk, code, name, sector, edition, status, text, day, late, registered, closed, interim, interim_on,
    ) in _listings(*row_of):  # fmt: skip
        until = held.until(edition, day, sector, code) if status else None
        hits[row_of[pk]] = Hit(
            code, name, sector, edition, status, text, day, late, until, registered, closed, interim, interim_on
        )
    return hits


@prepared
def _listings(*ids: int) -> QuerySet[Listing, tuple[Any, ...]]:
    return Listing.objects.filter(pk__in=ids).values_list(
        "pk", "code", "name", "sector", "edition", "status", "status_text", "published_on", "was_late",
        "registered_on", "closed_on", "interim_edition", "interim_on",
    )  # fmt: skip
