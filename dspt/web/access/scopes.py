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

from dspt.foundation.actors import Actor
from dspt.organisations.queries import Standing, standing
from dspt.organisations.rules import Permission, may
from dspt.web.kit.errors import forbidden
from dspt.web.kit.policies import policy


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


P = ParamSpec("P")
MemberView = Callable[Concatenate[HttpRequest, Scope, P], HttpResponseBase]


def member(needs: Permission) -> Callable[[MemberView[P]], Callable[..., HttpResponseBase]]:
    """Give a view the scope of the organisation named ``code`` in its address, or turn the person away.

    Not signed in: to sign-in and back. No living membership: page not found (we do not confirm that it exists). A role
    without the permission: a page that says who can. Three statements: session, person, standing.
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
            response.headers.setdefault("Cache-Control", "no-store")
            return response

        return guarded

    return wrap


def signed_in(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let only signed-in people through; others sign in and come back."""

    @policy("signed_in")
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return to_sign_in(request)
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return guarded


def actor(request: HttpRequest) -> Actor:
    """Name the signed-in person as the one who acts, with a digest of the session."""
    person = request.user
    assert person.is_authenticated
    key = request.session.session_key or ""
    return Actor("person", person.id, person.name, hashlib.sha256(key.encode()).hexdigest()[:16])


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send somebody to sign in; a page that was only read is come back to."""
    return redirect(f"/sign-in?{urlencode({'next': request.get_full_path()})}")
