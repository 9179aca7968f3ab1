"""``dspt take_out ORGANISATION --to FILE``: everything an organisation has here, as one archive."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from dspt.foundation.actors import Actor
from dspt.foundation.clock import now
from dspt.jobs.command import DatabaseCommand
from dspt.keeping.actions import take_everything_out
from dspt.organisations.queries import organisation_by_code

OPERATOR = Actor.machine("An operator of the service")


class Command(DatabaseCommand):
    """Take out what an administrator would get from the page, for one who cannot."""

    help = (
        "Write everything an organisation has here into one new ZIP file that only its owner may read: what an "
        "administrator gets from the page Take out. Its administrators are told by mail and it stands in its journal. "
        "Files that the virus check has not passed stay out."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("organisation", help="its code, e.g. RZZ01")
        parser.add_argument("--to", type=Path, required=True, metavar="FILE", help="the file to make, e.g. RZZ01.zip")

    def handle(self, *args: Any, **options: Any) -> None:
        code, to = options["organisation"].strip().upper(), options["to"]
        body = organisation_by_code(code)
        if body is None:
            raise CommandError(f"No organisation with the code {code} is registered here.")
        if to.exists():
            raise CommandError(f"{to} exists already. An archive is never written over: name another file.")
        # Made before anything is journalled: where nothing can be written, nothing was taken out.
        part = to.with_name(f"{to.name}.part")
        try:
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            raise CommandError(f"{part} exists: another one is at it, or broke off. Delete it first.") from None
        except OSError as trouble:
            raise CommandError(f"{to} cannot be made: {trouble.strerror}.") from None
        digest, size = hashlib.sha256(), 0
        try:
            with os.fdopen(descriptor, "wb") as file:
                pieces = take_everything_out(by=OPERATOR, organisation=body.id, code=code, name=body.name, at=now())
                for piece in pieces:
                    file.write(piece)
                    digest.update(piece)
                    size += len(piece)
            part.rename(to)
        except OSError as trouble:
            raise CommandError(f"{to} cannot be written: {trouble.strerror}. Nothing is left of it.") from None
        finally:
            part.unlink(missing_ok=True)
        self.stdout.write(f"Made {to}: {body.name}, {size:,} bytes, SHA-256 {digest.hexdigest()}")
