"""Confirming who one is at the provider, for people whose account here has neither factor nor password."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from dspt.accounts.actions import note_identity
from dspt.accounts.gateways import Errand, SingleSignOnRefused, go_to_provider, is_within_rate
from dspt.accounts.queries import held_factors, person_of_identity
from dspt.accounts.rules import Identity, Provider, is_just_now
from dspt.foundation.clock import now
from dspt.web.access import actor, entering
from dspt.web.access.stays import confirm_stay
from dspt.web.access.targets import with_kept
from dspt.web.public.entry.answers import private

from .answers import refused, say_no, the_provider


@entering
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Send somebody to the provider, which is told to ask them again."""
    provider = the_provider()
    if not is_within_rate(request, "login"):
        return say_no(request, provider, "slow_down")
    try:
        errand = Errand("confirm", str(request.user.pk), with_kept(request))
        return private(go_to_provider(request, provider, errand, back=reverse("sso_callback")))
    except SingleSignOnRefused as refusal:
        return refused(request, provider, refusal)


def come_to_confirm(request: HttpRequest, provider: Provider, identity: Identity, target: str) -> HttpResponse:
    """Take what the provider says of who is signed in: the same person, and asked just now.

    Whoever has a second factor here shows that, unless the provider is trusted to have seen one. Refuses with
    SingleSignOnRefused (``other_person``, ``expired``).
    """
    assert request.user.is_authenticated
    person = person_of_identity(identity.issuer, identity.subject)
    if person is None or person.id != request.user.id:
        raise SingleSignOnRefused("other_person")
    if not is_just_now(identity, now().timestamp()):
        raise SingleSignOnRefused("expired", why="auth_time")
    if held_factors(person.id) and not identity.has_factor:
        return private(redirect("confirm"))
    note_identity(by=actor(request), identity=identity, provider=provider.name, at=now())
    confirm_stay(request, by_factor=identity.has_factor)
    return private(redirect(target))
