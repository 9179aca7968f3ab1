"""The pages for what goes wrong: not found, not allowed, lost sign-in, trouble on our side."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from .pages import render


@dataclass(frozen=True, slots=True)
class ErrorPage:
    title: str
    paragraphs: tuple[str, ...]


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    page = ErrorPage(
        "Page not found",
        (
            "If you typed the address, check it is correct.",
            "If you followed a link, the page may have moved, or you may need to sign in to see it.",
        ),
    )
    return render(request, "errors/error.html", page, status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    page = ErrorPage(
        "You cannot do this", ("Your role does not include it. An administrator can do it or change your role.",)
    )
    return render(request, "errors/error.html", page, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    page = ErrorPage(
        "Your form could not be accepted",
        ("It was open for too long, or cookies are off. Go back, reload and send it again. Nothing was saved.",),
    )
    return render(request, "errors/error.html", page, status=403)


def trouble(request: HttpRequest) -> HttpResponse:
    page = ErrorPage(
        "Sorry, there is a problem with the service",
        ("Nothing you had saved is lost. Try again in a few minutes.",),
    )
    return render(request, "errors/error.html", page, status=500)
