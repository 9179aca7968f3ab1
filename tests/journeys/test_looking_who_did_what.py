"""An administrator looks who did what, narrows it down, and takes it along; the national team sees the service."""

from __future__ import annotations

import re

import pytest

from tests.journeys.conftest import Visitor
from tests.world.cast import BODIES, PASSWORD, PEOPLE

pytestmark = pytest.mark.journey
HERE = f"/organisations/{BODIES['returning'].code}"


def test_an_administrator_finds_who_answered_a_question(visitor: Visitor) -> None:
    visitor.signs_in(PEOPLE["ruth"].email, PASSWORD)
    visitor.goes_to(HERE)
    visitor.follows("Activity", exact=True)
    visitor.heading_is("Activity")
    visitor.stops("activity")

    visitor.follows("Older")
    visitor.follows("Newest")
    visitor.page.get_by_label("Kind").select_option(label="Publishing")
    visitor.presses("Apply filters")
    visitor.sees(re.compile("published 23/24 Standards Met"))
    visitor.page.locator("summary", has_text="Before and after").first.click()
    visitor.sees("Fingerprint")
    visitor.stops("activity narrowed")

    with visitor.page.expect_download() as taken:
        visitor.follows(re.compile("spreadsheet"))
    assert taken.value.suggested_filename.startswith("activity-VZZ03-")

    visitor.page.get_by_label("From").fill("2030-01-01")
    visitor.presses("Apply filters")
    visitor.sees("Nothing was done that fits these filters")
    visitor.stops("activity nothing found")
    visitor.follows("See everything")
    visitor.page.get_by_role("link", name=re.compile(r"^\d+\.\d+\.\d+$")).first.click()
    visitor.has_no_error()


def test_activity_is_read_without_scripts(scriptless: Visitor) -> None:
    scriptless.signs_in(PEOPLE["vera"].email, PASSWORD)
    scriptless.goes_to(f"{HERE}/activity?kind=people")
    scriptless.sees(re.compile("gave Vera Lindqvist access as viewer|registered"))


def test_the_national_team_looks_at_the_service(visitor: Visitor) -> None:
    visitor.signs_in(PEOPLE["nadia"].email, PASSWORD)
    visitor.goes_to("/oversight/activity")
    visitor.heading_is("Activity of the service")
    visitor.sees(re.compile("took the register file"))
    visitor.stops("activity of the service")
