"""A finished year is published, found and checked by a stranger; a trust submits its interim and then publishes."""

from __future__ import annotations

import re

import pytest

from tests.journeys.conftest import Visitor
from tests.world.cast import BODIES, PASSWORD, PEOPLE

pytestmark = pytest.mark.journey
FINISHED = ("practice", "home", "trust")
MET = "24/25 Standards Met"


def home_of(key: str) -> str:
    return f"/organisations/{BODIES[key].code}"


def comes_as_ruth(visitor: Visitor, path: str) -> None:
    visitor.signs_in(PEOPLE["ruth"].email, PASSWORD)
    visitor.goes_to(path)


def test_a_practice_publishes_and_a_stranger_checks_it(visitor: Visitor) -> None:
    comes_as_ruth(visitor, f"{home_of('practice')}/publish/2024-25")
    visitor.heading_is(MET)
    visitor.sees("On offer now")
    visitor.stops("readiness")

    visitor.presses("Publish 24/25 Standards Met")
    visitor.heading_is("Declare and publish")
    visitor.stops("declaration")
    visitor.presses("Publish 24/25 Standards Met")
    visitor.sees("There is a problem")
    visitor.stops("declaration not made")
    visitor.chooses("I declare this")
    visitor.fills("Your job title", "Practice manager")
    visitor.presses("Publish 24/25 Standards Met")

    visitor.heading_is("Published: 24/25 Standards Met")
    visitor.sees("Practice manager")
    visitor.stops("receipt")
    visitor.follows("History")
    visitor.sees("Counts now")
    visitor.stops("history")
    number = visitor.page.locator("td .app-num").first.inner_text()

    visitor.page.context.clear_cookies()
    visitor.goes_to("/register/verify")
    visitor.fills("Number", number.lower())
    visitor.presses("Check the number")
    visitor.sees("This publication is genuine")
    visitor.stops("checked")
    visitor.goes_to(f"/register/{BODIES['practice'].code}")
    visitor.sees(MET)


def test_publishing_works_without_scripts(scriptless: Visitor) -> None:
    comes_as_ruth(scriptless, f"{home_of('home')}/publish/2024-25")
    scriptless.presses("Publish 24/25 Standards Met")
    scriptless.chooses("I declare this")
    scriptless.presses("Publish 24/25 Standards Met")
    scriptless.heading_is("Published: 24/25 Standards Met")
    scriptless.follows("check it")
    scriptless.sees("This publication is genuine")


def test_a_trust_submits_its_interim_and_then_publishes(visitor: Visitor) -> None:
    comes_as_ruth(visitor, f"{home_of('trust')}/assessment/2024-25/interim")
    visitor.stops("interim")
    visitor.presses("Submit the interim position")
    visitor.goes_to(f"/register/{BODIES['trust'].code}")
    visitor.sees(re.compile("interim", re.IGNORECASE))
    visitor.stops("register after the interim")

    visitor.goes_to(f"{home_of('trust')}/publish/2024-25")
    visitor.heading_is(MET)
    visitor.stops("readiness of a trust")
    visitor.presses("Publish 24/25 Standards Met")
    visitor.chooses("I declare this")
    visitor.presses("Publish 24/25 Standards Met")
    visitor.heading_is("Published: 24/25 Standards Met")
    visitor.goes_to(f"{home_of('trust')}/history")
    visitor.sees("24/25 Interim submitted")
    visitor.stops("history of a trust")
