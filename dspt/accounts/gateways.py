"""Where sign-in meets its libraries."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id at 19 MiB, two passes, one lane: the default takes 100 MiB a hash, which a rush cannot afford."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1


class SignInAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """The sign-in library, with its own sign-up closed: an account begins with a link that we mailed."""

    def is_open_for_signup(self, request: Any) -> bool:
        return False
