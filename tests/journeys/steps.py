"""Steps that several stories share, in the words of the person who takes them."""

from __future__ import annotations

import re
import time

from dspt.accounts.gateways import phone_code
from tests.journeys.conftest import Visitor

PASSWORD = "marmalade-lantern-quay"
DEMO_PASSWORD = "shipshape-lantern-harbour"


def registers(visitor: Visitor, *, code: str, name: str, email: str, looking: bool = True) -> None:
    """Register an organisation by its code, through the mailed link, up to the profile's first page."""
    visitor.goes_to("/start")
    visitor.fills("Organisation code", code)
    visitor.presses("Continue")
    visitor.fills("Your full name", name)
    visitor.fills("Your work email address", email)
    visitor.presses("Send me the link")
    visitor.heading_is("Check your email")
    if looking:
        visitor.stops("link sent")
    visitor.goes_to(newest_link(visitor, "/start/"))
    visitor.fills("Choose a password", PASSWORD)
    visitor.chooses(re.compile("I may act for this organisation"))
    visitor.presses(re.compile("^Register "))
    visitor.heading_is("Your profile")


def newest_link(visitor: Visitor, beginning: str) -> str:
    """Open the demo's mail and take the newest link that begins so."""
    visitor.goes_to("/demo/mail")
    link = visitor.page.locator(f"main a[href*='{beginning}']").first.get_attribute("href")
    assert link is not None
    return link.removeprefix(visitor.address)


def fills_in_the_profile(
    visitor: Visitor,
    *,
    type_label: str,
    tests: tuple[str, ...] = (),
    nhsmail: str = "Yes",
    certificate: bool = False,
    is_strict: bool = False,
) -> None:
    """Say what the organisation is, its roles, mail and certificates, check and accept.

    ``is_strict``: the category that follows asks its administrator for an extra sign-in step, there and then.
    """
    visitor.follows("Start", exact=True)
    visitor.stops("profile type")
    visitor.page.get_by_role("radio", name=type_label, exact=True).check()
    visitor.presses("Continue")
    if tests:
        for question in tests:
            group = visitor.page.get_by_role("group", name=re.compile(question))
            group.get_by_role("radio", name="Yes").check()
        visitor.stops("profile tests")
        visitor.page.locator("main button[type=submit], main button:not([type])").last.click()
    if is_strict:
        sets_up_an_app(visitor)
    visitor.page.get_by_role("radio", name="Somebody else").first.check()
    visitor.fills("Full name", "Alex Moreau")
    for same in visitor.page.get_by_role("radio", name=re.compile("^Same person as the ")).all():
        same.check()
    visitor.stops("profile roles")
    visitor.presses("Save and continue")
    visitor.has_no_error()
    visitor.page.get_by_role("radio", name=nhsmail, exact=nhsmail == "Yes").check()
    visitor.presses("Save and continue")
    visitor.stops("profile certificates")
    if certificate:
        adds_cyber_essentials_plus(visitor)
    visitor.follows(re.compile("^Continue"))
    visitor.stops("profile check")
    visitor.presses(re.compile("accept|correct|confirm", re.I))


def adds_cyber_essentials_plus(visitor: Visitor) -> None:
    visitor.follows("Add a certificate")
    visitor.page.get_by_role("radio", name=re.compile("Cyber Essentials Plus")).check()
    visitor.fills("Who issued it?", "IASME")
    visitor.fills("Certificate number", "CEP-1234")
    visitor.fills("Scope, as the certificate says it", "Whole organisation")
    visitor.page.get_by_role("group", name=re.compile("cover all")).get_by_role("radio", name="Yes").check()
    for name, day in (("Current from", ("1", "9", "2026")), ("Current until", ("31", "8", "2027"))):
        group = visitor.page.get_by_role("group", name=name)
        for label, value in zip(("Day", "Month", "Year"), day, strict=True):
            group.get_by_label(label).fill(value)
    visitor.page.locator("main button").last.click()


def starts_the_year(visitor: Visitor, code: str, edition: str = "2024-25") -> None:
    visitor.goes_to(f"/organisations/{code}")
    visitor.stops("home before the start")
    visitor.goes_to(f"/organisations/{code}/assessment/{edition}")
    if visitor.page.get_by_role("button", name="Start", exact=True).count():
        visitor.presses("Start", exact=True)


