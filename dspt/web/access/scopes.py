"""Scopes: what a view of an organisation's pages is given instead of the request's person."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from dspt.accounts.queries import service_rights
from dspt.accounts.rules import ServicePermission
from dspt.foundation.actors import Actor
from dspt.foundation.clock import now
from dspt.organisations.queries import Standing, standing
from dspt.organisations.rules import Permission, may
from dspt.web.kit.errors import forbidden
from dspt.web.kit.policies import policy

from .kept import came_from, keep, let_go


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


_SEEN_EVERY = 300  # seconds

P = ParamSpec("P")
MemberView = Callable[Concatenate[HttpRequest, Scope, P], HttpResponseBase]


def member(needs: Permission) -> Callable[[MemberView[P]], Callable[..., HttpResponseBase]]:
    """Give a view the scope of the organisation named ``code`` in its address, or turn the person away.

    Not signed in: to sign-in and back, with what was sent kept (``kept``). No living membership: page not found (we do
    not confirm that it exists). A role without the permission: a page that says who can. Three statements: session,
    person, standing.
    """

    def wrap(view: MemberView[P]) -> Callable[..., HttpResponseBase]:
        @policy(f"member:{needs.name.lower()}")
        @wraps(view)
        def guarded(request: HttpRequest, code: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return to_sign_in(request)
            found = standing(request.user.id, code)
            if found is None:
                raise Http404
            if not may(found.role, needs):
                return forbidden(request)
            response = view(request, Scope(found, actor(request), request.user.email), *args, **kwargs)
            return _private(request, response)

        return guarded

    return wrap


def signed_in(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let only signed-in people through; others sign in and come back."""

    @policy("signed_in")
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return to_sign_in(request)
        return _private(request, view(request, *args, **kwargs))

    return guarded


def service(needs: ServicePermission) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Let only people through whose role in the service itself allows it; to others the page is not found."""

    def wrap(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @policy(f"service:{needs.name.lower()}")
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return to_sign_in(request)
            if needs not in service_rights(request.user.id):
                raise Http404
            return _private(request, view(request, *args, **kwargs))

        return guarded

    return wrap


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
    if request.method != "POST":
        return redirect(f"/sign-in?{urlencode({'next': request.get_full_path()})}")
    response = redirect(f"/sign-in?{urlencode({'next': came_from(request)})}")
    keep(request, response)
    return response


def _private(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    response.headers.setdefault("Cache-Control", "no-store")
    let_go(request, response)
    _stay(request)
    return response


def begin_stay(sender: object, request: HttpRequest, **about: object) -> None:
    """Note when a session began, so that its first pages need not write it."""
    request.session["seen"] = int(now().timestamp())


def _stay(request: HttpRequest) -> None:
    # A session ends an hour (by default) after its last request; writing that at every request would cost each page a
    # statement, so it is written when the last time is five minutes old.
    seen, present = request.session.get("seen", 0), int(now().timestamp())
    if present - seen > _SEEN_EVERY:
        request.session["seen"] = present


def _session(request: HttpRequest) -> str:
    key = request.session.session_key or ""
    return hashlib.sha256(key.encode()).hexdigest()[:16] if key else ""
