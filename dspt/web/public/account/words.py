"""Words for the pages of a person's own account."""

from __future__ import annotations

from datetime import datetime

from dspt.accounts.actions import FactorRefused
from dspt.accounts.rules import FactorKind
from dspt.foundation.clock import LONDON

WAIT = "Too many tries. Wait five minutes and try again"
PASSWORD_WRONG = "This is not your password. Try again"  # noqa: S105 (words, not a secret)
MUST = "You must have one, because of what you may do here."
_FACTOR = {
    FactorKind.PHONE: "An app with codes",
    FactorKind.PASSKEY: "A passkey",
    FactorKind.RECOVERY: "Recovery codes",
}
_WAYS = {
    "password": "password",
    "mailed_link": "link by email",
    "totp": "code of an app",
    "webauthn": "passkey",
    "recovery_codes": "recovery code",
    "sso": "single sign-on",
    "sso_factor": "single sign-on with an extra step",
}
_REFUSED = {
    "wrong": "This code is not right. Enter the one that your app shows now",
    "spent": "This code was used already. Wait for the next one and enter it",
    "too_many": "You have 10 passkeys. Remove one first",
    "compulsory": "You must keep one extra sign-in step. Add another one first",
    "unknown": "It is gone already",
}
PASSKEY_WRONG = "The passkey did not work. Try again, or use another way"


def of_factor(kind: FactorKind) -> str:
    return _FACTOR[kind]


def of_refusal(refusal: FactorRefused) -> str:
    return _REFUSED[refusal.code]


def of_ways(ways: str) -> str:
    """Say how somebody signed in: "Password and code of an app"."""
    words = [_WAYS.get(each, each) for each in ways.split("+")]
    text = " and ".join(words)
    return text[:1].upper() + text[1:]


def when(at: datetime) -> str:
    """Say an instant as pages do: 30 June 2025, 14:05."""
    local = at.astimezone(LONDON)
    return f"{local.day} {local:%B %Y}, {local:%H:%M}"


def spaced(secret: str) -> str:
    """Write a secret in groups of four, to be typed."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def few_codes(left: int) -> str:
    """Tell how many recovery codes are left after one was used."""
    if left == 0:
        return "That was your last recovery code. Make new ones under “Your account”."
    codes = "1 recovery code" if left == 1 else f"{left} recovery codes"
    return f"You have {codes} left. You can make new ones under “Your account”."
