"""Many texts kept as one: they come back by number, and a sorted lot is found by halves."""

from __future__ import annotations

from bisect import bisect_left

from hypothesis import given
from hypothesis import strategies as st

from dspt.register.queries.lines import Lines

LINES = st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=8))


@given(LINES)
def test_every_text_comes_back_by_its_number(lines: list[str]) -> None:
    kept = Lines(iter(lines))
    assert [kept[number] for number in range(len(kept))] == lines


@given(LINES.map(sorted), st.text(max_size=8))
def test_a_sorted_lot_is_found_by_halves_as_in_a_list(lines: list[str], sought: str) -> None:
    assert bisect_left(Lines(lines), sought) == bisect_left(lines, sought)
