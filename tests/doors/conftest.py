"""What many tests of pages begin with: a day in May, and a practice whose year has begun on it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from dspt.assessments.actions import AssessmentKey
from tests.world.answering import Signed, signed_in
from tests.world.assertions import AT, a_year_begun


@pytest.fixture
def that_day() -> Iterator[None]:
    """Let it be the day of the tests' world; a module asks for it with ``usefixtures``."""
    with time_machine.travel(AT, tick=True):
        yield


@pytest.fixture
def year() -> AssessmentKey:
    """Begin the practice's year, in the assertion view."""
    return a_year_begun("practice")


@pytest.fixture
def signed(year: AssessmentKey) -> Signed:
    """Sign people in, once the practice's year has begun."""
    return signed_in
