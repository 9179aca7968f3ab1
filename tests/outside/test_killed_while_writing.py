"""The processes of a running service are killed while people save and publish: each act is there whole, or not at all.

The same with faults before each statement, in one process: ``tests/rooms/test_publishing_is_all_or_nothing.py``.
On PostgreSQL where ``DATABASE_URL`` names an empty one, else on SQLite.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

import pytest
import requests

from tests.world.alive import wait_until_alive

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "shipshape-lantern-harbour"
HOME = "/organisations/VZZ02/assessment/2024-25"
ITEM, PUBLISH = f"{HOME}/items/1.3.13", "/organisations/YZZ01/publish/2024-25/declare"
KILLS, LONGEST_SECONDS = 32, 60

HELD = """
import json
from dspt.assessments.models import Answer, AnswerVersion
from dspt.journal.models import Entry
from dspt.notices.models import Notice
from dspt.publication.models import Publication
from dspt.register.models import Listing, PublicStatus
answer = Answer.objects.get(item="1.3.13", organisation__code="VZZ02")
numbers = lambda rows: list(rows.values_list("number", flat=True))
print(json.dumps({
    "texts": list(answer.versions.order_by("version").values_list("text", flat=True)),
    "versions": list(answer.versions.order_by("version").values_list("version", flat=True)),
    "stands": [answer.version, answer.text],
    "saves": Entry.objects.filter(event="assessments.answer.saved", subject="2024-25 1.3.13").count(),
    "published": numbers(Publication.objects.filter(organisation__code="YZZ01").order_by("place")),
    "publishings": Entry.objects.filter(event="publication.assessment.published", chain="YZZ01").count(),
    "register": numbers(PublicStatus.objects.filter(listing__code="YZZ01").exclude(number="").order_by("id")),
    "receipts": Notice.objects.filter(organisation="YZZ01", subject__icontains="published").count(),
}))
"""


@dataclass
class Running:
    """A service that serves with two processes, and what it is started with."""

    address: str
    environment: dict[str, str]
    server: subprocess.Popen[bytes]

    def command(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, *words], env=self.environment, cwd=ROOT, timeout=180, capture_output=True, text=True
        )
        assert not done.returncode, done.stderr
        return done.stdout

    def kills_one(self) -> None:
        """Kill, without a word, one of the processes that answer; the one that minds them makes another."""
        [minder] = _children(self.server.pid)
        if serving := _children(minder):
            os.kill(random.choice(serving), signal.SIGKILL)


@dataclass
class Somebody:
    """A person signed in, whose requests may find nobody there."""

    service: Running
    name: str
    session: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        self.sends("/sign-in", email=f"{self.name}@demo.example", password=PASSWORD)

    def sends(self, path: str, **fields: str) -> requests.Response:
        """Fill in the form of a page as it is just now, and send it."""
        address = self.service.address + path
        page = self.session.get(address, timeout=30)
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
        return self.session.post(address, data=hidden | fields, headers={"Referer": address}, timeout=30)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Running]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"} | {
        "DSPT_ENV": "demo", "DSPT_DATA_DIR": str(tmp_path / "data"), "DSPT_BASE_URL": address,
    }  # fmt: skip
    manage = [sys.executable, str(ROOT / "manage.py")]
    for words in (["migrate", "--verbosity", "0"], ["demo", "--quiet"]):
        subprocess.run([*manage, *words], env=environment, cwd=ROOT, check=True, timeout=180)
    finish = [sys.executable, "-m", "tests.world.finish", "practice"]
    subprocess.run(finish, env=environment, cwd=ROOT, check=True, timeout=180)
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(
            [*manage, "serve", "--port", str(port), "--workers", "2", "--no-worker"],
            env=environment, cwd=ROOT, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            wait_until_alive(address, server)
            yield Running(address, environment, server)
        finally:
            server.terminate()
            server.wait(timeout=30)


def test_whatever_is_killed_each_save_and_each_publication_is_whole_or_not_there(service: Running) -> None:
    tom, ama, ending = Somebody(service, "tom"), Somebody(service, "ama"), Event()
    assert tom.sends(HOME).url.endswith(HOME)
    tom.session.post(f"{service.address}{HOME}/start", data=_token(tom), headers={"Referer": service.address + HOME})

    def saves(number: int) -> str | None:
        text = f"Visitors sign in, and {number} of them wear a badge."
        return text if "/items/1.3.13" not in tom.sends(ITEM, text=text).url else None

    def publishes(number: int) -> str | None:
        page = ama.sends(PUBLISH, declare="yes", again="yes", job_title=f"Partner {number}")
        told = re.search(r"Number <strong[^>]*>([^<]+)</strong>", page.text)
        return told.group(1) if told else None

    saved, published = list[str](), list[str]()
    with ThreadPoolExecutor(2) as people:
        acts = [people.submit(_until, ending, saves, saved), people.submit(_until, ending, publishes, published)]
        killed, latest = 0, time.monotonic() + LONGEST_SECONDS
        # On a slow machine the two are given the time to get something done between the blows.
        while killed < KILLS or (min(len(saved) - 2, len(published)) < 4 and time.monotonic() < latest):
            time.sleep(random.uniform(0.05, 0.45) * (1 if killed < KILLS else 4))
            service.kills_one()
            killed += 1
        ending.set()
        unanswered = sum(act.result() for act in acts)

    held = json.loads(service.command("manage.py", "shell", "-v", "0", "-c", HELD))
    assert unanswered > 5, "nobody was in the middle of anything: nothing was tried"
    assert len(saved) > 5
    assert len(published) > 3
    assert set(saved) <= set(held["texts"]), "somebody was told that a save was done which is not there"
    assert held["versions"] == list(range(1, held["saves"] + 1)), "an entry and its save, never one alone"
    assert held["stands"] == [held["versions"][-1], held["texts"][-1]]
    assert set(published) <= set(held["published"]), "somebody was told of a publication which is not there"
    assert held["register"] == held["published"]
    assert held["publishings"] == len(held["published"])
    assert held["receipts"] >= len(held["published"])
    service.command("manage.py", "check_journal")
    service.command("manage.py", "check_ledger")


def _until(ending: Event, act: Callable[[int], str | None], done: list[str]) -> int:
    """Act again and again, noting what was told done; return how many acts found nobody, or nobody to finish them."""
    unanswered = number = 0
    while not ending.is_set():
        number += 1
        try:
            told = act(number)
        except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError):
            unanswered += 1
        else:
            done += [told] if told else []
    return unanswered


def _token(somebody: Somebody) -> dict[str, str]:
    page = somebody.session.get(somebody.service.address + HOME, timeout=30).text
    return dict(re.findall(r'<input type="hidden" name="(csrfmiddlewaretoken)" value="([^"]*)"', page))


def _children(process: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
