"""The gallery shows every component, for those who build and check pages."""

from __future__ import annotations

from django.test import Client


def test_the_gallery_shows_every_component_without_asking_the_database(client: Client) -> None:
    text = client.get("/gallery").text
    for block in [
        "app-status",
        "app-progress",
        "app-matrix",
        "app-tile",
        "app-level",
        "app-timeline",
        "app-still",
        "app-next",
        "app-ladder",
        "app-thread",
        "app-igp",
        "app-table",
        "app-filters",
        "app-chips",
        "app-mark",
        "app-fold",
        "app-quiet",
        "app-box",
        "app-facts",
        "app-tally",
    ]:
        assert f'class="{block}' in text, block


def test_the_gallery_shows_what_people_see_when_something_is_missing_or_went_wrong(client: Client) -> None:
    text = client.get("/gallery").text
    for heading in (
        "Your workbook is being made",
        "You were signed out",
        "Sorry, this did not work",
        "No organisation found for",
        "No improvement plan",
        "Page not found",
    ):
        assert f'<h3 class="nhsuk-heading-s">{heading}' in text, heading
