"""Measure the budgets at national size: statements, p50, p95, requests a second, and the ratio to the floor page.

Builds the national database once, serves it with gunicorn (2 workers) on loopback, loads each page for a few seconds
with a few connections beside it, and prints the table of docs/performance.md. The ratio is the figure to lower; the
milliseconds belong to the machine they were taken on. What else ran on it disturbs the processor time of a request (of
the service alone, without the load) less than it disturbs the rest.
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
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dspt.config.settings")
os.environ.setdefault("DSPT_ENV", "demo")
os.environ.setdefault("DSPT_DATA_DIR", str(ROOT / "var" / "bench"))

from tools.load import Figures, Measure, load  # noqa: E402

TICKS = os.sysconf("SC_CLK_TCK")


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
        rows = [_measured(port, server.pid, one, options.seconds) for one in cases.measures()]
        memory = _memory(server.pid)
        download = _download(port, server.pid)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=20)
    print(_table(rows))
    print(download)
    print(f"Workers hold {memory} after the load. {_machine()}")
    over = [row.one.name for row in rows if row.one.budget is not None and row.statements > row.one.budget]
    bad = [text for row in rows for text in row.figures.bad]
    if over or bad:
        print(
            "Over budget:", ", ".join(over) or "none", "| Answers that were not good:", *(bad or ["none"]), sep="\n  "
        )
        raise SystemExit(1)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0, help="longest load of one page")
    return parser.parse_args()


@dataclass(frozen=True)
class Row:
    """One measure with what came of it; ``processor_ms`` is the service's own time for a request."""

    one: Measure
    figures: Figures
    statements: int
    processor_ms: float


def _measured(port: int, group: int, one: Measure, seconds: float) -> Row:
    statements = one.statements()
    load(port, one.requests, connections=4, most=40, seconds=10)  # warm: each thread opens the database once
    before = _processor(group)
    figures = load(port, one.requests, connections=2, most=one.most, seconds=seconds)
    spent = (_processor(group) - before) * 1000 / TICKS
    return Row(one, figures, statements, spent / max(figures.count, 1))


def _table(rows: list[Row]) -> str:
    lines = [
        "| Page or act | Statements | Budget | p50 ms | p95 ms | requests/s | processor ms | ratio to floor |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    floor = rows[0].figures.p50_ms
    for row in rows:
        budget, took = "–" if row.one.budget is None else str(row.one.budget), row.figures
        lines.append(
            f"| {row.one.name} | {row.statements} | {budget} | {took.p50_ms:.1f} | {took.p95_ms:.1f} "
            f"| {took.per_second:.0f} | {row.processor_ms:.1f} | {took.p50_ms / floor:.1f} |"
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
        f"{took:.1f} s; workers {before} before, {_memory(group)} after."
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    for _ in range(240):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.25)
    raise SystemExit("The service did not answer within a minute.")


def _memory(group: int) -> str:
    """Tell what the workers hold, and their share of it once what they share is counted only once."""
    held = sorted(_of_rollup(worker) for worker in _gunicorns(group)[1:])
    if not held:
        return "unknown"
    whole, share = (" and ".join(str(one[place]) for one in held) for place in (0, 1))
    return f"{whole} MiB each (proportional share {share} MiB)"


def _of_rollup(process: Path) -> tuple[int, int]:
    text = (process / "smaps_rollup").read_text()
    sizes = dict(re.findall(r"^(Rss|Pss):\s+(\d+)", text, re.MULTILINE))
    return int(sizes["Rss"]) // 1024, int(sizes["Pss"]) // 1024


def _processor(group: int) -> int:
    """Sum up the clock ticks that gunicorn's processes have spent."""
    spent = 0
    for process in _gunicorns(group):
        fields = (process / "stat").read_text().rpartition(")")[2].split()
        spent += int(fields[11]) + int(fields[12])
    return spent


def _gunicorns(group: int) -> list[Path]:
    """List gunicorn's processes of our group, the one that started the others first."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(process.name)) == group and "gunicorn" in (process / "cmdline").read_text():
                found.append(process)
        except OSError:
            continue
    return sorted(found, key=lambda process: int(process.name))


def _machine() -> str:
    cores = os.cpu_count()
    return f"Python {platform.python_version()}, {cores} cores, load beside the service, {time.strftime('%d %B %Y')}."


if __name__ == "__main__":
    main()
