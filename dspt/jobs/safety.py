"""What the service refuses to start with, beyond its settings: people of the demo in production."""

from __future__ import annotations

from django.conf import settings
from django.db import DatabaseError

from dspt.accounts.queries import demo_people
from dspt.jobs.cast import DOMAIN


class DemoInProduction(Exception):
    """Somebody whose password everybody knows could sign in; the text says so."""


class NotMigrated(Exception):
    """The tables are missing; the text says what to run."""


def refuse_demo_people() -> None:
    """Raise DemoInProduction where production's database holds people of the demo. One statement."""
    if settings.DSPT_IS_DEMO:
        return
    try:
        found = demo_people(DOMAIN)
    except DatabaseError:
        raise NotMigrated("The database has no tables yet, or cannot be reached. Run: dspt migrate") from None
    if found:
        raise DemoInProduction(
            f"The database holds {found} people of the demonstration (@{DOMAIN}), whose password everybody knows. "
            "Production needs a database of its own."
        )
