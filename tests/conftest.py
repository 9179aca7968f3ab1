"""What every test may use."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared real data beside the checkout; tests that need it skip where it is missing."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the shared data folder is not beside this checkout")
    return folder


@pytest.fixture(scope="session", autouse=True)
def _templates_name_only_what_pages_hold() -> None:
    from tests.world.strict_templates import install

    install()


@pytest.fixture(scope="session", autouse=True)
def _passwords_cost_little() -> None:
    from tests.world.quick import install

    install()


@pytest.fixture(autouse=True)
def _register_read_anew() -> None:
    """Forget what the register holds in memory: each test has its own database."""
    from dspt.register.queries import forget_currency, forget_index

    forget_index()
    forget_currency()


@pytest.fixture(scope="session", autouse=True)
def _emptied_between_tests() -> None:
    """Let the test runner, and nobody else, empty sealed tables after a test that committed."""
    from django.db import connection

    flush = connection.ops.execute_sql_flush

    def unsealed(statements: list[str]) -> None:
        if connection.vendor == "postgresql":
            around = ("SET session_replication_role = replica", "SET session_replication_role = origin")
            flush([around[0], *statements, around[1]])
            return
        with connection.cursor() as cursor:
            triggers = cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        flush([*(f"DROP TRIGGER {name}" for name, _ in triggers), *statements, *(sql for _, sql in triggers)])

    connection.ops.execute_sql_flush = unsealed  # type: ignore[method-assign]


@pytest.fixture(scope="session", autouse=True)
def _sessions_have_shown_a_factor() -> None:
    from tests.world.stepping import install

    install()
