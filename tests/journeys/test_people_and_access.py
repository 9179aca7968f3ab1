"""People come, sign off, go, and look from outside: each sees what is theirs and nothing else."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from dspt.standard.catalogue import edition
from dspt.standard.edition import AnswerType

from .conftest import Visitor
from .steps import DEMO_PASSWORD, PASSWORD, newest_link

pytestmark = pytest.mark.journey
FINISHED = ("supplier",)
SUPPLIER, HOME = "/organisations/8ZZ01", "/organisations/VZZ02"
READY = f"{SUPPLIER}/publish/2024-25"
TEXT = next(
    item.reference for item in edition("2024-25").asked("2") if item.is_mandatory and item.type is AnswerType.TEXT
)


def test_invited_as_signatory_signs_off_and_a_change_takes_it_away(visitor: Visitor) -> None:
    visitor.signs_in("ruth@demo.example", DEMO_PASSWORD)
    visitor.goes_to(f"{SUPPLIER}/people/roles")
    visitor.stops("what each role may do")
    visitor.goes_to(f"{SUPPLIER}/people/invite")
    visitor.fills("Email addresses", "Gita Rao <gita@beacon.example>; tom@demo.example")
    visitor.chooses("Signatory")
    visitor.presses("Send the invitations")
    visitor.sees("We have sent gita@beacon.example an invitation")
    visitor.sees("1 of 2 addresses could not be invited")
    visitor.stops("one of two invited")
    visitor.goes_to(f"{SUPPLIER}/people")
    visitor.presses(re.compile("^Send again"))
    visitor.sees("The earlier link no longer works.")
    visitor.stops("sent again")
    visitor.presses("Sign out")

    visitor.goes_to(newest_link(visitor, "/invitations/"))
    visitor.sees("invites you as signatory. A signatory reads everything and signs off")
    visitor.stops("invited as signatory")
    visitor.fills("Your full name", "Gita Rao")
    visitor.fills("Choose a password", PASSWORD)
    visitor.chooses(re.compile("I may act for this organisation"))
    visitor.presses("Join Beacon Systems Ltd")
    visitor.sees("You have joined Beacon Systems Ltd.")
    visitor.follows("Publish", exact=True)
    visitor.follows("Sign off 24/25 Standards Met")
    visitor.presses("Sign off 24/25 Standards Met")
    visitor.sees("Select in which capacity you sign")
    visitor.chooses("Caldicott Guardian")
    visitor.fills("Note (optional)", "Agreed at the board of 18 November")
    visitor.stops("signing off")
    visitor.presses("Sign off 24/25 Standards Met")
    visitor.sees("You have signed the assessment off.")
    visitor.sees("Gita Rao, Caldicott Guardian")
    visitor.stops("signed off")
    visitor.presses("Sign out")

    visitor.signs_in("ruth@demo.example", DEMO_PASSWORD)
    visitor.goes_to(f"{SUPPLIER}/assessment/2024-25/items/{TEXT}")
    visitor.page.locator("form#change textarea").first.fill("We look at it every month now.")
    visitor.page.locator("form#change").get_by_role("button", name="Save and next").click()
    visitor.page.wait_for_load_state()
    visitor.goes_to(READY)
    visitor.sees(re.compile(f"Withdrawn, because the answer to {re.escape(TEXT)} changed, saved by Ruth Cole on"))
    visitor.sees("No sign-off holds at present.")
    visitor.stops("withdrawn")


def test_removed_while_signed_in_the_next_click_ends(visitor: Visitor, chromium: Browser) -> None:
    theirs = chromium.new_context(locale="en-GB")
    tom = Visitor(theirs.new_page(), visitor.address, "tom")
    tom.signs_in("tom@demo.example", DEMO_PASSWORD)
    tom.goes_to(f"{HOME}/documents")
    tom.heading_is(re.compile("Documents"))

    visitor.signs_in("ruth@demo.example", DEMO_PASSWORD)
    visitor.goes_to(f"{HOME}/people")
    visitor.follows(re.compile("Change the role or access of Tom Okafor"))
    visitor.follows("End access for Tom Okafor")
    visitor.stops("end access")
    visitor.presses("End access")
    visitor.sees("Tom Okafor has no access any more")
    visitor.goes_to(f"{HOME}/people/leave")
    visitor.sees("You are the only administrator. There must always be one")
    visitor.stops("the only administrator")

    tom.follows("People", exact=True)
    tom.heading_is("Page not found")
    theirs.close()


def test_from_one_organisation_to_another_on_the_same_page(visitor: Visitor) -> None:
    visitor.signs_in("vera@demo.example", DEMO_PASSWORD)
    visitor.goes_to(f"{HOME}/people")
    visitor.follows(re.compile("^Change organisation"))
    visitor.sees("You are here")
    visitor.stops("switcher")
    visitor.follows("Harbour Pharmacy")
    visitor.heading_is("People")
    assert visitor.page.url.endswith("/organisations/FZZ01/people")


def test_a_regional_viewer_sees_her_region_alone(visitor: Visitor) -> None:
    visitor.signs_in("rosa@demo.example", DEMO_PASSWORD)
    visitor.goes_to("/oversight/organisations")
    visitor.sees("Regional viewer, North West")
    visitor.stops("organisations of a region")
    visitor.fills("Name or code", "willow")
    visitor.presses("Search")
    visitor.follows("Willow Court")
    visitor.heading_is("Willow Court")
    visitor.sees("Regional viewer sees this to know where its region stands.")
    visitor.stops("an organisation from outside")
    visitor.goes_to("/oversight/organisations?q=harbour")
    visitor.sees("No organisation you may see has “harbour” in its name or code.")
    visitor.goes_to("/oversight/organisations/FZZ01")
    visitor.heading_is("Page not found")
    visitor.goes_to("/oversight/roles")
    visitor.stops("roles in the service")


def test_the_national_team_gives_a_role(visitor: Visitor) -> None:
    visitor.signs_in("nadia@demo.example", DEMO_PASSWORD)
    visitor.goes_to("/oversight/people")
    visitor.fills("Email address", "sam@demo.example")
    visitor.chooses("Board viewer")
    visitor.presses("Give the role")
    visitor.sees("Select the region or board that this role is narrowed to")
    visitor.stops("people of the service")
    visitor.page.get_by_label("Region or board").select_option(label="Board: NHS Fellgate Integrated Care Board")
    visitor.presses("Give the role")
    visitor.sees("Sam Porter now has the role Board viewer.")
    visitor.follows(re.compile("Change the roles of Sam Porter"))
    visitor.stops("a person of the service")
    visitor.presses("End this role")
    visitor.sees("The role Board viewer is ended.")
