"""Anybody, without an account: find an organisation, see what its status is worth, and get lost without harm."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visitor

pytestmark = pytest.mark.journey
READS_ONLY = True


def test_a_neighbour_finds_a_home_in_spite_of_a_typing_mistake(visitor: Visitor) -> None:
    visitor.goes_to("/")
    visitor.stops("home")
    visitor.fills(re.compile("^Name, town"), "willo cuort")
    visitor.page.get_by_role("button", name=re.compile("^(Search|Find)")).first.click()
    visitor.heading_is("Find an organisation")
    visitor.stops("search with a mistake")
    visitor.follows("Willow Court")
    visitor.heading_is("Willow Court")
    visitor.sees(re.compile("23/24 Standards Met"))
    visitor.sees("It does not mean")
    visitor.stops("organisation")
    visitor.page.get_by_text("Copy the badge").click()
    expect(visitor.page.get_by_label("Put this where the badge shall stand")).to_contain_text(
        "/register/VZZ02/badge.svg"
    )


def test_a_searcher_narrows_the_list_and_shares_its_address(visitor: Visitor) -> None:
    visitor.goes_to("/register")
    visitor.stops("everything")
    visitor.goes_to("/register?q=larchford")
    visitor.chooses(re.compile("^Social Care"))
    visitor.presses("Apply filters")
    visitor.sees("Elm Lodge")
    expect(visitor.page.locator("main table")).not_to_contain_text("Dr Mensah and Partners")
    visitor.stops("one sector")
    shared = visitor.page.url
    visitor.goes_to("/")
    visitor.page.goto(shared)
    visitor.sees("Willow Court")
    visitor.follows(re.compile("^Clear"))
    visitor.goes_to("/register?q=beacon+systems")
    visitor.sees("Beacon Systems Ltd")


def test_a_searcher_who_finds_nothing_is_told_what_to_do(visitor: Visitor) -> None:
    visitor.goes_to("/register?q=zzzzqqqq+wwww")
    visitor.sees("What you can do")
    visitor.stops("nothing found")
    visitor.goes_to("/register/VZZ12")
    visitor.heading_is("Ash Lodge")
    visitor.stops("closed")
    visitor.goes_to("/register/VZZ11")
    visitor.heading_is("Elm Lodge")
    visitor.stops("never published")


def test_a_commissioner_checks_a_number_that_nobody_gave(visitor: Visitor) -> None:
    visitor.goes_to("/register/verify")
    visitor.stops("form")
    visitor.fills(re.compile("[Nn]umber"), "2024-25-AAAA-0000")
    visitor.presses("Check the number")
    expect(visitor.page.locator("main")).to_contain_text(re.compile("number", re.I))
    visitor.stops("wrong number")
    visitor.fills(re.compile("Paste|[Rr]ecord"), "eyJhbGciOiJFZERTQSJ9.e30.AAAA")  # pragma: allowlist secret
    visitor.presses("Check the record")
    visitor.stops("wrong record")


@pytest.mark.parametrize("kind", ["nhs_trust", "care_home", "pharmacy", "local_authority"])
def test_somebody_reads_what_a_type_is_asked(visitor: Visitor, kind: str) -> None:
    visitor.goes_to(f"/standard/2024-25/requirements?type={kind}&show=required")
    visitor.heading_is(re.compile("What is asked of"))
    visitor.stops(kind)


def test_a_reader_walks_through_every_text(visitor: Visitor) -> None:
    visitor.goes_to("/help")
    seen: set[str] = set()
    for path in visitor.page.eval_on_selector_all("a[href^='/']", "links => links.map(link => link.pathname)"):
        if path in seen or path.startswith(("/register", "/standard", "/start", "/sign-in", "/gallery", "/demo")):
            continue
        seen.add(path)
        visitor.goes_to(path)
        visitor.stops(path)
    assert {"/help/glossary", "/help/purpose", "/privacy", "/accessibility", "/cookies"} <= seen, seen


def test_a_lost_reader_is_shown_the_way(visitor: Visitor) -> None:
    for path in ("/no/such/page", "/register/NOBODY", "/standard/1999-00", "/organisations/RZZ"):
        visitor.goes_to(path)
        visitor.stops(path)
    visitor.goes_to("/no/such/page")
    visitor.heading_is(re.compile("not found", re.I))
