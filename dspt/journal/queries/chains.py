"""Walking the chains: every entry computed anew, every link followed, every head and anchor compared."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection

from .. import rules
from ..models import AnchoredHead, ChainHead, Check, Entry
from ..rules import Broken, Fault
from .entries import SERVICE

STRETCH = 5000
CHAINS_AT_ONCE = 1000

# Read past the framework's models: a check reads every entry there is, and their making would be most of its time. The
# columns come as text where the digest covers them as text.
_COLUMNS = {
    "sqlite": "chain, number, at || '+00:00', event, actor_kind, coalesce(actor_id || '', ''), actor_name, session, "
    "subject, before || '', after || '', coalesce(behalf, ''), previous, digest",
    "postgresql": "chain, number, at, event, actor_kind, coalesce(actor_id::text, ''), actor_name, session, "
    "subject, before::text, after::text, coalesce(behalf, ''), previous, digest",
}


@dataclass(frozen=True, slots=True)
class CheckRecord:
    """One check of all chains. ``reached``: chains up to this one are done; ``broken``: first broken links."""

    id: int
    began_at: datetime
    ended_at: datetime | None
    reached: str
    chains: int
    entries: int
    broken: tuple[Broken, ...]


@dataclass(slots=True)
class Stretch:
    """What one step of a check went through: entries, chains that it came to the end of, what is broken there."""

    entries: int = 0
    chains: int = 0
    reached: str = ""
    broken: list[Broken] = field(default_factory=list)


def last_check() -> CheckRecord | None:
    """Give the newest check that came to its end. One statement."""
    row = Check.objects.filter(ended_at__isnull=False).order_by("-ended_at").first()
    return check_record(row) if row else None


def check_record(row: Check) -> CheckRecord:
    """Freeze a check's row."""
    broken = tuple(Broken(chain, number, Fault(fault)) for chain, number, fault in row.broken)
    return CheckRecord(row.id, row.began_at, row.ended_at, row.reached, row.chains, row.entries, broken)


def walk_chains(*, chain: str = "", after: str = "") -> Iterator[Stretch]:
    """Check every chain, or one, or those after one in the database's order; one stretch for some 5,000 entries.

    The first broken link of each chain is told; the rest of that chain is passed over. Memory stays the same at any
    size: chains are taken a thousand at a time. Entries written meanwhile do no harm.
    """
    lower = after
    while True:
        found = ChainHead.objects.filter(chain=chain) if chain else ChainHead.objects.filter(chain__gt=lower)
        heads = {
            name: (number, digest)
            for name, number, digest in found.order_by("chain").values_list("chain", "number", "digest")[
                :CHAINS_AT_ONCE
            ]
        }
        is_last = bool(chain) or len(heads) < CHAINS_AT_ONCE
        upper = "" if is_last else list(heads)[-1]
        yield from _walk(heads, lower=lower, upper=upper, only=chain)
        if is_last:
            return
        lower = upper


def broken_anchors(chain: str = "") -> Iterator[Broken]:
    """Compare what was anchored in the service's chain with what stands there and in the chains now."""
    anchors = Entry.objects.filter(chain=SERVICE, event="journal.heads.anchored").order_by("number")
    for number, told in anchors.values_list("number", "after").iterator(chunk_size=500):
        heads = AnchoredHead.objects.filter(anchor=number).values_list("chain", "number", "digest")
        if rules.digest_of_heads(heads) != told.get("digest"):
            yield Broken(SERVICE, number, Fault.ANCHOR_LOST)
    where, given = ("AND a.chain = %s", [chain]) if chain else ("", [])
    statement = (
        "SELECT a.chain, min(a.number) FROM journal_anchoredhead a "  # noqa: S608 (no value of anybody's is in it)
        "LEFT JOIN journal_entry e ON e.chain = a.chain AND e.number = a.number "
        f"WHERE (e.digest IS NULL OR e.digest <> a.digest) {where} GROUP BY a.chain ORDER BY a.chain LIMIT 100"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        for name, number in cursor.fetchall():
            yield Broken(name, number, Fault.ANCHOR)


def _walk(heads: dict[str, tuple[int, str]], *, lower: str, upper: str, only: str) -> Iterator[Stretch]:
    """Walk the chains between two names; heads were read before, so that entries can only be newer than they say."""
    unseen = dict(heads)
    at: _Chain | None = None
    place: tuple[str, int] = (only or lower, 0)
    if not only and lower:
        place = (lower, _PAST)
    while True:
        rows = _rows(place, upper, only)
        stretch = Stretch(entries=len(rows))
        for row in rows:
            if at is None or at.name != row[0]:
                _leave(at, stretch)
                at = _Chain(row[0], unseen.pop(row[0], None))
            if at.broken is None:
                at.follow(row)
        is_over = len(rows) < STRETCH
        if is_over:
            _leave(at, stretch)
            for name, (number, _) in unseen.items():
                stretch.chains += 1
                stretch.reached = name
                if number:
                    stretch.broken.append(Broken(name, 1, Fault.CUT))
            stretch.reached = upper or stretch.reached
        else:
            place = (rows[-1][0], rows[-1][1])
        yield stretch
        if is_over:
            return


_PAST = 2**62


def _rows(place: tuple[str, int], upper: str, only: str) -> list[Sequence[Any]]:
    given: list[str | int] = [*place]
    where = "(chain, number) > (%s, %s)"
    if only or upper:
        where += " AND chain = %s" if only else " AND chain <= %s"
        given.append(only or upper)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COLUMNS[connection.vendor]} FROM journal_entry "  # noqa: S608 (no value of anybody's is in it)
            f"WHERE {where} ORDER BY chain, number LIMIT {STRETCH}",
            given,
        )
        rows: list[Sequence[Any]] = cursor.fetchall()
    return rows


