"""Somebody was shown a certificate and asks about a pharmacy: found, judged, taken away, without an account."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from .conftest import Visitor

pytestmark = pytest.mark.journey
READS_ONLY = True


def test_a_pharmacy_is_found_and_judged(visitor: Visitor) -> None:
    visitor.goes_to("/")
    visitor.heading_is("Show that patient data is safe with you")
    visitor.stops("home")
    visitor.page.get_by_label("Name, town, postcode or code").fill("harbour pharmacy")
    visitor.presses("Search")
    visitor.heading_is("Find an organisation")
    visitor.stops("found")
    visitor.follows("Harbour Pharmacy", exact=True)
    visitor.heading_is("Harbour Pharmacy")
    visitor.sees(re.compile("Standards Exceeded"))
    visitor.sees(re.compile("It does not mean"))
    visitor.stops("the pharmacy")
    visitor.page.get_by_label("Publication number").fill("BCDF-0000")
    visitor.presses("Check", exact=True)
    visitor.stops("a number that was never given")


def test_a_commissioner_filters_the_list_and_takes_it_away(visitor: Visitor) -> None:
    visitor.goes_to("/register")
    visitor.stops("the register")
    expect(visitor.page.get_by_role("table")).to_be_visible()
    fold = visitor.page.get_by_text("Filter the list")
    if fold.is_visible():
        fold.click()
    visitor.page.get_by_label(re.compile("^Never published")).check()
    visitor.page.get_by_label(re.compile("^Social Care")).check()
    visitor.presses("Apply filters")
    visitor.sees(re.compile("Nothing published yet"))
    visitor.stops("filtered")
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("link", name=re.compile("^Download these")).click()
    assert download.value.suggested_filename.startswith("register-")
    visitor.follows(re.compile("^Clear"))
    visitor.follows(re.compile("^Next"))
    visitor.stops("the second page")


def test_a_misspelt_name_leads_to_the_nearest(visitor: Visitor) -> None:
    visitor.goes_to("/register?q=harbor+farmacy")
    visitor.sees("Did you mean harbour pharmacy?")
    visitor.stops("nothing found")
    visitor.follows(re.compile("^Harbour Pharmacy"))
    visitor.heading_is("Harbour Pharmacy")
