"""The key that signs publications: read from a file, made in the demo, kept where only the service reads it."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import rfc8785
from django.conf import settings
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from dspt.foundation.references import publication_number
from dspt.foundation.refusals import Refusal
from dspt.register.gateways.signatures import ALGORITHM, TYPE


class KeyRefused(Refusal):
    """``exists``: a key is never written over; ``missing``; ``unreadable``: no private Ed25519 key. Fact ``path``."""


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key with its identifier (RFC 7638 thumbprint) and its public half."""

    kid: str
    public: Mapping[str, str]
    _key: OKPKey

    def signed(self, said: Mapping[str, Any]) -> str:
        """Sign plain values as canonical JSON; gives the compact JWS."""
        header = {"alg": ALGORITHM, "kid": self.kid, "typ": TYPE}
        return jws.serialize_compact(header, rfc8785.dumps(dict(said)), self._key, algorithms=[ALGORITHM])


def signer() -> Signer:
    """Read the signing key that the settings name; in the demo one is made the first time.

    Refuses with KeyRefused. Reads a small file each time, so that a new key counts from the next publication on.
    """
    path = Path(settings.DSPT_SIGNING_KEY_FILE)
    if not path.exists() and settings.DSPT_IS_DEMO:
        try:
            make_key(path)
        except KeyRefused as refusal:  # another process was quicker; its key is as good
            if refusal.code != "exists":
                raise
    try:
        key = OKPKey.import_key(json.loads(path.read_text()))
    except FileNotFoundError:
        raise KeyRefused("missing", path=str(path)) from None
    except (OSError, ValueError, JoseError):
        raise KeyRefused("unreadable", path=str(path)) from None
    if not key.is_private or key.curve_name != ALGORITHM:
        raise KeyRefused("unreadable", path=str(path))
    kid = key.thumbprint()
    public = {str(name): str(value) for name, value in key.as_dict(private=False).items()}
    return Signer(kid, public | {"kid": kid, "alg": ALGORITHM, "use": "sig"}, key)


def make_key(path: Path) -> str:
    """Make a signing key in a new file that only its owner may read; gives the key's identifier.

    Refuses with KeyRefused ``exists``: replacing a key by accident would orphan what is to be signed with it.
    """
    key = OKPKey.generate_key(ALGORITHM)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w") as file:
            json.dump(key.as_dict(private=True), file)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)  # fails where the file exists, and nobody ever reads half a key
    except FileExistsError:
        raise KeyRefused("exists", path=str(path)) from None
    finally:
        draft.unlink()
    return key.thumbprint()


def new_number() -> str:
    """Draw the number of a publication."""
    return publication_number(secrets.randbits(64))
