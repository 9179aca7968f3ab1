"""``dspt demo``: the demonstration's people, organisations, register and year. Running it again changes nothing."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from dspt.foundation.clock import london_date, now
from dspt.jobs import cast, demo
from dspt.jobs.command import DatabaseCommand
from dspt.standard.catalogue import latest


class Command(DatabaseCommand):
    help = "Load the demonstration: people with known passwords, six organisations, a register, a running year."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="do not print the sign-ins")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DSPT_IS_DEMO:
            raise CommandError("Demonstration people exist only with DSPT_ENV=demo: everybody knows their password.")
        at = now()
        edition = latest(london_date(at))
        demo.the_directory(at)
        demo.the_year(edition, at)
        demo.the_register()
        demo.the_cast(edition, at)
        demo.the_mail(at)
        if not options["quiet"]:
            self.stdout.write(self._told())

    def _told(self) -> str:
        wide = max(len(who.email) for who in cast.PEOPLE.values())
        people = [f"  {who.email:<{wide}}  {who.name}, {who.does}" for who in cast.PEOPLE.values()]
        codes = [f"  {code:<{wide}}  {name}" for code, name, *_ in demo.UNREGISTERED]
        return "\n".join(
            [
                "",
                f"The demonstration is at {settings.DSPT_BASE_URL}",
                f"Sign in at {settings.DSPT_BASE_URL}/sign-in, everybody with the password {cast.PASSWORD}",
                *people,
                f"{', '.join(cast.PEOPLE[key].name for key in cast.STEPPED)} are asked for a code too:",
                f"it is at {settings.DSPT_BASE_URL}/demo/codes",
                "Codes to register an organisation with:",
                *codes,
                f"Its mail is at {settings.DSPT_BASE_URL}/demo/mail",
                "",
            ]
        )
