"""What somebody is told who starts the service where it cannot listen."""

from __future__ import annotations

import socket

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


def test_a_port_that_is_taken_is_told_in_a_sentence_with_what_to_do() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=rf"port {port}: Address already in use\. Stop .* make run PORT="):
            call_command("serve", "--port", str(port))


@pytest.mark.parametrize(
    ("words", "why"),
    [(("--port", "80000"), "port must be 0-65535"), (("--bind", "192.0.2.1"), "Cannot assign requested address")],
)
def test_an_address_that_does_not_exist_is_told_too(words: tuple[str, ...], why: str) -> None:
    with pytest.raises(CommandError, match=f"Cannot listen .*{why}"):
        call_command("serve", *words)
