"""A publish that dies between two statements leaves nothing; two at once leave a ledger without gaps."""

from __future__ import annotations

import itertools
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from dspt.foundation.actors import Actor
from dspt.publication import rules
from dspt.publication.actions import NothingChanged, Seen, publish_assessment, submit_interim
from dspt.publication.models import LedgerHead, Publication
from dspt.publication.queries import readiness
from tests.world.at_once import at_once, at_the_same_moment
from tests.world.cast import a_person
from tests.world.faults import all_or_nothing
from tests.world.published import AT, THIS, a_finished_year, published, the_year_runs


@pytest.fixture(autouse=True)
def _running(settings: Any, tmp_path: Path) -> None:
    settings.DSPT_SIGNING_KEY_FILE = tmp_path / "signing-key.json"
    the_year_runs()


def seen_by(organisation: UUID, kind: str = rules.FINAL) -> Seen:
    ready = readiness(organisation=organisation, edition=THIS, at=AT, kind=kind)
    assert ready.offer, ready.refusal
    return Seen(ready.gathered.state.revision, ready.gathered.profile.version, ready.offer.status)


def publish(by: Actor, organisation: UUID, seen: Seen, *, again: bool = False) -> None:
    publish_assessment(
        by=by, organisation=organisation, edition=THIS, seen=seen, declared=True, again=again, receipt=str, at=AT
    )


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["practice", "trust"])
def test_the_first_publication_is_written_whole_or_not_at_all(key: str) -> None:
    made, by = a_finished_year(key), a_person("ruth", AT)
    seen = seen_by(made)
    assert all_or_nothing(lambda: publish(by, made, seen)) > 15
    assert Publication.objects.count() == 1


@pytest.mark.django_db
def test_a_later_publication_and_an_interim_are_whole_too() -> None:
    made, by = a_finished_year("trust"), a_person("ruth", AT)
    published("trust", made, AT - timedelta(days=1))
    seen, interim = seen_by(made), seen_by(made, rules.INTERIM)
    all_or_nothing(lambda: publish(by, made, seen, again=True))
    all_or_nothing(lambda: submit_interim(by=by, organisation=made, edition=THIS, seen=interim, receipt=str, at=AT))
    assert [row.kind for row in Publication.objects.order_by("place")] == ["final", "final", "interim"]


@at_the_same_moment
@pytest.mark.django_db(transaction=True)
def test_publications_at_the_same_moment_queue_for_their_places() -> None:
    bodies = [a_finished_year(key) for key in ("practice", "home", "supplier")]
    by = a_person("ruth", AT)
    plans = [(organisation, seen_by(organisation)) for organisation in bodies]
    outcomes = at_once([lambda plan=plan: publish(by, *plan) for plan in plans])  # type: ignore[misc]
    assert outcomes == [None, None, None]
    rows = list(Publication.objects.order_by("place"))
    assert [row.place for row in rows] == [1, 2, 3]
    for before, after in itertools.pairwise(rows):
        assert after.previous_sha256 == rules.digest(before.record)
    assert LedgerHead.objects.get().sha256 == rules.digest(rows[-1].record)


@at_the_same_moment
@pytest.mark.django_db(transaction=True)
def test_two_people_who_publish_the_same_at_once_publish_it_once() -> None:
    made, by = a_finished_year("practice"), a_person("ruth", AT)
    seen = seen_by(made)
    outcomes = at_once([lambda: publish(by, made, seen)] * 2)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NoneType", NothingChanged.__name__]
    assert Publication.objects.count() == 1
