"""Phone and recovery codes are gone: the desk is told, two of it approve, the step is taken away, a new one set up."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from .conftest import ROOT, Visitor, _environment
from .steps import DEMO_PASSWORD, newest_link, sets_up_an_app
from .test_an_organisation_is_recovered import somebody

pytestmark = pytest.mark.journey
RUTH = "ruth@demo.example"
FOUND = "Number from the trust's own page; Ann Lee answered at 10:05 and put me through."


def tells(visitor: Visitor) -> None:
    """Given a password and nothing else, when Ruth follows the link there, then the desk has her request."""
    visitor.signs_in_with_password_alone(RUTH, DEMO_PASSWORD)
    visitor.heading_is("One more step")
    visitor.stops("one more step")
    visitor.follows("You cannot sign in?")
    visitor.heading_is("Lost your phone or passkey")
    visitor.fills("Email address that you sign in with", "")
    visitor.presses("Send me the link")
    visitor.sees("Enter your email address")
    visitor.stops("no address")
    visitor.fills("Email address that you sign in with", RUTH)
    visitor.presses("Send me the link")
    visitor.heading_is("Check your email")
    visitor.goes_to(newest_link(visitor, "/sign-in/lost/"))
    visitor.heading_is("Your extra sign-in step")
    visitor.fills("Your job, and where", "Information governance lead, Northmoor Hospitals")
    visitor.fills("What happened?", "My phone was stolen on Monday, and the codes were in its case.")
    visitor.presses("Send the request")
    visitor.sees("Enter the name and job of somebody at work who can say who you are")
    visitor.stops("who can say it")
    visitor.fills("Who at work can say who you are?", "Ann Lee, switchboard manager")
    visitor.fills(re.compile("^Telephone number"), "01632 960 001")
    visitor.presses("Send the request")
    visitor.heading_is("We have your request")
    visitor.stops("received")


def approves(visitor: Visitor, *, first: bool) -> None:
    """When somebody of the desk has rung back, then they approve."""
    visitor.goes_to("/helpdesk")
    visitor.stops("what waits")
    visitor.follows(re.compile("^Lost extra sign-in step"))
    visitor.heading_is(re.compile("^Lost extra sign-in step"))
    visitor.stops("the request")
    for box in visitor.page.get_by_role("checkbox").all():
        box.check()
    visitor.fills("How you verified it", FOUND)
    visitor.presses("Approve", exact=True)
    visitor.sees("You approved it. A second" if first else "The waiting time has begun")
    visitor.stops("approved")


def test_a_lost_phone_is_replaced_through_the_desk(
    visitor: Visitor, chromium: Browser, service: str, own_data: Path
) -> None:
    tells(visitor)
    with somebody(chromium, service, "lost factor first desk", "dev@demo.example") as dev:
        approves(dev, first=True)
    with somebody(chromium, service, "lost factor second desk", "dora@demo.example") as dora:
        approves(dora, first=False)
    visitor.goes_to(newest_link(visitor, "/recovery/stop/"))
    visitor.heading_is("Stop this request?")
    visitor.stops("stop by a letter")
    over = [sys.executable, "-m", "tests.world.waited"]
    subprocess.run(over, env=_environment(own_data) | {"DSPT_BASE_URL": service}, check=True, timeout=120, cwd=ROOT)
    visitor.goes_to("/demo/mail")
    visitor.sees("Your extra sign-in step was taken away and you were signed out everywhere.")
    visitor.signs_in_with_password_alone(RUTH, DEMO_PASSWORD)
    visitor.goes_to("/organisations/RZZ")
    visitor.stops("must set up anew")
    sets_up_an_app(visitor)
    visitor.goes_to("/organisations/RZZ")
    visitor.sees("Northmoor Hospitals NHS Trust")
