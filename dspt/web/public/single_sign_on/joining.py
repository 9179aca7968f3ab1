"""Opening an account by a mailed link with single sign-on in the place of a password."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.http import require_POST

from dspt.accounts.gateways import Errand, SingleSignOnRefused, go_to_provider, is_within_rate
from dspt.accounts.queries import link, person_of_identity
from dspt.accounts.rules import Identity, Provider, Purpose, stands_for
from dspt.foundation.clock import now
from dspt.web.access.vouching import let_join
from dspt.web.kit.policies import public
from dspt.web.public.entry.answers import private

from .answers import no_entry, refused, say_no, the_provider

_LINKS = {
    "invitation": Purpose.INVITE,
    "start_link": Purpose.REGISTER,
    "service_invitation": Purpose.SERVICE,
}


@public
@require_POST
def join(request: HttpRequest) -> HttpResponse:
    """Send somebody who opened a mailed link to the provider; they come back to the page of the link."""
    provider = the_provider()
    path = request.POST.get("link", "")[:500]
    if _named(path) is None:
        raise Http404
    if not is_within_rate(request, "login"):
        return say_no(request, provider, "slow_down", back=path)
    try:
        return private(go_to_provider(request, provider, Errand("join", "", path), back=reverse("sso_callback")))
    except SingleSignOnRefused as refusal:
        return refused(request, provider, refusal, back=path)


def come_to_join(request: HttpRequest, provider: Provider, identity: Identity, path: str) -> HttpResponse:
    """Take what the provider says of who opened a link: it must have confirmed the very address of the link."""
    named = _named(path)
    seen = link(named[1], named[0], now()) if named else None
    if seen is not None and seen.is_living:
        if not identity.is_verified:
            return no_entry(request, provider, "unconfirmed", back=path)
        if not stands_for(identity, seen.email):
            return no_entry(request, provider, "other_address", email=identity.email, back=path)
        if person_of_identity(identity.issuer, identity.subject) is not None:
            return no_entry(request, provider, "taken", back=path)
        let_join(request, provider, identity)
    return private(redirect(path))


def _named(path: str) -> tuple[Purpose, str] | None:
    """Read purpose and secret from the path of a mailed link; None: it is no path of one."""
    try:
        found = resolve(path)
    except Resolver404:
        return None
    purpose = _LINKS.get(str(found.url_name))
    return (purpose, str(found.kwargs["token"])) if purpose else None
