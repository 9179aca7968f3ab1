"""Nonsense sent with every form that somebody is shown: each answer is a page, never a fault of ours.

The forms are found by following the links of the pages, each kind of page twice. What is sent is drawn from a list of
what has broken forms elsewhere, the same on every run; each sending is taken back, so that none bars another's way.
"""

from __future__ import annotations

import html
import random
import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve

from dspt.accounts.actions import give_service_role
from dspt.jobs.cast import BODIES, MAKER
from tests.world.answering import signed_in
from tests.world.assertions import a_year_answered, a_year_begun
from tests.world.cast import a_person
from tests.world.published import AT, a_finished_year, published, the_year_runs

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NONSENSE = (
    "", " ", "x", "-1", "0", "31", "13", "99999999999999999999", "9" * 5000, "1e400", "NaN", "٣", "2026-02-31", "1.1",
    "\x00", "a\x00b", "\u202e", "\ud7ff", "é" * 300, "a" * 11_000, "<script>", "' OR 1=1--", "%00", "{}", "[]", "None",
    "1.1.1:1", "1.1.1:1.2.3", "1.1=1.1.1:a.b", "1.1=1.1.1:1.", "=", ":", ",", "same-", "same-dpo", "other", "nobody",
    "yes", "on", "no",
)  # fmt: skip
NUMBERS = ("-1", "0", "1", "31", "13", "2026", "99999999999999999999", "9" * 5000)
"""What gets as far as being computed with: a form has all its fields drawn from these, or from everything."""
LOOKS, SENDINGS, PAGES = 2, 16, 260
FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
NAME = re.compile(r'<(?:input|select|textarea|button)\b[^>]*\bname="([^"]+)"')


@pytest.fixture(autouse=True)
def a_year_of_each_kind(db: None) -> Iterator[None]:
    """A care home in the middle of its year, a trust at its beginning, a practice that has published, the service."""
    with time_machine.travel(AT, tick=True):
        the_year_runs()
        a_year_answered(a_year_begun("home", AT))
        a_year_begun("trust", AT)
        published("practice", a_finished_year("practice"))
        for key, role in (("nadia", "national"), ("dev", "desk")):
            give_service_role(by=MAKER, person=a_person(key, AT).id, role=role, at=AT)
        yield


@pytest.mark.parametrize(
    ("person", "begins"),
    [
        ("ruth", [f"/organisations/{BODIES[key].code}" for key in ("home", "practice", "trust")]),
        ("tom", [f"/organisations/{BODIES['home'].code}", "/account"]),
        ("nadia", ["/oversight"]),
        ("dev", ["/desk"]),
        ("", ["/", "/start", "/sign-in", "/feedback", "/register/verify"]),
    ],
)
def test_nonsense_is_answered_by_a_page(person: str, begins: list[str]) -> None:
    client = signed_in(person) if person else Client()
    drawn, sent = random.Random(7), Counter[str]()
    for method, address, names in forms_shown(client, begins):
        if sent[kind := f"{method} {kind_of(address)}"] >= SENDINGS * LOOKS:
            continue
        for _ in range(SENDINGS):
            pool = drawn.choice((NONSENSE, NUMBERS))
            fields = {name: [drawn.choice(pool) for _ in range(drawn.choice((1, 1, 3)))] for name in names}
            kept = {name: field for name, field in fields.items() if drawn.random() < 0.85}
            status = sends(client, method, address, kept)
            assert status < 500, (address, {name: [one[:40] for one in field] for name, field in kept.items()})
            sent[kind] += 1
    assert len(sent) >= (10 if person in {"ruth", "tom"} else 1), f"few forms were found: {sorted(sent)}"


def forms_shown(client: Client, begins: list[str]) -> Iterator[tuple[str, str, list[str]]]:
    """Follow links from some pages on, each kind of page a few times; give method, address and fields of every form."""
    waiting, seen, looked = list(begins), set(begins), Counter[str]()
    for _ in range(PAGES):
        if not waiting:
            return
        page = client.get(waiting.pop(0), follow=True)
        assert page.status_code < 500, page.request["PATH_INFO"]
        if page.streaming or "text/html" not in page.headers.get("Content-Type", ""):
            continue
        words = page.content.decode()
        for form in FORM.findall(words[words.index("<main") :]):
            action = re.search(r'^<form\b[^>]*action="([^"]+)"', form)
            address = html.unescape(action[1]) if action else page.request["PATH_INFO"]
            method = "post" if 'method="post"' in form else "get"
            yield method, address, [name for name in NAME.findall(form) if name != "csrfmiddlewaretoken"]
        for link in re.findall(r'<a\b[^>]*href="(/[^"#]*)', words):
            path = urlsplit(html.unescape(link)).path
            kind = kind_of(path)
            if kind and path not in seen and looked[kind] < LOOKS:
                seen.add(path)
                looked[kind] += 1
                waiting.append(html.unescape(link))


def kind_of(address: str) -> str:
    """Name the route of an address; empty where there is none."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


def sends(client: Client, method: str, address: str, fields: dict[str, list[str]]) -> int:
    """Send a form, and take back whatever it did."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        status = (client.post if method == "post" else client.get)(address, fields).status_code
        transaction.set_rollback(True)
    client.cookies = cookies
    return status
