"""A small load generator for loopback: a few keep-alive connections, bounded in requests and in time."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Request:
    """One request; ``expect`` is the status that counts as good."""

    path: str
    method: str = "GET"
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    expect: int = 200


@dataclass
class Measure:
    """A page or an act: how it is asked for, and how many statements it may take (None: no budget)."""

    name: str
    budget: int | None
    requests: Callable[[int], Iterator[Request]]
    statements: Callable[[], int]
    most: int = 1500


@dataclass(frozen=True)
class Figures:
    """What one load gave: milliseconds, requests a second, and the answers that were not good."""

    count: int
    p50_ms: float
    p95_ms: float
    per_second: float
    bad: tuple[str, ...]


def load(
    port: int,
    requests: Callable[[int], Iterator[Request]],
    *,
    connections: int = 2,
    most: int = 600,
    seconds: float = 6.0,
) -> Figures:
    """Send the requests that ``requests(connection number)`` yields, over some connections at once.

    Stops after ``most`` requests or ``seconds``, whichever comes first. Only ever to 127.0.0.1.
    """
    times: list[float] = []
    bad: list[str] = []
    stop_at = time.perf_counter() + seconds
    lock = threading.Lock()

    def run(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        own: list[float] = []
        for sent, request in enumerate(requests(number)):
            if sent >= most // connections or time.perf_counter() > stop_at:
                break
            began = time.perf_counter()
            connection.request(request.method, request.path, request.body or None, request.headers)
            answer = connection.getresponse()
            text = answer.read()
            own.append((time.perf_counter() - began) * 1000)
            if answer.status != request.expect:
                with lock:
                    bad.append(f"{request.method} {request.path}: {answer.status} {text[:80]!r}")
        connection.close()
        with lock:
            times.extend(own)

    began = time.perf_counter()
    threads = [threading.Thread(target=run, args=(number,)) for number in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    times.sort()
    if not times:
        return Figures(0, 0.0, 0.0, 0.0, tuple(bad))
    return Figures(len(times), times[len(times) // 2], times[int(len(times) * 0.95)], len(times) / took, tuple(bad[:5]))
