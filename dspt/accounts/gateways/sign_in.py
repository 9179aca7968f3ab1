"""Where sign-in meets its library. Doors sign people in and count their tries through here alone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.internal.flows import login as login_flow
from allauth.account.internal.flows import logout as logout_flow
from allauth.account.models import Login
from allauth.core import ratelimit
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from dspt.foundation.refusals import Refusal

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class Argon2(Argon2PasswordHasher):
    """Argon2id at 19 MiB, two passes, one lane: the default takes 100 MiB a hash, which a rush cannot afford."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1


class SignInAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """The sign-in library, with its own sign-up closed: an account begins with a link that we mailed."""

    def is_open_for_signup(self, request: Any) -> bool:
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: a page that one is signed in on needs no banner about it."""


class TooManyTries(Refusal):
    """There were too many tries from one place, or for one address."""

    code = "too_many_tries"


def is_within_rate(request: HttpRequest, action: str, key: str = "") -> bool:
    """Count one try of an action (``mail``, ``link``, ``login``) and tell whether it is still within its rate.

    Counted by the visitor's address, and by ``key`` where the rate says so, in the cache that all processes share.
    """
    return bool(ratelimit.consume(request, action=action, key=key or None))


def enter_with_password(request: HttpRequest, *, email: str, password: str, target: str) -> HttpResponse | None:
    """Sign somebody in by address and password and answer with the way to ``target``; None: they do not match.

    Unknown addresses take as long and are answered alike. Refuses with TooManyTries.
    """
    if not is_within_rate(request, "login"):
        raise TooManyTries
    try:
        person = get_adapter(request).authenticate(request, email=email, password=password)
    except ValidationError:
        raise TooManyTries from None
    if person is None:
        return None
    login = Login(user=person, email=email, redirect_url=target)
    response: HttpResponse = login_flow.perform_password_login(request, {"email": email}, login)
    return response


def enter_by_mail(request: HttpRequest, *, person: UUID, target: str) -> HttpResponse:
    """Sign somebody in who has just shown by a mailed link who they are, and answer with the way to ``target``."""
    found = get_user_model()._default_manager.get(pk=person)
    found.backend = _BACKEND  # type: ignore[attr-defined]
    login_flow.record_authentication(request, found, method="mailed_link")
    response: HttpResponse = login_flow.perform_login(request, Login(user=found, redirect_url=target))
    return response


def leave(request: HttpRequest) -> None:
    """End the session."""
    logout_flow.logout(request, show_message=False)
