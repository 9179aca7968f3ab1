"""Single sign-on in the place of a password, while somebody opens their account by a mailed link.

What the provider said waits in the session for a quarter of an hour: the page of the link still asks for name and
terms, and nothing is made before its button is pressed.
"""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpRequest

from dspt.accounts.gateways import providers
from dspt.accounts.rules import Identity, Provider, Vouched, stands_for
from dspt.foundation.clock import now

_KEPT = "sso_joining"
_WAITS_FOR = 15 * 60  # seconds


def let_join(request: HttpRequest, provider: Provider, identity: Identity) -> None:
    """Keep what a provider said of somebody who opens an account."""
    until = int(now().timestamp()) + _WAITS_FOR
    request.session[_KEPT] = {"identity": asdict(identity), "provider": provider.name, "until": until}


def vouched_for(request: HttpRequest, email: str) -> Vouched | None:
    """Give what was said of the owner of an address; None: nothing, of somebody else, or too long ago."""
    kept = request.session.get(_KEPT)
    if not kept or kept["until"] < now().timestamp():
        return None
    identity = Identity(**kept["identity"])
    is_trusted = identity.issuer in {each.issuer for each in providers()}
    return Vouched(identity, kept["provider"]) if is_trusted and stands_for(identity, email) else None


def vouched_no_more(request: HttpRequest) -> None:
    """Forget it: it was used."""
    request.session.pop(_KEPT, None)
