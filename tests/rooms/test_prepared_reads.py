"""A prepared read gives what the query gives, for every argument, with its SQL built once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from unittest.mock import Mock
from uuid import UUID, uuid4

import pytest
from django.db.models import QuerySet

from dspt.organisations.models import Organisation
from dspt.prepared.reads import prepared

pytestmark = pytest.mark.django_db
AT = datetime(2025, 5, 12, 9, 30, tzinfo=UTC)


@pytest.fixture
def two() -> tuple[UUID, UUID]:
    made = [
        Organisation.objects.create(code=code, name=f"Body {code}", registered_at=AT, easy_mode=easy)
        for code, easy in (("A1", True), ("B2", None))
    ]
    return made[0].id, made[1].id


def test_rows_are_those_of_the_query_with_their_types(two: tuple[UUID, UUID]) -> None:
    def build(which: UUID, code: str) -> QuerySet[Organisation, tuple[Any, ...]]:
        found = Organisation.objects.filter(id=which, code=code)
        return found.values_list("id", "name", "registered_at", "easy_mode")

    read = prepared(build)
    assert read(two[0], "A1") == list(build(two[0], "A1")) == [(two[0], "Body A1", AT, True)]
    assert read(two[1], code="B2") == [(two[1], "Body B2", AT, None)]
    assert read(two[1], "A1") == []
    assert read(uuid4(), "A1") == []


def test_the_sql_is_built_once_and_each_call_is_one_statement(
    two: tuple[UUID, UUID], django_assert_num_queries: Any
) -> None:
    build = Mock(side_effect=lambda code: Organisation.objects.filter(code=code).values_list("id"))
    read = prepared(_with_one_argument(build))
    with django_assert_num_queries(3):
        found = [read(code) for code in ("A1", "B2", "' OR 1=1 --")]
    assert found == [[(two[0],)], [(two[1],)], []]
    assert build.call_count == 1


def test_a_read_of_several_rows_is_built_once_for_each_number_of_them(two: tuple[UUID, UUID]) -> None:
    numbers: list[int] = []

    def build(*codes: str) -> QuerySet[Organisation, tuple[Any, ...]]:
        numbers.append(len(codes))
        return Organisation.objects.filter(code__in=codes).order_by("code").values_list("id", "easy_mode")

    read = prepared(build)
    assert read("A1", "B2") == read("B2", "A1") == [(two[0], True), (two[1], None)]
    assert read("B2") == [(two[1], None)]
    assert read("B2", "B2", "C3") == [(two[1], None)]
    assert numbers == [2, 1, 3]
    with pytest.raises(TypeError, match="50 identifiers at most"):
        read(*["A1"] * 51)


def test_an_argument_that_no_column_of_identifiers_holds_is_refused(two: tuple[UUID, UUID]) -> None:
    read = prepared(lambda code: Organisation.objects.filter(code=code).values_list("id"))
    for wrong in (None, AT, ["A1"]):
        with pytest.raises(TypeError, match="identifiers and texts"):
            read(wrong)


def _with_one_argument(build: Mock) -> Any:
    return lambda code: build(code)
