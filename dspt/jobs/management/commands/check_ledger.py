"""``dspt check_ledger``: walk the chain of publications and judge each one again."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import CommandError

from dspt.jobs.command import DatabaseCommand
from dspt.publication import rules
from dspt.publication.queries import ledger
from dspt.register.gateways import RecordRefused, read_record
from dspt.register.queries import published_keys

STRETCH = 100


class Command(DatabaseCommand):
    """Check every publication: place, chain, signature, digest, and the status worked out again."""

    help = "Check the ledger: no gap, each link, each signature, each document, each status worked out again."

    def handle(self, *args: Any, **options: Any) -> None:
        keys = published_keys()
        last, previous, faults = 0, "0" * 64, 0
        while stretch := ledger(last, STRETCH):
            for place, status, document, sha256, record, before in stretch:
                for fault in _faults(last, previous, place, status, document, sha256, record, before, keys):
                    faults += 1
                    self.stderr.write(f"Place {place}: {fault}")
                last, previous = place, rules.digest(record)
        if faults:
            raise CommandError(f"{faults} faults in {last} places.")
        self.stdout.write(f"{last} publications: chain, signatures, documents and statuses are in order.")


def _faults(
    last: int,
    previous: str,
    place: int,
    status: str,
    document: str,
    sha256: str,
    record: str,
    before: str,
    keys: dict[str, dict[str, str]],
) -> list[str]:
    found = []
    if place != last + 1:
        found.append(f"the place before it is {last}")
    if before != previous:
        found.append("the chain is broken: it names another record before it")
    try:
        said, _ = read_record(record, keys)
        if (said.place, said.previous, said.sha256, said.status) != (place, before, sha256, status):
            found.append("the signed record says something else than the ledger")
    except RecordRefused as refusal:
        found.append(f"the signed record does not check ({refusal.code})")
    if rules.digest(document) != sha256:
        found.append("the document does not have its digest")
    elif rules.replay(json.loads(document)) != status:
        found.append("its status comes out differently when worked out again")
    return found
