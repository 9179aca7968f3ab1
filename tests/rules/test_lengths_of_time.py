"""Lengths of time in words."""

from __future__ import annotations

import pytest

from dspt.web.kit.spans import lasting


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (1, "1 minute"),
        (59, "59 minutes"),
        (60, "1 hour"),
        (74, "1 hour"),
        (80, "1½ hours"),
        (120, "2 hours"),
        (391, "6½ hours"),
    ],
)
def test_a_length_is_told_in_minutes_below_an_hour_then_in_half_hours(minutes: int, words: str) -> None:
    assert lasting(minutes) == words
