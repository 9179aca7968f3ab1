"""Help can be read by everybody, costs no statement, and its words hold together."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve, reverse

from dspt.accounts.rules import Role
from dspt.standard import catalogue
from dspt.web.access.kept import COOKIE as KEPT_COOKIE
from dspt.web.kit.headers import Messages
from dspt.web.public.help import texts, views

PAGES = [
    "help", "glossary", "help_statuses", "contact", "scope", "purpose", "legal", "links", "help_time", "help_access",
    "privacy", "accessibility", "cookies",
]  # fmt: skip
TEXTS = texts.names()
# Addresses of pages that are built beside this one.
COMING = ("/register",)


@pytest.mark.parametrize("name", PAGES)
def test_a_help_page_reads_neither_database_nor_session_and_sets_no_cookie(client: Client, name: str) -> None:
    # Without the database fixture any statement would fail.
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert not response.cookies
    assert "Vary" not in response or "Cookie" not in response["Vary"]


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_has_title_and_lede_and_knows_its_facts(name: str) -> None:
    text = texts.text(name, views.facts())
    assert text.title
    assert text.lede
    assert "[[" not in text.body


@pytest.mark.parametrize("name", TEXTS)
def test_links_in_a_text_lead_to_pages_of_ours_or_safely_elsewhere(name: str) -> None:
    text = texts.text(name, views.facts())
    for address in re.findall(r'href="([^"]+)"', text.lede + text.body):
        if address.startswith(COMING):
            continue
        if address.startswith("/"):
            resolve(address.split("#")[0])
        else:
            assert address.startswith("https://")


def test_raw_html_in_a_text_is_shown_and_not_obeyed() -> None:
    rendered = texts._READER.render("Hello <script>alert(1)</script>")
    assert "<script>" not in rendered


def test_an_unknown_fact_is_refused() -> None:
    with pytest.raises(texts.UnknownFact):
        texts.text("scope", {})


def test_the_cookies_page_names_the_cookies_that_are_set(client: Client) -> None:
    page = client.get("/cookies").content.decode()
    assert settings.SESSION_COOKIE_NAME in page
    assert settings.CSRF_COOKIE_NAME in page
    assert KEPT_COOKIE in page
    assert Messages.cookie_name in page


def test_a_table_in_a_text_turns_into_cards_that_name_their_headings(client: Client) -> None:
    page = client.get("/cookies").content.decode()
    assert '<table class="app-table app-table--cards" role="table">' in page
    assert '<td role="cell" data-l="When it ends">After 400 days</td>' in page
    assert '<td role="cell"><code>' in page


def test_getting_access_names_every_role_of_an_organisation(client: Client) -> None:
    page = client.get("/help/access").content.decode()
    assert [role for role in Role if f"<strong>{role.value}</strong>" not in page] == []


def test_the_glossary_holds_every_term_once_under_its_letter(client: Client) -> None:
    page = client.get("/help/glossary").content.decode()
    anchors = re.findall(r'<div id="([^"]+)">', page)
    assert sorted(anchors) == sorted(catalogue.editions()[0].terms)


def test_the_glossary_is_searched_by_every_word_typed(client: Client) -> None:
    page = client.get("/help/glossary", {"q": "Caldicott GUARDIAN"}).content.decode()
    assert 'id="caldicott_guardian"' in page
    assert 'id="phishing"' not in page
    none = client.get("/help/glossary", {"q": "<b>zzz"}).content.decode()
    assert "No term with “&lt;b&gt;zzz”" in none


def test_the_terms_of_the_specification_can_be_seen_alone(client: Client) -> None:
    page = client.get("/help/glossary?from=specification").content.decode()
    expected = [key for key, term in catalogue.editions()[0].terms.items() if term.from_specification]
    assert sorted(re.findall(r'<div id="([^"]+)">', page)) == sorted(expected)
    assert len(expected) == 17


def test_contact_shows_the_ways_that_are_set_and_invents_none(client: Client, settings) -> None:  # type: ignore[no-untyped-def]
    assert "No service desk has been set up here yet" in client.get("/help/contact").content.decode()
    settings.DSPT_CONTACT_EMAIL = "desk@example.org"
    settings.DSPT_CONTACT_PHONE = "01632 960 001"
    page = client.get("/help/contact").content.decode()
    assert 'href="mailto:desk@example.org"' in page
    assert 'href="tel:01632960001"' in page
    assert "Online form" not in page
