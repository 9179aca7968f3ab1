"""A real provider of OpenID Connect on loopback, its misbehaviour on request, and somebody at its sign-in page."""

from __future__ import annotations

import html
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urljoin, urlsplit

import requests

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "tools" / "oidc_provider.mjs"
CLIENT_ID = "dspt"
CLIENT_SECRET = "a-secret-of-the-tests-only-0123456789abcdef"  # known to the program
TIMEOUT = 10


@dataclass(frozen=True, slots=True)
class RunningProvider:
    issuer: str

    def misbehaves(self, **how: str) -> None:
        """Let it do wrong from now on; without arguments it behaves."""
        requests.post(f"{self.issuer}/misbehave?{urlencode(how)}", timeout=TIMEOUT).raise_for_status()

    def signs_in(self, address: str, login: str) -> str:
        """Go where our service sends people, sign in as ``login``; gives the address that it sends back to."""
        return self._comes_back(address, lambda page: {"prompt": "login", "login": login, "password": "any"})

    def cancels(self, address: str) -> str:
        """Go where our service sends people and press Cancel."""
        return self._comes_back(address, lambda page: None)

    def _comes_back(self, address: str, fill: object) -> str:
        session = requests.Session()
        answer = self._follow(session, session.get(address, allow_redirects=False, timeout=TIMEOUT))
        if isinstance(answer, str):
            return answer
        typed = fill(answer.text)  # type: ignore[operator]
        if typed is None:
            found = re.search(r'href="([^"]*/abort)"', answer.text)
            assert found, "the provider's page has no Cancel"
            sent = session.get(html.unescape(found[1]), allow_redirects=False, timeout=TIMEOUT)
        else:
            found = re.search(r'<form[^>]*action="([^"]+)"', answer.text)
            assert found, "the provider's page has no form"
            sent = session.post(html.unescape(found[1]), typed, allow_redirects=False, timeout=TIMEOUT)
        back = self._follow(session, sent)
        assert isinstance(back, str), back.text
        return back

    def _follow(self, session: requests.Session, answer: requests.Response) -> requests.Response | str:
        while answer.is_redirect:
            address = urljoin(answer.url, answer.headers["Location"])
            if urlsplit(address).netloc != urlsplit(self.issuer).netloc:
                parts = urlsplit(address)
                return f"{parts.path}?{parts.query}"
            answer = session.get(address, allow_redirects=False, timeout=TIMEOUT)
        return answer


@contextmanager
def a_provider(redirect: str) -> Iterator[RunningProvider]:
    """Run the provider for a service whose callback is ``redirect``."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with subprocess.Popen(
        [node(), str(PROGRAM), str(port), redirect],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            if not line.startswith("ready "):
                raise RuntimeError("the provider did not start; run tools/assets.sh for its packages")
            yield RunningProvider(line.split()[1])
        finally:
            process.terminate()


def node() -> str:
    """Find Node.js: the machine's own, or the one that tools/assets.sh fetches where it has none."""
    fetched = ROOT / "build" / "node" / "bin" / "node"
    found = str(fetched) if fetched.exists() else shutil.which("node")
    if found is None:
        raise RuntimeError("Node.js is missing. Run: tools/assets.sh")
    return found
