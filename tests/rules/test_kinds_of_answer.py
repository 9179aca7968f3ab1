"""What a person may type, what becomes of it, and what is refused with which code."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dspt.standard import catalogue
from dspt.standard.answers import (
    TEXT_LIMIT,
    AnswerRefused,
    Fault,
    Typed,
    carries_over,
    has_value,
    read_answer,
    short_of,
)
from dspt.standard.edition import AnswerType, ItemAsked
from dspt.standard.facts import AnswerFact

from .tables import decision_table, named

EDITION = catalogue.edition("2024-25")
TODAY = date(2025, 3, 1)
ITEMS = {
    "yes_no": EDITION.items["1.3.1"].asked["3"],
    "yes_no_exceptions": EDITION.items["4.5.3"].asked["3"],
    "text": EDITION.items["1.3.13"].asked["3"],
    "date": EDITION.items["4.2.1"].asked["3"],
    "number": EDITION.items["6.2.2"].asked["2"],
    "percent": EDITION.items["10.2.3"].asked["2"],
    "document": EDITION.items["1.1.2"].asked["3"],
}


def value_of(fact: AnswerFact) -> str:
    for value in (fact.yes_no, fact.text, fact.on, fact.number):
        if value not in ("", None):
            return str(value)
    return ""


@pytest.mark.parametrize("row", decision_table("answers.csv"), ids=named)
def test_the_decision_table_holds(row: dict[str, str]) -> None:
    typed = Typed(
        choice=row["choice"],
        text=row["text"],
        number=row["number"],
        day=row["day"],
        month=row["month"],
        year=row["year"],
        comment=row["comment"],
    )
    try:
        fact = read_answer(ITEMS[row["kind"]], typed, on=TODAY)
        told = (value_of(fact), "")
        assert has_value(ITEMS[row["kind"]], fact)
    except AnswerRefused as refused:
        told = ("", " ".join(f"{fault.field} {fault.code}" for fault in refused.faults))
    assert told == (row["value"], row["refused"])


def refused_codes(asked: ItemAsked, typed: Typed) -> list[tuple[str, str]]:
    with pytest.raises(AnswerRefused) as refused:
        read_answer(asked, typed, on=TODAY)
    return [(fault.field, fault.code) for fault in refused.value.faults]


def test_a_text_of_100_000_characters_is_refused_with_its_length() -> None:
    with pytest.raises(AnswerRefused) as refused:
        read_answer(ITEMS["text"], Typed(text="x" * 100_000), on=TODAY)
    [fault] = refused.value.faults
    assert (fault.code, fault.facts["limit"], fault.facts["length"]) == ("text_too_long", TEXT_LIMIT, 100_000)


def test_a_text_of_exactly_the_limit_is_kept_whatever_its_line_ends() -> None:
    text = "x\r\n" * (TEXT_LIMIT // 2 - 1) + "xx"
    assert len(read_answer(ITEMS["text"], Typed(text=text), on=TODAY).text) == TEXT_LIMIT


def test_signs_that_no_one_can_read_are_refused() -> None:
    assert refused_codes(ITEMS["text"], Typed(text="a\x00b")) == [("text", "text_unreadable")]


def test_every_fault_is_told_at_once() -> None:
    faults = refused_codes(ITEMS["date"], Typed(day="31", month="2", year="2025", comment="x" * 10_001))
    assert faults == [("comment", "text_too_long"), ("date", "date_unreal")]


def test_not_applicable_needs_a_reason_and_an_item_that_allows_it() -> None:
    allowed = EDITION.items["1.4.2"].asked["3"]
    assert refused_codes(allowed, Typed(not_applicable=True)) == [("comment", "reason_missing")]
    fact = read_answer(allowed, Typed(not_applicable=True, comment="We shred it ourselves."), on=TODAY)
    assert fact.not_applicable
    assert short_of(allowed, fact) == ""
    never = ITEMS["yes_no_exceptions"]
    assert refused_codes(never, Typed(not_applicable=True, comment="No.")) == [
        ("not_applicable", "not_applicable_refused")
    ]


def test_an_empty_answer_may_be_kept_with_its_comment_when_asked_for() -> None:
    fact = read_answer(ITEMS["text"], Typed(comment="Ask Tom."), on=TODAY, may_be_empty=True)
    assert (fact.text, fact.comment) == ("", "Ask Tom.")
    assert short_of(ITEMS["text"], fact) == "missing"


def test_a_document_item_is_answered_by_any_document() -> None:
    fact = read_answer(ITEMS["document"], Typed(), on=TODAY, documents=2)
    assert short_of(ITEMS["document"], fact) == ""


def test_a_document_that_the_virus_check_refused_is_no_evidence() -> None:
    item = ITEMS["document"]
    assert short_of(item, AnswerFact(item.reference, documents=2, infected=2)) == "infected"
    assert short_of(item, AnswerFact(item.reference, documents=2, infected=1)) == ""
    assert short_of(item, AnswerFact(item.reference)) == "missing"
    with pytest.raises(AnswerRefused) as refused:
        read_answer(item, Typed(), on=TODAY, documents=1, infected=1)
    assert [fault.code for fault in refused.value.faults] == ["infected"]
    kept = read_answer(item, Typed(comment="Ask Tom."), on=TODAY, documents=1, infected=1, may_be_empty=True)
    assert (kept.documents, kept.infected) == (1, 1)


def test_an_answer_of_another_kind_stands_whatever_the_virus_check_says_of_its_documents() -> None:
    assert short_of(ITEMS["text"], AnswerFact("1.3.13", text="A lock.", documents=1, infected=1)) == ""


def test_a_value_of_another_kind_does_not_answer() -> None:
    assert short_of(ITEMS["text"], AnswerFact("1.3.13", yes_no="yes")) == "missing"


def test_last_years_answer_counts_once_it_has_been_looked_at() -> None:
    carried = AnswerFact("1.3.13", text="A lock.", to_check=True)
    assert short_of(ITEMS["text"], carried) == "to_check"


def test_a_mandatory_no_is_kept_and_does_not_count() -> None:
    fact = read_answer(ITEMS["yes_no"], Typed(choice="no"), on=TODAY)
    assert fact.yes_no == "no"
    assert short_of(ITEMS["yes_no"], fact) == "answered_no"


def test_an_answer_carries_over_only_to_the_same_question() -> None:
    before, now = catalogue.edition("2023-24"), EDITION
    item = now.items["7.3.1"]
    assert carries_over(before.items["7.3.1"].asked["3"], item.asked["3"], item, "2023-24")
    assert not carries_over(before.items["7.3.1"].asked["3"], item.asked["2"], item, "2023-24")
    reworded = replace(before.items["1.1.1"].asked["3"], question="Official words.")
    assert carries_over(reworded, now.items["1.1.1"].asked["3"], now.items["1.1.1"], "2023-24")
    unknown = now.items["1.1.4"]
    assert not carries_over(unknown.asked["2"], unknown.asked["2"], unknown, "2023-24")


@given(
    kind=st.sampled_from(sorted(ITEMS)),
    typed=st.builds(
        Typed,
        choice=st.text(max_size=12),
        text=st.text(max_size=60),
        number=st.text(max_size=30),
        day=st.text(max_size=5),
        month=st.text(max_size=12),
        year=st.text(max_size=6),
        comment=st.text(max_size=40),
        not_applicable=st.booleans(),
    ),
)
def test_whatever_is_typed_becomes_a_value_or_a_refusal(kind: str, typed: Typed) -> None:
    asked = ITEMS[kind]
    faults: tuple[Fault, ...] = ()
    fact = None
    try:
        fact = read_answer(asked, typed, on=TODAY)
    except AnswerRefused as refused:
        faults = refused.faults
    assert bool(faults) != bool(fact)
    if fact:
        assert fact.item == asked.reference
        assert short_of(asked, fact) in ("", "answered_no")
        assert asked.type is not AnswerType.DOCUMENT or fact.not_applicable
