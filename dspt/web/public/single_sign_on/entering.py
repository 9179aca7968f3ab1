"""To the provider and back: signing in with it, and bringing what it says to who wants to connect it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dspt.accounts.actions import connect_identity, note_identity
from dspt.accounts.gateways import (
    Errand,
    SingleSignOnRefused,
    ask_provider,
    enter_with_single_sign_on,
    go_to_provider,
    is_within_rate,
    take_errand,
)
from dspt.accounts.queries import PersonRecord, person_by_email, person_of_identity
from dspt.accounts.rules import Identity, Provider
from dspt.foundation.actors import Actor
from dspt.foundation.clock import now
from dspt.web.access import actor
from dspt.web.access.stays import is_fresh
from dspt.web.access.targets import after_sign_in, target
from dspt.web.kit.policies import public
from dspt.web.public.entry.answers import private
from dspt.web.public.entry.arriving import arrived

from . import words
from .answers import let_wait, no_entry, refused, say_no, the_provider
from .confirming import come_to_confirm
from .joining import come_to_join


@public
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Send somebody to the provider to sign in: by a press alone, so that no other site starts it."""
    provider = the_provider()
    if request.user.is_authenticated:
        return private(redirect(target(request)))
    if not is_within_rate(request, "login"):
        return say_no(request, provider, "slow_down")
    try:
        errand = Errand("enter", "", after_sign_in(request))
        return private(go_to_provider(request, provider, errand, back=reverse("sso_callback")))
    except SingleSignOnRefused as refusal:
        return refused(request, provider, refusal)


@public
@require_safe
def come_back(request: HttpRequest) -> HttpResponse:
    """Take what the provider answers: sign its person in, connect it, let it stand for a password; or say why not."""
    provider = the_provider()
    if not is_within_rate(request, "login", reading_counts=True):
        return say_no(request, provider, "slow_down")
    link = ""
    try:
        errand, kept = take_errand(request, provider)
        link = errand.target if errand.purpose == "join" else ""
        _still_theirs(request, errand)
        identity = ask_provider(request, provider, kept, back=reverse("sso_callback"))
        if errand.purpose == "connect":
            connect_identity(by=actor(request), identity=identity, provider=provider.name, at=now())
            messages.success(request, f"{provider.name} is connected. You can sign in with it from now on.")
            return private(redirect("account"))
        if errand.purpose == "confirm":
            return come_to_confirm(request, provider, identity, errand.target)
        if errand.purpose == "join":
            return come_to_join(request, provider, identity, errand.target)
    except SingleSignOnRefused as refusal:
        return refused(request, provider, refusal, back=link)
    if request.user.is_authenticated:
        return private(redirect(errand.target))
    person = person_of_identity(identity.issuer, identity.subject)
    if person is None:
        return _unknown(request, provider, identity)
    return _enter(request, provider, identity, person, errand.target)


def _still_theirs(request: HttpRequest, errand: Errand) -> None:
    """Let an account be connected or confirmed only by who began to, and connected by who showed the factor lately."""
    if errand.purpose not in ("connect", "confirm"):
        return
    if str(request.user.pk) != errand.person:
        raise SingleSignOnRefused("other_person")
    if errand.purpose == "connect" and not is_fresh(request):
        raise SingleSignOnRefused("expired", why="factor")


def _enter(
    request: HttpRequest, provider: Provider, identity: Identity, person: PersonRecord, target: str
) -> HttpResponse:
    moved = note_identity(
        by=Actor("person", person.id, person.name), identity=identity, provider=provider.name, at=now()
    )
    if moved:
        messages.warning(request, words.moved(provider.name, moved, person.email))
    response = enter_with_single_sign_on(request, person=person.id, target=target, has_factor=identity.has_factor)
    return arrived(request, response)


def _unknown(request: HttpRequest, provider: Provider, identity: Identity) -> HttpResponse:
    """Say what to do to somebody whom no account is connected with; an address alone signs nobody in."""
    if not identity.is_verified:
        return no_entry(request, provider, "unverified")
    person = person_by_email(identity.email)
    if person is None:
        return no_entry(request, provider, "stranger", email=identity.email)
    let_wait(request, identity, person.id)
    return say_no(request, provider, "known", email=identity.email, then=reverse("account_sso_finish"))
