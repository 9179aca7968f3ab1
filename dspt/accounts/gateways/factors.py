"""Second factors in the sign-in library: phone codes, passkeys, recovery codes. Keeps and checks; decides nothing."""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter, get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.internal import auth as webauthn
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ValidationError
from django.db import transaction

from ..rules import RECOVERY_CODES, RECOVERY_DIGITS, RECOVERY_HASHES, FactorKind, digits, periods_around

SERVICE_NAME = "Data Security and Protection Toolkit"


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The library's second factors with their secrets encrypted at rest, under our name."""

    def get_totp_issuer(self) -> str:
        return "DSPT"

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _fernet().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            raise ValueError("a second factor was encrypted with another key: see DSPT_FACTOR_KEY") from None

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": context.request.get_host().partition(":")[0], "name": SERVICE_NAME}


def _fernet() -> Fernet:
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"dspt second factors").derive(
        settings.DSPT_FACTOR_KEY.encode()
    )
    return Fernet(base64.urlsafe_b64encode(made))


def new_phone_secret() -> str:
    """Make the secret that an app computes its codes from, in base 32."""
    secret: str = totp.generate_totp_secret()
    return secret


def phone_code(secret: str, period: int) -> str:
    """Compute the code of a period of thirty seconds."""
    code: str = totp.format_hotp_value(totp.hotp_value(secret, period))
    return code


def phone_address(person: UUID, secret: str) -> str:
    """Write the address (``otpauth:``) that an app reads from the square code."""
    address: str = get_adapter().build_totp_url(_person(person), secret)
    return address


def matching_period(secret: str, typed: str, seconds: float) -> int | None:
    """Find the period whose code was typed, among those that count at an instant; None: it is wrong."""
    found = None
    # Every code is compared, so that the time taken tells nothing.
    for period in periods_around(seconds):
        if totp.compare_user_code(actual=digits(typed), expected=phone_code(secret, period)):
            found = period
    return found


def keep_phone(person: UUID, secret: str) -> int:
    """Keep somebody's app; gives the factor's number. Needs that there is none yet."""
    return int(totp.TOTP.activate(_person(person), secret).instance.pk)


def phone_secret(person: UUID) -> tuple[int, str] | None:
    """Read number and secret of somebody's app; None where there is none. One statement."""
    kept = Authenticator.objects.filter(user_id=person, type=FactorKind.PHONE).first()
    return (kept.pk, get_adapter().decrypt(kept.data["secret"])) if kept else None


def all_phones(most: int) -> tuple[tuple[str, str, str], ...]:
    """List name, address and secret of everybody's app: for the demonstration alone. One statement."""
    rows = Authenticator.objects.filter(type=FactorKind.PHONE).select_related("user").order_by("user__name")[:most]
    return tuple((row.user.name, row.user.email, get_adapter().decrypt(row.data["secret"])) for row in rows)


def new_recovery_codes(person: UUID) -> tuple[str, ...]:
    """Make somebody's recovery codes anew; the old ones are gone. What is kept cannot be turned back into codes."""
    Authenticator.objects.filter(user_id=person, type=FactorKind.RECOVERY).delete()
    drawn = secrets.SystemRandom().sample(range(10**RECOVERY_DIGITS), RECOVERY_CODES)
    codes = tuple(str(number).zfill(RECOVERY_DIGITS) for number in drawn)
    Authenticator.objects.create(user_id=person, type=FactorKind.RECOVERY, data=kept_codes(codes))
    return codes


def kept_codes(codes: Iterable[str]) -> dict[str, list[str]]:
    """Put recovery codes into the form they are kept in: each hashed as a password is, the hash sealed besides."""
    seal = get_adapter().encrypt
    return {RECOVERY_HASHES: [seal(make_password(code)) for code in codes]}


def spend_recovery_code(person: UUID, typed: str) -> int | None:
    """Use one recovery code up, once; gives how many are left, None: it is wrong or was used."""
    code = digits(typed)
    # Hashing is slow on purpose: what cannot be one of these codes is not compared with them.
    if len(code) != RECOVERY_DIGITS:
        return None
    with transaction.atomic():
        held = Authenticator.objects.select_for_update().filter(user_id=person, type=FactorKind.RECOVERY)
        kept = held.first()
        hashes = kept.data[RECOVERY_HASHES] if kept else []
        open_seal = get_adapter().decrypt
        fits = next((each for each in hashes if check_password(code, open_seal(each))), None)
        if kept is None or fits is None:
            return None
        hashes.remove(fits)
        kept.record_usage()
        kept.save(update_fields=["data"])
    return len(hashes)


def note_use(factor: int) -> None:
    """Note that a factor was used just now."""
    Authenticator.objects.get(pk=factor).record_usage()


def passkey_creation(person: UUID) -> str:
    """Begin to add a passkey: what the browser is asked for, as JSON. The challenge is kept in the session."""
    return _json(webauthn.begin_registration(_person(person), passwordless=True))


def finish_passkey(person: UUID, name: str, answer: str) -> int | None:
    """Keep the passkey that the browser made; gives the factor's number, None: it does not fit the challenge."""
    credential = _answer(answer)
    if credential is None:
        return None
    try:
        webauthn.parse_registration_response(credential)
        webauthn.complete_registration(credential)
    except (ValidationError, ValueError, TypeError, KeyError):
        return None
    return int(webauthn.WebAuthn.add(_person(person), name, credential).instance.pk)


def passkey_request(person: UUID | None) -> str:
    """Begin to ask for a passkey, of one person or of whoever is there; as JSON, the challenge kept in the session."""
    return _json(webauthn.begin_authentication(_person(person) if person else None))


def check_passkey(person: UUID, answer: str) -> int | None:
    """Check what somebody's browser signed; gives the factor's number, None: it does not fit the challenge."""
    credential = _answer(answer)
    if credential is None:
        return None
    try:
        webauthn.parse_authentication_response(credential)
        found = webauthn.complete_authentication(_person(person), credential)
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return int(found.pk)


def passkey_owner(answer: str) -> tuple[UUID, str] | None:
    """Read from a passkey's answer whose it claims to be, identifier and name, before it is checked; None: nobody."""
    credential = _answer(answer)
    if credential is None:
        return None
    try:
        owner = webauthn.extract_user_from_response(credential)
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return (owner.pk, owner.name) if owner.is_active else None


def drop_factor(person: UUID, factor: int) -> None:
    """Remove one of somebody's factors."""
    Authenticator.objects.filter(user_id=person, pk=factor).delete()


def drop_all_factors(person: UUID) -> int:
    """Remove everything somebody has beside the password; gives how many."""
    gone: int = Authenticator.objects.filter(user_id=person).delete()[0]
    return gone


def _person(person: UUID) -> Any:
    return get_user_model()._default_manager.get(pk=person)


def _json(options: Mapping[str, Any]) -> str:
    return json.dumps(options, default=dict)


def _answer(text: str) -> dict[str, Any] | None:
    try:
        credential = json.loads(text)
    except ValueError:
        return None
    return credential if isinstance(credential, dict) else None
