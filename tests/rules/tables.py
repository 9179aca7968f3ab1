"""Worked examples as the documentation prints them: Markdown tables read as rows."""

from __future__ import annotations

import csv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def worked_examples(page: str, *first_columns: str) -> list[dict[str, str]]:
    """Read the table of ``docs/algorithms/<page>.md`` whose heading begins with these columns."""
    rows: list[list[str]] = []
    for line in (ROOT / "docs" / "algorithms" / f"{page}.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("|"):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if rows or cells[: len(first_columns)] == list(first_columns):
                rows.append(cells)
        elif rows:
            break
    heading, _rule, *body = rows
    assert all(len(cells) == len(heading) for cells in body), "a row has too many or too few cells"
    return [dict(zip(heading, cells, strict=True)) for cells in body]


def decision_table(name: str) -> list[dict[str, str]]:
    """Read a decision table that lies beside the tests."""
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def named(row: dict[str, str]) -> str:
    """Name a row in the test report."""
    return " ".join(value for value in row.values() if value)[:90]
