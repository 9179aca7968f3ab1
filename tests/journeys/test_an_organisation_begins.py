"""A care home begins: from its code to an accepted profile, and a second administrator."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext

from .conftest import Visitor

pytestmark = pytest.mark.journey

STRONG = "eleven quiet herons"


def begins(visitor: Visitor, code: str, email: str, *, stops: bool) -> None:
    """Given a code that nobody registered, when somebody asks and opens the link, then they are at the profile."""
    see = visitor.stops if stops else (lambda name: None)
    visitor.goes_to("/start")
    visitor.fills("Organisation code", "VZZ12")
    visitor.presses("Continue")
    visitor.sees("closed on 1 April 2025")
    assert visitor.page.title().startswith("Error: ")
    see("a closed code")
    visitor.fills("Organisation code", code)
    visitor.presses("Continue")
    visitor.heading_is(re.compile("^Register "))
    visitor.fills("Your full name", "Jo Bell")
    visitor.fills("Your work email address", email)
    see("who you are")
    visitor.presses("Send me the link")
    visitor.heading_is("Check your email")
    visitor.goes_to("/demo/mail")
    see("mail")
    visitor.follows(re.compile(r"start.[\w-]{20}"))
    visitor.fills("Choose a password", "short")
    visitor.presses(re.compile("^Register"))
    visitor.sees("Your password must have 12 characters or more")
    see("a weak password")
    visitor.fills("Choose a password", STRONG)
    visitor.chooses("I may act for this organisation, and I keep my password to myself")
    visitor.presses(re.compile("^Register"))
    visitor.heading_is("Your profile")


def fills_in_the_profile(visitor: Visitor, *, stops: bool) -> None:
    """When every step is answered, then the category is shown with its reason and the profile can be accepted."""
    see = visitor.stops if stops else (lambda name: None)
    see("no profile yet")
    visitor.presses("Start", exact=True)
    see("type")
    visitor.chooses("Care home", exact=True)
    visitor.presses("Continue")
    visitor.heading_is("Who holds these roles?")
    see("key roles")
    visitor.follows("leave them out")
    visitor.chooses("Yes", exact=True)
    see("nhsmail")
    visitor.presses("Save and continue")
    visitor.heading_is("Certificates")
    see("certificates")
    visitor.presses("Continue without a certificate")
    visitor.sees("Category 3, because you are “Care home”.")
    see("check your answers")
    visitor.presses("Accept the profile")
    visitor.sees("Your profile is accepted.")


def test_a_care_home_registers_and_accepts_its_profile(visitor: Visitor) -> None:
    begins(visitor, "VZZ11", "jo@elm-lodge.example", stops=True)
    fills_in_the_profile(visitor, stops=True)
    visitor.follows("People", exact=True)
    visitor.sees("You are the only administrator.")
    visitor.stops("people")
    visitor.presses("Invite people")
    visitor.fills("Email address", "kim@elm-lodge.example")
    visitor.chooses("Administrator")
    visitor.stops("invite")
    visitor.presses("Send the invitation")
    visitor.sees("Invited, not yet joined")
    visitor.stops("invited")


def test_an_organisation_begins_without_scripts(scriptless: Visitor) -> None:
    begins(scriptless, "FZZ02", "jo@quayside.example", stops=False)


def test_what_was_typed_survives_the_end_of_the_session(visitor: Visitor, context: BrowserContext) -> None:
    visitor.signs_in("ruth@demo.example", "shipshape-lantern-harbour")
    visitor.goes_to("/organisations/8ZZ01/profile/certificates/add")
    visitor.chooses("ISO/IEC 27001")
    visitor.fills("Scope, as the certificate says it", "All our hosting, all our staff and all the data")
    context.clear_cookies(name="dspt-session")
    visitor.presses("Add the certificate")
    visitor.heading_is("Sign in")
    visitor.sees("We kept it")
    visitor.types_name_and_password("ruth@demo.example", "shipshape-lantern-harbour")
    visitor.shows_a_code("ruth@demo.example")
    visitor.sees("All our hosting, all our staff and all the data")
    visitor.stops("kept")
    visitor.presses("Save it now")
    visitor.sees("Enter who issued it")
    assert visitor.page.get_by_label("Scope, as the certificate says it").input_value().startswith("All our hosting")
