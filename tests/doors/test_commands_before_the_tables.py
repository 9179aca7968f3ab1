"""Commands at the very beginning: without tables, with older ones, without a database, without settings."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command, get_commands, load_command_class
from django.db import OperationalError
from django.db.migrations.executor import MigrationExecutor

from dspt.jobs.command import DatabaseCommand

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
WITHOUT_A_DATABASE = {"check_standard", "import_standard", "make_key", "verify"}
"""Commands that work on files alone; ``verify`` when it is given the keys as one."""


def test_every_command_of_ours_that_needs_the_database_looks_for_its_tables_first() -> None:
    ours = {name for name, app in get_commands().items() if app == "dspt.jobs"}
    looking = {name for name in ours if isinstance(load_command_class("dspt.jobs", name), DatabaseCommand)}
    assert ours - looking == WITHOUT_A_DATABASE


def test_a_database_without_tables_is_told_with_what_to_run(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "rounds"],
        env={"DSPT_ENV": "demo", "DSPT_DATA_DIR": str(tmp_path)},
        cwd=ROOT, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == "CommandError: The database has no tables yet. Nothing was done. Run: dspt migrate\n"


def test_tables_of_an_earlier_version_are_told_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_: [("one", False)])
    with pytest.raises(CommandError, match=r"is of an earlier version\. Nothing was done\. Run: dspt migrate"):
        call_command("check_journal")
    with pytest.raises(CommandError, match="earlier version"):
        call_command("verify", "anything.jws")


def test_a_database_that_does_not_answer_is_told_in_its_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise OperationalError("connection refused\nIs the server running?")

    monkeypatch.setattr(MigrationExecutor, "migration_plan", away)
    with pytest.raises(CommandError, match=r"cannot be reached: connection refused\. See DATABASE_URL\.$"):
        call_command("check_journal")


def test_a_signing_key_is_made_before_production_has_its_settings(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "make_key", str(tmp_path / "key.jwk")],
        env={"DSPT_ENV": "production", "DSPT_DATA_DIR": str(tmp_path)},
        cwd=ROOT, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "key.jwk").exists()
