"""What the search page shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from dspt.foundation.clock import LONDON
from dspt.register.queries import CURRENCIES, FILTERS, PAGE, Found, Hit, Search
from dspt.web.kit.components import FilterGroup, FilterOption, Link, PageLink, Status
from dspt.web.register import words

BYTES_A_ROW = 87
"""What a row of the download takes, on average over the real register."""


@dataclass(frozen=True, slots=True)
class ResultRow:
    name: str
    code: str
    url: str
    sector: str
    status: Status
    published: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A value that a form sends along unseen."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """``rows`` is empty where nothing was found; ``nearest`` then holds the names that come closest.

    ``meant``: searches for words that are a slip away from the ones typed.
    """

    title: str
    query: str
    heading: str
    order: str
    other_order: Link
    caption: str
    rows: tuple[ResultRow, ...]
    nearest: tuple[Link, ...]
    meant: tuple[Link, ...]
    exact: Link | None
    ignored: str
    filters: tuple[FilterGroup, ...]
    boards: tuple[FilterOption, ...]
    is_filtered: bool
    clear_url: str
    kept_by_search: tuple[Kept, ...]
    kept_by_filters: tuple[Kept, ...]
    previous: PageLink | None
    next: PageLink | None
    download: Link
    is_empty_register: bool
    section: str = "register"
    wide: bool = True


def search_page(wanted: Search, found: Found, at: datetime, *, address: str, download: str) -> SearchPage:
    """Put what was found into words, links and filters."""
    today = at.astimezone(LONDON).date()
    first = (found.page - 1) * PAGE + 1
    last = first + len(found.hits) - 1
    by_date = wanted.sort == "date"
    total = words.number(found.total)
    chosen = _chosen(wanted)
    kept = [Kept(name, value) for name, value in chosen]
    sort = [Kept("sort", wanted.sort)] if by_date else []
    moment = at.astimezone(LONDON)
    return SearchPage(
        title=f"{wanted.words} – Find an organisation" if wanted.words else "Find an organisation",
        query=wanted.words,
        heading=_heading(wanted, found, chosen=bool(chosen)),
        order=f"Register at {words.day(today)}, {moment:%H:%M}. Ordered by {'date published' if by_date else 'name'}.",
        other_order=Link(
            "Order by name" if by_date else "Order by date published",
            _url(address, wanted, sort="name" if by_date else "date"),
        ),
        caption=f"Organisations {first:,} to {last:,} of {total}, by {'date published' if by_date else 'name'}",
        rows=tuple(_row(hit, today) for hit in found.hits),
        nearest=tuple(Link(f"{hit.name}, {hit.code}", words.address(hit.code)) for hit in found.nearest),
        meant=_meant(address, wanted, found),
        exact=Link(f"{found.exact.name}, {found.exact.code}", words.address(found.exact.code)) if found.exact else None,
        ignored=_ignored(found),
        filters=_filters(wanted, found),
        boards=_boards(wanted, found),
        is_filtered=bool(chosen),
        clear_url=_url(address, Search(words=wanted.words, sort=wanted.sort)),
        kept_by_search=(*kept, *sort),
        kept_by_filters=(*([Kept("q", wanted.words)] if wanted.words else []), *sort),
        previous=_to(address, wanted, found, found.page - 1),
        next=_to(address, wanted, found, found.page + 1),
        download=Link(
            f"Download {_rows(found)} (CSV, {_size(found.total)})",
            _url(download, replace(_known(wanted, found), sort="name", page=1)),
        ),
        is_empty_register=not found.registered,
    )


def _rows(found: Found) -> str:
    """Name what a download holds; one row needs no number."""
    if found.total == 1:
        return "this row"
    return f"{'these' if found.total < found.registered else 'all'} {words.number(found.total)} rows"


def _heading(wanted: Search, found: Found, *, chosen: bool) -> str:
    things = "organisation" if found.total == 1 else "organisations"
    count = words.number(found.total) if found.total else "No"
    if not found.total:
        things = "organisation found"
    said = f"{count} {things} for “{wanted.words}”" if wanted.words else f"{count} {things}"
    return f"{said} with these filters" if chosen and not found.total else said


def _row(hit: Hit, today: date) -> ResultRow:
    published = words.short_day(hit.published_on) if hit.published_on else "–"
    return ResultRow(
        name=hit.name,
        code=hit.code,
        url=words.address(hit.code),
        sector=words.sector_label(hit.sector),
        status=words.status(hit, today),
        published=f"{published}, late" if hit.was_late else published,
    )


def _known(wanted: Search, found: Found) -> Search:
    """Leave out the values that the search did: the download would refuse them."""
    kept: dict[str, Any] = {name: tuple(v for v in getattr(wanted, name) if v not in found.ignored) for name in FILTERS}
    return replace(wanted, **kept)


def _ignored(found: Found) -> str:
    if not found.ignored:
        return ""
    values = ", ".join(f"“{value[:40]}”" for value in found.ignored[:3])
    return f"The register knows no {values}, so that part of the filter was left out."


def _meant(address: str, wanted: Search, found: Found) -> tuple[Link, ...]:
    as_filtered = _known(wanted, found)
    return tuple(Link(said, _url(address, replace(as_filtered, words=said))) for said in found.meant)


def _filters(wanted: Search, found: Found) -> tuple[FilterGroup, ...]:
    last = f"Out of date: {words.short_edition(found.last_year)}" if found.last_year else "Out of date: last edition"
    currencies = dict(
        zip(CURRENCIES, ("Current", last, "Out of date: older", "Never published"), strict=True)
    )  # fmt: skip
    wordings = words.wordings()
    ranks = {key: wording.rank for key, wording in wordings.items()}
    labels = {key: wording.label for key, wording in wordings.items()}
    statuses = _values(found.counts["status"], wanted.status)
    sectors = _values(found.counts["sector"], wanted.sector)
    editions = _values(found.counts["edition"], wanted.edition)
    counts = found.counts["sector"]
    return (
        _group("current", "Is the status current?", CURRENCIES, currencies, wanted.current, found.counts["current"]),
        _group(
            "status", "Status", sorted(statuses, key=lambda key: -ranks.get(key, -1)), labels, wanted.status,
            found.counts["status"],
        ),
        _group(
            "sector", "Sector", sorted(sectors, key=lambda name: (-counts.get(name, 0), name)),
            {name: words.sector_label(name) for name in sectors}, wanted.sector, counts,
            more=("more sector", "more sectors"),
        ),
        _group(
            "edition", "Edition", sorted(editions, reverse=True),
            {edition: words.short_edition(edition) for edition in editions}, wanted.edition, found.counts["edition"],
            shown=4, more=("older edition", "older editions"),
        ),
    )  # fmt: skip


def _values(counts: Mapping[str, int], chosen: Iterable[str]) -> set[str]:
    return {value for value in (*counts, *chosen) if value}


def _group(
    name: str,
    legend: str,
    values: Iterable[str],
    labels: Mapping[str, str],
    chosen: tuple[str, ...],
    counts: Mapping[str, int],
    *,
    shown: int = 8,
    more: tuple[str, str] = ("", ""),
) -> FilterGroup:
    options = tuple(
        FilterOption(value, labels.get(value, value), words.number(counts.get(value, 0)), value in chosen)
        for value in values
    )
    hidden = len(options) - shown
    return FilterGroup(name, legend, options, shown, f"{hidden} {more[hidden > 1]}" if hidden > 0 else "")


def _boards(wanted: Search, found: Found) -> tuple[FilterOption, ...]:
    counts = found.counts["board"]
    named = [(words.board_label(found.boards.get(board, board)), board) for board in _values(counts, wanted.board)]
    listed = [
        FilterOption(board, f"{label} ({counts.get(board, 0):,})", "", board in wanted.board)
        for label, board in sorted(named, key=lambda pair: pair[0].casefold())
    ]
    return (FilterOption("", "All areas", "", not wanted.board), *listed)


def _chosen(wanted: Search) -> list[tuple[str, str]]:
    return [(name, value) for name, values in _filters_of(wanted).items() for value in values]


def _filters_of(wanted: Search) -> dict[str, tuple[str, ...]]:
    return {
        "current": wanted.current,
        "status": wanted.status,
        "sector": wanted.sector,
        "edition": wanted.edition,
        "board": wanted.board,
    }


def _url(address: str, wanted: Search, *, sort: str = "", page: int = 1) -> str:
    sort = sort or wanted.sort
    pairs = [("q", wanted.words)] if wanted.words else []
    pairs += _chosen(wanted)
    if sort != "name":
        pairs.append(("sort", sort))
    if page > 1:
        pairs.append(("page", str(page)))
    return f"{address}?{urlencode(pairs)}" if pairs else address


def _to(address: str, wanted: Search, found: Found, page: int) -> PageLink | None:
    first = (page - 1) * PAGE + 1
    if page < 1 or first > found.total:
        return None
    last = min(page * PAGE, found.total)
    return PageLink(_url(address, wanted, page=page), f"{first:,} to {last:,} of {found.total:,}")


def _size(rows: int) -> str:
    size = rows * BYTES_A_ROW
    return f"about {size / 1e6:.1f} MB" if size > 500_000 else f"about {max(1, round(size / 1000))} kB"
