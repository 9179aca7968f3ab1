"""The one shape in which everything that hangs on an outcome is read, so that one statement brings all of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import CharField, DateField, Expression, F, IntegerField, TextField, Value
from django.db.models.functions import Cast

Detail = tuple[str, str, str, str, str, date | None, int, str, date | None, str | None]
"""Kind (tick, aside, policy, document, supports, comment, held), key, text, and of a document: its kind, digest, day,
version, scan, review day and when its file was found altered. A comment has its author, instant and whom it asks in
place of kind, digest and scan, a held indicator its owner and day; *supports* leads from a document to a part."""
_NONE = Value("", TextField())
_NO_DAY = Cast(Value(None), DateField())  # cast, or PostgreSQL takes it for text


def detail(
    belongs_to: str,
    kind: str | Expression,
    key: str,
    text: str,
    *,
    about: str = "",
    digest: str = "",
    day: str = "",
    version: str = "",
    scan: str = "",
    review: str = "",
    altered: str = "",
) -> tuple[Any, ...]:
    """Give the columns of one kind of detail: what it belongs to, then ``Detail``. All but ``kind`` name columns; those
    left out stay empty."""
    return (
        belongs_to,
        Value(kind, CharField()) if isinstance(kind, str) else kind,
        _text(key),
        _text(text),
        _text(about),
        _text(digest),
        F(day) if day else _NO_DAY,
        F(version) if version else Value(0, IntegerField()),
        _text(scan),
        F(review) if review else _NO_DAY,
        _text(altered),
    )


def _text(column: str) -> Expression:
    return Cast(column, TextField()) if column else _NONE
