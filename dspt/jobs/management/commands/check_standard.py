"""``dspt check_standard``: check the catalogue's files, print counts and whatever is of low confidence."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from dspt.standard.catalogue import ROOT, CatalogueFaulty, Reader
from dspt.standard.report import as_text, report_on


class Command(BaseCommand):
    help = "Check the files of every edition; print counts and every entry of low confidence. Fails when one is faulty."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--edition", help="only this edition, e.g. 2024-25")
        parser.add_argument("--catalogue", type=Path, default=ROOT, help="another folder of editions")

    def handle(self, *, edition: str | None, catalogue: Path, **_options: object) -> None:
        reader = Reader(catalogue)
        keys = reader.edition_keys()
        if edition is not None and edition not in keys:
            raise CommandError(f"There is no edition {edition}. There are: {', '.join(keys) or 'none'}.")
        faults: list[str] = []
        for key in (edition,) if edition else reversed(keys):
            try:
                found = reader.read(key)
            except CatalogueFaulty as faulty:
                faults += [str(fault) for fault in faulty.faults]
                continue
            report = report_on(found)
            self.stdout.write(as_text(found, report))
            faults += report.faults
        if not keys:
            faults.append(f"{catalogue} holds no edition")
        if faults:
            raise CommandError("\n".join([f"{len(faults)} faults in the catalogue:", *faults]))
