"""Scopes: what a view of an organisation's pages is given instead of the request's person."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from dspt.accounts.queries import service_rights
from dspt.accounts.rules import FRESH, SERVICE_FRESH, ServicePermission
from dspt.foundation.actors import Actor
from dspt.organisations.queries import Standing, standing
from dspt.organisations.rules import Permission, may
from dspt.web.kit.components import Link
from dspt.web.kit.errors import forbidden, too_long_to_keep
from dspt.web.kit.policies import policy

from .kept import came_from, keep, let_go
from .stays import is_fresh, owes_factor, stay_on


@dataclass(frozen=True, slots=True)
class Scope:
    """This person, in this organisation, allowed what the view needs."""

    standing: Standing
    actor: Actor
    email: str

    @property
    def code(self) -> str:
        return self.standing.code

    def may(self, permission: Permission) -> bool:
        return may(self.standing.role, permission)


_log = logging.getLogger(__name__)

P = ParamSpec("P")
MemberView = Callable[Concatenate[HttpRequest, Scope, P], HttpResponseBase]


def member(
    needs: Permission, *, to_send: Permission | None = None
) -> Callable[[MemberView[P]], Callable[..., HttpResponseBase]]:
    """Give a view the scope of the organisation named ``code`` in its address, or turn the person away.

    Not signed in: to sign-in and back, with what was sent kept (``kept``). No living membership: page not found (we do
    not confirm that it exists). A role without the permission: a page that says who can. ``to_send`` is needed for a
    POST where reading the page needs less. A second factor that must be set up first, or shown again: to that page and
    back, again with what was sent kept. Three statements: session, person, standing.
    """

    def wrap(view: MemberView[P]) -> Callable[..., HttpResponseBase]:
        @policy(f"member:{needs.name.lower()}{f'+{to_send.name.lower()}' if to_send else ''}")
        @wraps(view)
        def guarded(request: HttpRequest, code: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return to_sign_in(request)
            if owes_factor(request):
                return to_set_up(request)
            found = standing(request.user.id, code)
            if found is None:
                _note_refused(request, "no member")
                raise Http404
            if owes_factor(request, role=found.role, category=found.category):
                return to_set_up(request)
            needed = to_send if to_send is not None and request.method == "POST" else needs
            if not may(found.role, needed):
                _note_refused(request, f"{found.role} may not {needed.name.lower()}")
                return forbidden(request)
            if needed in FRESH and not is_fresh(request):
                return to_confirm(request)
            response = view(request, Scope(found, actor(request), request.user.email), *args, **kwargs)
            return _private(request, response)

        return guarded

    return wrap


def signed_in(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let only signed-in people through; others sign in and come back. Who owes a second factor sets it up first."""
    return _only_signed_in(view, "signed_in")


def signed_in_lately(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let only people through who showed their factor lately; others show it again and come back."""
    return _only_signed_in(view, "signed_in:lately", lately=True)


def setting_up(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """As ``signed_in_lately``, and open to those who owe a second factor: here they set it up."""
    return _only_signed_in(view, "signed_in:setting_up", lately=True, owing=True)


def entering(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let signed-in people through whatever they still have to show: for the pages that ask for it."""
    return _only_signed_in(view, "signed_in:entering", owing=True)


def _only_signed_in(
    view: Callable[..., HttpResponseBase], name: str, *, lately: bool = False, owing: bool = False
) -> Callable[..., HttpResponseBase]:
    @policy(name)
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return to_sign_in(request)
        if not owing and owes_factor(request):
            return to_set_up(request)
        if lately and not is_fresh(request):
            return to_confirm(request)
        return _private(request, view(request, *args, **kwargs))

    return guarded


def service(needs: ServicePermission) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Let only people through whose role in the service itself allows it; to others the page is not found.

    The second factor as for ``member``: everybody with such a role must have one.
    """

    def wrap(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @policy(f"service:{needs.name.lower()}")
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return to_sign_in(request)
            if owes_factor(request):
                return to_set_up(request)
            if needs not in service_rights(request.user.id):
                _note_refused(request, f"no role in the service for {needs.name.lower()}")
                raise Http404
            if owes_factor(request, in_service=True):
                return to_set_up(request)
            if needs in SERVICE_FRESH and not is_fresh(request):
                return to_confirm(request)
            return _private(request, view(request, *args, **kwargs))

        return guarded

    return wrap


def _note_refused(request: HttpRequest, why: str) -> None:
    """Tell those who run the service of a refusal: the journal keeps acts, and nothing was done here."""
    assert request.user.is_authenticated
    _log.warning("refused %s %s to person %s: %s", request.method, request.path[:200], request.user.id, why)


def actor(request: HttpRequest) -> Actor:
    """Name the signed-in person as the one who acts, with a digest of the session."""
    person = request.user
    assert person.is_authenticated
    return Actor("person", person.id, person.name, _session(request))


def visitor(request: HttpRequest, name: str = "") -> Actor:
    """Name whoever is there as the one who acts: the person signed in, or somebody without an account yet."""
    if request.user.is_authenticated:
        return actor(request)
    return Actor("person", None, " ".join(name.split())[:120] or "Somebody not signed in", _session(request))


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send somebody to sign in; a page that was only read is come back to, a form that was sent is kept."""
    return _detour(request, "/sign-in")


def to_set_up(request: HttpRequest) -> HttpResponse:
    """Send somebody to set up the second factor that they must have, and back."""
    return _detour(request, "/account/set-up")


def to_confirm(request: HttpRequest) -> HttpResponse:
    """Ask somebody to show the factor again, and send them back; what they sent is kept until then."""
    return _detour(request, "/account/confirm")


def _detour(request: HttpRequest, by: str) -> HttpResponse:
    if request.method != "POST":
        return redirect(f"{by}?{urlencode({'next': request.get_full_path()})}")
    onwards = f"{by}?{urlencode({'next': came_from(request)})}"
    response = redirect(onwards)
    # What a script sends by itself (a draft, a wish to stay) is not what somebody pressed a button for.
    if request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate" and not keep(request, response):
        return too_long_to_keep(request, Link("Sign in", onwards))
    return response


def _private(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    response.headers.setdefault("Cache-Control", "no-store")
    let_go(request, response)
    stay_on(request)
    return response


def _session(request: HttpRequest) -> str:
    key = request.session.session_key or ""
    return hashlib.sha256(key.encode()).hexdigest()[:16] if key else ""
