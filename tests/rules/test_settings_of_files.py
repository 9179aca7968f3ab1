"""Settings of the store, the scanner and the address of files: what is unsafe or mistyped does not start."""

from __future__ import annotations

from pathlib import Path

import pytest

from dspt.config.environment import Environment, UnsafeSettings, read_environment

SAFE = {
    "DSPT_ENV": "production",
    "DSPT_SECRET_KEY": "x" * 60,
    "DSPT_BASE_URL": "https://dspt.example",
    "DSPT_MAIL_URL": "smtp://mail.example:587",
    "DSPT_SCANNER": "unix:/run/clamav/clamd.ctl",
}


def faults(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, **values: str) -> str:
    """What the service says to these settings; empty: it starts."""
    key = tmp_path / "key.json"
    key.write_text("{}")
    for name, value in {**SAFE, "DSPT_SIGNING_KEY_FILE": str(key), **values}.items():
        monkeypatch.setenv(name, value)
    try:
        read_environment()
    except UnsafeSettings as refused:
        return str(refused)
    return ""


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, ""),
        ({"DSPT_SCANNER": ""}, "or say none"),
        ({"DSPT_SCANNER": "none"}, ""),
        ({"DSPT_SCANNER": "scanner.example:3310"}, ""),
        ({"DSPT_SCANNER": "clamd"}, "host:port, or none"),
        ({"DATABASE_URL": "postgresql://db.example/dspt"}, ""),
        ({"DATABASE_URL": "sqlite:////var/lib/dspt/dspt.sqlite3"}, ""),
        ({"DATABASE_URL": "mysql://db.example/dspt"}, "DATABASE_URL: Value error, must begin with postgresql://"),
        ({"DATABASE_URL": "rubbish"}, "or sqlite:/// and a path, or be empty"),
        ({"DSPT_DOCUMENTS_STORE": "s3://evidence", "DSPT_S3_REGION": "eu-west-2"}, ""),
        ({"DSPT_DOCUMENTS_STORE": "evidence"}, "s3:// and the name of a bucket"),
        ({"DSPT_DOCUMENTS_STORE": "s3://evidence/folder"}, "s3:// and the name of a bucket"),
        ({"DSPT_S3_ENDPOINT": "http://s3.example"}, "DSPT_S3_ENDPOINT must begin with https://"),
        ({"DSPT_S3_ENDPOINT": "http://127.0.0.1:9000"}, ""),
        ({"DSPT_S3_ACCESS_KEY": "a"}, "must both be set"),
        ({"DSPT_FILES_URL": "http://files.example"}, "DSPT_FILES_URL must begin with https://"),
        ({"DSPT_FILES_URL": "https://files.example/"}, ""),
        ({"DSPT_FILES_URL": "https://dspt.example/files"}, "without a path"),
    ],
    ids=str,
)
def test_production_refuses_what_is_unsafe_for_files(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, values: dict[str, str], said: str
) -> None:
    found = faults(monkeypatch, tmp_path, **values)
    assert (said in found) if said else found == ""


def test_the_demo_needs_none_of_them() -> None:
    assert Environment().faults() == []  # type: ignore[call-arg]
