"""The way to a provider of OpenID Connect and back. The library speaks to it; what comes back is checked here.

State, nonce and the secret of PKCE stay in the session, are used once, and for ten minutes. Tokens are never kept.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from allauth.account.internal.flows import login as login_flow
from allauth.account.models import Login
from allauth.account.stages import LoginStageController
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.utils import generate_code_challenge
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from requests import RequestException

from ..rules import Identity, Provider, is_email, is_trusted_factor, tidy_email
from .id_tokens import SingleSignOnRefused, read_id_token, untrusted
from .sign_in import _BACKEND

_SCOPE = ["openid", "profile", "email"]


@dataclass(frozen=True, slots=True)
class Errand:
    """What somebody went to the provider for, whose account, and where to afterwards.

    ``purpose``: ``enter``, ``connect``, ``join`` (to open an account by a mailed link), ``confirm`` (to show again who
    they are: the provider is told to ask, whoever it knows already).
    """

    purpose: str
    person: str
    target: str


def providers() -> tuple[Provider, ...]:
    """List whom we trust to say who somebody is; empty: single sign-on is not set up."""
    configured: tuple[Provider, ...] = settings.DSPT_SSO
    return configured


def go_to_provider(request: HttpRequest, provider: Provider, errand: Errand, *, back: str) -> HttpResponse:
    """Answer with the way to the provider, which sends the person to ``back`` (a path of ours).

    Refuses with SingleSignOnRefused (``unreachable``, ``untrusted``).
    """
    adapter = _Adapter(request, provider, back)
    challenge = generate_code_challenge()
    kept = {
        "purpose": errand.purpose,
        "person": errand.person,
        "target": errand.target,
        "nonce": secrets.token_urlsafe(24),
        "verifier": challenge.pop("code_verifier"),
    }
    with _asking():
        client = adapter.get_client(request, adapter.get_provider().app)
        authorize = adapter.authorize_url
    client.state = statekit.stash_state(request, provider_id=provider.issuer, state=kept)
    again = {"prompt": "login", "max_age": "0"} if errand.purpose == "confirm" else {}
    asked = {"nonce": kept["nonce"], **challenge, **again}
    return HttpResponseRedirect(client.get_redirect_url(authorize, _SCOPE, asked))


def take_errand(request: HttpRequest, provider: Provider) -> tuple[Errand, Mapping[str, str]]:
    """Take from the session what the person who comes back went for, once, with its secrets.

    Refuses with SingleSignOnRefused (``expired``): it was taken already, took too long, or began in another browser.
    """
    kept = statekit.unstash_state(request, provider_id=provider.issuer, state_id=request.GET.get("state", ""))
    if kept is None:
        raise SingleSignOnRefused("expired", why="state")
    return Errand(kept["purpose"], kept["person"], kept["target"]), kept


def ask_provider(request: HttpRequest, provider: Provider, kept: Mapping[str, str], *, back: str) -> Identity:
    """Learn from the provider, by the code that came back, who somebody is. Refuses with SingleSignOnRefused."""
    answer = request.GET
    # Said by providers that know several services are asked by one browser: the answer must be from ours.
    if answer.get("iss", provider.issuer) != provider.issuer:
        raise untrusted("iss")
    if error := answer.get("error", ""):
        raise SingleSignOnRefused("cancelled" if error == "access_denied" else "trouble", why=error[:60])
    if not answer.get("code"):
        raise untrusted("code")
    adapter = _Adapter(request, provider, back)
    with _asking():
        config = adapter.openid_config
        if config.get("authorization_response_iss_parameter_supported") and "iss" not in answer:
            raise untrusted("iss")
        client = adapter.get_client(request, adapter.get_provider().app)
        given = client.get_access_token(answer["code"], pkce_code_verifier=kept["verifier"])
        keys = _fetched(config["jwks_uri"])
        claims = read_id_token(given.get("id_token"), provider=provider, keys=keys, nonce=kept["nonce"])
        said = _about(claims, config, str(given["access_token"]))
    return _identity(provider, claims, said)


def enter_with_single_sign_on(request: HttpRequest, *, person: UUID, target: str, has_factor: bool) -> HttpResponse:
    """Sign somebody in whom a provider vouches for; their own second factor is asked for unless ``has_factor``."""
    found = get_user_model()._default_manager.get(pk=person)
    found.backend = _BACKEND  # type: ignore[attr-defined]
    if has_factor:
        login_flow.record_authentication(request, found, method="mfa", type="sso_factor")
    else:
        login_flow.record_authentication(request, found, method="sso")
    response: HttpResponse = login_flow.perform_login(request, Login(user=found, redirect_url=target))
    if has_factor and not request.user.is_authenticated:
        stage = LoginStageController.enter(request, AuthenticateStage.key)
        if stage is not None:
            response = stage.exit()
    return response


class NoStrangers(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The library's own ways of making and joining accounts, closed: ours ask first."""

    def is_open_for_signup(self, request: Any, sociallogin: Any) -> bool:
        return False


