"""``@prepared``: a function that builds a query becomes one that runs it, its SQL built the first time only."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec
from uuid import UUID

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, QuerySet
from django.db.models.sql.compiler import SQLCompiler

P = ParamSpec("P")
Row = tuple[Any, ...]
_MANY = 50


def prepared(build: Callable[P, QuerySet[Any, Any]]) -> Callable[P, list[Row]]:
    """Make of a function that builds a ``values_list`` query one that gives its rows. One statement.

    The function runs once for each kind of database, with placeholders for its arguments: it may hand them to filters
    and must not look at them, so that the same SQL serves every value. Arguments are identifiers and texts (UUID, str,
    int), never None. What the query says apart from them must not change while the process lives: no clock in it.
    """
    builder: Callable[..., QuerySet[Any, Any]] = build
    signature = inspect.signature(build)
    kept: dict[tuple[str, int], _Statement] = {}
    takes_many = any(one.kind is one.VAR_POSITIONAL for one in signature.parameters.values())

    @wraps(build)
    def run(*args: P.args, **kwargs: P.kwargs) -> list[Row]:
        if takes_many:
            arguments: dict[str, Any] = {str(place): one for place, one in enumerate(args[: _MANY + 1])}
            if len(arguments) > _MANY:
                raise TypeError(f"a prepared read takes {_MANY} identifiers at most")
        else:
            arguments = signature.bind(*args, **kwargs).arguments
        shape = (connection.vendor, len(arguments))
        statement = kept.get(shape)
        if statement is None:
            names = arguments if takes_many else signature.parameters
            statement = kept[shape] = _compiled(builder(*map(_Given, names)))
        return statement.rows(arguments)

    return run


class _Given(Expression):
    """Stands for an argument while the SQL is built."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        return "%s", [self]


@dataclass(frozen=True, slots=True)
class _Statement:
    sql: str
    parameters: tuple[Any, ...]
    converters: tuple[tuple[int, tuple[Callable[..., Any], ...], Any], ...]
    """Place in the row, what turns the database's value into ours, and the column."""

    def rows(self, arguments: dict[str, Any]) -> list[Row]:
        values: list[Any] = [
            _stored(arguments[one.name]) if isinstance(one, _Given) else one for one in self.parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, values)
            found: list[Row] = cursor.fetchall()
        if not self.converters:
            return found
        rows = []
        for fetched in found:
            row = list(fetched)
            for place, functions, column in self.converters:
                if row[place] is None:
                    continue
                for function in functions:
                    row[place] = function(row[place], column, connection)
            rows.append(tuple(row))
        return rows


def _compiled(query: QuerySet[Any, Any]) -> _Statement:
    compiler = query.query.get_compiler(connection=connection)
    sql, parameters = compiler.as_sql()
    columns = [column for column, _, _ in compiler.select[: compiler.col_count]]
    converters = compiler.get_converters(columns)
    return _Statement(
        sql,
        tuple(parameters),
        tuple((place, tuple(functions), column) for place, (functions, column) in converters.items()),
    )


def _stored(value: object) -> object:
    """Write an argument as its column holds it."""
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, (str, int)):
        return value
    raise TypeError(f"a prepared read takes identifiers and texts, not {type(value).__name__}")
