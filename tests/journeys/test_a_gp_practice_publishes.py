"""A GP practice with Cyber Essentials Plus registers, answers, and publishes Standards Exceeded."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import Visitor
from tests.journeys.steps import (
    answers_everything_required,
    confirms_all_on_one_page,
    fills_in_the_profile,
    is_found_on_the_register,
    publishes,
    registers,
    starts_the_year,
)

pytestmark = pytest.mark.journey


def test_a_gp_practice_publishes(visitor: Visitor) -> None:
    registers(visitor, code="YZZ02", name="Dr Meera Anand", email="meera@stationroad.example", looking=False)
    fills_in_the_profile(visitor, type_label="GP practice", certificate=True)
    starts_the_year(visitor, "YZZ02")
    answers_everything_required(visitor, "YZZ02", stop_at=("4.5.3",))
    confirms_all_on_one_page(visitor, "YZZ02")
    publishes(visitor, "YZZ02", "24/25 Standards Exceeded")
    is_found_on_the_register(visitor, "station road", "Station Road Surgery", "24/25 Standards Exceeded")
