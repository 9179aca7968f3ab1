"""A care home and a practice work through their questions; two colleagues meet on one answer."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from .conftest import DESKTOP, Visitor

pytestmark = pytest.mark.journey
PASSWORD = "shipshape-lantern-harbour"
RUTH, TOM, VERA = "ruth@demo.example", "tom@demo.example", "vera@demo.example"
HOME = "/organisations/VZZ02"
YEAR = f"{HOME}/assessment/2024-25"


def test_a_care_home_answers_its_first_questions(visitor: Visitor) -> None:
    visitor.signs_in(RUTH, PASSWORD)
    visitor.goes_to(HOME)
    visitor.heading_is(re.compile("Your assessment for 2024-25"))
    visitor.stops("home before the start")
    visitor.presses("Start")
    visitor.heading_is(re.compile("^Do all new joiners"))
    visitor.follows("Back to all questions")
    visitor.heading_is("Questions")
    visitor.stops("overview with nothing answered")
    visitor.follows("2.1.1", exact=True)
    visitor.stops("a yes or no question")
    visitor.presses("Save and next")
    visitor.sees("There is a problem")
    assert visitor.page.title().startswith("Error: ")
    visitor.stops("a question with an error")
    visitor.chooses("Yes", exact=True)
    visitor.fills(re.compile("^Comment"), "New staff read the booklet on their first day.")
    visitor.presses("Save and next")
    visitor.sees(re.compile("1 of 43 done"))
    visitor.goes_to(f"{YEAR}/items/1.1.2")
    visitor.stops("a document question")
    visitor.fills(re.compile("^Comment"), "Looked through by the manager.")
    visitor.presses("Choose from your documents")
    visitor.sees("There are no other documents yet.")
    expect(visitor.page.get_by_label(re.compile("^Comment"))).to_have_value("Looked through by the manager.")
    visitor.stops("choosing from documents")
    visitor.follows("Ask somebody else to answer this")
    visitor.page.get_by_label("Who answers this?").select_option("Tom Okafor")
    due = visitor.page.get_by_role("group", name=re.compile("^By when"))
    for part, typed in (("Day", "31"), ("Month", "2"), ("Year", "2027")):
        due.get_by_label(part).fill(typed)
    visitor.presses("Save owner")
    visitor.sees("There is a problem")
    expect(due.get_by_label("Day")).to_have_value("31")
    visitor.stops("an owner with a day that does not exist")
    visitor.goes_to(f"{YEAR}/items/1.1.2")
    visitor.fills("or say where it is kept", "Office, shelf 2")
    visitor.presses("Save and next")
    visitor.goes_to(f"{YEAR}/items/1.1.2")
    visitor.sees(re.compile("Office, shelf 2"))
    visitor.goes_to(f"{YEAR}/items/4.2.1")
    visitor.stops("a date question")
    visitor.goes_to(f"{YEAR}/items/4.5.3")
    visitor.stops("a question with exceptions")
    visitor.goes_to(f"{YEAR}/items/1.1.2/history")
    visitor.stops("earlier answers")
    visitor.goes_to(f"{HOME}/documents")
    visitor.stops("documents")
    visitor.goes_to(HOME)
    visitor.sees(re.compile("Next: answer 41 questions"))
    visitor.stops("home under way")


def test_two_colleagues_meet_on_one_answer(visitor: Visitor, chromium: Browser) -> None:
    visitor.signs_in(RUTH, PASSWORD)
    visitor.goes_to(HOME)
    if visitor.page.get_by_role("button", name="Start").is_visible():
        visitor.presses("Start")
    visitor.goes_to(f"{YEAR}/items/1.3.13")
    theirs = chromium.new_context(viewport=DESKTOP, locale="en-GB")
    tom = Visitor(theirs.new_page(), visitor.address, "tom")
    tom.signs_in(TOM, PASSWORD)
    tom.goes_to(f"{YEAR}/items/1.3.13")
    tom.fills("Your answer", "Visitors sign in. The key is held by the nurse in charge. Screens lock after 5 minutes.")
    tom.presses("Save and next")
    visitor.fills("Your answer", "Visitors sign in and wear a badge. Screens lock after 10 minutes.")
    visitor.presses("Save and next")
    visitor.heading_is(re.compile("Tom changed this answer while you were writing"))
    visitor.stops("two versions of one answer")
    visitor.chooses("Written from both")
    visitor.fills("Text from both", "Visitors sign in and wear a badge. The nurse holds the key.")
    visitor.presses("Save")
    visitor.sees(re.compile("Tom Okafor is told"))
    tom.goes_to(f"{YEAR}/items/1.3.13")
    tom.sees("Visitors sign in and wear a badge. The nurse holds the key.")
    theirs.close()


def test_a_viewer_reads_without_scripts(scriptless: Visitor) -> None:
    scriptless.signs_in(VERA, PASSWORD)
    scriptless.goes_to(HOME)
    scriptless.heading_is(re.compile("Your assessment for 2024-25"))
    scriptless.goes_to(YEAR)
    scriptless.goes_to(f"{HOME}/documents")
    scriptless.sees(re.compile("can add documents"))


def test_a_practice_answers_without_scripts_and_confirms(scriptless: Visitor) -> None:
    year = "/organisations/YZZ01/assessment/2024-25"
    scriptless.signs_in(RUTH, PASSWORD)
    scriptless.goes_to("/organisations/YZZ01")
    scriptless.presses("Start")
    scriptless.goes_to(f"{year}/items/3.2.1")
    scriptless.chooses("Yes", exact=True)
    scriptless.presses("Save and next")
    scriptless.goes_to(f"{year}?standard=3")
    scriptless.follows("Confirm 3.2")
    scriptless.heading_is("Confirm 3.2")
    scriptless.presses("Confirm 3.2")
    scriptless.sees("3.2 is confirmed in your name.")
    scriptless.goes_to(f"{year}/items/5.1.1")
    scriptless.chooses("Yes", exact=True)
    scriptless.presses("Save and next")
    scriptless.goes_to(year)
    scriptless.follows("1 group of answers, on one page")
    scriptless.heading_is("Confirm this group of answers")
    scriptless.presses("Confirm the ticked groups of answers")
    scriptless.sees("5.1 is confirmed in your name.")
