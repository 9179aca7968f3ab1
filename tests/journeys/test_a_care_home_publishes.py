"""A care home registers, answers one question a page, and publishes Standards Met."""

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


def test_a_care_home_publishes(visitor: Visitor) -> None:
    registers(visitor, code="VZZ11", name="Elsie Brook", email="elsie@elmlodge.example")
    fills_in_the_profile(visitor, type_label="Care home")
    starts_the_year(visitor, "VZZ11")
    answered = answers_everything_required(visitor, "VZZ11", stop_at=("1.1.1", "1.1.2", "4.5.3", "9.3.8"))
    assert answered > 30
    confirms_all_on_one_page(visitor, "VZZ11")
    publishes(visitor, "VZZ11", "24/25 Standards Met")
    is_found_on_the_register(visitor, "elm lodge", "Elm Lodge", "24/25 Standards Met")
