"""Identifiers: time-ordered UUIDs for records, and codes of organisations as the directory writes them."""

from __future__ import annotations

import re
import uuid

import uuid_utils

CODE = re.compile(r"[A-Z0-9][A-Z0-9 ._/()&-]{0,30}[A-Z0-9)]|[A-Z0-9]")


def new_id() -> uuid.UUID:
    """Make a UUIDv7: public, unguessable enough to name a record, and ordered by the time it was made."""
    return uuid.UUID(int=uuid_utils.uuid7().int)


def tidy_code(typed: str) -> str:
    """Put an organisation code as typed into the directory's form: trimmed, upper case, inner runs of space single."""
    return " ".join(typed.split()).upper()


def is_code(text: str) -> bool:
    """Tell whether a text has the shape of an organisation code: up to 32 characters, suffixes included."""
    return CODE.fullmatch(text) is not None
