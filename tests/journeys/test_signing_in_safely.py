"""Second factors, as people meet them: set up because one must, a passkey, a stolen session, another browser."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from dspt.jobs.cast import PASSWORD, PEOPLE
from tests.journeys.conftest import DATA, DESKTOP, ROOT, Visitor
from tests.journeys.steps import sets_up_an_app

pytestmark = pytest.mark.journey
FINISHED = ("practice",)
RUTH, TOM, SAM = (PEOPLE[key].email for key in ("ruth", "tom", "sam"))
DECLARE = "/organisations/YZZ01/publish/2024-25/declare"


@pytest.fixture
def another(chromium: Browser, service: str, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """A second browser: somebody else's, or the same person's elsewhere."""
    made = chromium.new_context(viewport=DESKTOP, locale="en-GB")
    made.set_default_timeout(30_000)
    yield Visitor(made.new_page(), service, f"{request.node.name.removeprefix('test_')}-other")
    made.close()


def a_while_passes(service: str) -> None:
    environment = os.environ | {"DSPT_ENV": "demo", "DSPT_DATA_DIR": str(DATA[service])}
    subprocess.run([sys.executable, "-m", "tests.world.later"], env=environment, check=True, timeout=60, cwd=ROOT)


def can_make_passkeys(page: Page) -> None:
    """Put a platform authenticator into the browser, as a laptop with a fingerprint reader has one."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def looks_and_reloads(visitor: Visitor, name: str) -> None:
    """Look at a page whose challenge is new each time it is fetched, as looking fetches it too."""
    visitor.stops(name)
    visitor.page.reload()


def test_who_becomes_administrator_of_a_trust_sets_up_an_app(visitor: Visitor, another: Visitor) -> None:
    another.signs_in(RUTH, PASSWORD)
    another.goes_to("/organisations/RZZ/people")
    another.page.get_by_role("row", name=re.compile("Tom Okafor")).get_by_role("link").first.click()
    another.chooses("Administrator")
    another.presses(re.compile("^(Save|Change)"))
    another.sees("Tom Okafor is now administrator")
    visitor.signs_in(TOM, PASSWORD)
    visitor.goes_to("/organisations/VZZ02")
    sets_up_an_app(visitor)
    visitor.sees("Willow Court")
    visitor.goes_to("/account")
    visitor.sees("You must have one")
    visitor.stops("your account")


def test_a_passkey_is_made_signs_in_alone_and_confirms(visitor: Visitor, service: str) -> None:
    # Browsers know passkeys at names, not at numbers.
    visitor.address = service.replace("127.0.0.1", "localhost")
    can_make_passkeys(visitor.page)
    visitor.signs_in(SAM, PASSWORD)
    visitor.goes_to("/account")
    visitor.follows("Add a passkey")
    looks_and_reloads(visitor, "passkey")
    visitor.fills("Name for this passkey", "Work laptop")
    visitor.presses("Create the passkey")
    visitor.heading_is("Keep your recovery codes")
    visitor.follows("I have kept them, continue")
    visitor.presses("Sign out")
    visitor.goes_to("/sign-in")
    visitor.follows("Sign in with a passkey")
    visitor.heading_is("Sign in with a passkey")
    looks_and_reloads(visitor, "sign in with a passkey")
    visitor.presses("Use my passkey")
    visitor.heading_is("You have no organisation yet")
    visitor.goes_to("/account")
    visitor.sees("A passkey: Work laptop")
    a_while_passes(service)
    visitor.goes_to("/account/password")
    visitor.heading_is("Confirm that it is you")
    looks_and_reloads(visitor, "confirm with a passkey")
    visitor.presses("Use my passkey")
    visitor.heading_is("Change your password")
    visitor.presses("Sign out")
    visitor.signs_in_with_password_alone(SAM, PASSWORD)
    visitor.heading_is("One more step")
    visitor.presses("Use my passkey")
    visitor.heading_is("You have no organisation yet")


