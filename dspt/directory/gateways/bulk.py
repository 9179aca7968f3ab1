"""Writing many new rows at once: without an object per row, on both databases."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection, models

PARAMETERS = 12_000
"""In one statement: well below what either database takes."""


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Insert rows of values, in the order of ``columns`` (field names); fields that are not named must allow for it.

    Several times as fast as the framework's own way, which prepares each value by itself. Needs a transaction around
    it. One statement for every 12,000 values; PostgreSQL takes them all in one, as a copy.
    """
    if not rows:
        return
    fields = [model._meta.get_field(name) for name in columns]
    prepare = [_preparing(field) for field in fields if isinstance(field, models.Field)]
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in fields if isinstance(field, models.Field))
    if connection.vendor == "postgresql":
        with connection.wrap_database_errors, connection.cursor() as cursor:
            with cursor.copy(f"COPY {quote(model._meta.db_table)} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(
                        [
                            value if ready is None or value is None else ready(value)
                            for ready, value in zip(prepare, row, strict=True)
                        ]
                    )
        return
    head = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES "  # noqa: S608 (names of ours)
    one = f"({', '.join(['%s'] * len(columns))})"
    step = max(1, PARAMETERS // len(columns))
    with connection.cursor() as cursor:
        for start in range(0, len(rows), step):
            batch = rows[start : start + step]
            values: list[Any] = [
                value if ready is None or value is None else ready(value)
                for row in batch
                for ready, value in zip(prepare, row, strict=True)
            ]
            cursor.execute(head + ", ".join([one] * len(batch)), values)


def _preparing(field: models.Field[Any, Any]) -> Callable[[Any], Any] | None:
    """Give what turns a value into the database's form; None where it already is."""
    ops = connection.ops
    if isinstance(field, models.DateTimeField):
        return ops.adapt_datetimefield_value
    if isinstance(field, models.DateField):
        return ops.adapt_datefield_value
    if isinstance(field, models.JSONField):
        return json.dumps
    return None
