"""What commands have in common that work on the database."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor


def require_tables() -> None:
    """Refuse with CommandError, saying what to run, where the database lacks tables of this version or is away.

    A database that is ahead of this version passes, so that an older process may go on beside a newer one. One look
    at the list of migrations.
    """
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as trouble:
        said = str(trouble).strip().splitlines()
        raise CommandError(
            f"The database cannot be reached: {said[0] if said else 'it does not answer'}. See DATABASE_URL."
        ) from None
    if waiting:
        lacks = "is of an earlier version" if executor.loader.applied_migrations else "has no tables yet"
        raise CommandError(f"The database {lacks}. Nothing was done. Run: dspt migrate")


class DatabaseCommand(BaseCommand):
    """Does nothing before the tables are there: see ``require_tables``."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        require_tables()
        return super().execute(*args, **options)
