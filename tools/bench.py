"""Measure the budgets at national size: statements, p50, p95, requests a second, and the ratio to the floor page.

Builds the national database once, serves it with gunicorn (2 workers) on loopback, loads each page for a few seconds
with a few connections beside it, and prints the table of docs/performance.md. The ratio is the figure to lower; the
milliseconds belong to the machine they were taken on.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dspt.config.settings")
os.environ.setdefault("DSPT_ENV", "demo")
os.environ.setdefault("DSPT_DATA_DIR", str(ROOT / "var" / "bench"))

from tools.load import Figures, Measure, load  # noqa: E402


def main() -> None:
    options = _options()
    subprocess.run([sys.executable, str(ROOT / "tools" / "national.py")], check=True, cwd=ROOT)
    import django

    django.setup()
    from tools.bench_cases import Cases

    cases = Cases()
    port = _free_port()
    env = os.environ | {"DSPT_BASE_URL": f"http://127.0.0.1:{port}"}
    server = subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), "serve", "--port", str(port), "--no-worker"],
        cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        _wait(port)
        rows = [_measured(port, one, options.seconds) for one in cases.measures()]
        memory = _memory(server.pid)
        download = _download(port, server.pid)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=20)
    floor = rows[0][1].p50_ms
    print(_table(rows, floor))
    print(download)
    print(f"Workers hold {memory} MiB each after the load. {_machine()}")
    over = [one.name for one, _, statements in rows if one.budget is not None and statements > one.budget]
    bad = [text for _, figures, _ in rows for text in figures.bad]
    if over or bad:
        print(
            "Over budget:", ", ".join(over) or "none", "| Answers that were not good:", *(bad or ["none"]), sep="\n  "
        )
        raise SystemExit(1)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0, help="longest load of one page")
    return parser.parse_args()


def _measured(port: int, one: Measure, seconds: float) -> tuple[Measure, Figures, int]:
    statements = one.statements()
    load(port, one.requests, connections=4, most=40, seconds=10)  # warm: each process reads its register once
    return one, load(port, one.requests, connections=2, most=one.most, seconds=seconds), statements


def _table(rows: list[tuple[Measure, Figures, int]], floor: float) -> str:
    lines = [
        "| Page or act | Statements | Budget | p50 ms | p95 ms | requests/s | ratio to floor |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for one, figures, statements in rows:
        budget = "–" if one.budget is None else str(one.budget)
        lines.append(
            f"| {one.name} | {statements} | {budget} | {figures.p50_ms:.1f} | {figures.p95_ms:.1f} "
            f"| {figures.per_second:.0f} | {figures.p50_ms / floor:.1f} |"
        )
    return "\n".join(lines)


def _download(port: int, group: int) -> str:
    """Take the whole register away once: when its first byte came, how long it took, and what it left in memory."""
    before = _memory(group)
    began = time.perf_counter()
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/register/download.csv", timeout=120) as answer:
        size = len(answer.read(1))
        first = time.perf_counter() - began
        rows = 0
        while part := answer.read(65536):
            size += len(part)
            rows += part.count(b"\n")
    took = time.perf_counter() - began
    return (
        f"download.csv: {rows:,} lines, {size / 1e6:.1f} MB, first byte after {first * 1000:.0f} ms, all after "
        f"{took:.1f} s; workers {before} MiB before, {_memory(group)} MiB after."
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    for _ in range(80):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.25)
    raise SystemExit("The service did not answer within 20 seconds.")


def _memory(group: int) -> str:
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text()
            if (
                os.getpgid(int(status.parent.name)) != group
                or "gunicorn" not in (status.parent / "cmdline").read_text()
            ):
                continue
        except (OSError, ProcessLookupError):
            continue
        size = re.search(r"VmRSS:\s+(\d+)", text)
        if size:
            found.append(int(size[1]) // 1024)
    return " and ".join(str(size) for size in sorted(found)[-2:]) or "unknown"


def _machine() -> str:
    cores = os.cpu_count()
    return f"Python {platform.python_version()}, {cores} cores, load beside the service, {time.strftime('%d %B %Y')}."


if __name__ == "__main__":
    main()
