"""Pages for what goes wrong: real ones, with the right status and a next step, and without the database."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any, Never

import pytest
from django.db import DatabaseError, OperationalError, ProgrammingError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from gunicorn.http.errors import LimitRequestLine

from dspt.config.threads import Worker
from dspt.web.kit import errors

pytestmark = pytest.mark.django_db


def answered(raised: DatabaseError, path: str) -> Any:
    """Open a page as somebody with a session while every statement to the database fails."""

    def fails(*args: Any) -> Never:
        raise raised

    client = Client(raise_request_exception=False)
    client.cookies["dspt-session"] = "a" * 32
    with connection.execute_wrapper(fails):
        return client.get(path)


@pytest.mark.parametrize("path", ["/", "/register?q=care", "/register/YZZ01", "/organisations", "/account"])
def test_a_database_that_is_away_is_said_without_asking_it(path: str) -> None:
    response = answered(OperationalError("connection refused"), path)
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "60"
    assert "not available just now" in response.text
    assert "refused" not in response.text


def test_any_other_trouble_is_ours_and_says_whom_to_tell() -> None:
    response = answered(ProgrammingError("no such column"), "/register/YZZ01")
    assert response.status_code == 500
    assert "Retry-After" not in response.headers
    assert "no such column" not in response.text
    assert 'href="/help/contact"' in response.text.split("<main")[1].split("</main>")[0]


PAGES: dict[str, tuple[int, Callable[[HttpRequest], HttpResponse]]] = {
    "bad_request": (400, errors.bad_request),
    "csrf_failure": (403, errors.csrf_failure),
    "forbidden": (403, errors.forbidden),
    "not_found": (404, errors.not_found),
    "address_too_long": (414, errors.address_too_long),
    "no_page_here": (405, errors.no_page_here),
    "trouble": (500, errors.trouble),
    "away": (503, errors.away),
}


@pytest.mark.parametrize("name", PAGES)
def test_each_has_one_heading_a_next_step_and_nothing_that_asks_who_reads(
    name: str, django_assert_num_queries: Callable[[int], Any]
) -> None:
    status, page = PAGES[name]
    with django_assert_num_queries(0):
        response = page(RequestFactory().get("/nowhere"))
    text = response.content.decode()
    assert response.status_code == status
    assert text.count("<h1") == 1
    assert "<a href=" in text.split("<main")[1].split("</main>")[0]
    assert ">Sign in<" not in text
    assert ">Your organisations<" in text


class Silent:
    """Writes no log."""

    def warning(self, *words: object) -> None:
        """Hear a warning."""


def test_an_address_too_long_to_be_read_is_answered_with_a_whole_page_of_ours() -> None:
    worker = Worker.__new__(Worker)
    worker.log = Silent()
    here, there = socket.socketpair()
    with here, there:
        worker.handle_error(None, here, ("127.0.0.1", 1), LimitRequestLine(8192, 4094))
        here.shutdown(socket.SHUT_WR)
        with there.makefile("rb") as stream:
            head, _, body = stream.read().partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    assert first == "HTTP/1.1 414 Request-URI Too Long"
    assert int(headers["Content-Length"]) == len(body)
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Permissions-Policy" in headers
    assert "This address is too long" in body.decode()
