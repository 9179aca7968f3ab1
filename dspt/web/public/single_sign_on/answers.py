"""What several pages of single sign-on share: the provider, the page that says no, who waits to be connected."""

from __future__ import annotations

from dataclasses import asdict
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from dspt.accounts.actions import note_refused_identity
from dspt.accounts.gateways import SingleSignOnRefused, providers
from dspt.accounts.rules import Identity, Provider
from dspt.foundation.clock import now
from dspt.web.access import visitor
from dspt.web.access.targets import target
from dspt.web.kit.pages import render
from dspt.web.public.entry.answers import person_of, private

from . import words
from .pages import NextStep, NoEntryPage

_WAITING = "sso_waiting"
_WAITS_FOR = 15 * 60  # seconds


def the_provider() -> Provider:
    """Give the provider that is set; page not found where there is none."""
    configured = providers()
    if not configured:
        raise Http404
    return configured[0]


def no_entry(
    request: HttpRequest, provider: Provider, code: str, *, why: str = "", email: str = "", back: str = ""
) -> HttpResponse:
    """Say why somebody was not signed in, and what to do; the journal is told."""
    note_refused_identity(by=visitor(request), provider=provider.name, code=code, why=why, at=now())
    return say_no(request, provider, code, email=email, back=back)


def say_no(
    request: HttpRequest, provider: Provider, code: str, *, email: str = "", then: str = "", back: str = ""
) -> HttpResponse:
    """As ``no_entry``, without the journal: for what is no refusal of anybody.

    ``back``: path of the mailed link that somebody was opening an account with.
    """
    title, paragraphs = words.of(code, name=provider.name, email=email)
    page = NoEntryPage(
        title=title,
        person=person_of(request),
        paragraphs=paragraphs,
        again="" if request.user.is_authenticated or back else words.again(code, provider.name),
        next=target(request),
        connect=f"{reverse('sign_in')}?{urlencode({'next': then})}" if then else "",
        steps=tuple(_steps(request, code, back)),
    )
    return private(render(request, "public/single_sign_on/no_entry.html", page, status=words.STATUS[code]))


def refused(request: HttpRequest, provider: Provider, refusal: SingleSignOnRefused, *, back: str = "") -> HttpResponse:
    """Say what the gateway or an action refused, and tell the journal."""
    return no_entry(request, provider, refusal.code, why=str(refusal.facts.get("why", "")), back=back)


def _steps(request: HttpRequest, code: str, back: str) -> list[NextStep]:
    if back:
        return [
            NextStep("Go back, and choose a password instead", back),
            NextStep("Help and contact", reverse("contact")),
        ]
    if request.user.is_authenticated:
        return [NextStep("Go back to your account", reverse("account"))]
    if code == "known":
        return [NextStep("I do not know my password", reverse("forgotten"))]
    steps = [NextStep("Sign in with your email address", reverse("sign_in"))]
    if code == "stranger":
        steps.append(NextStep("Register an organisation", reverse("start")))
    steps.append(NextStep("Help and contact", reverse("contact")))
    return steps


def let_wait(request: HttpRequest, identity: Identity, person: UUID) -> None:
    """Keep an identity in the session until the person whose address it has signed in the way they did before."""
    request.session[_WAITING] = {
        "identity": asdict(identity),
        "person": str(person),
        "until": int(now().timestamp()) + _WAITS_FOR,
    }


def waiting(request: HttpRequest) -> Identity | None:
    """Give the identity that waits for the person who is signed in; None: none does, or it waited too long."""
    kept = request.session.get(_WAITING)
    if not kept or kept["person"] != str(request.user.pk) or kept["until"] < now().timestamp():
        return None
    return Identity(**kept["identity"])


def wait_no_more(request: HttpRequest) -> None:
    request.session.pop(_WAITING, None)
