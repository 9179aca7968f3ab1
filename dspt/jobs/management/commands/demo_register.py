"""``dspt demo_register --rows N``: a generated register of the real one's shape, for trying and measuring."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from dspt.jobs.command import DatabaseCommand
from dspt.jobs.generated_register import import_rows


class Command(DatabaseCommand):
    help = "Load a generated register: made-up bodies in the proportions of the real one. Twice is once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rows", type=int, default=2000)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DSPT_IS_DEMO:
            raise CommandError("Made-up organisations exist only with DSPT_ENV=demo.")
        import_rows(options["rows"], options["seed"], years=(2022, 2023, 2024))
        self.stdout.write(f"{options['rows']:,} made-up organisations are on the register.")
