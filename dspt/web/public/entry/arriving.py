"""The end of every way in: the sign-in is noted, told where it is new, and the browser is known from then on.

Whatever signs somebody in (password, passkey, mailed link, single sign-on) hands its answer through ``arrived``.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from dspt.accounts.actions import note_sign_in
from dspt.accounts.gateways import known_device, network_address, remember_device, ways_in
from dspt.accounts.rules import device_words, place_words
from dspt.foundation.clock import now
from dspt.web.access import actor

from .answers import private


def arrived(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Note a completed sign-in; one that is still halfway passes through."""
    person = request.user
    if person.is_authenticated:
        note_sign_in(
            by=actor(request),
            way="+".join(ways_in(request, person)),
            device=device_words(request.headers.get("User-Agent", "")),
            place=place_words(network_address(request)),
            is_new_device=not known_device(request, person.email),
            at=now(),
        )
        remember_device(request, response, person.email)
    return private(response)
