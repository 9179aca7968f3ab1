"""Several threads that act at the same moment, each on a connection of its own."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import close_old_connections, connection

from dspt.foundation.refusals import Refusal

at_the_same_moment = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="the tests' SQLite lives in memory, where threads cannot wait for each other"
)


def at_once(acts: list[Any]) -> list[Refusal | None]:
    """Let several threads act at the same moment, each on a connection of its own; gives what each was refused with."""
    start = threading.Barrier(len(acts))
    outcomes: list[Refusal | None] = [None] * len(acts)

    def run(place: int) -> None:
        start.wait(timeout=30)
        try:
            acts[place]()
        except Refusal as refusal:
            outcomes[place] = refusal
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads)
    return outcomes
