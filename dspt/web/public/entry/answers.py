"""Answers that several pages of the way in give."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from dspt.accounts.actions import LinkRefused
from dspt.web.kit.pages import render

from . import words
from .pages import AskedPage, DeadLinkPage


def private(response: HttpResponse) -> HttpResponse:
    """Keep a page out of every cache."""
    response.headers["Cache-Control"] = "no-store"
    return response


def dead_link(request: HttpRequest, state: str) -> HttpResponse:
    """Say what is wrong with a link, and what to do."""
    title, advice = words.of_link(state)
    route = request.resolver_match.url_name if request.resolver_match else None
    again, again_words = words.AGAIN.get(route or "", ("", ""))
    if not again and state == "unknown":
        advice = f"{advice} {words.INVITED}"
    page = DeadLinkPage(title, advice, person_of(request), again, again_words)
    return private(render(request, "public/entry/dead_link.html", page, status=404 if state == "unknown" else 410))


def refused_link(request: HttpRequest, refusal: LinkRefused) -> HttpResponse:
    """Say the same of a link that was not taken; of one that is somebody else's, no more than that it was used."""
    return dead_link(request, "spent" if refusal.code == "other_person" else refusal.code)


def slow_down(request: HttpRequest) -> HttpResponse:
    """Say that there were too many tries from this address."""
    page = AskedPage("Wait a little", person_of(request), ("There were too many tries. Try again in an hour.",))
    return private(render(request, "public/entry/asked.html", page, status=429))


def person_of(request: HttpRequest) -> str:
    """Name who is signed in, for the frame; empty for nobody."""
    return request.user.name if request.user.is_authenticated else ""
