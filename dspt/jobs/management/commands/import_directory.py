"""``dspt import_directory FILE…``: take in files of the organisation directory, and the table of boards and regions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from dspt.directory.gateways import UnreadableFile, read_table
from dspt.foundation import clock
from dspt.foundation.actors import Actor
from dspt.jobs.command import DatabaseCommand
from dspt.jobs.files import told
from dspt.register.actions import import_directory


class Command(DatabaseCommand):
    help = "Take in directory files (27 columns, no heading) and the table of boards and regions, in any order."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", type=Path, nargs="+")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            reports, followed = import_directory(
                by=Actor.machine("directory-import"),
                tables=[read_table(path) for path in options["files"]],
                at=clock.now(),
            )
        except UnreadableFile as refusal:
            raise CommandError(f"{told(refusal)} Nothing was written.") from None
        for report in reports:
            self.stdout.write(
                f"{report.name}: {report.kind}, {report.rows:,} rows, {report.new:,} new, {report.changed:,} changed, "
                f"{len(report.refused):,} refused"
            )
            for line in report.refused[:50]:
                self.stdout.write(f"Refused: line {line.line}, {line.code or 'no code'}: {line.reason}")
        self.stdout.write(f"Listings of the register that followed: {followed:,}")
