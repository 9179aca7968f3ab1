"""Second factors: who must have one, what a code looks like, when few recovery codes are left."""

from __future__ import annotations

from enum import StrEnum

from .permissions import Role


class FactorKind(StrEnum):
    """The kinds of second factor, by the names the library keeps them under."""

    PHONE = "totp"
    PASSKEY = "webauthn"
    RECOVERY = "recovery_codes"


class Compulsory(StrEnum):
    """Whom a second factor is asked of beyond service roles and administrators of the strict categories."""

    SOME = "some"
    ALL = "all"


STRICT = frozenset({"1", "1a", "2"})
"""Categories whose administrators must have a second factor."""

PHONE_PERIOD = 30
"""Seconds for which an app shows the same code."""

PHONE_DIGITS = 6

RECOVERY_CODES = 10
"""So many recovery codes are made at a time."""

RECOVERY_DIGITS = 8

RECOVERY_HASHES = "hashes"
"""Under this name the row of recovery codes keeps the hashes of those that were not used."""

FEW_CODES = 3
"""With so many recovery codes left, or fewer, the person is asked to make new ones."""

MOST_PASSKEYS = 10
"""More passkeys than these nobody may add."""


def must_have_factor(
    *, has_service_role: bool = False, role: str = "", category: str = "", compulsory: Compulsory = Compulsory.SOME
) -> bool:
    """Tell whether somebody must have a second factor, for what they are in the service or in one organisation."""
    return compulsory is Compulsory.ALL or has_service_role or (role == Role.ADMINISTRATOR.value and category in STRICT)


def digits(typed: str) -> str:
    """Take the spaces and hyphens out of a code, which people and apps put in for reading."""
    return "".join(typed.split()).replace("-", "")


def periods_around(seconds: float) -> tuple[int, int, int]:
    """Name the periods whose codes count at an instant: the present one, and one to either side for slow clocks."""
    present = int(seconds) // PHONE_PERIOD
    return (present - 1, present, present + 1)
