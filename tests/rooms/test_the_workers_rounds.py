"""Regular work is done once by one worker, tried again when it fails, and taken over from a dead worker."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from django.core.management import CommandError, call_command

from dspt.foundation.clock import now
from dspt.jobs import rounds as the_rounds
from dspt.jobs.management.commands import rounds as the_command
from dspt.jobs.rounds import ROUNDS, Round, Turn, plan, run, run_due
from dspt.rounds import actions
from dspt.rounds.queries import all_rounds, names_due, watch
from dspt.rounds.rules import HELD_FOR, MISSED_AFTER, MOST_ATTEMPTS, Daily, Every

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
HOURLY = Every(60)

pytestmark = pytest.mark.django_db


def planned(name: str = "test.round", at: datetime = AT) -> str:
    actions.plan_rounds(whens={name: HOURLY}, at=at)
    return name


def claimed(worker: str = "one", at: datetime = AT, name: str = "test.round") -> actions.Claim:
    claim = actions.claim_round(name=name, worker=worker, at=at)
    assert claim is not None
    return claim


def fails(turn: Turn) -> str:
    raise ValueError("no such thing")


def test_a_turn_is_claimed_by_one_worker() -> None:
    name = planned()
    claimed("one")
    assert actions.claim_round(name=name, worker="two", at=AT) is None
    assert names_due(AT) == ()


def test_a_round_is_not_claimed_before_its_time_unless_asked_for() -> None:
    name = planned(at=AT + timedelta(seconds=1))
    assert actions.claim_round(name=name, worker="one", at=AT) is None
    assert actions.claim_round(name=name, worker="one", at=AT, is_due=False) is not None


def test_a_good_end_plans_the_next_turn_and_forgets_earlier_trouble() -> None:
    name = planned()
    actions.note_failed(claim=claimed(), when=HOURLY, trouble="away", at=AT)
    later = AT + timedelta(minutes=5)
    actions.note_ended(claim=claimed(at=later), when=HOURLY, report="3 done", at=later + timedelta(seconds=9))
    found = all_rounds()[name]
    assert (found.state, found.failures, found.trouble, found.report) == ("waiting", 0, "", "3 done")
    assert found.due_at == later + timedelta(hours=1)


def test_a_failing_round_is_tried_again_later_each_time_and_then_rests_until_its_regular_turn() -> None:
    name, at, pauses = planned(), AT, []
    for _ in range(MOST_ATTEMPTS):
        actions.note_failed(claim=claimed(at=at), when=HOURLY, trouble="away", at=at)
        due = all_rounds()[name].due_at
        pauses.append(int((due - at).total_seconds() // 60))
        at = due
    assert pauses == [1, 2, 4, 8, 60]
    assert all_rounds()[name].state == "failing"


def test_a_turn_lapses_with_its_worker_and_counts_as_a_failure() -> None:
    name = planned()
    claimed("dead")
    assert actions.free_lapsed(whens={name: HOURLY}, at=AT + HELD_FOR) == ()
    late = AT + HELD_FOR + timedelta(seconds=1)
    assert actions.free_lapsed(whens={name: HOURLY}, at=late) == (name,)
    found = all_rounds()[name]
    assert (found.state, found.failures) == ("failing", 1)
    assert "dead" in found.trouble
    claimed("two", at=late + timedelta(minutes=1))


def test_saying_how_far_it_is_holds_a_turn_longer() -> None:
    name = planned()
    claim = claimed()
    actions.note_progress(claim=claim, progress="half", at=AT + timedelta(minutes=9))
    assert actions.free_lapsed(whens={name: HOURLY}, at=AT + timedelta(minutes=15)) == ()


def test_a_worker_that_wakes_up_late_cannot_end_anothers_turn() -> None:
    name = planned()
    stale = claimed("asleep")
    late = AT + HELD_FOR + timedelta(minutes=2)
    actions.free_lapsed(whens={name: HOURLY}, at=late)
    claimed("two", at=late + timedelta(minutes=1))
    actions.note_ended(claim=stale, when=HOURLY, report="mine", at=late + timedelta(minutes=2))
    with pytest.raises(actions.NotHeld):
        actions.note_progress(claim=stale, progress="mine", at=late)
    found = all_rounds()[name]
    assert (found.state, found.held_by, found.report) == ("under way", "two", "")


def test_one_failing_round_does_not_stop_the_others(caplog: pytest.LogCaptureFixture) -> None:
    mine = (Round("a.fails", HOURLY, "fails", fails), Round("b.works", HOURLY, "works", lambda turn: "done"))
    actions.plan_rounds(whens={each.name: each.when for each in mine}, at=now())
    assert run_due(mine, worker="one") == ["b.works"]
    found = all_rounds()
    assert found["a.fails"].trouble == "ValueError: no such thing"
    assert found["b.works"].report == "done"
    assert "a.fails failed" in caplog.text


def test_a_worker_asked_to_end_gives_its_turn_back_with_how_far_it_was() -> None:
    ending, seen = Event(), []

    def long(turn: Turn) -> str:
        seen.append(turn.broke_off)
        turn.say(f"stretch {len(seen)}")
        return "all"

    each = Round("test.long", HOURLY, "is long", long)
    planned("test.long", now())
    ending.set()
    assert run(each, worker="one", ending=ending) is False
    assert (all_rounds()["test.long"].state, all_rounds()["test.long"].progress) == ("waiting", "stretch 1")
    assert run(each, worker="two") is True
    assert seen == ["", "stretch 1"]
    assert all_rounds()["test.long"].progress == ""


def test_a_turn_taken_away_is_left_to_who_has_it(caplog: pytest.LogCaptureFixture) -> None:
    def overtaken(turn: Turn) -> str:
        actions.free_lapsed(whens={"test.round": HOURLY}, at=now() + HELD_FOR + timedelta(minutes=1))
        turn.say("still here")
        return "all"

    planned(at=now())
    assert run(Round("test.round", HOURLY, "is slow", overtaken), worker="slow") is False
    assert "taken for dead" in caplog.text
    assert all_rounds()["test.round"].failures == 1


def test_a_daily_round_waits_for_its_time_when_it_is_new() -> None:
    actions.plan_rounds(whens={"test.nightly": Daily(2)}, at=AT)
    assert all_rounds()["test.nightly"].due_at == datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def test_planning_again_changes_nothing_but_brings_forward_what_is_now_more_often() -> None:
    name = planned()
    actions.note_ended(claim=claimed(), when=HOURLY, report="", at=AT)
    actions.plan_rounds(whens={name: HOURLY}, at=AT)
    assert all_rounds()[name].due_at == AT + timedelta(hours=1)
    actions.plan_rounds(whens={name: Every(10)}, at=AT)
    assert all_rounds()[name].due_at == AT + timedelta(minutes=10)


def test_a_worker_is_missed_after_a_while() -> None:
    assert not watch(AT).is_kept
    actions.show_worker(name="one", at=AT)
    actions.show_worker(name="one", at=AT + timedelta(minutes=1))
    assert watch(AT + timedelta(minutes=1) + MISSED_AFTER).is_kept
    assert not watch(AT + timedelta(minutes=2) + MISSED_AFTER).is_kept


def test_workers_and_rounds_that_are_gone_are_struck_off() -> None:
    planned("old.round")
    planned("new.round")
    actions.show_worker(name="one", at=AT)
    assert actions.forget_the_gone(known=["new.round"], at=AT + timedelta(days=2)) == 2
    assert list(all_rounds()) == ["new.round"]


def test_each_round_has_a_name_of_its_own() -> None:
    assert len({each.name for each in ROUNDS}) == len(ROUNDS)


def test_a_worker_makes_what_is_due_once() -> None:
    out = io.StringIO()
    call_command("worker", "--once", stdout=out)
    first = all_rounds()["notices.free"]
    call_command("worker", "--once", stdout=out)
    assert first.ended_well_at is not None
    assert all_rounds()["notices.free"] == first
    assert out.getvalue().splitlines()[1] == "0 messages sent, 0 rounds made."


def test_the_list_tells_of_every_round_and_that_no_worker_runs() -> None:
    out = io.StringIO()
    call_command("rounds", stdout=out)
    assert "No worker is running" in out.getvalue()
    assert [each.name for each in ROUNDS if f"{each.name}  {each.when}: {each.does}" not in out.getvalue()] == []


def test_a_round_is_made_by_its_name() -> None:
    out = io.StringIO()
    call_command("rounds", "notices.free", stdout=out)
    assert out.getvalue() == "0 messages of a dead worker put back\n"


def test_a_round_that_nobody_knows_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(CommandError, match=r"There are: notices\.free"):
        call_command("rounds", "no.such")


def test_a_round_that_another_worker_is_at_is_not_made_twice() -> None:
    plan(now())
    claimed("elsewhere", at=now(), name="notices.free")
    with pytest.raises(CommandError, match="elsewhere is at it"):
        call_command("rounds", "notices.free")


def test_a_round_that_fails_by_hand_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = (Round("notices.free", HOURLY, "fails", fails),)
    monkeypatch.setattr(the_command, "ROUNDS", mine)
    monkeypatch.setattr(the_rounds, "ROUNDS", mine)
    with pytest.raises(CommandError, match="ValueError: no such thing"):
        call_command("rounds", "notices.free")
    out = io.StringIO()
    call_command("rounds", stdout=out)
    assert "failed 1 times" in out.getvalue()
