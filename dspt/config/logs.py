"""How log lines are written: one line each, in UTC, as JSON outside the demo; personal data and secrets masked.

What people did stands in the journal. Logs tell those who run the service what the machine did and what was refused.
"""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime

_EMAIL = re.compile(r"\b([A-Za-z0-9])[A-Za-z0-9._%+'-]*@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
_TOKEN = re.compile(r"(?<![A-Za-z0-9_-])(?=[A-Za-z0-9_-]*[0-9A-Z_])[A-Za-z0-9_-]{32,}(?![A-Za-z0-9_-])")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SECRET = re.compile(r"(?i)\b(password|secret|token|authorization|cookie)(\s*[=:]\s*)([^\s,;&]+)")
_LONGEST = 8000


def masked(text: str) -> str:
    """Hide what a log must not keep: the local part of addresses, link secrets and keys, values named as secrets.

    Identifiers of records (UUIDs) stay: they say nothing without the database.
    """
    text = _SECRET.sub(r"\1\2***", text)
    text = _EMAIL.sub(r"\1***@\2", text)
    return _TOKEN.sub(lambda found: found[0] if _UUID.fullmatch(found[0]) else "***", text)


class OneLine(logging.Formatter):
    """For people, in the demo: a line of words. What would break the line or steer a terminal is written escaped."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        return f"{at} {record.levelname} {record.name} {_escaped(_text(self, record))}"


class JsonLine(logging.Formatter):
    """For machines: one JSON object a line with ``at`` (UTC), ``level``, ``logger``, ``process`` and ``message``."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(
            {
                "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
                "level": record.levelname,
                "logger": record.name,
                "process": record.process,
                "message": _text(self, record),
            }
        )


def _text(formatter: logging.Formatter, record: logging.LogRecord) -> str:
    text = record.getMessage()
    if record.exc_info:
        text = f"{text}\n{formatter.formatException(record.exc_info)}"
    return masked(text[:_LONGEST])


def _escaped(text: str) -> str:
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
