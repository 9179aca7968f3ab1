"""Those who run the service can ask whether it is alive and ready."""

from __future__ import annotations

import pytest
from django.test import Client


def test_alive_answers_without_touching_anything(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"


@pytest.mark.django_db
def test_ready_names_the_database(client: Client) -> None:
    assert client.get("/readyz").json()["database"] == "ok"
