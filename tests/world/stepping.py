"""Sessions and second factors in tests: by default a session made by ``force_login`` has just shown one.

``without_factor`` and ``long_ago`` make the others. Codes come from the published secrets of the cast.
"""

from __future__ import annotations

import time
from typing import Any

from django.test import Client

from dspt.accounts.gateways import phone_code
from dspt.accounts.models import Person
from dspt.accounts.rules import PHONE_PERIOD
from dspt.jobs.cast import phone_secret

AGES = 10**6
_force_login = Client.force_login


def install() -> None:
    """Let every ``force_login`` make a session that counts as having shown a factor, whatever the test's clock says."""

    def force_login(self: Client, user: Any, backend: str | None = None) -> None:
        _force_login(self, user, backend)
        marked(self, factor=True, owes=False, confirmed=2**40, began=2**40)

    Client.force_login = force_login  # type: ignore[method-assign]


def marked(client: Client, **facts: object) -> None:
    """Write facts into the client's session as ``web/access/stays`` keeps them."""
    session = client.session
    session.update(facts)
    session.save()


def without_factor(client: Client, person: Person) -> None:
    """Sign somebody in who has shown no second factor; what they owe is found out as after a real sign-in."""
    _force_login(client, person)


def long_ago(client: Client) -> None:
    """Let the last showing of a factor in this session be far back."""
    marked(client, confirmed=int(time.time()) - AGES)


def code_of(key: str, *, later: int = 0) -> str:
    """Compute what the app of somebody of the cast shows now, or ``later`` periods from now."""
    return phone_code(phone_secret(key), int(time.time()) // PHONE_PERIOD + later)
