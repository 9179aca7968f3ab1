"""The pages for what goes wrong: not found, not allowed, lost sign-in, trouble on our side. None needs the database."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from .components import Link
from .links import link
from .pages import render


@dataclass(frozen=True, slots=True)
class ErrorPage:
    title: str
    paragraphs: tuple[str, ...]
    links: tuple[Link, ...] = ()


def _around() -> tuple[Link, ...]:
    """Name where somebody can start from, whoever they are."""
    return Link("Your organisations", link("organisations")), Link("Find an organisation", link("register"))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that what was sent could not be read, or that it is longer than any form of ours takes (413)."""
    if isinstance(exception, RequestDataTooBig):
        return too_long(request)
    page = ErrorPage(
        "We could not read what was sent",
        (
            "It was broken on its way, or held more fields than a form of ours has. Nothing was saved by this click.",
            "Go back with your browser’s Back button: what you typed should still be there. Send it again.",
        ),
        (*_around(), Link("Help and contact", link("contact"))),
    )
    return render(request, "errors/error.html", page, status=400)


def too_long(request: HttpRequest) -> HttpResponse:
    """Say that the text of a form is longer than a request may be, and how to keep and shorten it."""
    characters = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1_000_000
    page = ErrorPage(
        "What you typed is too long to send",
        (
            f"A page can send about {characters} million characters in all. "
            "Nothing was saved by this click. Everything saved before it is safe.",
            "Use your browser’s Back button, not a link: what you typed is still there. Copy it to a document of your "
            "own, shorten it on the page, and send it again. An answer may be 10,000 characters.",
            "Is it a whole document? Add it as a file under the answer instead.",
        ),
        (Link("Help and contact", link("contact")),),
    )
    return render(request, "errors/error.html", page, status=413)


def too_long_to_keep(request: HttpRequest, onwards: Link) -> HttpResponse:
    """Say that a form came from nobody signed in and is too long to be put aside, before the browser goes on."""
    page = ErrorPage(
        "This is too long to keep while you sign in",
        (
            "Nothing was saved by this click. Everything saved before it is safe.",
            "Use your browser’s Back button, not a link: what you typed is still there. Copy it. Then sign in, open "
            "the page again and paste it.",
        ),
        (onwards, Link("Help and contact", link("contact"))),
    )
    return render(request, "errors/error.html", page, status=413)


def address_too_long(request: HttpRequest) -> HttpResponse:
    """Say that an address is longer than any of ours."""
    page = ErrorPage(
        "This address is too long",
        (
            "No page of ours has an address of more than about 4,000 characters. Nothing was changed by opening it.",
            "If you pasted it, check that nothing else was pasted with it. Or start from one of these.",
        ),
        _around(),
    )
    return render(request, "errors/error.html", page, status=414)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is no such page; the same for what exists but is not theirs to see."""
    page = ErrorPage(
        "Page not found",
        (
            "If you typed the address, check that it is correct.",
            "If you were sent this link, ask the sender whether your account has access. If you could open the page "
            "before, your access may have ended: an administrator of the organisation can tell you.",
        ),
        _around(),
    )
    return render(request, "errors/error.html", page, status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that the person's role does not include this, and who can change that."""
    page = ErrorPage(
        "Your role does not include this",
        ("An administrator of the organisation can do it, or change your role. Nothing was changed.",),
        (Link("Your organisations", link("organisations")),),
    )
    return render(request, "errors/error.html", page, status=403)


class OnlyForForms:
    """Answer in words where a browser opened an address that only takes a form: typed, kept or gone back to."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        if response.status_code != 405 or request.method != "GET":
            return response
        page = no_page_here(request)
        page.headers["Allow"] = response.headers.get("Allow", "")
        return page


def no_page_here(request: HttpRequest) -> HttpResponse:
    """Say that an address only takes what a form sends, and where to go instead."""
    page = ErrorPage(
        "There is no page at this address",
        (
            "It only takes what a form on another page sends to it. Nothing was changed by opening it.",
            "Go back to the page you came from, or start from one of these.",
        ),
        _around(),
    )
    return render(request, "errors/error.html", page, status=405)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was sent without the secret it needs: an old page, or a browser without cookies."""
    page = ErrorPage(
        "Send the form again",
        (
            "We could not tell that it came from our page. It was open for too long, or cookies are off.",
            "Go back, reload the page and send it again. Nothing was saved by this click, all before it is safe.",
        ),
        (*_around(), Link("Which cookies we need", link("cookies"))),
    )
    return render(request, "errors/error.html", page, status=403)


def trouble(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours; or, where the database is away, that it is worth trying again."""
    if isinstance(sys.exc_info()[1], (InterfaceError, OperationalError)):
        return away(request)
    page = ErrorPage(
        "Sorry, this did not work",
        (
            "The fault is ours. Nothing was saved by this click. Everything before it is safe.",
            "Try again in a few minutes. If it happens again, tell us what you were doing.",
        ),
        (Link("Home", link("home")), Link("Help and contact", link("contact"))),
    )
    return render(request, "errors/error.html", page, status=500)


def away(request: HttpRequest) -> HttpResponse:
    """Say that we are there and our records are not, for a moment."""
    page = ErrorPage(
        "Sorry, this page is not available just now",
        (
            "We cannot reach our records. Nothing was saved by this click. Everything before it is safe.",
            "Try again in a few minutes. If you had typed something, go back first: it should still be there.",
        ),
        (Link("Home", link("home")), Link("Help and contact", link("contact"))),
    )
    answer = render(request, "errors/error.html", page, status=503)
    answer.headers["Retry-After"] = "60"
    return answer
