"""Addresses and mailed links: values in, values out."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

_EMAIL = re.compile(r"[^@\s,;<>\"()]+@[^@\s,;<>\"().]+(\.[^@\s,;<>\"().]+)+")


class Purpose(StrEnum):
    """What a mailed link is for."""

    REGISTER = "register"
    INVITE = "invite"
    PASSWORD = "password"  # noqa: S105 (a purpose, not a secret)
    RECOVER = "recover"
    FACTOR = "factor"
    SERVICE = "service"
    EMAIL = "email"


VALID_FOR = {
    Purpose.REGISTER: timedelta(hours=24),
    Purpose.INVITE: timedelta(days=7),
    Purpose.PASSWORD: timedelta(hours=1),
    Purpose.RECOVER: timedelta(hours=24),
    Purpose.FACTOR: timedelta(hours=24),
    Purpose.SERVICE: timedelta(days=7),
    Purpose.EMAIL: timedelta(hours=24),
}
"""How long a link of each purpose can be used."""

LINKS_AN_HOUR = 3
"""More links than these, of one purpose to one address, are not mailed within an hour."""


LAPSED_FOR = timedelta(days=90)
"""How long an invitation that ran out is still listed, so that it can be sent again."""

KEPT_FOR = timedelta(hours=2)
"""How long a form sent after the session's end is kept for its sender."""

LARGEST_KEPT = 200_000
"""In bytes, names and values together; more than that is not kept."""


LONGEST_REASON = 500
"""Characters of the reason why an account is closed."""


@dataclass(frozen=True, slots=True)
class Letter:
    """Finished words of one message."""

    subject: str
    body: str


def tidy_email(typed: str) -> str:
    """Put an address into the form it is kept and compared in: trimmed, lower case."""
    return typed.strip().lower()


def is_email(text: str) -> bool:
    """Tell whether a tidied text has the shape of an address, up to 254 characters."""
    return len(text) <= 254 and _EMAIL.fullmatch(text) is not None


def masked(email: str) -> str:
    """Hide an address for records that outlive it: ``r***@practice.example``."""
    local, _, host = email.partition("@")
    return f"{local[:1]}***@{host}"


def closed_address(person: UUID) -> str:
    """Give what stands in the place of a closed account's address: unlike any other, and no mail reaches it."""
    return f"{person}@closed.invalid"


def digest(token: str) -> str:
    """Compute what is kept of a link's secret: SHA-256, hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def service_invitation_letter(giver: str, role: str, address: str) -> Letter:
    return Letter(
        "You are invited to the Data Security and Protection Toolkit",
        f"Hello,\n\n{giver} invites you to the Data Security and Protection Toolkit, in the role {role}.\n\n"
        f"Open your account here within seven days:\n{address}\n\n"
        "You set up an extra sign-in step on the same occasion: an app with codes or a passkey. Have your phone at "
        "hand.\n\n"
        f"If you do not know {giver}, do nothing.\n",
    )


def service_role_letter(name: str, role: str, giver: str) -> Letter:
    return Letter(
        "You have a new role in the Data Security and Protection Toolkit",
        f"Dear {name},\n\n{giver} gave you the role {role}. You find it under Your organisations after you sign in.\n\n"
        "If you do not expect this, tell the national team.\n",
    )