def test_a_stolen_session_cannot_publish(
    visitor: Visitor, another: Visitor, context: BrowserContext, service: str
) -> None:
    visitor.signs_in(RUTH, PASSWORD)
    visitor.heading_is("Your organisations")
    a_while_passes(service)
    another.page.context.add_cookies(context.cookies())
    another.goes_to("/organisations/YZZ01")
    another.sees("Ruth Cole")
    another.goes_to(DECLARE)
    another.heading_is("Confirm that it is you")
    another.stops("asked for the factor")
    for guess in ("000000", PASSWORD[:20]):
        another.fills(re.compile("^Code$"), guess)
        another.presses("Confirm", exact=True)
        another.heading_is("Confirm that it is you")
    another.stops("a guess")
    another.goes_to(DECLARE)
    another.heading_is("Confirm that it is you")
    another.goes_to("/organisations/YZZ01/history")
    assert "24/25" not in another.page.locator("main").inner_text()

    visitor.goes_to(DECLARE)
    visitor.heading_is("Confirm that it is you")
    visitor.shows_a_code(RUTH)
    visitor.page.get_by_role("checkbox").first.wait_for()
    # Her key has changed with the confirmation: what was stolen is worth nothing now.
    another.goes_to("/organisations/YZZ01")
    another.heading_is("Sign in")


def test_what_was_sent_waits_for_the_factor(scriptless: Visitor, service: str) -> None:
    scriptless.signs_in(RUTH, PASSWORD)
    scriptless.goes_to("/organisations/VZZ02/people/invite")
    scriptless.fills(re.compile("email", re.I), "jo@new.example")
    scriptless.chooses("Viewer")
    a_while_passes(service)
    scriptless.presses("Send the invitation")
    scriptless.heading_is("Confirm that it is you")
    scriptless.shows_a_code(RUTH)
    scriptless.heading_is("Send this now?")
    scriptless.presses("Send it now")
    scriptless.sees("We have sent jo@new.example an invitation")


def test_another_browser_is_signed_out_from_the_list(visitor: Visitor, another: Visitor) -> None:
    another.signs_in(PEOPLE["vera"].email, PASSWORD)
    visitor.signs_in(PEOPLE["vera"].email, PASSWORD)
    visitor.goes_to("/account")
    visitor.sees("this browser")
    visitor.stops("sessions")
    visitor.page.get_by_role("main").get_by_role("listitem").get_by_role(
        "button", name=re.compile("Sign out")
    ).first.click()
    visitor.sees("It is signed out")
    another.goes_to("/organisations/VZZ02")
    another.heading_is("Sign in")
    visitor.goes_to("/organisations/VZZ02")
    visitor.sees("Willow Court")


def test_before_the_session_ends_a_dialog_offers_to_stay(visitor: Visitor) -> None:
    visitor.signs_in(PEOPLE["vera"].email, PASSWORD)
    visitor.page.clock.install()
    visitor.goes_to("/organisations/VZZ02")
    visitor.page.clock.fast_forward("54:00")
    assert not visitor.page.get_by_role("dialog").count()
    visitor.page.clock.fast_forward("02:00")
    dialog = visitor.page.get_by_role("dialog", name="Are you still there?")
    dialog.wait_for(state="visible")
    visitor.sees("you are signed out in 4 minutes")
    assert visitor.page.evaluate("document.activeElement.textContent") == "Stay signed in"
    visitor.looks_at_dialog("stay")
    visitor.presses("Stay signed in")
    dialog.wait_for(state="detached")
    visitor.page.clock.fast_forward("54:00")
    assert not visitor.page.get_by_role("dialog").count()
    visitor.page.clock.fast_forward("06:30")
    visitor.page.get_by_role("dialog", name="You are signed out").wait_for(state="visible")
    visitor.looks_at_dialog("over")
