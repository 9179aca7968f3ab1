"""Waiting until a service that was just started answers."""

from __future__ import annotations

import subprocess
import time
import urllib.request

SECONDS = 120


def wait_until_alive(address: str, server: subprocess.Popen[bytes]) -> None:
    """Return once the service answers at an address; fail when it has ended, or says nothing for two minutes."""
    latest = time.monotonic() + SECONDS
    while time.monotonic() < latest:
        assert server.poll() is None, "the service ended before it answered"
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2):
                return
        except OSError:
            time.sleep(0.25)
    raise AssertionError("the service did not answer within two minutes")
