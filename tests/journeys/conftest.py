"""A real service, a real browser, and an accessibility check at every stop."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

from dspt.accounts.gateways import phone_code
from dspt.jobs.cast import phone_secret
from tests.world.alive import wait_until_alive

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SHOTS = ROOT / "build" / "shots"
PAGES = ROOT / "build" / "pages"
PICTURES = os.environ.get("DSPT_TEST_PICTURES") == "1"
"""Whether each stop is pictured at both widths: an eighth of the time, so only when somebody wants to look."""
DSPT = [sys.executable, str(ROOT / "manage.py")]
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DATA: dict[str, Path] = {}
"""The data directory behind each address."""
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


LONGEST = ("an_it_supplier_publishes", "what_is_kept_held", "a_trust_judges", "documents_are_kept", "signing_in_safely")
"""Stories that begin first, the longest before all: one that came last would run on alone."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def turn(item: pytest.Item) -> int:
        return next((place for place, part in enumerate(LONGEST) if part in item.path.name), len(LONGEST))

    items.sort(key=turn)


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The demo's data, made once by the real commands, whichever process comes first; each story works on a copy."""
    shared = tmp_path_factory.getbasetemp()
    place = (shared if worker_id == "master" else shared.parent) / "demo"
    with (place.parent / "demo-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (place / "made").exists():
            place.mkdir()
            for command in (["migrate", "--verbosity", "0"], ["demo", "--quiet"]):
                subprocess.run([*DSPT, *command], env=_environment(place), check=True, timeout=300, cwd=ROOT)
            (place / "made").touch()
    return place


@pytest.fixture(scope="module")
def own_data(tmp_path_factory: pytest.TempPathFactory, demo_data: Path) -> Path:
    """The data folder of a story's service: its own copy of the demo's."""
    return _copied(tmp_path_factory, demo_data)


@pytest.fixture(scope="session")
def standing_service(tmp_path_factory: pytest.TempPathFactory, demo_data: Path) -> Iterator[str]:
    """A demo service that all stories share which only read."""
    with _served(_copied(tmp_path_factory, demo_data)) as address:
        yield address


@pytest.fixture(scope="module")
def service(request: pytest.FixtureRequest) -> Iterator[str]:
    """A demo service of its own for each story: fresh data, demo people, worker, on a free port of loopback.

    A story's module may name bodies of the cast whose year is complete beforehand: ``FINISHED = ("practice",)``; give
    what must run beside the service, with the settings that come of it: ``surroundings(address)``, a context; or say
    that it leaves nothing for others to see, ``READS_ONLY = True``, and shares its service with others like it.
    """
    if getattr(request.module, "READS_ONLY", False):
        yield request.getfixturevalue("standing_service")
        return
    data = request.getfixturevalue("own_data")
    if finished := getattr(request.module, "FINISHED", ()):
        finish = [sys.executable, "-m", "tests.world.finish", *finished]
        subprocess.run(finish, env=_environment(data), check=True, timeout=180, cwd=ROOT)
    with _served(data, getattr(request.module, "surroundings", None)) as address:
        yield address


def _copied(tmp_path_factory: pytest.TempPathFactory, demo_data: Path) -> Path:
    data = tmp_path_factory.mktemp("service") / "data"
    shutil.copytree(demo_data, data)
    return data


@contextmanager
def _served(
    data: Path, beside: Callable[[str], AbstractContextManager[Mapping[str, str]]] | None = None
) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with ExitStack() as stack:
        more = stack.enter_context(beside(address)) if beside else {}
        log = stack.enter_context((data / "log").open("w"))
        server = subprocess.Popen(
            [*DSPT, "serve", "--port", str(port)],
            env=_environment(data) | {"DSPT_BASE_URL": address} | dict(more),
            cwd=ROOT,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            wait_until_alive(address, server)
            DATA[address] = data
            yield address
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            try:
                server.wait(timeout=15)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)
                server.wait(timeout=5)


def _environment(data: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    return kept | {"DSPT_ENV": "demo", "DSPT_DATA_DIR": str(data)}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium: the build without windows where it is there, which takes a third of the time of the other."""
    path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if path is None:
        pytest.fail("Chromium is missing. Run: sudo apt-get install chromium-headless-shell")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        yield browser
        browser.close()


@dataclass
class Visitor:
    """Somebody at a browser. Selects by label and role, as a person would."""

    page: Page
    address: str
    story: str
    spent: ClassVar[dict[tuple[str, str], int]] = {}
    """The newest period whose code was typed, by service and person: all browsers of a story share it."""

    def goes_to(self, path: str) -> None:
        self.page.goto(f"{self.address}{path}")

    def follows(self, name: str | re.Pattern[str], *, exact: bool = False) -> None:
        """Follow a link, also one that looks like a button."""
        link = self.page.get_by_role("link", name=name, exact=exact)
        self._clicks(link.or_(self.page.locator("a[role=button]").filter(has_text=name)).first)

    def presses(self, name: str | re.Pattern[str], *, exact: bool = False) -> None:
        self._clicks(self.page.get_by_role("button", name=name, exact=exact).first)

    def fills(self, label: str | re.Pattern[str], text: str) -> None:
        self.page.get_by_label(label).first.fill(text)

    def chooses(self, label: str | re.Pattern[str], *, exact: bool = False) -> None:
        self.page.get_by_label(label, exact=exact).first.check()

    def sees(self, text: str | re.Pattern[str]) -> None:
        self.page.get_by_text(text).first.wait_for(state="visible", timeout=20_000)

    def heading_is(self, text: str | re.Pattern[str]) -> None:
        self.page.get_by_role("heading", level=1, name=text).wait_for(state="visible", timeout=20_000)

    def signs_in(self, email: str, password: str) -> None:
        self.signs_in_with_password_alone(email, password)
        self.shows_a_code(email)

    def signs_in_with_password_alone(self, email: str, password: str) -> None:
        self.goes_to("/sign-in")
        self.types_name_and_password(email, password)

    def types_name_and_password(self, email: str, password: str) -> None:
        """Sign in on the page that asks for it, wherever that came from, and wait for what follows."""
        self.fills(re.compile("email|e-mail", re.I), email)
        self.fills(re.compile("^password", re.I), password)
        with self.page.expect_navigation():
            self.presses(re.compile("^sign in", re.I))

    def shows_a_code(self, email: str) -> None:
        """Type a code of somebody's app, where it is asked for: of the three that count just now the first not used
        yet. When all three are used, the next is waited for.
        """
        while self.page.get_by_label(re.compile("^Code$")).count():
            period = max(int(time.time()) // 30 - 1, self.spent.get((self.address, email), 0) + 1)
            while period > int(time.time()) // 30 + 1:
                time.sleep(0.5)
            self.spent[self.address, email] = period
            self.fills(re.compile("^Code$"), phone_code(phone_secret(email.partition("@")[0]), period))
            with self.page.expect_navigation():
                self.page.get_by_role("button", name=re.compile("^(Sign in|Confirm)$")).last.click()

    def has_no_error(self) -> None:
        assert not self.page.title().startswith("Error:"), self.page.locator("main").inner_text()[:600]

    def stops(self, name: str) -> None:
        """Check accessibility at both widths; keep the page's source for the HTML checker, and pictures if wanted."""
        slug = re.sub(r"[^a-z0-9]+", "-", f"{self.story}-{name}".lower()).strip("-")
        PAGES.mkdir(parents=True, exist_ok=True)
        self._has_arrived()
        source = self.page.request.get(self.page.url)
        if source.ok and "text/html" in source.headers.get("content-type", ""):
            (PAGES / f"{slug}.html").write_bytes(source.body())
        for size, width in ((DESKTOP, "desktop"), (PHONE, "phone")):
            self.page.set_viewport_size(size)
            self._is_pictured(f"{slug}-{width}", full_page=True)
            wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"{name} scrolls sideways by {wide} pixels on a {width}"
            self._meets_axe(f"{name} ({width})")
        self.page.set_viewport_size(DESKTOP)

    def looks_at_dialog(self, name: str) -> None:
        """Check and picture an open dialog without reloading the page."""
        for size, width in ((DESKTOP, "desktop"), (PHONE, "phone")):
            self.page.set_viewport_size(size)
            self._is_pictured(f"{self.story}-{name}-{width}".replace("_", "-"), full_page=False)
            self._meets_axe(f"{name} ({width})")
        self.page.set_viewport_size(DESKTOP)

    def _clicks(self, place: Locator) -> None:
        """Click; where that leads to another page, its words are there afterwards, not only its address."""
        place.click()
        self.page.wait_for_load_state("domcontentloaded")

    def _has_arrived(self) -> None:
        """Wait for the page that the last press led to: a document that has only begun has nothing to measure."""
        self.page.locator("footer").last.wait_for(state="attached")
        self.page.wait_for_load_state()

    def _is_pictured(self, name: str, *, full_page: bool) -> None:
        if PICTURES:
            SHOTS.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=str(SHOTS / f"{name}.png"), full_page=full_page)

    def _meets_axe(self, where: str) -> None:
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text())
        found = self.page.evaluate(
            "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", AXE_TAGS
        )
        told = [
            {"rule": one["id"], "help": one["help"], "at": [node["html"][:160] for node in one["nodes"]][:3]}
            for one in found["violations"]
        ]
        assert not told, f"axe at {where}: {json.dumps(told, indent=1)}"


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context(viewport=DESKTOP, locale="en-GB", timezone_id="Europe/London")
    made.set_default_timeout(30_000)
    yield made
    made.close()


@pytest.fixture
def visitor(context: BrowserContext, service: str, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """A visitor; an error on the browser's console or a refusal by the security policy fails the story."""
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda message: (
            complaints.append(message.text)
            if message.type == "error" and "Content Security Policy" in message.text
            else None
        ),
    )
    yield Visitor(page, service, request.node.name.removeprefix("test_"))
    assert not complaints, complaints


@pytest.fixture
def scriptless(chromium: Browser, service: str, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """A visitor whose browser runs no scripts."""
    made = chromium.new_context(viewport=DESKTOP, locale="en-GB", java_script_enabled=False)
    made.set_default_timeout(30_000)
    yield Visitor(made.new_page(), service, request.node.name.removeprefix("test_"))
    made.close()
