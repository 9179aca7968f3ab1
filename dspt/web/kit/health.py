"""Whether the service is alive and ready, for those who run it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from .pages import render
from .policies import public


@public
def alive(request: HttpRequest) -> HttpResponse:
    """Answer ``ok`` as long as the process serves; touches nothing."""
    return HttpResponse("ok\n", content_type="text/plain")


@public
def ready(request: HttpRequest) -> HttpResponse:
    """Name each part the service needs and whether it answers; 503 when one does not. One statement."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        parts = {"database": "ok"}
    except DatabaseError:
        parts = {"database": "unreachable"}
    return JsonResponse(parts, status=200 if all(value == "ok" for value in parts.values()) else 503)


@dataclass(frozen=True, slots=True)
class FloorPage:
    title: str = "Floor"
    paragraphs: tuple[str, ...] = ()
    links: tuple[()] = ()


@public
def floor(request: HttpRequest) -> HttpResponse:
    """Render the bare layout from no data: the bench measures every page as a multiple of this one."""
    return render(request, "errors/error.html", FloorPage())