class _Adapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """The library's client of one provider, as our settings say and at our own address."""

    def __init__(self, request: HttpRequest, provider: Provider, back: str) -> None:
        self._ours, self._back = provider, back
        super().__init__(request, provider.issuer)

    def get_provider(self) -> OpenIDConnectProvider:
        ours = self._ours
        app = SocialApp(
            provider=OpenIDConnectProvider.id,
            provider_id=ours.issuer,
            name=ours.name,
            client_id=ours.client_id,
            secret=ours.client_secret,
            settings={"server_url": ours.issuer.rstrip("/")},
        )
        return OpenIDConnectProvider(self.request, app=app)

    @property
    def openid_config(self) -> dict[str, Any]:
        config: dict[str, Any] = super().openid_config
        if config["issuer"] != self._ours.issuer:
            raise untrusted("discovery")
        if urlsplit(self._ours.issuer).scheme == "https":
            for name in ("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint"):
                if urlsplit(config.get(name, "https:")).scheme != "https":
                    raise untrusted("discovery")
        return config

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return f"{settings.DSPT_BASE_URL}{self._back}"


@contextmanager
def _asking() -> Iterator[None]:
    """Turn whatever goes wrong between us and the provider into a refusal."""
    try:
        yield
    except OAuth2Error as trouble:
        # The library tells by the text alone what the provider answered.
        is_late = "invalid_grant" in str(trouble)
        raise SingleSignOnRefused("expired" if is_late else "trouble", why="token") from None
    except (RequestException, ValueError):
        raise SingleSignOnRefused("unreachable") from None
    except (KeyError, TypeError, AttributeError):
        raise untrusted("discovery") from None


def _fetched(address: str, *, token: str = "") -> dict[str, Any]:
    with get_adapter().get_requests_session() as session:
        response = session.get(address, headers={"Authorization": f"Bearer {token}"} if token else None)
        response.raise_for_status()
        return dict(response.json())


def _about(claims: Mapping[str, Any], config: Mapping[str, Any], token: str) -> Mapping[str, Any]:
    """Ask for the address where the ID token does not hold it; the answer must be about the same person."""
    if claims.get("email") or not config.get("userinfo_endpoint"):
        return claims
    said = _fetched(config["userinfo_endpoint"], token=token)
    if said.get("sub") != claims["sub"]:
        raise untrusted("userinfo")
    return said


def _identity(provider: Provider, claims: Mapping[str, Any], said: Mapping[str, Any]) -> Identity:
    email = tidy_email(str(said.get("email") or ""))
    amr, signed_in_at = claims.get("amr"), claims.get("auth_time")
    return Identity(
        issuer=provider.issuer,
        subject=str(claims["sub"]),
        email=email if is_email(email) else "",
        is_verified=is_email(email) and said.get("email_verified") is True,
        has_factor=is_trusted_factor(provider.trusted_factor, amr if isinstance(amr, list) else (), claims.get("acr")),
        signed_in_at=signed_in_at if isinstance(signed_in_at, int) else 0,
    )
