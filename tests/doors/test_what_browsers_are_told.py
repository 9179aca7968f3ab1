"""Headers and cookies: what every answer tells browsers, whatever the page."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.test import Client

from dspt.accounts.models import Person
from dspt.foundation.clock import now
from tests.world.cast import PEOPLE, a_person, an_organisation

pytestmark = pytest.mark.django_db

PAGES = ["/", "/register", "/sign-in", "/no-such-page", "/healthz", "/organisations"]
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_the_same_protection(path: str) -> None:
    response = Client().get(path)
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
    policy = response.headers["Content-Security-Policy"]
    for directive in ("default-src 'none'", "script-src 'self'", "object-src 'none'", "base-uri 'none'"):
        assert directive in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "camera=()" in response.headers["Permissions-Policy"]


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "CONNECT", "PROPFIND"])
@pytest.mark.parametrize("path", ["/", "/organisations", "/register"])
def test_a_method_that_no_page_takes_is_refused(method: str, path: str) -> None:
    response = Client().generic(method, path, "TRACE me")
    assert response.status_code == 405
    assert response.content == b""


def test_an_address_that_only_takes_a_form_says_so_to_who_opens_it() -> None:
    response = Client().get("/sign-out")
    assert response.status_code == 405
    assert response.headers["Allow"] == "POST"
    assert "There is no page at this address" in response.text
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_a_host_that_is_not_ours_is_refused_without_its_name_coming_back() -> None:
    response = Client().get("/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert b"elsewhere" not in response.content


def test_who_only_reads_gets_no_cookie() -> None:
    for path in ("/", "/register", "/help"):
        assert Client().get(path).cookies == {}


def test_cookies_are_for_the_server_alone() -> None:
    a_person("sam", now())
    client = Client()
    client.get("/sign-in")
    client.post("/sign-in", {"email": PEOPLE["sam"].email, "password": "not it"})
    kept = [cookie for cookie in client.cookies.values() if cookie.value]
    assert kept
    for cookie in kept:
        assert cookie["httponly"], cookie.key
        assert cookie["samesite"] == "Lax", cookie.key
        assert cookie["path"] == "/", cookie.key
        assert not cookie["domain"], cookie.key


def test_over_https_cookie_names_bind_them_to_this_host() -> None:
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "from django.conf import settings as s; from dspt.web.kit.headers import Messages;"
            "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, Messages.cookie_name,"
            " s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS >= 31536000)",
        ],
        env={
            **os.environ,
            "DSPT_ENV": "demo",
            "DSPT_BASE_URL": "https://dspt.example",
            "DJANGO_SETTINGS_MODULE": "dspt.config.settings",
        },
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert told.stdout.split() == ["__Host-dspt-session", "__Host-dspt-csrf", "__Host-dspt-messages", *["True"] * 3]


def test_signing_out_lets_the_browser_forget_its_pages() -> None:
    person = a_person("sam", now())
    client = Client()
    client.force_login(Person.objects.get(id=person.id))
    assert client.post("/sign-out").headers["Clear-Site-Data"] == '"cache", "storage"'


def test_a_refusal_is_told_to_those_who_run_the_service(caplog: pytest.LogCaptureFixture) -> None:
    an_organisation("home", now())
    a_person("sam", now())
    client = Client()
    for key, why in (("sam", "no member"), ("vera", "viewer may not people")):
        client.force_login(Person.objects.get(email=PEOPLE[key].email))
        client.get("/organisations/VZZ02/people/invite")
        assert why in caplog.text
    client.get("/oversight/feedback")
    assert "no role in the service for feedback" in caplog.text


def test_a_failed_sign_in_is_told_without_the_address(caplog: pytest.LogCaptureFixture) -> None:
    a_person("sam", now())
    Client().post("/sign-in", {"email": PEOPLE["sam"].email, "password": "not it at all"})
    assert "sign-in of s***@demo.example: refused" in caplog.text
    assert PEOPLE["sam"].email not in caplog.text
