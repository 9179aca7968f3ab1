"""Single sign-on: who vouches for people, what they said, and whether it is enough."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

LEEWAY = 60
"""Seconds that the provider's clock may be ahead of ours or behind it."""
JUST_NOW = 300
"""Seconds within which somebody must have signed in at the provider to confirm who they are."""
LONGEST_SUBJECT = 191


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider of OpenID Connect that is trusted to say who somebody is."""

    name: str
    """What people call it: on buttons and in letters."""
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    trusted_factor: str = ""
    """The ``amr`` or ``acr`` of its tokens that stands for our second factor; empty: none does."""

    @property
    def origin(self) -> str:
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is at a provider. ``subject`` is theirs for good; the address may go to somebody else one day."""

    issuer: str
    subject: str
    email: str
    is_verified: bool
    """The provider says that the address is the person's."""
    has_factor: bool
    """The provider has seen a second factor, and is trusted in that."""
    signed_in_at: int = 0
    """When the person signed in there, in seconds since 1970; 0: it does not say."""


@dataclass(frozen=True, slots=True)
class Vouched:
    """An identity that opens an account in the place of a password; ``provider`` is the name of who vouches."""

    identity: Identity
    provider: str


def stands_for(identity: Identity, email: str) -> bool:
    """Tell whether an identity shows that a mailed link reached its owner: confirmed, and the very address."""
    return identity.is_verified and bool(email) and identity.email == email


def is_just_now(identity: Identity, seconds: float) -> bool:
    """Tell whether somebody has just signed in at the provider, and not merely been known there."""
    return identity.signed_in_at > 0 and seconds - identity.signed_in_at <= JUST_NOW + LEEWAY


def is_trusted_factor(trusted: str, amr: Iterable[object], acr: object) -> bool:
    """Tell whether what a token says of the way somebody signed in stands for our second factor."""
    return bool(trusted) and (trusted in amr or trusted == acr)


def leaves_a_way_in(*, has_password: bool, passkeys: int, others: int) -> bool:
    """Tell whether somebody still gets in once a connection is gone; ``others`` are further connections."""
    return has_password or passkeys > 0 or others > 0
