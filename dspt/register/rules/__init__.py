"""The register's rules: which status stands, how its text reads, until when it is current; files read row by row."""

from .download import DOWNLOAD_COLUMNS, defused
from .exports import Layout, ReadRow, RefusedRow, RowReader, layout_of, missing_columns
from .statuses import (
    NOT_PUBLISHED,
    ReadStatus,
    UnknownStatus,
    current_until,
    read_status,
    search_key,
    short_edition,
    stands_before,
    status_text,
    was_late,
    year_of,
)

__all__ = [
    "DOWNLOAD_COLUMNS",
    "NOT_PUBLISHED",
    "Layout",
    "ReadRow",
    "ReadStatus",
    "RefusedRow",
    "RowReader",
    "UnknownStatus",
    "current_until",
    "defused",
    "layout_of",
    "missing_columns",
    "read_status",
    "search_key",
    "short_edition",
    "stands_before",
    "status_text",
    "was_late",
    "year_of",
]
