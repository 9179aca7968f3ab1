"""The process dies between two statements: to show that an action leaves all behind or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


class Died(BaseException):
    """Stands for a kill: no code of ours catches it."""


@contextmanager
def dies_before(statement: int) -> Iterator[list[str]]:
    """Die instead of the given statement (from 1); what was executed before it is listed."""
    done: list[str] = []
    dead = False

    def execute(run: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal dead
        if sql.startswith(
            "RELEASE"
        ):  # the end of a test's inner transaction; a real one has no statement to die before
            return run(sql, params, many, context)
        if not dead and len(done) + 1 == statement:
            dead = True
            raise Died
        if not dead:
            done.append(sql)
        return run(sql, params, many, context)

    with connection.execute_wrapper(execute):
        yield done
