"""Whether the service is alive and ready, for those who run it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta

from django.core.cache import caches
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse

from dspt.documents.gateways import ScannerAway, has_scanner, is_store_well, scanner_version
from dspt.foundation.clock import now
from dspt.journal.queries import CheckRecord, last_check
from dspt.rounds.queries import Watch, watch

from .pages import render
from .policies import only_read, public

CHECKED_WITHIN = timedelta(days=2)
"""The journal is checked every night; after two days without, those who watch are told."""

_KEPT = "health.files"


@public
@only_read
def alive(request: HttpRequest) -> HttpResponse:
    """Answer ``ok`` as long as the process serves; touches nothing."""
    return HttpResponse("ok\n", content_type="text/plain")


@public
@only_read
def ready(request: HttpRequest) -> HttpResponse:
    """Name each part the service needs and whether it is well; 503 where pages cannot be served. Three statements.

    The store or the scanner of files or the worker being away, or a round that fails, is named and leaves the status
    at 200: pages can be served, and taking them away too would help nobody. Whoever watches the service reads the
    words.
    """
    try:
        watched, checked = watch(now()), last_check()
    except DatabaseError:
        parts = ("worker", "rounds", "journal", "storage", "scanner")
        return JsonResponse({"database": "unreachable", **dict.fromkeys(parts, "unknown")}, status=503)
    return JsonResponse(
        {
            "database": "ok",
            "worker": _worker(watched),
            "rounds": _rounds(watched),
            "journal": _journal(checked),
            **_files(),
        }
    )


def _files() -> dict[str, str]:
    """Ask the store and the scanner how they are: at most every ten seconds, since anybody may ask us."""
    kept = caches["local"].get(_KEPT)
    if kept is None:
        kept = {"storage": "ok" if is_store_well() else "unreachable", "scanner": _scanner()}
        caches["local"].set(_KEPT, kept, 10)
    return dict(kept)


def _scanner() -> str:
    if not has_scanner():
        return "none: files are not scanned"
    try:
        scanner_version()
    except ScannerAway:
        return "unreachable: files await their scan"
    return "ok"


def _worker(watched: Watch) -> str:
    if watched.is_kept:
        return "ok"
    if watched.seen_at is None:
        return "not seen"
    return f"last seen at {watched.seen_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _journal(checked: CheckRecord | None) -> str:
    if checked is None or checked.ended_at is None:
        return "not checked yet"
    if checked.broken:
        return f"broken: {len({each.chain for each in checked.broken})} chains"
    if now() - checked.ended_at > CHECKED_WITHIN:
        return f"last checked at {checked.ended_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return "ok"


def _rounds(watched: Watch) -> str:
    return f"failing: {', '.join(watched.failing)}" if watched.failing else "ok"


@dataclass(frozen=True, slots=True)
class FloorPage:
    title: str = "Floor"
    paragraphs: tuple[str, ...] = ()
    links: tuple[()] = ()


@public
def floor(request: HttpRequest) -> HttpResponse:
    """Render the bare layout from no data: the bench measures every page as a multiple of this one."""
    return render(request, "errors/error.html", FloorPage())
