"""Every night the journal is checked; where it is broken, somebody is told by every way there is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection

from dspt.foundation.actors import Actor
from dspt.foundation.clock import now
from dspt.foundation.sealing import unseal
from dspt.jobs.rounds import Interrupted, Turn
from dspt.jobs.rounds.journal import anchor, check
from dspt.journal.actions import record
from dspt.journal.models import AnchoredHead, Entry
from dspt.journal.queries import last_check
from dspt.notices.models import Notice
from tests.world.cast import the_national_team

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def written(*chains: str) -> None:
    for chain in chains:
        record(by=Actor.machine("test"), event="test.thing.happened", subject="x", at=AT, organisation=chain)


def forged(chain: str) -> None:
    with connection.cursor() as cursor:
        for statement in unseal("journal_entry", connection.vendor):
            cursor.execute(statement)
    Entry.objects.filter(chain=chain, number=1).update(subject="y")


def test_a_sound_journal_is_reported_with_the_head_to_note_and_nobody_is_alarmed() -> None:
    written("A1", "B2")
    said = check(Turn(now()))
    assert said.startswith("2 entries in 2 chains, all in order; head of the service's chain 1:")
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("alarm", "contact", "to"),
    [
        ("alarm@service.example", "desk@service.example", "alarm@service.example"),
        ("", "desk@service.example", "desk@service.example"),
        ("", "", "nadia@demo.example"),
    ],
)
def test_a_broken_journal_alarms(
    settings: object, caplog: pytest.LogCaptureFixture, alarm: str, contact: str, to: str
) -> None:
    the_national_team(AT)
    settings.DSPT_ALARM_EMAIL, settings.DSPT_CONTACT_EMAIL = alarm, contact  # type: ignore[attr-defined]
    written("A1", "B2")
    forged("B2")
    assert "1 broken links" in check(Turn(now()))
    assert "Chain B2, entry 1: the entry was changed" in caplog.text
    letter = Notice.objects.get(kind="journal.alarm")
    assert letter.to == to
    assert "- Chain B2, entry 1: the entry was changed" in letter.body
    found = last_check()
    assert found is not None
    assert [each.chain for each in found.broken] == ["B2"]


def test_an_alarm_that_reaches_nobody_says_so(caplog: pytest.LogCaptureFixture) -> None:
    written("B2")
    forged("B2")
    check(Turn(now()))
    assert "set DSPT_ALARM_EMAIL" in caplog.text


def test_a_check_that_is_interrupted_tells_how_far_it_was_and_is_gone_on_with() -> None:
    written("A1", "B2")
    said: list[str] = []

    def interrupt(progress: str) -> None:
        said.append(progress)
        raise Interrupted

    with pytest.raises(Interrupted):
        check(Turn(now(), say=interrupt))
    assert said == ["2 entries in 2 chains, up to B2"]
    assert check(Turn(now())).startswith("2 entries in 2 chains")


def test_heads_are_anchored_until_none_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dspt.journal.actions.ANCHORED_AT_ONCE", 2)
    written("A1", "B2", "C3")
    said: list[str] = []
    assert anchor(Turn(now(), say=said.append)) == "4 heads anchored"
    assert set(AnchoredHead.objects.values_list("chain", flat=True)) == {"A1", "B2", "C3", "service"}
    assert anchor(Turn(now())) == "0 heads anchored"
