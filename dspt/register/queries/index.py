"""The register held in memory for searching: words, bitmaps, orders. See docs/decisions on the search.

Every process keeps its own index and asks the database with each search, in one cheap statement, whether anything
came in since: publications and new bodies are added to it, an import makes it anew. The listings stay the truth; the
index only finds and counts them, the same on both databases.
"""

from __future__ import annotations

import threading
from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from heapq import merge
from itertools import islice
from typing import NamedTuple

from django.db import connection
from django.db.models import Q, Subquery

from dspt.register import rules
from dspt.register.models import Intake, Listing, PublicStatus

from .bitmaps import bitmap_of, set_bits
from .lines import Lines

FACETS = ("sector", "status", "edition", "year", "board")
_OVERLAP = 100
"""Rows read again with every look: a transaction may commit after one that took later numbers."""
_FREQUENT = 400
"""A word on more listings than this keeps its bitmap."""
_KEPT_TOKENS = 512
_REBUILD_AFTER = 500
"""New bodies that are kept aside before the whole order is made anew."""
_SHORT = 2


class Facts(NamedTuple):
    """What a listing is filtered by; ``year`` is the edition, or the year of a status that named none."""

    sector: str
    status: str
    edition: str
    year: str
    board: str


class Pulse(NamedTuple):
    """The newest numbers of the tables that feed the index."""

    status: int
    listing: int
    intake: int


