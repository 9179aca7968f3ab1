"""ID tokens: what a provider signs about somebody. Nothing of one is believed before all of it is checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from joserfc import jwt
from joserfc.errors import ExpiredTokenError, InvalidClaimError, JoseError
from joserfc.jwk import KeySet

from dspt.foundation.clock import now
from dspt.foundation.refusals import Refusal

from ..rules import LEEWAY, LONGEST_SUBJECT, Provider

# Signatures by a key that is the provider's alone. Never one made with our own secret, never none.
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519", "EdDSA"]


class SingleSignOnRefused(Refusal):
    """``cancelled`` there; ``expired``: too late, or the answer was used already; ``unreachable``; ``trouble`` at the
    provider; ``untrusted``: the answer is not certainly the provider's and for us (``why`` in the facts says what is
    wrong with it); ``clock``: theirs and ours do not agree; ``other_person`` is signed in than who began; ``taken``:
    connected to another account; ``other_address`` than the one that a mailed link was sent to; ``last``: no way in
    would be left; ``unknown``."""


def read_id_token(token: object, *, provider: Provider, keys: Mapping[str, Any], nonce: str) -> Mapping[str, Any]:
    """Check signature, issuer, audience, times and nonce of an ID token, and give what it says.

    Refuses with SingleSignOnRefused (``untrusted``, ``clock``).
    """
    if not isinstance(token, str) or not token:
        raise untrusted("no_token")
    try:
        read = jwt.decode(token, KeySet.import_key_set(_signing(keys)), algorithms=_ALGORITHMS)
    except (JoseError, ValueError, TypeError, KeyError):
        raise untrusted("signature") from None
    claims = read.claims
    registry = jwt.JWTClaimsRegistry(
        now=int(now().timestamp()),
        leeway=LEEWAY,
        iss={"essential": True, "value": provider.issuer},
        aud={"essential": True, "value": provider.client_id},
        nonce={"essential": True, "value": nonce},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
    )
    try:
        registry.validate(claims)
    except ExpiredTokenError:
        raise SingleSignOnRefused("clock", why="exp") from None
    except InvalidClaimError as refusal:
        if refusal.claim in ("iat", "nbf"):
            raise SingleSignOnRefused("clock", why=refusal.claim) from None
        raise untrusted(str(refusal.claim)) from None
    except JoseError:
        raise untrusted("claims") from None
    # A token for several parties must say that it was given to us.
    party = claims.get("azp", provider.client_id if isinstance(claims["aud"], str) or len(claims["aud"]) == 1 else None)
    if party != provider.client_id:
        raise untrusted("azp")
    if not claims["sub"] or len(claims["sub"]) > LONGEST_SUBJECT:
        raise untrusted("sub")
    return claims


def untrusted(why: str) -> SingleSignOnRefused:
    return SingleSignOnRefused("untrusted", why=why)


def _signing(keys: Mapping[str, Any]) -> Any:
    # Providers list keys for encryption too, and sometimes of kinds that we do not read.
    listed = [key for key in keys.get("keys", ()) if isinstance(key, dict)]
    usable = [key for key in listed if key.get("use", "sig") == "sig" and key.get("kty") in ("RSA", "EC", "OKP")]
    return {"keys": usable}
