"""Help, for everybody: no session, no database."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from dspt.accounts.gateways import DEVICE_COOKIE
from dspt.accounts.rules import KEPT_FOR
from dspt.foundation import clock
from dspt.standard import catalogue
from dspt.standard.edition import Edition
from dspt.web.access.kept import COOKIE as KEPT_COOKIE
from dspt.web.kit.headers import Messages
from dspt.web.kit.pages import render
from dspt.web.kit.policies import only_read, public
from dspt.web.public.words import day

from . import pages
from .texts import text


@public
def index(request: HttpRequest) -> HttpResponse:
    """List the help there is."""
    return render(request, "public/help/index.html", pages.HelpPage(pages.GROUPS))


@public
def prose(request: HttpRequest, name: str) -> HttpResponse:
    """Show one help text."""
    return render(request, "public/help/text.html", pages.TextPage(text(name, facts())))


@public
def contact(request: HttpRequest) -> HttpResponse:
    """Show the ways to reach the service desk that whoever runs the service has set."""
    return render(request, "public/help/contact.html", pages.ContactPage(text("contact", facts()), _ways()))


@public
def glossary(request: HttpRequest) -> HttpResponse:
    """Explain every term and abbreviation; ``q`` cuts it to those that hold the words typed."""
    page = pages.glossary(
        _current().terms.values(),
        request.GET.get("q", "").strip()[:100],
        only_specification=request.GET.get("from") == "specification",
    )
    return render(request, "public/help/glossary.html", page)


@public
def statuses(request: HttpRequest) -> HttpResponse:
    """Say what each status means and what it does not."""
    return render(request, "public/help/statuses.html", pages.statuses(_current()))


@public
@only_read
def openapi(request: HttpRequest) -> HttpResponse:
    """Describe the addresses for programs, in OpenAPI 3.1."""
    response = JsonResponse(_declared())
    response["Cache-Control"] = "public, max-age=300"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def facts() -> dict[str, str]:
    """Give the facts that help texts may name in double brackets."""
    edition = _current()
    interim = edition.calendar.interim_due_on
    return {
        "edition": edition.key,
        "due_on": day(edition.calendar.due_on),
        "interim_due_on": day(interim) if interim else "the day that the edition sets",
        "session_cookie": settings.SESSION_COOKIE_NAME,
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "messages_cookie": Messages.cookie_name,
        "kept_cookie": KEPT_COOKIE,
        "kept_hours": str(int(KEPT_FOR.total_seconds() // 3600)),
        "device_cookie": DEVICE_COOKIE,
        "session_hours": str(settings.DSPT_SESSION_HOURS),
        "keep_years": str(settings.DSPT_KEEP_YEARS),
        "idle_minutes": str(settings.SESSION_COOKIE_AGE // 60),
    }


@cache
def _declared() -> dict[str, Any]:
    held: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "openapi.yaml").read_text(encoding="utf-8"))
    return held


def _current() -> Edition:
    return catalogue.latest(clock.london_date(clock.now()))


def _ways() -> tuple[pages.Way, ...]:
    phone = settings.DSPT_CONTACT_PHONE
    found = [
        pages.Way("Email", settings.DSPT_CONTACT_EMAIL, f"mailto:{settings.DSPT_CONTACT_EMAIL}"),
        pages.Way("Telephone", phone, f"tel:{''.join(sign for sign in phone if sign.isdigit() or sign == '+')}"),
        pages.Way("Online form", settings.DSPT_CONTACT_URL, settings.DSPT_CONTACT_URL),
    ]
    return tuple(way for way in found if way.value)
