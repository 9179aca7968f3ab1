"""Components in a real browser: accessible in every state, better with scripts, whole without them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Route, expect

from .conftest import Visitor

pytestmark = pytest.mark.journey
READS_ONLY = True


def test_every_component_is_accessible(visitor: Visitor) -> None:
    visitor.goes_to("/gallery")
    visitor.stops("gallery")


def test_every_table_turns_into_cards_on_a_phone(visitor: Visitor) -> None:
    visitor.goes_to("/gallery")
    visitor.page.set_viewport_size({"width": 390, "height": 844})
    shown = "cells => cells.map(cell => getComputedStyle(cell).display)"
    assert set(visitor.page.locator(".app-table tbody th").evaluate_all(shown)) == {"block"}


def test_what_stands_now_on_a_timeline_is_told_apart_in_anybodys_own_colours(visitor: Visitor) -> None:
    visitor.page.emulate_media(forced_colors="active")
    visitor.goes_to("/gallery")
    edge = "rails => rails.map(rail => getComputedStyle(rail, '::after').borderTopWidth)"
    assert visitor.page.locator(".is-now .app-timeline__rail").evaluate_all(edge) == ["6px"]
    assert set(visitor.page.locator("li:not(.is-now) > .app-timeline__rail").evaluate_all(edge)) == {"2px"}


def test_the_summary_of_errors_has_the_focus_and_leads_to_the_field(visitor: Visitor) -> None:
    visitor.goes_to("/gallery")
    expect(visitor.page.locator(".nhsuk-error-summary")).to_be_focused()
    visitor.follows("The date of the last review must be in the past")
    expect(visitor.page.locator("#wrong_date-year")).to_be_focused()


def test_what_a_choice_reveals_shows_once_it_is_chosen(visitor: Visitor) -> None:
    visitor.goes_to("/gallery")
    address = visitor.page.get_by_label("Email address", exact=True).first
    expect(address).to_be_hidden()
    visitor.chooses("Email", exact=True)
    expect(address).to_be_visible()
    visitor.chooses("Do not contact me")
    expect(address).to_be_hidden()


def test_a_draft_is_kept_while_somebody_writes_and_only_when_it_changed(visitor: Visitor) -> None:
    sent: list[str] = []

    def keep(route: Route) -> None:
        if route.request.method == "POST":
            sent.append(route.request.post_data or "")
            route.fulfill(status=204)
        else:
            route.continue_()

    visitor.page.route("**/gallery", keep)
    visitor.page.clock.install()
    visitor.goes_to("/gallery")
    visitor.page.clock.run_for(45_000)
    assert sent == []
    visitor.fills("What do you do?", "Staff wear badges")
    visitor.page.clock.run_for(21_000)
    visitor.sees(re.compile(r"Draft kept \d\d:\d\d"))
    visitor.page.clock.run_for(45_000)
    assert sent == ["draft=Staff+wear+badges"]


def test_a_draft_that_could_not_be_kept_is_said(visitor: Visitor) -> None:
    visitor.page.route(
        "**/gallery", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    visitor.page.clock.install()
    visitor.goes_to("/gallery")
    visitor.fills("What do you do?", "Staff wear badges")
    visitor.page.clock.run_for(21_000)
    visitor.sees("Draft not kept. Save before you leave this page")


def test_without_scripts_nothing_is_out_of_reach(scriptless: Visitor) -> None:
    scriptless.goes_to("/gallery")
    expect(scriptless.page.get_by_label("Email address", exact=True).first).to_be_visible()
    expect(scriptless.page.get_by_text("You can enter up to 200 characters")).to_be_visible()
