"""Messages owed are sent once, tried again with longer pauses, and given up in the end."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command

from dspt.jobs.demo import the_mail
from dspt.notices import actions
from dspt.notices.models import Notice
from dspt.notices.rules import MOST_ATTEMPTS, STUCK_AFTER, pause_after
from tests.world.cast import a_person

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def owed(kind: str = "receipt", at: datetime = AT) -> None:
    actions.owe_notice(kind=kind, to="jo@demo.example", subject="Two\nlines", body="Words", at=at)


def work() -> str:
    out = io.StringIO()
    call_command("worker", "--once", stdout=out)
    return out.getvalue()


def test_what_is_owed_is_sent_once() -> None:
    owed()
    assert "1 messages sent" in work()
    assert "0 messages sent" in work()
    assert [(each.to, each.subject) for each in mail.outbox] == [(["jo@demo.example"], "Two lines")]
    assert Notice.objects.get().state == "sent"


def test_a_message_is_claimed_by_one_worker() -> None:
    owed()
    assert actions.claim_notice(at=AT) is not None
    assert actions.claim_notice(at=AT) is None


def test_a_message_is_not_sent_before_its_time() -> None:
    owed(at=AT + timedelta(seconds=1))
    assert actions.claim_notice(at=AT) is None


def test_a_message_that_cannot_be_sent_waits_longer_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: EmailMessage) -> None:
        raise SMTPServerDisconnected("gone")

    monkeypatch.setattr(EmailMessage, "send", broken)
    owed()
    assert "0 messages sent" in work()
    notice = Notice.objects.get()
    assert (notice.state, notice.attempts, notice.last_error) == ("waiting", 1, "SMTPServerDisconnected: gone")
    assert notice.next_try_at > AT + timedelta(seconds=50)


def test_pauses_grow_and_stay_within_six_hours() -> None:
    pauses = [pause_after(attempts) for attempts in range(1, MOST_ATTEMPTS + 1)]
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (timedelta(minutes=1), timedelta(hours=6))


def test_after_the_last_attempt_a_message_is_given_up() -> None:
    owed()
    at = AT
    for _ in range(MOST_ATTEMPTS):
        claimed = actions.claim_notice(at=at)
        assert claimed is not None
        actions.note_not_sent(notice=claimed.id, why="gone", at=at)
        at += timedelta(hours=7)
    assert actions.claim_notice(at=at) is None
    assert Notice.objects.get().state == "failed"


def test_a_message_whose_worker_died_is_put_back() -> None:
    owed()
    actions.claim_notice(at=AT)
    assert actions.free_stuck_notices(at=AT + STUCK_AFTER) == 0
    late = AT + STUCK_AFTER + timedelta(seconds=1)
    assert actions.free_stuck_notices(at=late) == 1
    assert actions.claim_notice(at=late) is not None


def test_a_message_whose_workers_keep_dying_is_given_up() -> None:
    owed()
    Notice.objects.update(state="sending", claimed_at=AT, attempts=MOST_ATTEMPTS)
    assert actions.free_stuck_notices(at=AT + timedelta(hours=1)) == 1
    assert Notice.objects.get().state == "failed"


@pytest.mark.parametrize(
    ("kind", "keeps", "body"), [("link.invite", False, ""), ("link.invite", True, "Words"), ("receipt", False, "Words")]
)
def test_links_are_forgotten_once_sent_except_in_the_demo(kind: str, keeps: bool, body: str) -> None:
    owed(kind)
    claimed = actions.claim_notice(at=AT)
    assert claimed is not None
    actions.note_sent(notice=claimed.id, at=AT, keeps_words=keeps)
    assert Notice.objects.get().body == body


@pytest.mark.parametrize("command", ["worker", "serve"])
def test_production_does_not_start_with_people_of_the_demo(settings: object, command: str) -> None:
    a_person("sam", AT)
    settings.DSPT_IS_DEMO = False  # type: ignore[attr-defined]
    with pytest.raises(CommandError, match="people of the demonstration"):
        call_command(command)


def test_the_demo_is_loaded_once_and_only_in_the_demo(settings: object) -> None:
    from dspt.journal.models import Entry

    call_command("demo", "--quiet")
    entries = Entry.objects.count()
    call_command("demo", "--quiet")
    assert Entry.objects.count() == entries
    settings.DSPT_IS_DEMO = False  # type: ignore[attr-defined]
    with pytest.raises(CommandError, match="DSPT_ENV=demo"):
        call_command("demo")


def test_what_the_demos_making_owed_is_shown_on_its_page_and_not_printed() -> None:
    owed(kind="link.start")
    the_mail(AT)
    notice = Notice.objects.get()
    assert (notice.state, notice.body) == ("sent", "Words")
    assert "0 messages sent" in work()
    assert mail.outbox == []
