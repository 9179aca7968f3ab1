"""The last administrator is gone: somebody asks, two people of the service desk approve, it is granted or stopped."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from .conftest import DESKTOP, ROOT, Visitor, _environment
from .steps import DEMO_PASSWORD, PASSWORD, newest_link

pytestmark = pytest.mark.journey


@contextmanager
def somebody(chromium: Browser, service: str, story: str, email: str) -> Iterator[Visitor]:
    """Somebody else, at a browser of their own, signed in."""
    made = chromium.new_context(viewport=DESKTOP, locale="en-GB", timezone_id="Europe/London")
    made.set_default_timeout(30_000)
    visitor = Visitor(made.new_page(), service, story)
    visitor.signs_in(email, DEMO_PASSWORD)
    yield visitor
    made.close()


def asks(visitor: Visitor, *, code: str, email: str, looking: bool) -> None:
    """Given nobody who can give access, when somebody asks and follows the letter, then the desk has the request."""
    see = visitor.stops if looking else (lambda name: None)
    visitor.goes_to("/sign-in")
    visitor.follows("The only person with access has left")
    visitor.heading_is("Get access back")
    visitor.presses("Send me the link")
    visitor.sees("Enter the organisation’s code")
    see("nothing typed")
    visitor.fills("Organisation code", code)
    visitor.fills("Your full name", "Jo Bell")
    visitor.fills("Your work email address", email)
    see("who asks")
    visitor.presses("Send me the link")
    visitor.heading_is("Check your email")
    visitor.goes_to(newest_link(visitor, "/start/recover/"))
    visitor.heading_is(re.compile("^Your request for"))
    visitor.fills("Your job there", "Deputy manager")
    visitor.fills("What happened?", "Our manager left in May. Nobody else could ever sign in as administrator.")
    visitor.presses("Send the request")
    visitor.sees("Enter the name and job of somebody who can confirm this")
    see("who can confirm it")
    visitor.fills("Who can confirm this?", "Ann Lee, owner")
    visitor.fills(re.compile("^Telephone number"), "01632 960 001")
    visitor.presses("Send the request")
    visitor.heading_is("We have your request")
    see("received")


def approves(visitor: Visitor, name: str, *, looking: bool, first: bool) -> None:
    """When somebody of the service desk has verified everything, then they approve."""
    see = visitor.stops if looking else (lambda name: None)
    visitor.goes_to("/organisations")
    see("your organisations")
    visitor.follows("Service desk: what waits")
    visitor.heading_is("Service desk")
    see("what waits")
    visitor.follows(re.compile(f"request of {name}"))
    see("the request")
    if first:
        visitor.fills("How you verified it", "Number from the CQC's page; Ann Lee answered at 10:05.")
        visitor.presses("Approve", exact=True)
        visitor.sees("Verify and tick all of these before you approve, or ask for more")
        see("not verified")
    for box in visitor.page.get_by_role("checkbox").all():
        box.check()
    visitor.fills("How you verified it", "Number from the CQC's page; Ann Lee answered at 10:05.")
    visitor.presses("Approve", exact=True)
    visitor.sees("You approved it. A second" if first else "The waiting time has begun")
    see("approved")


def waits(own_data: Path, service: str) -> None:
    """When the waiting time is over."""
    over = [sys.executable, "-m", "tests.world.waited"]
    subprocess.run(over, env=_environment(own_data) | {"DSPT_BASE_URL": service}, check=True, timeout=120, cwd=ROOT)


def test_the_last_administrator_is_gone_and_access_is_recovered(
    visitor: Visitor, chromium: Browser, service: str, own_data: Path
) -> None:
    asks(visitor, code="VZZ02", email="jo@willow-court.example", looking=True)
    with somebody(chromium, service, "recovery first desk", "dev@demo.example") as dev:
        approves(dev, "Jo Bell", looking=True, first=True)
    with somebody(chromium, service, "recovery second desk", "dora@demo.example") as dora:
        approves(dora, "Jo Bell", looking=True, first=False)
        dora.goes_to("/helpdesk/recovery?show=counting")
        dora.stops("in the waiting time")
        dora.goes_to("/helpdesk/organisations?q=willow")
        dora.stops("looked up")
        dora.goes_to("/helpdesk/organisations?q=vzz02")
        dora.heading_is("Willow Court")
        dora.stops("how it stands")
    waits(own_data, service)
    visitor.goes_to(newest_link(visitor, "/invitations/"))
    visitor.fills("Choose a password", PASSWORD)
    visitor.chooses(re.compile("I may act for this organisation"))
    visitor.stops("the way in")
    visitor.presses("Join Willow Court")
    visitor.goes_to("/organisations/VZZ02/people")
    visitor.sees("Jo Bell (you)")
    visitor.sees("Invite people")
    visitor.stops("administrator")


def test_an_administrator_who_is_still_there_stops_it(visitor: Visitor, chromium: Browser, service: str) -> None:
    asks(visitor, code="VZZ03", email="kim@rowan-house.example", looking=False)
    with somebody(chromium, service, "stopped first desk", "dev@demo.example") as dev:
        approves(dev, "Jo Bell", looking=False, first=True)
    with somebody(chromium, service, "stopped second desk", "dora@demo.example") as dora:
        approves(dora, "Jo Bell", looking=False, first=False)
    visitor.goes_to(newest_link(visitor, "/recovery/stop/"))
    visitor.heading_is("Stop this request?")
    visitor.stops("stop by a letter")
    with somebody(chromium, service, "stopped by ruth", "ruth@demo.example") as ruth:
        ruth.goes_to("/organisations/VZZ03")
        ruth.sees("Jo Bell asks to become an administrator here")
        ruth.stops("banner")
        ruth.follows(re.compile("^Look at it, or stop it"))
        ruth.heading_is("Jo Bell asks to become an administrator")
        ruth.presses("Stop the request")
        ruth.sees("Enter why this should not happen")
        ruth.fills("Why should this not happen?", "I am still here, and Jo left us last year.")
        ruth.stops("stopping")
        ruth.presses("Stop the request")
        ruth.sees("The request is stopped. We have told everybody concerned.")
        ruth.stops("stopped")
    visitor.goes_to("/demo/mail")
    visitor.sees("Ruth Cole stopped your request for Rowan House.")
    with somebody(chromium, service, "stopped seen by the desk", "dev@demo.example") as dev:
        dev.goes_to("/helpdesk/recovery?show=stopped")
        dev.follows(re.compile("request of Jo Bell"))
        dev.sees("I am still here, and Jo left us last year.")
        dev.stops("stopped")


def test_somebody_asks_and_stops_again_without_scripts(scriptless: Visitor) -> None:
    asks(scriptless, code="FZZ01", email="lee@harbour.example", looking=False)
    scriptless.goes_to(newest_link(scriptless, "/recovery/stop/"))
    scriptless.fills("Why should this not happen?", "Found the password.")
    scriptless.presses("Stop the request")
    scriptless.heading_is("The request is stopped")
