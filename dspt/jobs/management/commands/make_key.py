"""``dspt make_key FILE``: make a key that signs publications."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dspt.publication.gateways import KeyRefused, make_key


class Command(BaseCommand):
    """Make a signing key in a new file that only its owner may read."""

    help = (
        "Make a key that signs publications. Name its file in DSPT_SIGNING_KEY_FILE and restart: the new key counts "
        "from the next publication on; the public halves of earlier keys stay published. Keep a copy in a safe place."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            kid = make_key(options["file"])
        except KeyRefused:
            raise CommandError(f"{options['file']} exists already. A key is never written over.") from None
        except OSError as trouble:
            raise CommandError(f"The key cannot be written: {trouble.strerror}") from None
        self.stdout.write(f"Made {options['file']}. Identifier: {kid}")
