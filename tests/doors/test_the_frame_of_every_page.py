"""The frame around every page: the same for everybody on public pages, nothing inline, nothing from outside."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from dspt.accounts.models import Person
from dspt.foundation.clock import now
from dspt.web.kit.links import FOOTER, PUBLIC, footer_links, public_links
from tests.world.cast import a_person


def page_not_found(client: Client) -> HttpResponse:
    return client.get("/no-such-page")


def test_a_public_page_asks_neither_session_nor_database_nor_sets_a_cookie(client: Client) -> None:
    response = page_not_found(client)
    assert response.status_code == 404
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_a_public_page_is_the_same_for_somebody_who_is_signed_in(client: Client) -> None:
    stranger = page_not_found(client).content
    client.cookies["dspt-session"] = "somebody"
    client.cookies["dspt-messages"] = "something"
    assert page_not_found(client).content == stranger


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/register", "/help", "/standard/2024-25", "/feedback"])
def test_a_public_page_leads_strangers_to_sign_in_and_others_back_to_their_organisations(
    path: str, client: Client
) -> None:
    text = client.get(path).text
    assert ">Sign in<" not in text
    [back] = re.findall(r'href="([^"]+)">Sign in or go to your organisations</a>', text)
    assert "<h1" in client.get(back).text
    client.force_login(Person.objects.get(id=a_person("ama", now()).id))
    assert client.get(path).text.count("Sign in or go to your organisations") == 1
    assert client.get(back)["Location"] == "/organisations?only"


def test_the_title_ends_with_the_name_of_the_service(client: Client) -> None:
    assert "<title>Page not found – Data Security and Protection Toolkit</title>" in page_not_found(client).text


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(client: Client) -> None:
    text = page_not_found(client).text
    assert " style=" not in text
    assert "<style" not in text
    assert re.findall(r"<script([^>]*)>", text) == [' src="/assets/app.js" type="module"']
    assert re.findall(r"(?:href|src)=\"(?:https?:)?//", text) == []


def test_every_link_of_the_frame_leads_to_a_page_of_its_own() -> None:
    links = [*public_links(), *footer_links()]
    assert len({one.url for one in links}) == len(links) == len(PUBLIC) + len(FOOTER)
