"""A journal changed behind the service's back does not check, and the first broken link is named."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from dspt.foundation.actors import Actor
from dspt.foundation.sealing import any_way, unseal
from dspt.journal import rules
from dspt.journal.actions import anchor_heads, begin_check, end_check, note_checked, record
from dspt.journal.models import AnchoredHead, ChainHead, Entry
from dspt.journal.queries import broken_anchors, chains, head_of, last_check, walk_chains
from dspt.journal.rules import Broken, Fault

AT = datetime(2025, 5, 12, 9, 30, tzinfo=UTC)
TOM = Actor("person", UUID("01936000-0000-7000-8000-000000000001"), "Tom Okafor", "0123456789abcdef")
BY = Actor.machine("test")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _three_chains() -> None:
    with transaction.atomic():
        for number in range(1, 6):
            at = AT + timedelta(microseconds=number % 2)
            for chain in ("A1", "B2", ""):
                record(
                    by=(TOM if number % 2 else TOM.in_service_role("national")),
                    event="test.thing.happened",
                    subject=f"é{number}",
                    at=at,
                    organisation=chain,
                    before={"b": [1, None, True], "a": "“x”"},
                    after={"number": number},
                )


@contextmanager
def behind_our_back() -> Iterator[None]:
    """Open the tables as somebody could who has the database itself."""
    with connection.cursor() as cursor:
        for table in ("journal_entry", "journal_anchoredhead"):
            for statement in unseal(table, connection.vendor):
                cursor.execute(statement)
        for statement in any_way("journal_chainhead", connection.vendor):
            cursor.execute(statement)
    yield


def found(chain: str = "") -> list[Broken]:
    return [each for stretch in walk_chains(chain=chain) for each in stretch.broken]


def entries(chain: str, number: int):  # type: ignore[no-untyped-def]
    return Entry.objects.filter(chain=chain, number=number)


def rewrite(chain: str, since: int) -> None:
    """Do what a thorough forger does: change an entry, compute the rest of its chain and the head anew."""
    entries(chain, since).update(subject="forged")
    previous = Entry.objects.get(chain=chain, number=since - 1).digest
    for row in Entry.objects.filter(chain=chain, number__gte=since).order_by("number"):
        content = rules.content(
            chain=chain,
            number=row.number,
            at=row.at.isoformat(),
            event=row.event,
            actor=(row.actor_kind, str(row.actor_id or ""), row.actor_name, row.session),
            subject=row.subject,
            before=row.before,
            after=row.after,
            behalf=row.behalf or "",
        )
        digest = rules.digest(previous, content)
        Entry.objects.filter(pk=row.pk).update(previous=previous, digest=digest)
        previous = digest
    ChainHead.objects.filter(chain=chain).update(digest=previous)


def test_an_untouched_journal_checks() -> None:
    stretches = list(walk_chains())
    assert (sum(each.entries for each in stretches), sum(each.chains for each in stretches)) == (15, 3)
    assert found() == []


@pytest.mark.parametrize(
    "change",
    [
        {"subject": "y"},
        {"actor_name": "Tom Okafer"},
        {"actor_id": None},
        {"event": "test.other.happened"},
        {"at": AT + timedelta(microseconds=5)},
        {"before": {}},
        {"after": {"number": 4}},
        {"session": ""},
        {"behalf": "service:desk"},
        {"behalf": None},
        {"digest": "f" * 64},
    ],
    ids=str,
)
def test_a_row_changed_by_hand_is_named(change: dict[str, object]) -> None:
    with behind_our_back():
        assert entries("B2", 2).update(**change)
    assert found() == [Broken("B2", 2, Fault.CONTENT)]


def test_a_row_removed_in_the_middle_is_named() -> None:
    with behind_our_back():
        entries("A1", 3).delete()
    assert found() == [Broken("A1", 3, Fault.GAP)]


def test_a_row_removed_with_the_gap_closed_is_named() -> None:
    with behind_our_back():
        entries("A1", 3).delete()
        entries("A1", 4).update(number=3)
    assert found() == [Broken("A1", 3, Fault.LINK)]


@pytest.mark.parametrize("left", [4, 0])
def test_rows_cut_off_at_the_end_are_named(left: int) -> None:
    with behind_our_back():
        Entry.objects.filter(chain="A1", number__gt=left).delete()
    assert found() == [Broken("A1", left + 1, Fault.CUT)]


@pytest.mark.parametrize("change", [{"digest": "f" * 64}, {"number": 4}], ids=str)
def test_a_changed_head_is_named(change: dict[str, object]) -> None:
    with behind_our_back():
        ChainHead.objects.filter(chain="B2").update(**change)
    assert [(each.chain, each.fault) for each in found()] == [("B2", Fault.HEAD)]


def test_a_removed_head_is_named() -> None:
    with behind_our_back():
        ChainHead.objects.filter(chain="service").delete()
    assert found() == [Broken("service", 5, Fault.HEAD)]


def test_one_chain_is_checked_alone_and_the_first_link_of_each_broken_chain_is_named() -> None:
    with behind_our_back():
        entries("A1", 2).update(subject="y")
        entries("A1", 4).update(subject="y")
        entries("B2", 5).update(subject="y")
    assert found() == [Broken("A1", 2, Fault.CONTENT), Broken("B2", 5, Fault.CONTENT)]
    assert found("B2") == [Broken("B2", 5, Fault.CONTENT)]
    assert found("service") == []


@pytest.mark.parametrize(("stretch", "chains_at_once"), [(1, 1), (2, 1), (3, 2), (4, 3), (5, 1), (15, 2)])
def test_a_check_in_small_steps_finds_the_same(
    monkeypatch: pytest.MonkeyPatch, stretch: int, chains_at_once: int
) -> None:
    monkeypatch.setattr(chains, "STRETCH", stretch)
    monkeypatch.setattr(chains, "CHAINS_AT_ONCE", chains_at_once)
    assert found() == []
    assert sum(each.chains for each in walk_chains()) == 3
    with behind_our_back():
        entries("A1", 5).delete()
        entries("B2", 1).update(subject="y")
        ChainHead.objects.filter(chain="service").delete()
    assert found() == [
        Broken("A1", 5, Fault.CUT),
        Broken("B2", 1, Fault.CONTENT),
        Broken("service", 5, Fault.HEAD),
    ]


def test_entries_written_while_it_is_checked_do_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chains, "STRETCH", 2)
    broken = []
    for stretch in walk_chains():
        broken += stretch.broken
        record(by=BY, event="test.thing.happened", subject="late", at=AT, organisation="service")
        record(by=BY, event="test.thing.happened", subject="late", at=AT, organisation="A1")
        if len(Entry.objects.filter(chain="A1")) > 20:
            break
    assert broken == []


def test_a_chain_rewritten_as_a_whole_is_found_by_its_anchor() -> None:
    assert anchor_heads(by=BY, at=AT) == 3
    with behind_our_back():
        rewrite("A1", 3)
    assert found() == []
    assert list(broken_anchors()) == [Broken("A1", 5, Fault.ANCHOR)]
    assert list(broken_anchors("B2")) == []


def test_a_chain_removed_with_its_head_is_found_by_its_anchor() -> None:
    anchor_heads(by=BY, at=AT)
    with behind_our_back():
        Entry.objects.filter(chain="A1").delete()
        ChainHead.objects.filter(chain="A1").delete()
    assert found() == []
    assert list(broken_anchors()) == [Broken("A1", 5, Fault.ANCHOR)]


@pytest.mark.parametrize("forgery", ["changed", "removed"])
def test_an_anchor_that_was_tampered_with_is_named(forgery: str) -> None:
    anchor_heads(by=BY, at=AT)
    with behind_our_back():
        held = AnchoredHead.objects.filter(chain="A1")
        held.delete() if forgery == "removed" else held.update(number=4, digest=entries("A1", 4).get().digest)
    assert list(broken_anchors()) == [Broken("service", 6, Fault.ANCHOR_LOST)]


def test_only_heads_that_moved_are_anchored_again_and_none_for_the_anchors_sake() -> None:
    anchor_heads(by=BY, at=AT)
    assert anchor_heads(by=BY, at=AT) == 0
    record(by=BY, event="test.thing.happened", subject="x", at=AT, organisation="A1")
    assert anchor_heads(by=BY, at=AT) == 2
    assert list(broken_anchors()) == []


@pytest.mark.parametrize(
    ("table", "verb"),
    [
        ("journal_entry", "UPDATE journal_entry SET subject = 'y'"),
        ("journal_entry", "DELETE FROM journal_entry"),
        ("journal_entry", "TRUNCATE journal_entry"),
        ("journal_anchoredhead", "UPDATE journal_anchoredhead SET digest = ''"),
        ("journal_anchoredhead", "DELETE FROM journal_anchoredhead"),
        ("journal_chainhead", "DELETE FROM journal_chainhead"),
        ("journal_chainhead", "TRUNCATE journal_chainhead"),
        ("journal_chainhead", "UPDATE journal_chainhead SET number = number - 1"),
        ("journal_chainhead", "UPDATE journal_chainhead SET number = number + 2"),
        ("journal_chainhead", "UPDATE journal_chainhead SET digest = 'x'"),
        ("journal_chainhead", "UPDATE journal_chainhead SET chain = chain || 'x', number = number + 1"),
    ],
)
def test_the_database_refuses(table: str, verb: str) -> None:
    if verb.startswith("TRUNCATE") and connection.vendor == "sqlite":
        verb = verb.replace("TRUNCATE", "DELETE FROM")  # which has no other way to empty a table
    anchor_heads(by=BY, at=AT)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        before = cursor.fetchone()
        with pytest.raises(DatabaseError, match=table), transaction.atomic():
            cursor.execute(verb)
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone() == before
    assert found() == []


def test_the_command_is_content_with_an_untouched_journal_and_gives_the_head_to_note() -> None:
    out = io.StringIO()
    call_command("check_journal", stdout=out)
    assert "15 entries in 3 chains" in out.getvalue()
    number, digest = head_of("service")
    assert f"to note outside: {number}:{digest}" in out.getvalue()
    record(by=BY, event="test.thing.happened", subject="x", at=AT)
    call_command("check_journal", "--head", f"{number}:{digest}", stdout=out)
    assert f"still holds {number}:{digest}" in out.getvalue()


@pytest.mark.parametrize("noted", ["5:" + "f" * 64, "99:" + "f" * 64, "nonsense"])
def test_the_command_refuses_a_noted_head_that_does_not_stand(noted: str) -> None:
    with pytest.raises(CommandError, match="rewritten"):
        call_command("check_journal", "--head", noted, stdout=io.StringIO())


def test_the_command_names_what_is_broken_and_ends_with_a_fault() -> None:
    with behind_our_back():
        entries("B2", 2).update(subject="y")
    err = io.StringIO()
    with pytest.raises(CommandError, match="1 chain is broken") as refused:
        call_command("check_journal", stdout=io.StringIO(), stderr=err)
    assert refused.value.returncode == 1
    assert err.getvalue() == "Chain B2, entry 2: the entry was changed: it does not have its digest.\n"


def test_the_command_refuses_a_chain_that_nobody_knows() -> None:
    with pytest.raises(CommandError, match="no chain ZZ9"):
        call_command("check_journal", "--chain", "ZZ9", stdout=io.StringIO())


def test_a_check_that_broke_off_is_gone_on_with_within_the_day() -> None:
    check = begin_check(at=AT)
    note_checked(check=check.id, reached="A1", chains=1, entries=5, broken=[Broken("A1", 2, Fault.GAP)])
    again = begin_check(at=AT + timedelta(hours=1))
    assert (again.id, again.reached, again.broken) == (check.id, "A1", (Broken("A1", 2, Fault.GAP),))
    assert sum(each.chains for each in walk_chains(after=again.reached)) == 2
    assert begin_check(at=AT + timedelta(days=1)).id != check.id


def test_the_journal_is_told_of_its_check() -> None:
    check = begin_check(at=AT)
    assert last_check() is None
    note_checked(check=check.id, reached="service", chains=3, entries=15, broken=[])
    end_check(by=BY, check=check.id, anchors=[Broken("A1", 5, Fault.ANCHOR)], at=AT)
    ended = last_check()
    assert ended is not None
    assert ended.broken == (Broken("A1", 5, Fault.ANCHOR),)
    told = Entry.objects.get(event="journal.chains.checked")
    assert told.after == {"chains": 3, "entries": 15, "broken": ["A1"]}


def test_an_instant_elsewhere_is_kept_in_utc_and_checks() -> None:
    from dspt.foundation.clock import LONDON

    record(by=BY, event="test.thing.happened", subject="x", at=AT.astimezone(LONDON), organisation="A1")
    assert found() == []
