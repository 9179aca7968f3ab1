"""Writing the journal, anchoring its chains, and keeping what a check of them found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from dspt.foundation.actors import Actor
from dspt.prepared.reads import prepared
from dspt.prepared.writes import adding

from . import rules
from .models import AnchoredHead, ChainHead, Check, Entry
from .queries.chains import CheckRecord, check_record
from .queries.entries import SERVICE
from .rules import Broken

ANCHORED_AT_ONCE = 5000
MOST_KEPT = 100
GOES_ON_WITHIN = timedelta(hours=20)


@dataclass(frozen=True, slots=True)
class Fact:
    """One of several facts of one act: what it is about, what stood before, what stands after."""

    subject: str
    before: Mapping[str, object]
    after: Mapping[str, object]


def record(
    *,
    by: Actor,
    event: str,
    subject: str,
    at: datetime,
    organisation: str = "",
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> int:
    """Append one entry to the chain of an organisation (its code), or of the service where there is none.

    Must be called inside the transaction of the action it tells of; secrets and document content never go in.
    Returns its number in the chain. Two database statements, four for the first entry of a chain: the database itself
    moves the chain's head, and refuses an entry that does not continue it.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("the journal is written inside the action's own transaction")
    chain = organisation or SERVICE
    number, digest = _head(chain)
    entry = _following(by, event, at, Fact(subject, before or {}, after or {}), chain, number, digest)
    _add_entry(**entry)
    return number + 1


def record_each(*, by: Actor, event: str, facts: Sequence[Fact], at: datetime, organisation: str = "") -> None:
    """Append one entry for each of several facts of one act, in their order, as ``record`` does for one.

    Two database statements however many there are (one more for each further sixty on SQLite), two more for the first
    entry of a chain. Refuses to be told of nothing: an act that did nothing is refused by whoever does it.
    """
    if not connection.in_atomic_block or not facts:
        raise RuntimeError("the journal is written inside the action's own transaction, of what happened in it")
    chain = organisation or SERVICE
    number, digest = _head(chain)
    entries = []
    for fact in facts:
        entries.append(_following(by, event, at, fact, chain, number, digest))
        number, digest = number + 1, str(entries[-1]["digest"])
    Entry.objects.bulk_create(Entry(**entry) for entry in entries)


def _head(chain: str) -> tuple[int, str]:
    """Lock the chain's head, made where there is none; give its number and digest."""
    held = _locked_head(chain)
    if not held:
        ChainHead.objects.get_or_create(chain=chain, defaults={"number": 0, "digest": rules.GENESIS})
        held = _locked_head(chain)
    return held[0][0], held[0][1]


def _following(
    by: Actor, event: str, at: datetime, fact: Fact, chain: str, number: int, digest: str
) -> dict[str, object]:
    """Give the columns of the entry that follows the one with this number and digest."""
    at = at.astimezone(UTC)
    before, after = dict(fact.before), dict(fact.after)
    content = rules.content(
        chain=chain,
        number=number + 1,
        at=at.isoformat(),
        event=event,
        actor=(by.kind, str(by.id or ""), by.name, by.session),
        subject=fact.subject,
        before=before,
        after=after,
        behalf=by.behalf,
    )
    return {
        "chain": chain,
        "number": number + 1,
        "at": at,
        "event": event,
        "actor_kind": by.kind,
        "actor_id": by.id,
        "actor_name": by.name,
        "behalf": by.behalf or None,
        "session": by.session,
        "subject": fact.subject,
        "before": before,
        "after": after,
        "previous": digest,
        "digest": rules.digest(digest, content),
    }


_add_entry = adding(Entry)


@prepared
def _locked_head(chain: str) -> QuerySet[ChainHead, tuple[Any, ...]]:
    return ChainHead.objects.select_for_update().filter(chain=chain).values_list("number", "digest")


def anchor_heads(*, by: Actor, at: datetime) -> int:
    """Take the digest of the chains' heads into the service's chain, for those that moved since; 5,000 at once.

    Whoever rewrites a whole chain afterwards, head and all, must rewrite the service's chain too. Returns how many
    heads were anchored; where none moved, nothing is written. Locks no chain but the service's.
    """
    with transaction.atomic():
        standing = AnchoredHead.objects.filter(chain=OuterRef("chain"), number=OuterRef("number"))
        moved = ChainHead.objects.filter(~Exists(standing), number__gt=0).order_by("chain")
        heads = list(moved.values_list("chain", "number", "digest")[:ANCHORED_AT_ONCE])
        if not heads or all(_is_anchor(chain, number) for chain, number, _ in heads):
            return 0
        anchor = record(
            by=by,
            event="journal.heads.anchored",
            subject="journal",
            at=at,
            after={"chains": len(heads), "digest": rules.digest_of_heads(heads)},
        )
        AnchoredHead.objects.bulk_create(
            [AnchoredHead(anchor=anchor, chain=chain, number=number, digest=digest) for chain, number, digest in heads],
            batch_size=500,
        )
    return len(heads)


def begin_check(*, at: datetime) -> CheckRecord:
    """Begin a check of all chains, or go on with one that broke off within the day. At most two statements."""
    broke_off = Check.objects.filter(ended_at=None, began_at__gt=at - GOES_ON_WITHIN).order_by("-began_at").first()
    return check_record(broke_off or Check.objects.create(began_at=at))


def note_checked(
    *, check: int, reached: str, chains: int, entries: int, broken: Iterable[Broken], ended_at: datetime | None = None
) -> CheckRecord:
    """Write down how far a check is, what it found on the way, and its end. Two statements.

    Not journalled: the whole of it is, by ``end_check``.
    """
    row = Check.objects.get(id=check)
    row.reached, row.chains, row.entries, row.ended_at = reached, row.chains + chains, row.entries + entries, ended_at
    row.broken += [[each.chain, each.number, each.fault.value] for each in broken][: MOST_KEPT - len(row.broken)]
    row.save()
    return check_record(row)


def end_check(*, by: Actor, check: int, anchors: Iterable[Broken], at: datetime) -> CheckRecord:
    """Note that a check came to its end and what became of the anchors, and tell the journal."""
    with transaction.atomic():
        found = note_checked(check=check, reached="", chains=0, entries=0, broken=anchors, ended_at=at)
        record(
            by=by,
            event="journal.chains.checked",
            subject="journal",
            at=at,
            after={
                "chains": found.chains,
                "entries": found.entries,
                "broken": sorted({each.chain for each in found.broken}),
            },
        )
    return found


def _is_anchor(chain: str, number: int) -> bool:
    return (
        chain == SERVICE and Entry.objects.filter(chain=chain, number=number, event="journal.heads.anchored").exists()
    )
