"""A trust judges its 47 outcomes, submits its interim and publishes; two colleagues collide on one of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dspt.jobs.cast import BODIES, PASSWORD, PEOPLE
from tests.journeys.conftest import Visitor
from tests.journeys.steps import is_found_on_the_register

pytestmark = pytest.mark.journey

CODE = BODIES["trust"].code
YEAR = f"/organisations/{CODE}/assessment/2024-25"
LEVEL = re.compile("The level you declare")


def test_a_trust_judges_its_outcomes_submits_its_interim_and_publishes(visitor: Visitor) -> None:
    visitor.signs_in(PEOPLE["ruth"].email, PASSWORD)
    visitor.goes_to(f"/organisations/{CODE}")
    visitor.presses("Start", exact=True)
    visitor.goes_to(f"{YEAR}/outcomes")
    visitor.heading_is("Assessment: 47 outcomes")
    visitor.stops("before the first level")

    judges_one_outcome_step_by_step(visitor)
    shares_an_outcome_with_a_colleague(visitor)

    visitor.goes_to(f"{YEAR}/interim")
    visitor.sees("46 outcomes need a level first")
    visitor.stops("interim, levels missing")
    judges_every_outcome_as_expected(visitor)
    visitor.heading_is("Assessment: 47 outcomes")
    visitor.sees("On offer today: 24/25 Standards Met.")
    visitor.stops("all judged")

    visitor.goes_to(f"{YEAR}/interim")
    visitor.presses("Submit the interim position")
    visitor.sees(re.compile("^Submitted on "))
    visitor.stops("interim, submitted")
    the_public_sees_that_and_when_alone(visitor)

    visitor.goes_to(f"/organisations/{CODE}/publish/2024-25")
    visitor.heading_is("You can publish 24/25 Standards Met")
    visitor.page.get_by_role("main").get_by_role("button", name=re.compile("^Publish")).first.click()
    visitor.page.get_by_role("checkbox").first.check()
    visitor.fills(re.compile("job title|Your role", re.I), "Head of information governance")
    visitor.presses(re.compile("^Publish"))
    visitor.sees("24/25 Standards Met")
    visitor.stops("receipt")
    with visitor.page.expect_download() as handed_out:
        visitor.follows("Download the signed record")
    record = Path(handed_out.value.path()).read_text().strip()

    is_found_on_the_register(visitor, "northmor hospitals", BODIES["trust"].name, "24/25 Standards Met")
    a_stranger_checks_the_record(visitor, record)


def test_two_colleagues_judge_one_outcome_at_once(visitor: Visitor, scriptless: Visitor) -> None:
    visitor.signs_in(PEOPLE["ruth"].email, PASSWORD)
    visitor.goes_to(f"/organisations/{CODE}")
    start = visitor.page.get_by_role("button", name="Start", exact=True)
    if start.count():
        start.click()
    scriptless.signs_in(PEOPLE["tom"].email, PASSWORD)
    for one in (visitor, scriptless):
        one.goes_to(f"{YEAR}/outcomes/C1.a")
    visitor.fills(re.compile("Supporting statement"), "Logs of all 14 systems are collected.")
    visitor.presses("Save", exact=True)
    visitor.sees("C1.a is saved.")

    scriptless.fills(re.compile("Supporting statement"), "Logs of 12 systems are collected.")
    scriptless.presses("Save", exact=True)
    scriptless.heading_is("Ruth Cole changed C1.a while you were writing")
    scriptless.page.get_by_text("Ask Ruth first").first.click()
    scriptless.presses("Ask Ruth first")
    scriptless.sees("Ruth is asked, and told by mail.")
    visitor.goes_to(f"{YEAR}/outcomes/C1.a")
    visitor.sees(re.compile("Tom Okafor to Ruth Cole"))
    scriptless.presses("Save", exact=True)
    scriptless.heading_is("Ruth Cole changed C1.a while you were writing")
    scriptless.presses("Save and next outcome")
    scriptless.sees("There is a problem")
    scriptless.page.get_by_role("radio", name="Put together from both").check()
    scriptless.fills("Statement from both", "Logs of 12 systems are collected, of 2 more from June.")
    scriptless.presses("Save and next outcome")
    scriptless.goes_to(f"{YEAR}/outcomes/C1.a/changes")
    scriptless.sees("Logs of 12 systems are collected, of 2 more from June.")
    scriptless.sees("Logs of all 14 systems are collected.")


def the_public_sees_that_and_when_alone(visitor: Visitor) -> None:
    visitor.goes_to(f"/register/{CODE}")
    visitor.sees(re.compile("submitted its interim|[Ii]nterim"))
    visitor.stops("the public after the interim")
    shown = visitor.page.get_by_role("main").inner_text()
    assert not re.search(r"achieved|A1\.a|24/25 Standards", shown), shown


def a_stranger_checks_the_record(visitor: Visitor, record: str) -> None:
    visitor.page.context.clear_cookies()
    visitor.goes_to("/register/verify")
    visitor.page.get_by_role("main").locator("textarea").fill(record)
    visitor.presses("Check the record")
    visitor.sees("This publication is genuine")
    visitor.sees("24/25 Standards Met")
    visitor.stops("record checked")
    head, said, signature = record.split(".")
    changed = said[:40] + ("A" if said[40] != "A" else "B") + said[41:]
    visitor.page.get_by_role("main").locator("textarea").fill(f"{head}.{changed}.{signature}")
    visitor.presses("Check the record")
    visitor.sees("The signature does not match")


def judges_one_outcome_step_by_step(visitor: Visitor) -> None:
    page = visitor.page
    visitor.goes_to(f"{YEAR}/outcomes/B2.a")
    visitor.sees("Your ticks support nothing yet.")
    for number in (1, 2, 3, 5, 6, 7):
        page.get_by_role("checkbox", name=re.compile(rf"^PA#{number} ")).check()
    page.get_by_text("Set aside PA#4").click()
    visitor.fills("What is done instead of PA#4", "Break-glass accounts are kept offline under two-person control.")
    visitor.presses("Save ticks and work out the level")
    visitor.sees("Your ticks support: partially achieved.")
    visitor.stops("ticks worked out")
    page.get_by_role("group", name=LEVEL).get_by_role("radio", name="Achieved", exact=True).check()
    page.get_by_role("radio", name="Yes, with exceptions").check()
    visitor.presses("Save", exact=True)
    assert page.title().startswith("Error: B2.a")
    visitor.follows("Say why the level differs from what the ticks support")
    visitor.stops("reason and exceptions missing")
    page.get_by_role("group", name=LEVEL).get_by_role("radio", name="Partially achieved").check()
    visitor.fills("The exceptions", "Two imaging consoles until March 2027. Approved by the board.")
    visitor.fills(re.compile("Supporting statement"), "All staff sign in with one identity.")
    visitor.presses("Save", exact=True)
    visitor.sees("B2.a is saved.")
    visitor.fills(re.compile("Supporting statement"), "All staff sign in with one identity, and smartcards.")
    visitor.presses("Link or place")
    visitor.fills("Title", "MFA exceptions register")
    visitor.fills(re.compile("place where it is kept"), "SIRO's office, register 7")
    visitor.presses("Add the document")
    visitor.sees("The outcome as a whole")
    visitor.stops("evidence")
    visitor.follows("Change what MFA exceptions register supports")
    page.get_by_role("group", name="Policy question").get_by_role("checkbox").check()
    page.get_by_role("checkbox", name=re.compile("^PA#4 ")).check()
    visitor.stops("what a document supports")
    visitor.presses("Save", exact=True)
    visitor.sees("PA#4, policy question")
    visitor.follows("Back to the outcome")
    visitor.sees("PA#4, policy question")
    assert page.get_by_label(re.compile("Supporting statement")).input_value().endswith("and smartcards.")
    visitor.presses("Save", exact=True)
    page.get_by_role("link", name="Change owner and due date").click()
    page.get_by_label("Owner").select_option("Tom Okafor")
    visitor.stops("owner")
    visitor.presses("Save")
    visitor.stops("outcome judged")
    visitor.follows(re.compile("^All changes"))
    visitor.stops("changes")


def shares_an_outcome_with_a_colleague(visitor: Visitor) -> None:
    """Hand an indicator to somebody, and say something about it; a day that is past and an empty comment come back."""
    page = visitor.page
    visitor.goes_to(f"{YEAR}/outcomes/B2.a")
    visitor.follows("Delegate an indicator")
    visitor.stops("delegating an indicator")
    page.get_by_label("Indicator").select_option("B2.a#PA4")
    page.get_by_label("Who holds it?").select_option("Tom Okafor")
    due = page.get_by_role("group", name="Due date")
    for part, typed in (("Day", "1"), ("Month", "3"), ("Year", "2020")):
        due.get_by_label(part).fill(typed)
    visitor.presses("Save")
    assert page.title().startswith("Error: ")
    visitor.stops("an indicator with a day that is past")
    due.get_by_label("Year").fill("2027")
    visitor.presses("Save")
    visitor.sees("PA#4 to Tom Okafor, due 1 March 2027")
    visitor.presses("Comment", exact=True)
    assert page.title().startswith("Error: B2.a")
    visitor.stops("a comment that is empty")
    visitor.fills("Add a comment", "Are the analysers in scope for PA#4?")
    visitor.presses("Comment", exact=True)
    visitor.sees("Are the analysers in scope for PA#4?")
    visitor.stops("a comment and a delegated indicator")


def judges_every_outcome_as_expected(visitor: Visitor) -> None:
    """Go from the first outcome to the last, each time declaring what is expected."""
    page = visitor.page
    visitor.goes_to(f"{YEAR}/outcomes/A1.a")
    for _ in range(47):
        expected = re.search(r"Expected: ([a-z ]+)\.", page.get_by_role("main").inner_text())
        assert expected
        page.get_by_role("group", name=LEVEL).get_by_role("radio", name=expected[1].capitalize(), exact=True).check()
        visitor.fills(re.compile("Supporting statement"), "Agreed with the security group and reviewed every quarter.")
        if page.get_by_role("heading", name=re.compile("Policy question")).count() and "B2.a" not in page.title():
            answers_the_policy_question(visitor)
        page.get_by_role("button", name=re.compile("^Save and (next outcome|finish)$")).click()
        assert not page.title().startswith("Error:"), page.get_by_role("main").inner_text()[:400]


def answers_the_policy_question(visitor: Visitor) -> None:
    section = visitor.page.get_by_role("region", name=re.compile("Policy question"))
    for box in section.get_by_role("textbox").all():
        box.fill("97.5")
    for yes in section.get_by_role("radio", name="Yes", exact=True).all():
        yes.check()
