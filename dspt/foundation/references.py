"""Identifiers: time-ordered UUIDs for records, codes of organisations, numbers of publications."""

from __future__ import annotations

import re
import uuid

import uuid_utils

CODE = re.compile(r"[A-Z0-9](?:[A-Z0-9 ._/()&-]{0,30}[A-Z0-9)])?|[A-Za-z0-9](?:[A-Za-z0-9 ._()&-]{0,30}[A-Za-z0-9)])?")
"""Some sixty real codes hold small letters and are kept so. None of them holds a slash as well, which is what keeps a
code in an address apart from what follows it."""


def new_id() -> uuid.UUID:
    """Make a UUIDv7: public, unguessable enough to name a record, and ordered by the time it was made."""
    return uuid.UUID(int=uuid_utils.uuid7().int)


def tidy_code(typed: str) -> str:
    """Put an organisation code as typed into its usual form: trimmed, upper case, inner runs of space single.

    The directory may keep it in another case; ``directory.queries.code_as_kept`` knows.
    """
    return " ".join(typed.split()).upper()


def is_code(text: str) -> bool:
    """Tell whether a text has the shape of an organisation code: up to 32 characters, suffixes included."""
    return CODE.fullmatch(text) is not None


SIGNS = "234679BCDFGHJKMNPQRTVWX"  # pragma: allowlist secret
"""What numbers are written with: no vowels, so that no word appears, and of signs that look alike only one.

Twenty-three, a prime: the check sign then finds every single wrong sign and every two swapped ones.
"""
_LENGTH = 10


def publication_number(chance: int) -> str:
    """Write a number for a publication, like ``7KQ4-M2RD-9C``: nine signs taken from ``chance``, and a check sign."""
    signs = ""
    for _ in range(_LENGTH - 1):
        chance, place = divmod(chance, len(SIGNS))
        signs += SIGNS[place]
    return _grouped(signs + _check_sign(signs))


def tidy_number(typed: str) -> str:
    """Put a number as typed into its written form: upper case, in groups; what does not fit stays as it is, tidied."""
    signs = "".join(char for char in typed.upper() if char.isalnum())
    return _grouped(signs) if len(signs) == _LENGTH else " ".join(typed.upper().split())


def is_publication_number(number: str) -> bool:
    """Tell whether a number in its written form can exist: its signs are ours and its check sign fits the others."""
    signs = number.replace("-", "")
    return (
        len(signs) == _LENGTH
        and number == _grouped(signs)
        and all(sign in SIGNS for sign in signs)
        and _check_sign(signs[:-1]) == signs[-1]
    )


def _check_sign(signs: str) -> str:
    return SIGNS[sum(place * SIGNS.index(sign) for place, sign in enumerate(signs, start=1)) % len(SIGNS)]


def _grouped(signs: str) -> str:
    return "-".join((signs[:4], signs[4:8], signs[8:]))
