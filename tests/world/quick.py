"""What makes the tests quick without making them different: the costs that guard real passwords.

Argon2 is slow on purpose, and nearly every test makes people; the algorithm, its salts and its format stay as they
are, the work of one hash does not. How hard a password is to guess is worked out once for each password and words.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pytest
from zxcvbn import zxcvbn

from dspt.accounts.gateways import Argon2, passwords

COSTS = (Argon2.memory_cost, Argon2.time_cost, Argon2.parallelism)
"""KiB, passes and lanes of the real service, as they stood before ``install``."""


def install() -> None:
    """Hash with the least that Argon2 allows, and remember how guessable a password was found."""
    Argon2.memory_cost, Argon2.time_cost = 8, 1

    @lru_cache(maxsize=4096)
    def scored(password: str, own: tuple[str, ...]) -> dict[str, Any]:
        return zxcvbn(password, user_inputs=list(own))

    def guessed(password: str, user_inputs: list[str]) -> dict[str, Any]:
        return scored(password, tuple(user_inputs))

    pytest.MonkeyPatch().setattr(passwords, "zxcvbn", guessed)
