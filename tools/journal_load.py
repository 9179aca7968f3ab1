"""Fill the journal of an empty database with entries of the usual shapes, to measure ``dspt check_journal`` with.

``python tools/journal_load.py COUNT``: a tenth stands in the service's chain, the rest in chains of 200. The database
is the one of the settings; one that holds entries already is refused.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dspt.config.settings")

LENGTH, BATCH, MOST = 200, 5000, 5_000_000


def main() -> None:
    import django

    django.setup()
    from django.db import transaction

    from dspt.journal.models import ChainHead, Entry
    from dspt.journal.rules import GENESIS

    count = min(int(sys.argv[1]), MOST)
    if Entry.objects.exists():
        raise SystemExit("The journal holds entries already; it is filled only where it is empty.")
    began = time.monotonic()
    batch: list[Entry] = []
    chains: set[str] = set()

    def keep() -> None:
        new = {entry.chain for entry in batch} - chains
        # The database moves a head with each entry; it must stand at the beginning first.
        ChainHead.objects.bulk_create([ChainHead(chain=each, number=0, digest=GENESIS) for each in sorted(new)])
        chains.update(new)
        Entry.objects.bulk_create(batch)
        batch.clear()

    with transaction.atomic():
        for entry in _entries(count):
            batch.append(entry)
            if len(batch) == BATCH:
                keep()
        keep()
    print(f"{count:,} entries in {len(chains):,} chains, {time.monotonic() - began:.0f} s")


def _entries(count: int) -> Iterator[Any]:
    from dspt.journal import rules
    from dspt.journal.models import Entry

    begin = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
    person = UUID("01936000-0000-7000-8000-000000000000")
    heads: dict[str, tuple[int, str]] = {}
    for index in range(count):
        chain = "service" if index % 10 == 0 else f"V{index // LENGTH % 100_000:05}"
        number, previous = heads.get(chain, (0, rules.GENESIS))
        number += 1
        at = begin + timedelta(seconds=index, microseconds=index % 7 * 1000)
        before = {"on": "2026-01-04", "version": number} if index % 3 else {}
        after: dict[str, object] = {
            "documents": 2,
            "version": number + 1,
            "confirmation_withdrawn": "1.1",
            "words": "é–",
        }
        actor = ("person", str(person), "Tom Okafor", "0123456789abcdef")
        content = rules.content(
            chain=chain, number=number, at=at.isoformat(), event="assessments.answer.saved", actor=actor,
            subject="2024-25 1.1.1", before=before, after=after, behalf="",
        )  # fmt: skip
        digest = rules.digest(previous, content)
        heads[chain] = (number, digest)
        yield Entry(
            chain=chain, number=number, at=at, event="assessments.answer.saved", actor_kind="person", actor_id=person,
            actor_name="Tom Okafor", session="0123456789abcdef", subject="2024-25 1.1.1", before=before, after=after,
            previous=previous, digest=digest,
        )  # fmt: skip


if __name__ == "__main__":
    main()