def _leave(at: _Chain | None, stretch: Stretch) -> None:
    if at is None:
        return
    stretch.chains += 1
    stretch.reached = at.name
    broken = at.broken or at.end()
    if broken is not None:
        stretch.broken.append(broken)


class _Chain:
    """One chain on the way: the last good link, and the first that is broken."""

    __slots__ = ("broken", "head", "last", "name", "number")

    def __init__(self, name: str, head: tuple[int, str] | None) -> None:
        self.name, self.head = name, head
        self.number, self.last = 0, rules.GENESIS
        self.broken: Broken | None = None

    def follow(self, row: Sequence[Any]) -> None:
        chain, number, at, event, kind, actor, name, session, subject, before, after, behalf, previous, digest = row
        expected = self.number + 1
        fault = None
        if number != expected:
            fault = Fault.GAP
        elif previous != self.last:
            fault = Fault.LINK
        elif digest != _computed(
            previous, chain, number, at, event, (kind, _dashed(actor), name, session), subject, before, after, behalf
        ):
            fault = Fault.CONTENT
        elif self.head is not None and number == self.head[0] and digest != self.head[1]:
            fault = Fault.HEAD
        if fault is not None:
            self.broken = Broken(self.name, expected, fault)
        self.number, self.last = expected, digest

    def end(self) -> Broken | None:
        head = self.head
        if head is not None and self.number > head[0]:
            # Written since the head was read, else the head was turned back.
            head = ChainHead.objects.filter(chain=self.name).values_list("number", "digest").first()
        if head is None or self.number > head[0]:
            return Broken(self.name, self.number, Fault.HEAD)
        if self.number < (self.head or head)[0]:
            return Broken(self.name, self.number + 1, Fault.CUT)
        return None


def _computed(
    previous: str,
    chain: str,
    number: int,
    at: Any,
    event: str,
    actor: tuple[str, str, str, str],
    subject: str,
    before: str,
    after: str,
    behalf: str,
) -> str:
    try:
        content = rules.content(
            chain=chain,
            number=number,
            at=at.replace(" ", "T") if isinstance(at, str) else at.isoformat(),
            event=event,
            actor=actor,
            subject=subject,
            before=_EMPTY if before == "{}" else _read(before),
            after=_EMPTY if after == "{}" else _read(after),
            behalf=behalf,
        )
    except ValueError:
        return ""  # no JSON any more: it cannot be what was digested
    return rules.digest(previous, content)


_EMPTY: dict[str, object] = {}
_read: Callable[[str], dict[str, object]] = json.loads


@lru_cache(maxsize=4096)
def _dashed(key: str) -> str:
    return f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}" if len(key) == 32 else key


def head_of(chain: str, number: int = 0) -> tuple[int, str]:
    """Give number and digest of a chain's last entry, or the digest of an earlier one. One statement."""
    rows = Entry.objects.filter(chain=chain, number=number) if number else ChainHead.objects.filter(chain=chain)
    found: tuple[int, str] | None = rows.values_list("number", "digest").first()
    return found or (number, rules.GENESIS)
