"""``dspt serve [--port N] [--no-worker]``: the pages, and in the demo the worker beside them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from dspt.jobs.command import DatabaseCommand
from dspt.jobs.safety import DemoInProduction, NotMigrated, refuse_demo_people

GRACE_SECONDS = 15
MEMORY = {"MALLOC_ARENA_MAX": "2", "MALLOC_MMAP_THRESHOLD_": "1048576", "MALLOC_TRIM_THRESHOLD_": "2097152"}
"""Settings of the C library: each thread would else be given memory of its own that is never handed back, and what the
start takes for a moment would be kept."""


class Command(DatabaseCommand):
    help = "Serve the pages with gunicorn; in the demo, send its messages too. Ends cleanly on SIGTERM and Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--bind", default="127.0.0.1", help="address to listen at; loopback unless you say so")
        parser.add_argument("--workers", type=int, default=2, help="processes")
        parser.add_argument("--threads", type=int, default=8, help="threads of each process")
        parser.add_argument("--no-worker", action="store_true", help="do not send messages from here")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            refuse_demo_people()
        except (DemoInProduction, NotMigrated) as refusal:
            raise CommandError(str(refusal)) from None
        _refuse_a_taken_port(options["bind"], options["port"])
        children = [subprocess.Popen(_gunicorn(options), env=MEMORY | os.environ)]  # noqa: S603
        if settings.DSPT_IS_DEMO and not options["no_worker"]:
            children.append(subprocess.Popen([sys.executable, "-m", "dspt.config.command", "worker"]))
        raise SystemExit(_watch(children))


def _refuse_a_taken_port(bind: str, port: int) -> None:
    """Say in a sentence what gunicorn says in ten lines after five seconds."""
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((bind.strip("[]"), port))
        except (OSError, OverflowError) as trouble:
            why = str(getattr(trouble, "strerror", None) or trouble).removeprefix("bind(): ").rstrip(".")
            raise CommandError(
                f"Cannot listen at {bind}, port {port}: {why}. Stop what listens there, or name another port: "
                "make run PORT=8123, or dspt serve --port 8123."
            ) from None


def _gunicorn(options: dict[str, Any]) -> list[str]:
    bind = options["bind"].strip("[]")
    return [
        *(sys.executable, "-m", "gunicorn", "dspt.config.wsgi:application", "--config", "python:dspt.config.serving"),
        *("--bind", f"{f'[{bind}]' if ':' in bind else bind}:{options['port']}"),
        *("--workers", str(options["workers"]), "--threads", str(options["threads"])),
        *("--timeout", "60", "--graceful-timeout", "10", "--log-level", "warning"),
        "--no-control-socket",
    ]


def _watch(children: list[subprocess.Popen[bytes]]) -> int:
    """Wait until a child ends or somebody ends us; then end the others. Returns the exit status."""
    asked = False

    def end(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        asked = True
        _end(children)

    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, end)
    while not asked and all(child.poll() is None for child in children):
        time.sleep(0.2)
    _end(children)
    deadline = time.monotonic() + GRACE_SECONDS
    for child in children:
        try:
            child.wait(timeout=max(deadline - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
    return 0 if asked else next((child.returncode for child in children if child.returncode), 1)


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
