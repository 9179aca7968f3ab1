"""``dspt import_register FILE [--dry-run] [--keep-going]``: take in an export of the register."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from dspt.directory.gateways import UnreadableFile, read_table
from dspt.foundation import clock
from dspt.foundation.actors import Actor
from dspt.jobs.command import DatabaseCommand
from dspt.jobs.files import told
from dspt.register.actions import ImportReport, import_register
from dspt.register.queries import sectors_of_types

LISTED = 50


class Command(DatabaseCommand):
    help = "Take in an export of the register (.csv or a workbook). Running it twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="report what would change, and write nothing")
        parser.add_argument(
            "--keep-going",
            action="store_true",
            help="leave out refused rows instead of refusing the file; writes batch by batch",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = import_register(
                by=Actor.machine("register-import"),
                table=read_table(options["file"]),
                at=clock.now(),
                sectors=sectors_of_types(),
                dry_run=options["dry_run"],
                keep_going=options["keep_going"],
                progress=self._progress,
            )
        except UnreadableFile as refusal:
            raise CommandError(f"{told(refusal)} Nothing was written.") from None
        self.stdout.write(self._told(report, dry_run=options["dry_run"]))
        if report.refused and not report.written and not options["dry_run"]:
            raise CommandError("Nothing was written. Mend these rows, or leave them out with --keep-going.")

    def _progress(self, done: int, total: int) -> None:
        """Tell on one line how far it has come; say nothing in a file or a pipe, where no line can be written over."""
        if self.stderr.isatty():
            self.stderr.write(f"\r{done:,} of {total:,} rows", ending="\n" if done == total else "")
            self.stderr.flush()

    def _told(self, report: ImportReport, *, dry_run: bool) -> str:
        lines = [
            f"{report.name}: {report.layout}" + (f", read as {report.encoding}" if report.encoding else ""),
            f"  rows                  {report.rows:>8,}",
            f"  organisations new     {report.listings_new:>8,}",
            f"  organisations changed {report.listings_changed:>8,}",
            f"  names changed         {report.renamed:>8,}",
            f"  publications new      {report.statuses_new:>8,}",
            f"  editions filled in    {report.statuses_completed:>8,}",
            f"  rows refused          {len(report.refused):>8,}",
        ]
        for title, rows in (("Refused", report.refused), ("Noted", report.notes)):
            lines += [f"{title}: line {row.line}, {row.code or 'no code'}: {row.reason}" for row in rows[:LISTED]]
            if len(rows) > LISTED:
                lines.append(f"… and {len(rows) - LISTED:,} more")
        if dry_run:
            lines.append("Dry run: nothing was written.")
        return "\n".join(lines)