@dataclass
class Index:
    """One state of the register. Rows are numbered by name; bodies that came since stand behind, out of order."""

    keys: list[str]
    ids: array[int]
    facts: list[Facts]
    dates: list[date | None]
    by_number: array[int]
    """Rows by the number of their listing."""
    by_code: array[int]
    """Rows by their code, as ``codes`` has them sorted."""
    codes: Lines
    boards: dict[str, str]
    bitmaps: dict[tuple[str, str], int]
    words: list[str]
    text: str
    """All words, sorted, one a line."""
    starts: array[int]
    holders: array[int]
    """The rows that hold each word, word after word; those of one begin where ``first`` says."""
    first: array[int]
    newest: array[int]
    """Rows by date of publication, the newest first, those without one behind."""
    pulse: Pulse
    sorted_rows: int
    moved: dict[int, date] = field(default_factory=dict)
    """Rows published since the order by date was made."""
    added: dict[int, int] = field(default_factory=dict)
    """Listing to row, of bodies that came since."""
    added_codes: dict[str, int] = field(default_factory=dict)
    tokens: OrderedDict[str, int] = field(default_factory=OrderedDict)
    late: set[int] = field(default_factory=set)
    """Rows that came, or changed their words, since the words were read; looked at one by one."""
    frequent: dict[int, int] = field(default_factory=dict)
    everything: int = 0
    lengths: dict[tuple[bool, int], list[str]] = field(default_factory=dict)
    """Words by whether they are letters alone, and by length; filled when first asked for."""

    def row_of(self, listing: int) -> int | None:
        """Find the row of a listing."""
        place = bisect_left(self.by_number, listing, key=self.ids.__getitem__)
        if place < len(self.by_number) and self.ids[self.by_number[place]] == listing:
            return self.by_number[place]
        return self.added.get(listing)

    def row_with(self, code: str) -> int | None:
        """Find the row of a code, written exactly so."""
        place = bisect_left(self.codes, code)
        if place < len(self.codes) and self.codes[place] == code:
            return self.by_code[place]
        return self.added_codes.get(code)

    def matching(self, tokens: Iterable[str]) -> int:
        """Find the rows (a bitmap) that hold every token; one of two letters or fewer must begin a word."""
        found = self.everything
        for token in tokens:
            found &= self.holding(token)
            if not found:
                break
        return found

    def holding(self, token: str) -> int:
        kept = self.tokens.get(token)
        if kept is None:
            kept = self._union(self._words_with(token)) | self._late_with(token)
            self.tokens[token] = kept
            if len(self.tokens) > _KEPT_TOKENS:
                self.tokens.popitem(last=False)
        return kept

    def chosen(self, facet: str, values: Iterable[str]) -> int:
        """Find the rows that have one of the values."""
        found = 0
        for value in values:
            found |= self.bitmaps.get((facet, value), 0)
        return found

    def counts(self, facet: str, within: int) -> dict[str, int]:
        """Count the rows of a bitmap by a facet's values; values that none of them has are absent."""
        whole = within == self.everything
        counted = {}
        for (name, value), bitmap in self.bitmaps.items():
            if name == facet:
                count = bitmap.bit_count() if whole else (bitmap & within).bit_count()
                if count:
                    counted[value] = count
        return counted

    def by_name(self, within: int, skip: int = 0) -> Iterator[int]:
        """Walk through the rows of a bitmap by name, bodies that came late in their place among them."""
        late = [row for row in range(self.sorted_rows, len(self.keys)) if within >> row & 1]
        if not late:
            return set_bits(within, skip)
        base = set_bits(within & ((1 << self.sorted_rows) - 1))
        return islice(merge(base, sorted(late, key=self.keys.__getitem__), key=self.keys.__getitem__), skip, None)

    def by_length(self) -> dict[tuple[bool, int], list[str]]:
        """Give the words by whether they are letters alone, and by length."""
        if not self.lengths:
            for word in self.words:
                self.lengths.setdefault((word.isalpha(), len(word)), []).append(word)
        return self.lengths

    def rows_of(self, word: str) -> int:
        """Find the rows that hold just this word, one of ``words``."""
        return self._union([bisect_left(self.words, word)])

    def by_date(self, within: int) -> Iterator[int]:
        """Walk through the rows of a bitmap by date of publication, the newest first."""
        mask = within.to_bytes(len(self.keys) // 8 + 1, "little")
        for row in sorted(self.moved, key=lambda row: (-self.moved[row].toordinal(), self.keys[row])):
            if mask[row >> 3] >> (row & 7) & 1:
                yield row
        for row in self.newest:
            if mask[row >> 3] >> (row & 7) & 1 and row not in self.moved:
                yield row
        for row in range(self.sorted_rows, len(self.keys)):
            if mask[row >> 3] >> (row & 7) & 1 and row not in self.moved:
                yield row

    def take_in(self, listing: _Row) -> None:
        """Follow one listing as it is now."""
        known = self.row_of(listing.pk)
        row = self._added(listing) if known is None else known
        if self.keys[row] != listing.search_key:
            self.keys[row] = listing.search_key
            self.late.add(row)
            self.tokens.clear()
        facts, before = listing.facts, self.facts[row]
        for facet, old, new in zip(FACETS, before, facts, strict=True):
            if old != new:
                self.bitmaps[facet, old] ^= 1 << row
                self.bitmaps[facet, new] = self.bitmaps.get((facet, new), 0) | 1 << row
        self.facts[row] = facts
        self.boards.setdefault(facts.board, listing.board_name)
        if listing.published_on is not None and listing.published_on != self.dates[row]:
            self.dates[row] = self.moved[row] = listing.published_on

    def _added(self, listing: _Row) -> int:
        row = len(self.keys)
        self.keys.append("")
        self.ids.append(listing.pk)
        self.facts.append(_NOTHING)
        self.dates.append(None)
        self.added[listing.pk] = self.added_codes[listing.code] = row
        self.everything |= 1 << row
        for pair in zip(FACETS, _NOTHING, strict=True):
            self.bitmaps[pair] = self.bitmaps.get(pair, 0) | 1 << row
        return row

    def _late_with(self, token: str) -> int:
        found = 0
        for row in self.late:
            if any(
                word.startswith(token) if len(token) <= _SHORT else token in word for word in self.keys[row].split()
            ):
                found |= 1 << row
        return found

    def _words_with(self, token: str) -> Iterator[int]:
        if len(token) <= _SHORT:
            first = bisect_left(self.words, token)
            while first < len(self.words) and self.words[first].startswith(token):
                yield first
                first += 1
            return
        place = self.text.find(token)
        while place >= 0:
            word = bisect_left(self.starts, place + 1) - 1
            yield word
            place = self.text.find(token, self.starts[word] + len(self.words[word]))

    def _union(self, words: Iterable[int]) -> int:
        found = 0
        bits = bytearray(self.sorted_rows // 8 + 1)
        for word in words:
            posting = self.holders[self.first[word] : self.first[word + 1]]
            if len(posting) > _FREQUENT:
                found |= self._bitmap_of(word, posting)
                continue
            for row in posting:
                bits[row >> 3] |= 1 << (row & 7)
        return found | int.from_bytes(bits, "little")

    def _bitmap_of(self, word: int, posting: array[int]) -> int:
        kept = self.frequent.get(word)
        if kept is None:
            kept = self.frequent[word] = bitmap_of(posting, self.sorted_rows)
        return kept


_NOTHING = Facts("", "", "", "", "")


class _Row(NamedTuple):
    pk: int
    code: str
    search_key: str
    sector: str
    status: str
    edition: str
    board_code: str
    board_name: str
    published_on: date | None

    @property
    def facts(self) -> Facts:
        year = rules.year_of(self.edition, self.published_on) if self.status else ""
        return Facts(self.sector, self.status, self.edition, year, self.board_code or self.board_name)


_COLUMNS = ("pk", "code", "search_key", "sector", "status", "edition", "board_code", "board_name", "published_on")


class _Kept:
    index: Index | None = None
    lock = threading.Lock()


def current_index() -> tuple[Index, bool]:
    """Give the index as the register stands now, and whether it had to be read for it.

    One statement when nothing came in, two when something did; one, reading every listing, the first time in a
    process and after an import.
    """
    kept = _Kept.index
    if kept is None:
        with _Kept.lock:
            if _Kept.index is None:
                _Kept.index = _build()
            return _Kept.index, True
    pulse = _pulse()
    if pulse == kept.pulse:
        return kept, False
    with _Kept.lock:
        kept = _Kept.index or _build()
        if pulse.intake != kept.pulse.intake or pulse.listing - kept.pulse.listing > _REBUILD_AFTER or not kept.ids:
            kept = _build()
        elif pulse != kept.pulse:
            came = PublicStatus.objects.filter(pk__gt=kept.pulse.status - _OVERLAP).values("listing_id")
            rows = Listing.objects.filter(Q(pk__gt=kept.pulse.listing - _OVERLAP) | Q(pk__in=came))
            for row in rows.values_list(*_COLUMNS):
                kept.take_in(_Row(*row))
            kept.pulse = pulse
        _Kept.index = kept
    return kept, True


def read_ahead() -> None:
    """Read the index before the first search asks for it."""
    current_index()[0].by_length()


def forget_index() -> None:
    """Read everything anew at the next search; tests call it when they change the database under the process."""
    _Kept.index = None


def _pulse() -> Pulse:
    tables = (PublicStatus._meta.db_table, Listing._meta.db_table, Intake._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"(SELECT MAX(id) FROM {table})" for table in tables))  # noqa: S608
        return Pulse(*(number or 0 for number in cursor.fetchone()))


def _newest(model: type[PublicStatus | Intake]) -> Subquery:
    one = model.objects.order_by("-pk").values("pk")[:1]
    return Subquery(one)


def _build() -> Index:
    """Read every listing in one statement and lay out the index. About a second for 75,000."""
    listings = Listing.objects.order_by("search_key", "code").annotate(
        newest_status=_newest(PublicStatus), newest_intake=_newest(Intake)
    )
    keys: list[str] = []
    ids, facts, dates, codes = array("q"), list[Facts](), list[date | None](), list[str]()
    boards: dict[str, str] = {}
    same: dict[Facts, Facts] = {}
    same_day: dict[date | None, date | None] = {}
    holding: dict[tuple[str, str], array[int]] = {}
    holding_word: dict[str, int | array[int]] = {}
    pulse = Pulse(0, 0, 0)
    read = listings.values_list(*_COLUMNS, "newest_status", "newest_intake").iterator(chunk_size=500)
    for number, (*columns, newest_status, newest_intake) in enumerate(read):
        row = _Row(*columns)
        told = row.facts
        told = same.setdefault(told, told)
        keys.append(row.search_key)
        ids.append(row.pk)
        facts.append(told)
        dates.append(same_day.setdefault(row.published_on, row.published_on))
        codes.append(row.code)
        boards.setdefault(told.board, row.board_name)
        for pair in zip(FACETS, told, strict=True):
            holding.setdefault(pair, array("I")).append(number)
        for word in set(row.search_key.split()):
            known = holding_word.setdefault(word, number)
            if isinstance(known, array):
                known.append(number)
            elif known != number:  # most words stand on one listing alone, and need no array
                holding_word[word] = array("I", (known, number))
        pulse = Pulse(newest_status or 0, max(pulse.listing, row.pk), newest_intake or 0)
    words = sorted(holding_word)
    starts, place = array("I"), 0
    holders, first = array("I"), array("I", [0])
    for word in words:
        starts.append(place)
        place += len(word) + 1
        known = holding_word[word]
        holders.extend(known if isinstance(known, array) else (known,))
        first.append(len(holders))
    by_code = sorted(range(len(codes)), key=codes.__getitem__)
    published = [row for row, day in enumerate(dates) if day is not None]
    published.sort(key=lambda row: dates[row] or date.min, reverse=True)
    unpublished = [row for row, day in enumerate(dates) if day is None]
    return Index(
        keys=keys,
        ids=ids,
        facts=facts,
        dates=dates,
        by_number=array("I", sorted(range(len(ids)), key=ids.__getitem__)),
        by_code=array("I", by_code),
        codes=Lines(codes[row] for row in by_code),
        boards=boards,
        bitmaps={pair: bitmap_of(rows, len(keys)) for pair, rows in holding.items()},
        words=words,
        text="\n".join(words),
        starts=starts,
        holders=holders,
        first=first,
        newest=array("I", [*published, *unpublished]),
        pulse=pulse,
        sorted_rows=len(keys),
        everything=(1 << len(keys)) - 1,
    )
