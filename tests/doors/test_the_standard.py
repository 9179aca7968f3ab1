"""The standard can be read by everybody: every field, what changed, what is asked of whom; without a statement."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from dspt.standard import catalogue
from dspt.standard.edition import View

EDITION = catalogue.edition("2024-25")
TYPES = sorted(EDITION.types)


def words(client: Client, address: str) -> str:
    """Read a page as text. Without the database fixture any statement would fail."""
    response = client.get(address)
    assert response.status_code == 200
    assert not response.cookies
    assert "Vary" not in response or "Cookie" not in response["Vary"]
    # What is explained in place stands between the words of a sentence.
    plain = re.sub(
        r'<button class="app-term"[^>]*>([^<]*)</button><span class="app-term__says".*?</a></span>',
        r"\1",
        response.content.decode(),
    )
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", plain)).split())


def test_the_editions_are_listed_newest_first(client: Client) -> None:
    page = words(client, "/standard")
    assert page.index("2024-25") < page.index("2023-24")
    assert "DAPB0086 Amd 21/2023" in page
    assert "10 standards, 34 assertions, 145 evidence items and 47 outcomes" in page


@pytest.mark.parametrize("key", [edition.key for edition in catalogue.editions()])
def test_an_edition_is_described_by_every_field_of_its_directory_page(client: Client, key: str) -> None:
    page = words(client, f"/standard/{key}")
    for label in (
        "Title", "Reference code", "Publisher", "Publication date", "Status", "Standard type", "Applies to",
        "Conformance date", "Effective from", "Topics", "Care settings", "Dependencies", "Scope", "Sponsor",
        "Senior responsible officer", "Business lead", "Contributor", "Approval date", "Contact point",
        "Post-implementation review date", "Legal authority", "About this change", "Show definitions of statuses",
        "Show definitions of standard types",
    ):  # fmt: skip
        assert label in page, label
    directory = catalogue.edition(key).directory
    for value in (directory.title, directory.reference_code, *directory.applies_to, *directory.care_settings,
                  *directory.legal_authority, *directory.about, *directory.what_changed):  # fmt: skip
        assert value in page, value


def test_an_unknown_date_is_said_to_be_unknown(client: Client) -> None:
    page = words(client, "/standard/2024-25")
    assert "Post-implementation review date Not known" in page


def test_what_changed_names_the_item_that_is_now_required(client: Client) -> None:
    page = words(client, "/standard/2024-25/changes")
    assert "1 now required. 76 of 77 are the same." in page
    assert "All 38 items are the same." in page
    assert "NHS trust: category 1 as before, assessed by outcomes instead of assertions and evidence items" in page
    assert client.get("/standard/2023-24/changes").status_code == 404


@pytest.mark.parametrize("kind", TYPES)
def test_the_requirements_of_a_type_are_complete(client: Client, kind: str) -> None:
    page = words(client, f"/standard/2024-25/requirements?type={kind}")
    category = EDITION.categories[EDITION.types[kind].category]
    if category.view is View.OUTCOME:
        assert all(outcome.help.question in page for outcome in EDITION.outcomes.values())
    else:
        asked = EDITION.asked(category.key)
        assert all(" ".join(item.ask.split()) in page for item in asked)
        assert f"{sum(item.is_mandatory for item in asked)} required questions" in page
    for test in EDITION.types[kind].tests:
        assert test.question in page


def test_conditional_tests_lead_to_the_type_that_takes_its_place(client: Client) -> None:
    page = client.get("/standard/2024-25/requirements?type=it_supplier").content.decode()
    assert "Only if all of these are answered yes" in page
    assert 'href="/standard/2024-25/requirements?type=company"' in page


def test_exemptions_are_named_only_where_they_count(client: Client) -> None:
    label = EDITION.exemptions["psn"].label
    assert label in words(client, "/standard/2024-25/requirements?type=local_authority")
    assert label not in words(client, "/standard/2024-25/requirements?type=care_home")


def test_only_required_questions_and_open_help_are_in_the_address(client: Client) -> None:
    everything = client.get("/standard/2024-25/requirements?type=gp_practice").content.decode()
    required = client.get("/standard/2024-25/requirements?type=gp_practice&show=required").content.decode()
    assert everything.count('id="item-') == 38
    assert required.count('id="item-') == 28
    assert "<details open" not in everything.replace(' class="app-fold app-fold--s"', "")
    assert everything.count('<details class="app-fold app-fold--wide">') == 10
    assert re.search(
        r'href="#standard-1">1\. Personal confidential data</a> <span class="app-meta">9 required, 4 optional',
        everything,
    )
    assert "Show the 13 questions" in everything
    assert "Show the question<" in required
    opened = client.get("/standard/2024-25/requirements?type=gp_practice&help=open").content.decode()
    assert opened.count('<details class="app-fold app-fold--wide" open>') == 10
    assert opened.replace(' class="app-fold app-fold--s"', "").count("<details open") == 38


def test_an_unknown_type_is_asked_for_again(client: Client) -> None:
    assert "Choose one" in words(client, "/standard/2024-25/requirements?type=%3Cb%3E")


@pytest.mark.parametrize("reference", sorted(EDITION.items))
def test_every_item_has_its_page_with_help(client: Client, reference: str) -> None:
    page = words(client, f"/standard/2024-25/items/{reference}")
    for asked in EDITION.items[reference].asked.values():
        assert " ".join(asked.ask.split()) in page
        assert " ".join(asked.help.why.split()) in page
        assert asked.provenance.catalogue_note == "" or asked.provenance.catalogue_note not in page


@pytest.mark.parametrize("reference", sorted(EDITION.outcomes))
def test_every_outcome_has_its_page_with_indicators_and_help(client: Client, reference: str) -> None:
    page = words(client, f"/standard/2024-25/outcomes/{reference}")
    outcome = EDITION.outcomes[reference]
    assert all(" ".join(each.text.split()) in page for each in outcome.indicators)
    assert " ".join(outcome.help.example_statement.split()) in page
    if outcome.policy:
        assert outcome.policy.question in page


@pytest.mark.parametrize(
    "address",
    ["/standard/1999-00", "/standard/2024-25/items/99.9.9", "/standard/2024-25/outcomes/Z9.z",
     "/standard/2023-24/outcomes/A1.a", "/standard/nope/requirements"],
)  # fmt: skip
def test_what_does_not_exist_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404
