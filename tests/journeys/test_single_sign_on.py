"""Single sign-on, as people meet it: connected from the account, used, cancelled, unknown; found by the address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest

from dspt.jobs.cast import PASSWORD, PEOPLE
from tests.journeys.conftest import Visitor
from tests.journeys.steps import newest_link
from tests.world.provider import CLIENT_ID, CLIENT_SECRET, a_provider

pytestmark = pytest.mark.journey
AMA, TOM = (PEOPLE[key].email for key in ("ama", "tom"))


@contextmanager
def surroundings(address: str) -> Iterator[Mapping[str, str]]:
    """A real provider that the service trusts, at another host name than ours."""
    with a_provider(f"{address}/sign-in/sso/callback") as provider:
        yield {
            "DSPT_SSO_ISSUER": provider.issuer,
            "DSPT_SSO_CLIENT_ID": CLIENT_ID,
            "DSPT_SSO_CLIENT_SECRET": CLIENT_SECRET,
        }


def signs_in_there(visitor: Visitor, login: str) -> None:
    """Fill in the provider's own page."""
    visitor.page.get_by_placeholder("Enter any login").fill(login)
    visitor.page.get_by_placeholder("and password").fill("any")
    visitor.page.get_by_role("button", name="Sign-in").click()


def leaves(visitor: Visitor) -> None:
    visitor.page.get_by_role("button", name="Sign out").first.click()


def test_it_is_connected_from_the_account_and_signs_in(visitor: Visitor) -> None:
    visitor.signs_in(TOM, PASSWORD)
    visitor.goes_to("/account")
    visitor.follows("Connect NHSmail")
    visitor.heading_is("Connect NHSmail")
    visitor.stops("connect")
    visitor.presses("Go to NHSmail")
    signs_in_there(visitor, "tom.okafor1")
    visitor.heading_is("Your account")
    visitor.sees("NHSmail is connected")
    visitor.sees("tom.okafor1@demo.example, connected")
    visitor.stops("connected")
    leaves(visitor)
    visitor.goes_to("/sign-in?next=/account")
    visitor.stops("sign in")
    visitor.presses("Sign in with NHSmail")
    # The provider still knows the browser and asks for nothing.
    visitor.heading_is("Your account")
    visitor.sees("Single sign-on, ")
    visitor.follows("Disconnect NHSmail")
    visitor.heading_is("Disconnect NHSmail")
    visitor.stops("disconnect")
    visitor.presses("Disconnect NHSmail")
    visitor.sees("NHSmail no longer signs you in")


def test_who_cancels_there_finds_the_way_here(visitor: Visitor) -> None:
    visitor.goes_to("/sign-in")
    visitor.presses("Sign in with NHSmail")
    visitor.page.get_by_role("link", name="Cancel").click()
    visitor.heading_is("You cancelled signing in with NHSmail")
    looks(visitor, "cancelled")
    visitor.presses("Sign in with NHSmail")
    signs_in_there(visitor, "stranger")
    visitor.heading_is("You do not have an account yet")
    visitor.sees("stranger@demo.example")
    looks(visitor, "stranger")
    visitor.follows("Register an organisation", exact=True)


def test_who_comes_by_it_first_signs_in_the_old_way_once(visitor: Visitor) -> None:
    visitor.goes_to("/sign-in")
    visitor.presses("Sign in with NHSmail")
    signs_in_there(visitor, AMA.partition("@")[0])
    visitor.heading_is("Connect NHSmail to your account")
    looks(visitor, "known")
    visitor.page.get_by_role("button", name="Sign in and connect").click()
    visitor.fills("Email address", AMA)
    visitor.fills("Password", PASSWORD)
    visitor.presses("Sign in", exact=True)
    visitor.heading_is("Connect NHSmail to your account")
    visitor.stops("finish")
    visitor.presses("Connect", exact=True)
    visitor.sees("NHSmail is connected")


def looks(visitor: Visitor, name: str) -> None:
    """Look at a page that is shown once: fetching it again would say that it is used."""
    visitor.looks_at_dialog(name)


def test_an_organisation_is_registered_with_it_and_no_password(visitor: Visitor) -> None:
    visitor.goes_to("/start")
    visitor.fills("Organisation code", "VZZ11")
    visitor.presses("Continue")
    visitor.fills("Your full name", "Noor Aziz")
    visitor.fills("Your work email address", "noor@demo.example")
    visitor.presses("Send me the link")
    visitor.goes_to(newest_link(visitor, "/start/"))
    visitor.stops("open an account")
    visitor.presses("Go on with NHSmail")
    signs_in_there(visitor, "somebody.else")
    visitor.heading_is("NHSmail knows you by another address")
    looks(visitor, "another address")
    visitor.follows("Go back, and choose a password instead")
    visitor.page.context.clear_cookies(domain="localhost")
    visitor.presses("Go on with NHSmail")
    signs_in_there(visitor, "noor")
    visitor.sees("You sign in with NHSmail from now on and need no password here.")
    visitor.stops("vouched for")
    visitor.chooses("I may act for this organisation")
    visitor.page.locator("main form button").last.click()
    visitor.heading_is("Your profile")
