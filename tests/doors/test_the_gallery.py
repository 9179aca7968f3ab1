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
