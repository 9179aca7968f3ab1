"""Secrets of mailed links cannot be guessed at leisure: opening counts, whatever becomes of it."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from tests.doors.test_permission_matrix import ROUTES, address

GUESSED = sorted(name for name, route in ROUTES.items() if "token" in str(route.pattern))
LIMIT = 60  # within a minute, from one address

pytestmark = pytest.mark.django_db


def test_the_links_that_are_mailed_are_known() -> None:
    assert set(GUESSED) >= {
        "account_email_link",
        "choose_password",
        "invitation",
        "lost_factor_link",
        "recover_link",
        "recovery_answer",
        "recovery_stop_link",
        "service_invitation",
        "start_link",
    }


# The link to a new address is opened signed in alone; that of a file carries a signature, not a secret.
@pytest.mark.parametrize("name", [name for name in GUESSED if name not in ("account_email_link", "file")])
def test_guesses_by_merely_looking_are_counted_too(client: Client, name: str) -> None:
    cache.clear()
    path = address(ROUTES[name])
    answers = [client.get(path).status_code for _ in range(LIMIT + 1)]
    assert answers == [404 if name != "recovery_answer" else 410] * LIMIT + [429]
    assert client.get(path, REMOTE_ADDR="203.0.113.7").status_code != 429, "another address is not held up"