def answers_everything_required(
    visitor: Visitor, code: str, *, edition: str = "2024-25", stop_at: tuple[str, ...] = ()
) -> int:
    """Answer each required question that is missing, one page after another; return how many were answered.

    ``stop_at`` names questions at which the page is looked at as well.
    """
    overview = f"/organisations/{code}/assessment/{edition}"
    visitor.goes_to(f"{overview}?show=todo")
    references = visitor.page.eval_on_selector_all(
        "main a[href*='/items/']",
        "links => [...new Set(links.map(link => link.getAttribute('href').split('/items/')[1].split(/[?#]/)[0]))]",
    )
    answered = 0
    for reference in references:
        visitor.goes_to(f"{overview}/items/{reference}")
        if reference in stop_at:
            visitor.stops(f"question {reference}")
        if answers(visitor):
            answered += 1
    return answered


def answers(visitor: Visitor) -> bool:
    """Answer the question on the page, whatever its kind, and save; False where there is no form to fill in."""
    form = visitor.page.locator("form#change")
    if not form.count():
        return False
    if form.locator("input[type=radio][value=yes]").count():
        form.locator("input[type=radio][value=yes]").first.check()
    elif (answer := form.get_by_role("group", name="Date", exact=True)).count():
        for label, value in (("Day", "4"), ("Month", "3"), ("Year", "2026")):
            answer.get_by_label(label, exact=True).fill(value)
    elif form.get_by_label("Number", exact=True).count():
        form.get_by_label("Number", exact=True).fill("96")
    elif form.get_by_label("Your answer", exact=True).count():
        form.get_by_label("Your answer", exact=True).fill("Yes: our manager looks after this.")
    else:
        form.get_by_label("or say where it is kept").fill("Blue folder in the manager's office, 2026 edition")
    visitor.presses("Save and next")
    visitor.has_no_error()
    return True


def confirms_all_on_one_page(visitor: Visitor, code: str) -> None:
    """Read all that is ready on one page, from the home's next step, and confirm it; ends where it can be published."""
    visitor.goes_to(f"/organisations/{code}")
    visitor.follows("Read and confirm")
    visitor.heading_is(re.compile("^Confirm these"))
    visitor.stops("confirming all")
    visitor.presses(re.compile("^Confirm the ticked"))
    visitor.heading_is("You can publish")


def confirms_every_assertion(visitor: Visitor, code: str, *, edition: str = "2024-25", look: bool = True) -> int:
    """Confirm each assertion that is ready, from its own page; return how many there were."""
    overview = f"/organisations/{code}/assessment/{edition}"
    visitor.goes_to(overview)
    if look:
        visitor.stops("all answered")
    links = visitor.page.eval_on_selector_all(
        "main a[href*='/assertions/']", "links => [...new Set(links.map(link => link.getAttribute('href')))]"
    )
    for number, link in enumerate(links):
        visitor.goes_to(link)
        if look and number == 0:
            visitor.stops("confirming")
        visitor.page.locator("main form button").first.click()
    return len(links)


def publishes(visitor: Visitor, code: str, status: str, *, edition: str = "2024-25") -> None:
    """Look at the status on offer, declare, publish; ends on the receipt."""
    visitor.goes_to(f"/organisations/{code}/publish/{edition}")
    visitor.heading_is(status)
    visitor.stops("readiness")
    visitor.page.locator("main a.nhsuk-button").first.click()
    visitor.stops("declaration")
    visitor.page.get_by_role("checkbox").first.check()
    visitor.fills(re.compile("job title|Your role", re.I), "Manager")
    visitor.presses(re.compile("^Publish"))
    visitor.sees(status)
    visitor.stops("receipt")


def is_found_on_the_register(visitor: Visitor, search: str, name: str, status: str) -> None:
    """Anybody finds the organisation and its status by a search."""
    visitor.goes_to("/register")
    visitor.page.get_by_role("searchbox").or_(visitor.page.get_by_label(re.compile("Name, town"))).first.fill(search)
    visitor.presses("Search")
    visitor.follows(name)
    visitor.sees(status)
    visitor.stops("on the register")


def sets_up_an_app(visitor: Visitor, *, look: bool = True) -> None:
    """Set up an app with codes by typing its key, as who has no camera does; keep the recovery codes and go on."""
    visitor.heading_is("Set up an extra sign-in step")
    if look:
        visitor.stops("set up a step")
    visitor.follows("Set up an app")
    visitor.heading_is("Set up an app with codes")
    if look:
        visitor.stops("set up an app")
    key = visitor.page.locator(".app-secret").inner_text().replace(" ", "")
    visitor.fills("Code that the app shows", phone_code(key, int(time.time()) // 30))
    visitor.presses("Continue")
    visitor.heading_is("Keep your recovery codes")
    if look:
        visitor.stops("recovery codes")
    visitor.follows("I have kept them, continue")
