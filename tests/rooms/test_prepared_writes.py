"""A prepared write leaves what the framework's own would leave, on both engines, in one statement."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from dspt.documents.models import Document
from dspt.journal.models import AnchoredHead, Check
from dspt.organisations.models import Organisation
from dspt.prepared.writes import adding, changing

pytestmark = pytest.mark.django_db
AT = datetime(2025, 5, 12, 9, 30, tzinfo=UTC)


def test_a_row_added_is_the_row_that_the_model_would_make(django_assert_num_queries: Any) -> None:
    key = uuid4()
    with django_assert_num_queries(1):
        adding(Organisation)(id=key, code="A1", name="Body; 'one'", registered_at=AT, easy_mode=None)
    made = Organisation.objects.create(code="B2", name="Body; 'one'", registered_at=AT, easy_mode=None)
    told = Organisation.objects.get(pk=key)
    for field in Organisation._meta.concrete_fields:
        if field.name not in ("id", "code"):
            assert getattr(told, field.attname) == getattr(made, field.attname), field.name


def test_a_key_that_the_database_gives_is_given_and_json_is_kept() -> None:
    add = adding(Check)
    add(began_at=AT, broken=[["A1", 3, "digest"]])
    add(began_at=AT)
    assert list(Check.objects.order_by("id").values_list("broken", "ended_at")) == [
        ([["A1", 3, "digest"]], None),
        ([], None),
    ]


def test_only_the_named_columns_of_the_one_row_are_changed(django_assert_num_queries: Any) -> None:
    first, other = (
        Organisation.objects.create(code=code, name=code, registered_at=AT, easy_mode=True) for code in ("A1", "B2")
    )
    change = changing(Organisation, "name", "easy_mode")
    with django_assert_num_queries(1):
        assert change(first.id, name="New % name", easy_mode=None) == 1
    assert change(uuid4(), name="Nobody", easy_mode=True) == 0
    assert list(Organisation.objects.order_by("code").values_list("code", "name", "easy_mode", "registered_at")) == [
        ("A1", "New % name", None, AT),
        ("B2", other.name, True, AT),
    ]


def test_what_the_database_refuses_is_refused() -> None:
    add = adding(AnchoredHead)
    add(anchor=1, chain="A1", number=1, digest="d")
    with pytest.raises(IntegrityError), transaction.atomic():
        add(anchor=2, chain="A1", number=1, digest="e")


def test_names_that_are_no_columns_and_names_left_out_are_refused() -> None:
    with pytest.raises(TypeError, match="no column colour"):
        adding(Organisation)(colour="red")
    change = changing(Organisation, "name", "easy_mode")
    for wrong in ({"name": "A"}, {"name": "A", "easy_mode": True, "code": "B"}):
        with pytest.raises(TypeError, match="each of them and nothing else"):
            change(uuid4(), **wrong)
    with pytest.raises(KeyError):
        changing(Document, "colour")
