"""Somebody's session ends while they write: nothing they typed is lost, and what was saved leaves nothing behind."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from dspt.jobs.cast import PASSWORD, PEOPLE
from tests.journeys.conftest import Visitor

pytestmark = pytest.mark.journey

HOME = "/organisations/VZZ02"
ITEM = f"{HOME}/assessment/2024-25/items/1.3.13"
TRUST = "/organisations/RZZ"
OUTCOME = f"{TRUST}/assessment/2024-25/outcomes/C1.a"
WRITTEN = "Visitors sign in and wear a badge. Screens lock after 10 minutes."


def test_a_long_answer_outlives_the_session(visitor: Visitor) -> None:
    begins(visitor, HOME)
    visitor.goes_to(ITEM)
    visitor.fills("Your answer", WRITTEN)
    loses_the_session(visitor)
    visitor.presses("Save and next")
    visitor.heading_is(re.compile("^Sign in"))
    visitor.stops("asked to sign in")
    signs_in_here(visitor)
    visitor.sees(WRITTEN)
    visitor.stops("what was written is back")
    visitor.presses("Save it now")
    visitor.has_no_error()
    visitor.goes_to(ITEM)
    visitor.sees(WRITTEN)


def test_a_statement_can_be_looked_at_before_it_is_saved(visitor: Visitor) -> None:
    begins(visitor, TRUST)
    visitor.goes_to(OUTCOME)
    visitor.fills(re.compile("Supporting statement"), WRITTEN)
    loses_the_session(visitor)
    visitor.presses("Save", exact=True)
    signs_in_here(visitor)
    visitor.follows("Go back to the page first")
    visitor.sees("This is what you sent after you had been signed out. It is not saved yet.")
    expect(visitor.page.get_by_label(re.compile("Supporting statement"))).to_have_value(WRITTEN)
    visitor.stops("what was written is in the form")
    visitor.presses("Save", exact=True)
    visitor.sees("C1.a is saved.")


def test_what_was_saved_leaves_no_draft_behind(visitor: Visitor) -> None:
    begins(visitor, TRUST)
    visitor.goes_to(OUTCOME)
    kept: list[str] = []
    visitor.page.on("request", lambda sent: kept.append(sent.url) if sent.url.endswith("/draft") else None)
    for statement in ("Logs of 12 systems are collected.", "Logs of 14 systems are collected."):
        visitor.fills(re.compile("Supporting statement"), statement)
        visitor.presses("Save", exact=True)
        visitor.sees("C1.a is saved.")
        visitor.goes_to(OUTCOME)
        assert not visitor.page.get_by_text("that was not saved").count()
    assert not kept


def begins(visitor: Visitor, organisation: str) -> None:
    visitor.signs_in(PEOPLE["ruth"].email, PASSWORD)
    visitor.heading_is("Your organisations")
    visitor.goes_to(organisation)
    start = visitor.page.get_by_role("button", name="Start", exact=True)
    if start.count():
        start.click()
        visitor.page.wait_for_load_state()


def loses_the_session(visitor: Visitor) -> None:
    visitor.page.context.clear_cookies(name=re.compile("session", re.I))


def signs_in_here(visitor: Visitor) -> None:
    visitor.types_name_and_password(PEOPLE["ruth"].email, PASSWORD)
    visitor.shows_a_code(PEOPLE["ruth"].email)
