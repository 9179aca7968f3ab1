"""Log lines: one each, whatever was typed, and without what a log must not keep."""

from __future__ import annotations

import json
import logging
import sys

import pytest

from dspt.config.logs import JsonLine, OneLine, masked


def a_record(message: str, *values: object) -> logging.LogRecord:
    return logging.LogRecord("dspt.test", logging.WARNING, __file__, 1, message, values, None)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("mail to ruth.cole@demo.example failed", "mail to r***@demo.example failed"),
        ("/join/Jx7-q2mVfWc0Yd3LkTzPbA9sRhE5nUoG1iQ8vXy4BwM", "/join/***"),  # pragma: allowlist secret
        ("document 01936000-0000-7000-8000-000000000000 added", "document 01936000-0000-7000-8000-000000000000 added"),
        ("password=hunter2 and more", "password=*** and more"),
        ("Authorization: Bearer", "Authorization: ***"),
        ("smtp://user:secret@mail.example", "smtp://user:s***@mail.example"),  # pragma: allowlist secret
        ("GET /organisations/VZZ02/assessments/2024-25", "GET /organisations/VZZ02/assessments/2024-25"),
        ("in dspt.web.toolkit.assertions.build_overview", "in dspt.web.toolkit.assertions.build_overview"),
    ],
)  # fmt: skip
def test_a_log_keeps_no_address_link_or_secret(typed: str, kept: str) -> None:
    assert masked(typed) == kept


@pytest.mark.parametrize("formatter", [OneLine(), JsonLine()])
def test_what_was_typed_cannot_begin_a_line_or_steer_a_terminal(formatter: logging.Formatter) -> None:
    line = formatter.format(a_record("refused %s", "x\r\n2026-01-01 INFO forged \x1b[31m\u2028\u202e"))
    assert line.isprintable()
    assert "forged" in line


def test_lines_for_machines_are_json_in_utc_with_who_and_what() -> None:
    told = json.loads(JsonLine().format(a_record("something %s", "happened")))
    assert told["message"] == "something happened"
    assert told["level"] == "WARNING"
    assert told["logger"] == "dspt.test"
    assert told["at"].endswith("+00:00")


def test_a_fault_is_told_with_its_trace_in_one_line() -> None:
    try:
        int("ruth@demo.example")
    except ValueError:
        record = logging.LogRecord("dspt", logging.ERROR, __file__, 1, "trouble", None, sys.exc_info())
    line = OneLine().format(record)
    assert "\n" not in line
    assert "ValueError" in line
    assert "ruth@" not in line
