"""Writes of hot actions, their SQL built once: one row added, or columns of one row changed.

They do what ``objects.create`` and ``filter(pk=…).update`` do, for models without signals and without a ``save`` of
their own; columns, types and defaults stay those of the model.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import AutoField, Field, Model


def adding(model: type[Model]) -> Callable[..., None]:
    """Make a function that adds a row, told its columns by name; what is not named gets its default. One statement.

    Refuses, with TypeError, a name that is no column of the model.
    """
    columns = {field.attname: field for field in _columns(model) if not isinstance(field, AutoField)}
    sql: dict[str, str] = {}

    def add(**values: object) -> None:
        if strange := values.keys() - columns.keys():
            raise TypeError(f"{model.__name__} has no column {', '.join(sorted(strange))}")
        if connection.vendor not in sql:
            names = ", ".join(map(_quoted, columns.values()))
            places = ", ".join(["%s"] * len(columns))
            sql[connection.vendor] = f"INSERT INTO {_table(model)} ({names}) VALUES ({places})"  # noqa: S608
        _execute(
            sql[connection.vendor],
            [_kept(field, values[name] if name in values else field.get_default()) for name, field in columns.items()],
        )

    return add


def changing(model: type[Model], *names: str) -> Callable[..., int]:
    """Make a function that changes the named columns of the row with a key; it tells how many rows it met.

    ``change(key, first=…, second=…)``: each name must be given, as text, number or None, never an expression. One
    statement. Refuses, with TypeError, names other than those.
    """
    columns = {field.attname: field for field in _columns(model)}
    changed = {name: columns[name] for name in names}
    sql: dict[str, str] = {}
    key_column = model._meta.pk

    def change(key: object, /, **values: object) -> int:
        if values.keys() != changed.keys():
            raise TypeError(f"{model.__name__}: give {', '.join(names)}, each of them and nothing else")
        if connection.vendor not in sql:
            pairs = ", ".join(f"{_quoted(field)} = %s" for field in changed.values())
            sql[connection.vendor] = f"UPDATE {_table(model)} SET {pairs} WHERE {_quoted(key_column)} = %s"  # noqa: S608
        given = [_kept(field, values[name]) for name, field in changed.items()]
        return _execute(sql[connection.vendor], [*given, _kept(key_column, key)])

    return change


def _columns(model: type[Model]) -> list[Any]:
    found = list(model._meta.concrete_fields)
    if dressed := [field.name for field in found if hasattr(field, "get_placeholder")]:
        raise TypeError(f"{model.__name__}: {', '.join(dressed)} cannot be written by a plain placeholder")
    return found


def _kept(field: Field[Any, Any], value: object) -> object:
    return field.get_db_prep_save(value, connection)


def _quoted(field: Any) -> str:
    return connection.ops.quote_name(field.column)


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _execute(sql: str, values: list[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        met: int = cursor.rowcount
    return met
