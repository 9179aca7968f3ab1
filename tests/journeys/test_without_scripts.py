"""A pharmacy goes from nothing to a publication in a browser that runs no scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from dspt.jobs.cast import PASSWORD, PEOPLE
from tests.journeys.conftest import Visitor
from tests.journeys.steps import answers

pytestmark = pytest.mark.journey

PHARMACY = "/organisations/FZZ01"
YEAR = f"{PHARMACY}/assessment/2024-25"


def test_a_pharmacy_publishes_without_scripts(scriptless: Visitor) -> None:
    scriptless.signs_in(PEOPLE["ruth"].email, PASSWORD)
    scriptless.heading_is("Your organisations")
    scriptless.goes_to(PHARMACY)
    scriptless.presses("Start", exact=True)
    an_error_keeps_what_was_typed(scriptless)
    scriptless.goes_to(f"{YEAR}?show=todo")
    for address in addresses(scriptless, "/items/"):
        scriptless.goes_to(address)
        answers(scriptless)
    scriptless.goes_to(YEAR)
    for address in addresses(scriptless, "/assertions/"):
        scriptless.goes_to(address)
        scriptless.page.get_by_role("main").get_by_role("button").first.click()
    publishes_after_forgetting_the_declaration(scriptless)
    scriptless.goes_to("/register?q=harbour+farmacy")
    scriptless.follows("Harbour Pharmacy")
    scriptless.sees("24/25 Standards Met")


def an_error_keeps_what_was_typed(visitor: Visitor) -> None:
    visitor.goes_to(f"{YEAR}/items/4.2.1")
    date = visitor.page.get_by_role("group", name="Date", exact=True)
    for part, typed in (("Day", "31"), ("Month", "2"), ("Year", "2026")):
        date.get_by_label(part, exact=True).fill(typed)
    visitor.fills(re.compile("^Comment"), "Checked by the pharmacist.")
    visitor.presses("Save and next")
    visitor.sees("There is a problem")
    assert visitor.page.title().startswith("Error: ")
    expect(date.get_by_label("Day", exact=True)).to_have_value("31")
    expect(visitor.page.get_by_label(re.compile("^Comment"))).to_have_value("Checked by the pharmacist.")


def publishes_after_forgetting_the_declaration(visitor: Visitor) -> None:
    visitor.goes_to(f"{PHARMACY}/publish/2024-25")
    visitor.heading_is("24/25 Standards Met")
    visitor.page.locator("main a.nhsuk-button").first.click()
    visitor.fills(re.compile("job title|Your role", re.I), "Superintendent")
    visitor.presses(re.compile("^Publish"))
    visitor.sees("There is a problem")
    expect(visitor.page.get_by_label(re.compile("job title|Your role", re.I))).to_have_value("Superintendent")
    visitor.page.get_by_role("checkbox").first.check()
    visitor.presses(re.compile("^Publish"))
    visitor.sees("24/25 Standards Met")
    visitor.sees("What happens now")


def addresses(visitor: Visitor, part: str) -> list[str]:
    """List the pages of one kind that this page links to, each once."""
    links = visitor.page.locator(f"main a[href*='{part}']").all()
    found = (re.split("[?#]", link.get_attribute("href") or "")[0] for link in links)
    return list(dict.fromkeys(found))
