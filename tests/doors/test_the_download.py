"""The register as a file, in the columns that its readers have always had; refused where it would mislead."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client

from dspt.register.models import Listing
from tests.world.listed import HEADINGS, NOW, ROWS, list_them, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def listed() -> Any:
    with time_machine.travel(NOW, tick=False):
        list_them()
        yield


def taken(client: Client, address: str = "/register/download.csv") -> list[list[str]]:
    response = client.get(address)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode())))  # type: ignore[attr-defined]


def test_the_whole_register_comes_back_as_it_came(client: Client) -> None:
    headings, *rows = taken(client)
    assert headings == [*HEADINGS, "Integrated Care Board (where available, from ODS)"]
    assert sorted(rows) == sorted(list(row) for row in ROWS)


def test_a_search_is_downloaded_as_it_was_filtered(client: Client) -> None:
    rows = taken(client, "/register/download.csv?q=fellgate&current=never&page=9")
    assert [row[0] for row in rows[1:]] == ["8ZZ90-RU"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("sector=Shipyard", "sector: the register knows no 'Shipyard'"),
        ("current=soon&q=care", "current: the register knows no 'soon'"),
        ("status=now", "status: the register knows no 'now'"),
        ("sort=size", "sort: the register knows no 'size'"),
    ],
)
def test_a_value_that_nothing_has_is_refused_rather_than_left_out(client: Client, asked: str, told: str) -> None:
    response = client.get(f"/register/download.csv?{asked}")
    assert response.status_code == 404
    assert response.content.decode().startswith(f"{told}\nLeave that out")


def test_the_page_that_left_a_value_out_leads_to_the_file_of_what_it_shows(client: Client) -> None:
    page = text(client, "/register?q=care&sector=Shipyard&current=")
    address = re.search(r'href="(/register/download\.csv[^"]*)"', page)
    assert address is not None
    assert len(taken(client, html.unescape(address.group(1)))) == 1 + page.count('scope="row"')


def test_programs_may_read_and_nothing_else(client: Client) -> None:
    for path in ("/register/download.csv", "/healthz", "/readyz", "/.well-known/jwks.json", "/openapi.json"):
        response = client.post(path)
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD"), path


def test_cells_that_look_like_formulas_are_defused(client: Client) -> None:
    Listing.objects.filter(code="8ZZ90").update(name="=HYPERLINK(1)")
    assert ["8ZZ90", "'=HYPERLINK(1)"] in [row[:2] for row in taken(client)]


def test_the_first_line_comes_before_any_row_is_read(
    client: Client, django_assert_num_queries: Callable[[int], Any]
) -> None:
    with django_assert_num_queries(0):
        response = client.get("/register/download.csv")
        first = next(iter(response.streaming_content))  # type: ignore[attr-defined]
    assert first.startswith(b"Code,Organisation Name,Status")
    response.close()
