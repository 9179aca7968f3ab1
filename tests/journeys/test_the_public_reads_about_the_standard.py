"""Anybody reads what the standard asks, what a word means, and says what they think."""

from __future__ import annotations

import re

import pytest

from .conftest import Visitor

pytestmark = pytest.mark.journey
READS_ONLY = True


def test_a_manager_looks_up_what_a_care_home_is_asked(visitor: Visitor) -> None:
    visitor.goes_to("/standard")
    visitor.stops("the editions")
    visitor.follows("Choose your type of organisation")
    visitor.stops("the choice")
    visitor.page.get_by_label("Type of organisation").select_option(label="Care home")
    visitor.presses("Show")
    visitor.heading_is(re.compile("What is asked of a care home"))
    visitor.sees(re.compile("43 required questions and 34 optional ones"))
    visitor.stops("a care home")
    visitor.follows("4.5.3", exact=True)
    visitor.heading_is("Extra sign-in step on remote accounts")
    visitor.presses("multi-factor authentication", exact=True)
    explained = visitor.page.get_by_text("2 or more different kinds of proof").locator("visible=true")
    explained.first.wait_for(timeout=20_000)
    visitor.stops("one item with a word explained")


def test_a_lead_of_a_trust_looks_up_an_outcome(visitor: Visitor) -> None:
    visitor.goes_to("/standard/2024-25/requirements?type=nhs_trust")
    visitor.stops("a trust")
    visitor.follows(re.compile("^B2.a"))
    visitor.heading_is("Identity verification, authentication and authorisation")
    visitor.stops("one outcome")


def test_a_supplier_reads_the_tests_of_its_type(visitor: Visitor) -> None:
    visitor.goes_to("/standard/2024-25/requirements?type=it_supplier&show=required")
    visitor.sees("Only if all of these are answered yes:")
    visitor.stops("a supplier")


def test_a_practice_prints_its_required_questions_with_their_help(visitor: Visitor) -> None:
    visitor.goes_to("/standard/2024-25/requirements?type=gp_practice&show=required&help=open")
    visitor.stops("a practice with all help open")
    visitor.page.emulate_media(media="print")
    assert not visitor.page.get_by_role("button", name="Show").is_visible()
    assert visitor.page.get_by_text("Why it is asked.").first.is_visible()


def test_a_reader_follows_the_edition_and_its_changes(visitor: Visitor) -> None:
    visitor.goes_to("/standard/2024-25")
    visitor.page.get_by_text("Show definitions of statuses").click()
    visitor.sees("Deprecated")
    visitor.stops("the edition")
    visitor.follows(re.compile("Every change from 2023-24"))
    visitor.sees("Now required")
    visitor.stops("what changed")


def test_a_reader_finds_help(visitor: Visitor) -> None:
    visitor.goes_to("/help")
    visitor.stops("help")
    visitor.follows("Glossary")
    visitor.fills("Word or abbreviation", "siro")
    visitor.presses("Search")
    visitor.sees("Senior information risk owner")
    visitor.stops("glossary")
    # One of each kind: long prose, prose with ways to reach us, a table, a list from the edition.
    for path in ("/help/legal", "/help/contact", "/cookies", "/help/statuses"):
        visitor.goes_to(path)
        visitor.stops(path)


def test_feedback_is_given_without_scripts(scriptless: Visitor) -> None:
    scriptless.goes_to("/feedback?page=/help/scope")
    scriptless.fills(re.compile("What worked"), "The list helped.")
    scriptless.presses("Send feedback")
    scriptless.sees("There is a problem")
    scriptless.chooses("Yes", exact=True)
    scriptless.presses("Send feedback")
    scriptless.heading_is("Thank you for your feedback")


def test_the_feedback_form_and_its_errors_are_accessible(visitor: Visitor) -> None:
    visitor.goes_to("/feedback")
    visitor.stops("form")
    visitor.presses("Send feedback")
    visitor.sees("There is a problem")
    visitor.stops("form with an error")
