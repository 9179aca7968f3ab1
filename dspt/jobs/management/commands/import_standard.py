"""``dspt import_standard WORKBOOK --edition NAME``: bring official wording and requirements into an edition's files."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from dspt.foundation import clock
from dspt.foundation.refusals import Refusal
from dspt.standard.catalogue import ROOT, CatalogueFaulty, Reader
from dspt.standard.revision import RowsRefused, as_text, revise, write
from dspt.standard.workbook import read_mapping, read_workbook

MAPPING = "workbook-mapping.yaml"


class Command(BaseCommand):
    help = (
        "Take an official-style workbook and write a new revision of the edition's files. "
        "Bad rows are listed; nothing is written unless all are good."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("workbook", type=Path)
        parser.add_argument("--edition", required=True, help="the edition to revise, e.g. 2024-25")
        parser.add_argument("--mapping", type=Path, help=f"how the columns are named (otherwise {MAPPING})")
        parser.add_argument("--dry-run", action="store_true", help="report what would differ, and write nothing")
        parser.add_argument("--catalogue", type=Path, default=ROOT, help="another folder of editions")

    def handle(
        self,
        *,
        workbook: Path,
        edition: str,
        mapping: Path | None,
        dry_run: bool,
        catalogue: Path,
        **_options: object,
    ) -> None:
        keys = Reader(catalogue).edition_keys()
        if edition not in keys:
            raise CommandError(f"There is no edition {edition}. There are: {', '.join(keys)}.")
        try:
            columns = read_mapping(mapping or catalogue / MAPPING)
            rows, bad = read_workbook(workbook, columns)
            today = clock.london_date(clock.now())
            revision = revise(catalogue, edition, rows, bad, columns, workbook=workbook, on=today)
        except Refusal as refusal:
            raise CommandError(_told(refusal)) from None
        self.stdout.write(as_text(revision))
        if dry_run:
            self.stdout.write("Nothing was written: this was a dry run.")
            return
        write(catalogue, revision)
        self.stdout.write(f"Written: {', '.join(sorted(revision.files))}. Now run dspt check_standard.")


def _told(refusal: Refusal) -> str:
    facts = refusal.facts
    if isinstance(refusal, RowsRefused):
        listed = "\n".join(f"  {row}" for row in refusal.rows)
        these = "this row" if len(refusal.rows) == 1 else f"these {len(refusal.rows)} rows"
        return f"Nothing was written. Mend {these}:\n{listed}"
    if isinstance(refusal, CatalogueFaulty):
        return f"Nothing was written. The result would not hold together:\n{refusal}"
    match refusal.code:
        case "not_a_workbook":
            return (
                f"{facts['file']} cannot be read as a workbook: it is missing, cut short, protected or of another "
                f"kind. Get it again, or save it as .xlsx. ({facts['detail']}) Nothing was written."
            )
        case "file_empty":
            return f"{facts['file']} is empty. Get it again. Nothing was written."
        case "is_text":
            return f"{facts['file']} is a text file, not a workbook. Save it as .xlsx. Nothing was written."
        case "sheet_missing":
            return f"The workbook has no sheet {facts['wanted']!r}. It has: {_listed(facts['present'])}."
        case "columns_missing":
            return (
                f"The sheet has no column {_listed(facts['missing'])}. It has: {_listed(facts['present'])}. "
                "Name the columns in a mapping file and give it with --mapping."
            )
        case "no_rows":
            return f"The sheet {facts['sheet']!r} holds no row below its headings."
        case "mapping_faulty":
            return "The mapping file is faulty:\n" + "\n".join(f"  {fault}" for fault in _texts(facts["faults"]))
        case "rests_on_another":
            return f"Edition {facts['edition']} takes its items from {facts['base']}. Import into that one."
    return f"{refusal.code}: {facts}"


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, tuple) else []


def _listed(value: object) -> str:
    return ", ".join(repr(one) for one in _texts(value)) or "none"
