"""The journal is written inside the action's transaction, chained, and never changed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, transaction

from dspt.foundation.actors import Actor
from dspt.journal.actions import Fact, record, record_each
from dspt.journal.models import Entry
from dspt.journal.queries.chains import walk_chains

AT = datetime(2025, 5, 12, 9, 30, tzinfo=UTC)
BY = Actor.machine("test")


@pytest.mark.django_db
def test_each_entry_carries_the_digest_of_the_one_before() -> None:
    for number in range(3):
        record(by=BY, event="test.thing.happened", subject=str(number), at=AT, organisation="A1")
    first, second, third = Entry.objects.filter(chain="A1").order_by("number")
    assert (second.previous, third.previous) == (first.digest, second.digest)


@pytest.mark.django_db
def test_an_entry_takes_two_statements(
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    record(by=BY, event="test.thing.happened", subject="first", at=AT, organisation="A1")
    with django_assert_num_queries(2):
        record(by=BY, event="test.thing.happened", subject="next", at=AT, organisation="A1")


@pytest.mark.django_db
def test_several_facts_of_one_act_take_two_statements_and_continue_the_chain(
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    record(by=BY, event="test.thing.happened", subject="first", at=AT, organisation="A1")
    facts = [Fact(str(number), {}, {"number": number}) for number in range(40)]
    with django_assert_num_queries(2):
        record_each(by=BY, event="test.thing.happened", facts=facts, at=AT, organisation="A1")
    record(by=BY, event="test.thing.happened", subject="last", at=AT, organisation="A1")
    entries = list(Entry.objects.filter(chain="A1").order_by("number"))
    assert [entry.subject for entry in entries] == ["first", *map(str, range(40)), "last"]
    assert [stretch.broken for stretch in walk_chains(chain="A1") if stretch.broken] == []


@pytest.mark.django_db(transaction=True)
def test_several_facts_are_told_inside_a_transaction_only() -> None:
    with pytest.raises(RuntimeError):
        record_each(by=BY, event="test.thing.happened", facts=[Fact("x", {}, {})], at=AT)
    with pytest.raises(RuntimeError), transaction.atomic():
        record_each(by=BY, event="test.thing.happened", facts=[], at=AT)


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"number": 3}, {"number": 1}, {"previous": "f" * 64}, {"chain": "B2"}])
def test_the_database_refuses_an_entry_that_does_not_continue_its_chain(wrong: dict[str, object]) -> None:
    record(by=BY, event="test.thing.happened", subject="first", at=AT, organisation="A1")
    first = Entry.objects.get()
    stray = {"chain": "A1", "number": 2, "previous": first.digest, "digest": "e" * 64, "at": AT, **wrong}
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.create(event="test.thing.forged", subject="x", actor_kind="machine", actor_name="x", **stray)
    record(by=BY, event="test.thing.happened", subject="next", at=AT, organisation="A1")
    assert [entry.number for entry in Entry.objects.order_by("number")] == [1, 2]


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ["update", "delete"])
def test_the_database_refuses_to_change_an_entry(verb: str) -> None:
    record(by=BY, event="test.thing.happened", subject="x", at=AT)
    entries = Entry.objects.all()
    with pytest.raises(DatabaseError), transaction.atomic():
        entries.update(subject="y") if verb == "update" else entries.delete()
    assert Entry.objects.get().subject == "x"
