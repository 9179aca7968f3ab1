"""``dspt check_journal [--chain CODE]``: walk every chain of the journal and name the first broken link of each."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import CommandError, CommandParser

from dspt.jobs.command import DatabaseCommand
from dspt.journal.queries import SERVICE, broken_anchors, head_of, walk_chains
from dspt.journal.rules import Broken, told

TELL_EVERY_SECONDS = 5.0


class Command(DatabaseCommand):
    """Check every entry against its digest, every link, every head, every anchor."""

    help = (
        "Check the journal: every entry, every link, every head, every anchor. Ends with status 1 where one is broken."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--chain", default="", help="one organisation's code, or service; all where left out")
        parser.add_argument(
            "--head",
            default="",
            help="NUMBER:DIGEST of the service's chain, as noted outside: it must still stand there",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        began = shown = time.monotonic()
        entries = chains = 0
        broken: list[Broken] = []
        for stretch in walk_chains(chain=options["chain"]):
            entries, chains = entries + stretch.entries, chains + stretch.chains
            self._tell(stretch.broken)
            broken += stretch.broken
            if time.monotonic() - shown >= TELL_EVERY_SECONDS:
                shown = time.monotonic()
                self.stdout.write(f"{entries:,} entries, {entries / (shown - began):,.0f} a second …")
        if options["chain"] and not chains:
            raise CommandError(f"There is no chain {options['chain']}.")
        anchors = list(broken_anchors(options["chain"]))
        self._tell(anchors)
        broken += anchors
        took = max(time.monotonic() - began, 0.001)
        self.stdout.write(f"{entries:,} entries in {chains:,} chains, {took:.1f} s, {entries / took:,.0f} a second.")
        self._compare(options["head"])
        if broken:
            count = len({each.chain for each in broken})
            raise CommandError(f"{count} {'chain is' if count == 1 else 'chains are'} broken.")
        self.stdout.write("Every entry, link, head and anchor is in order.")

    def _tell(self, broken: list[Broken]) -> None:
        for each in broken:
            self.stderr.write(told(each))

    def _compare(self, noted: str) -> None:
        number, digest = head_of(SERVICE)
        if not noted:
            self.stdout.write(f"Head of the service's chain, to note outside: {number}:{digest}")
            return
        place, _, expected = noted.partition(":")
        if not place.isdigit() or head_of(SERVICE, int(place))[1] != expected:
            raise CommandError(f"The service's chain does not hold {noted}: it was rewritten since that was noted.")
        self.stdout.write(f"The service's chain still holds {noted}.")
