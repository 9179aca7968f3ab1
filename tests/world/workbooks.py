"""What a workbook that was downloaded holds: its sheets as rows by heading, and its parts as they lie in the file."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import python_calamine

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def about_of(response: Any) -> dict[str, str]:
    """Read the lines of the first sheet."""
    return {str(row[0]): str(row[1]) for row in _cells(response, "About") if len(row) > 1 and row[0]}


def rows_of(response: Any, sheet: str) -> dict[str, dict[str, Any]]:
    """Read a table by the first column, each row by its headings; indicators by the first two."""
    headings, *rows = _cells(response, sheet)
    keys = 2 if sheet == "Indicators" else 1
    return {" ".join(str(cell) for cell in row[:keys]): dict(zip(headings, row, strict=True)) for row in rows}


def sheets_of(response: Any) -> list[str]:
    return python_calamine.load_workbook(BytesIO(response.content)).sheet_names


def parts_of(response: Any) -> dict[str, str]:
    """Give the parts of the file by their names."""
    with ZipFile(BytesIO(response.content)) as file:
        return {name: file.read(name).decode() for name in file.namelist()}


def _cells(response: Any, sheet: str) -> list[list[Any]]:
    assert response.status_code == 200
    assert response["Content-Type"] == KIND
    book = python_calamine.load_workbook(BytesIO(response.content))
    return book.get_sheet_by_name(sheet).to_python()
