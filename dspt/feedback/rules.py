"""What a remark may be, and how many the service takes in a while."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

LONGEST_TEXT = 4000
"""Signs of text in one remark."""
WINDOW = timedelta(minutes=10)
MOST_IN_WINDOW = 60
"""Remarks the whole service takes in a window: far above what people write, far below what a machine would."""


class Rating(StrEnum):
    """Whether the page did what somebody came for."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
