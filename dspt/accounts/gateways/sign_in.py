"""Where sign-in meets its library. Doors sign people in and count their tries through here alone."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.internal.flows import login as login_flow
from allauth.account.internal.flows import logout as logout_flow
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from allauth.account.stages import LoginStageController
from allauth.core import ratelimit
from allauth.core.internal import ratelimit as counting
from allauth.mfa.stages import AuthenticateStage
from django.contrib.auth import get_user_model, update_session_auth_hash
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from dspt.accounts.rules import masked
from dspt.foundation.refusals import Refusal

from .devices import known_device
from .sessions import followed

_log = logging.getLogger(__name__)
_BACKEND = "dspt.accounts.gateways.staying.SignInBackend"


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

    def is_reauthentication_required(self, *args: Any, **kwargs: Any) -> bool:
        """Leave asking again to our own guard, which knows what is asked for."""
        return False

    def _get_login_attempts_cache_key(self, request: Any, **credentials: Any) -> str:
        # A browser that this address signed in with before is counted for itself, so that a stranger who fails on
        # purpose locks out strangers, not the owner.
        email = str(credentials.get("email", ""))
        key: str = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{key}:{known_device(request, email)}"


class TooManyTries(Refusal):
    """There were too many tries from one place, or for one address."""

    code = "too_many_tries"


def is_within_rate(request: HttpRequest, action: str, key: str = "", *, reading_counts: bool = False) -> bool:
    """Count one try of an action (``mail``, ``link``, ``login``, ``factor``) and tell whether it is within its rate.

    Counted by the visitor's address, and by ``key`` where the rate says so, in the cache that all processes share.
    A page that is only read (GET) counts where ``reading_counts``.
    """
    return bool(
        counting.consume(request, app="allauth.account", action=action, key=key or None, limit_get=reading_counts)
    )


def count_factor_try(request: HttpRequest, email: str) -> None:
    """Count one try of a factor or of the password while signed in. Refuses with TooManyTries.

    Like sign-in, a browser the address is known in is counted for itself.
    """
    if not is_within_rate(request, "factor", _factor_key(request, email)):
        raise TooManyTries


def forget_factor_tries(request: HttpRequest, email: str) -> None:
    """Start counting anew, because a try succeeded."""
    ratelimit.clear(request, action="factor", key=_factor_key(request, email))


def _factor_key(request: HttpRequest, email: str) -> str:
    return f"{email}:{known_device(request, email)}"


def enter_with_password(request: HttpRequest, *, email: str, password: str, target: str) -> HttpResponse | None:
    """Sign somebody in by address and password and answer with the way to ``target``; None: they do not match.

    Whoever has a second factor is not signed in yet: the answer leads to the page that asks for it. Unknown addresses
    take as long and are answered alike. Refuses with TooManyTries.
    """
    if not is_within_rate(request, "login"):
        raise TooManyTries
    try:
        person = get_adapter(request).authenticate(request, email=email, password=password)
    except ValidationError:
        _log.warning("sign-in of %s: too many tries", masked(email))
        raise TooManyTries from None
    if person is None or not person.is_active:
        _log.warning("sign-in of %s: refused", masked(email))
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


@dataclass(frozen=True, slots=True)
class Halfway:
    """Somebody whose password was right and whose second factor is waited for."""

    person: UUID
    email: str
    name: str
    target: str


def halfway(request: HttpRequest) -> Halfway | None:
    """Tell who is halfway through sign-in in this session; None: nobody, or it took too long."""
    if request.user.is_authenticated:
        return None
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    if stage is None or not stage.login.user.is_active:
        return None
    person = stage.login.user
    return Halfway(person.pk, person.email, person.name, stage.login.redirect_url or "")


def give_up_halfway(request: HttpRequest) -> None:
    """Forget the half sign-in, to begin again."""
    clear_login(request)


def enter_with_factor(request: HttpRequest, *, factor: int, kind: str) -> HttpResponse:
    """Complete the sign-in of who is halfway, whose factor was right, and answer with the way to the target."""
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    if stage is None:
        raise RuntimeError("nobody is halfway through sign-in")
    login_flow.record_authentication(request, stage.login.user, method="mfa", id=factor, type=kind)
    response: HttpResponse = stage.exit()
    return response


def enter_with_passkey(request: HttpRequest, *, person: UUID, factor: int, target: str) -> HttpResponse:
    """Sign somebody in who has shown a passkey, which stands for password and second factor together."""
    found = get_user_model()._default_manager.get(pk=person)
    found.backend = _BACKEND  # type: ignore[attr-defined]
    login_flow.record_authentication(request, found, method="mfa", id=factor, type="webauthn", passwordless=True)
    response: HttpResponse = login_flow.perform_login(request, Login(user=found, redirect_url=target))
    return response


def ways_in(request: HttpRequest, person: Any) -> tuple[str, ...]:
    """List how this session was signed in, in order: ``password``, ``mailed_link``, ``totp``, ``webauthn`` …"""
    records = login_flow.get_authentication_records(request, person)
    return tuple(str(each.get("type") or each.get("method")) for each in records)


def keep_session_over_password(request: HttpRequest, person: UUID) -> None:
    """Keep this session, and no other, over a change of the person's password."""
    with followed(request):
        update_session_auth_hash(request, get_user_model()._default_manager.get(pk=person))


def network_address(request: HttpRequest) -> str:
    """Tell the visitor's network address, as far as the proxies in front are believed."""
    address: str = get_adapter(request).get_client_ip(request)
    return address


def leave(request: HttpRequest) -> None:
    """End the session."""
    logout_flow.logout(request, show_message=False)
