"""Those who run the service can ask whether it is alive and ready."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.cache import caches
from django.db import OperationalError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from dspt.foundation.actors import Actor
from dspt.foundation.clock import now
from dspt.journal.actions import begin_check, end_check
from dspt.journal.rules import Broken, Fault
from dspt.rounds import actions
from dspt.rounds.rules import MISSED_AFTER, Every


@pytest.fixture(autouse=True)
def files(settings: LazySettings, tmp_path: Path) -> None:
    settings.DSPT_DOCUMENTS_DIR, settings.DSPT_S3, settings.DSPT_SCANNER = tmp_path / "documents", {}, ""
    caches["local"].clear()


def test_alive_answers_without_touching_anything(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"


@pytest.mark.django_db
def test_ready_names_the_parts(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    actions.show_worker(name="one", at=now())
    with django_assert_num_queries(3):
        answer = client.get("/readyz")
    assert answer.json() == {
        "database": "ok",
        "worker": "ok",
        "rounds": "ok",
        "journal": "not checked yet",
        "storage": "ok",
        "scanner": "none: files are not scanned",
    }


@pytest.mark.django_db
def test_ready_says_that_no_worker_was_seen_and_goes_on_serving(client: Client) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["worker"]) == (200, "not seen")


@pytest.mark.django_db
def test_ready_says_since_when_the_worker_is_missed(client: Client) -> None:
    at = now() - MISSED_AFTER - timedelta(seconds=1)
    actions.show_worker(name="one", at=at)
    assert client.get("/readyz").json()["worker"] == f"last seen at {at:%Y-%m-%dT%H:%M:%SZ}"


@pytest.mark.django_db
def test_ready_names_a_round_that_fails(client: Client) -> None:
    actions.plan_rounds(whens={"test.round": Every(10)}, at=now())
    claim = actions.claim_round(name="test.round", worker="one", at=now())
    assert claim is not None
    actions.note_failed(claim=claim, when=Every(10), trouble="a password perhaps", at=now())
    assert client.get("/readyz").json()["rounds"] == "failing: test.round"


@pytest.mark.django_db
def test_ready_names_a_scanner_and_a_store_that_are_away(client: Client, settings: LazySettings) -> None:
    settings.DSPT_SCANNER = "127.0.0.1:9"
    Path(settings.DSPT_DOCUMENTS_DIR).write_text("in the way")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["storage"]) == (200, "unreachable")
    assert answer.json()["scanner"] == "unreachable: files await their scan"


@pytest.mark.django_db
def test_asking_often_asks_the_scanner_seldom(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr("dspt.web.kit.health.is_store_well", lambda: not asked.append(1))
    for _ in range(3):
        client.get("/readyz")
    assert len(asked) == 1


def test_not_ready_without_a_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(at: object) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr("dspt.web.kit.health.watch", away)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["database"]) == (503, "unreachable")


@pytest.mark.django_db
def test_ready_says_what_became_of_the_journals_check(client: Client) -> None:
    def checked(broken: list[Broken], days: int) -> str:
        at = now() - timedelta(days=days)
        end_check(by=Actor.machine("test"), check=begin_check(at=at).id, anchors=broken, at=at)
        said: str = client.get("/readyz").json()["journal"]
        return said

    assert checked([], 3).startswith("last checked at")
    assert checked([], 1) == "ok"
    assert checked([Broken("A1", 2, Fault.GAP), Broken("B2", 1, Fault.GAP)], 0) == "broken: 2 chains"
