"""Components say their sentence and draw their shares."""

from __future__ import annotations

import pytest

from dspt.web.kit.components import LevelMeter, Progress, Tile, differences
from dspt.web.kit.labels import with_article


def test_progress_counts_only_what_is_there() -> None:
    assert Progress(31, 11, 1).sentence == "31 of 43 required questions done, 11 to check, 1 to answer"
    assert (
        Progress(28, 0, 0, exempt=3, noun="required items").sentence == "28 of 28 required items done, 3 of them exempt"
    )


@pytest.mark.parametrize("counts", [(0, 0, 43), (43, 0, 0), (1, 1, 1), (42, 1, 0), (0, 1, 500)])
def test_the_parts_of_the_bar_fill_it_and_each_can_be_seen(counts: tuple[int, int, int]) -> None:
    parts = Progress(*counts).parts
    assert len(parts) == sum(1 for count in counts if count)
    assert parts[0].start == "0.00%"
    assert parts[-1].edge == "100.00%"
    assert all(float(part.width[:-1]) > 1 for part in parts)


def test_nothing_required_draws_no_bar() -> None:
    assert Progress(0, 0, 0).parts == ()


def test_the_level_meter_says_declared_and_expected() -> None:
    meter = LevelMeter("not_achieved", "achieved", has_partial=False)
    assert meter.sentence == "Declared: not achieved. Expected: achieved."
    assert [box.classes for box in meter.boxes] == ["on", "off", "x"]
    assert LevelMeter("", "achieved").sentence == "No level yet. Expected: achieved."


def test_a_tile_is_named_in_full() -> None:
    assert Tile("B2.c", "/x", "low", in_audit=True).name == "B2.c, below expected, in the audit"


def test_two_versions_are_marked_where_they_differ_and_lose_no_word() -> None:
    theirs, mine = "The key is held by the nurse.\nScreens lock.", "The key is held by two people.\nScreens lock."
    left, right = differences(theirs, mine)
    assert "".join(part.text for part in left) == theirs
    assert "".join(part.text for part in right) == mine
    assert [part.text.strip() for part in right if part.differs] == ["two people"]


def test_equal_versions_are_not_marked() -> None:
    assert [[part.differs for part in side] for side in differences("Same text", "Same text")] == [[False], [False]]


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("NHS trust", "an NHS trust"),
        ("NHS business partner", "an NHS business partner"),
        ("IT supplier", "an IT supplier"),
        ("GP practice", "a GP practice"),
        ("Optician", "an optician"),
        ("University", "a university"),
        ("Care home", "a care home"),
    ],
)
def test_a_label_stands_in_a_sentence_with_its_article(label: str, words: str) -> None:
    assert with_article(label) == words
