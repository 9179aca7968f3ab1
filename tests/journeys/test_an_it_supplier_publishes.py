"""An IT supplier of fifty or more staff registers, is asked as category 2, and publishes Standards Met."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import Visitor
from tests.journeys.steps import (
    answers_everything_required,
    confirms_every_assertion,
    fills_in_the_profile,
    is_found_on_the_register,
    publishes,
    registers,
    starts_the_year,
)

pytestmark = pytest.mark.journey


def test_an_it_supplier_publishes(visitor: Visitor) -> None:
    registers(visitor, code="8ZZ02", name="Jo Bell", email="jo@copperfield.example", looking=False)
    fills_in_the_profile(
        visitor,
        type_label="IT supplier",
        tests=("health or", "staff", "turnover"),
        nhsmail="No, we use other email as well or instead",
        is_strict=True,
    )
    starts_the_year(visitor, "8ZZ02")
    assert answers_everything_required(visitor, "8ZZ02") > 90
    confirms_every_assertion(visitor, "8ZZ02")
    publishes(visitor, "8ZZ02", "24/25 Standards Met")
    is_found_on_the_register(visitor, "copperfield", "Copperfield Software Ltd", "24/25 Standards Met")
