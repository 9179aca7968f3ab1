"""The process dies between two statements: to show that an action leaves all behind or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
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


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Read every row of every table of ours, to compare before and after."""
    return {
        model._meta.db_table: sorted(model._default_manager.values_list(), key=repr)
        for model in apps.get_models()
        if model.__module__.startswith("dspt.")
    }


def all_or_nothing(act: Callable[[], object], *, most: int = 200) -> int:
    """Die before each statement of an action in turn, and hold that nothing of it stays; then let it through.

    Returns how many statements it took. ``most`` bounds the search.
    """
    before = everything()
    for statement in range(1, most):
        try:
            with dies_before(statement) as done:
                act()
        except Died:
            after = everything()
            changed = [table for table in before if before[table] != after[table]]
            if changed:
                raise AssertionError(f"died after {done[-1:]}: {changed} differ") from None
            continue
        assert everything() != before, "the action wrote nothing"
        return len(done)
    raise AssertionError(f"still going after {most} statements")
