"""The public register in the browser: found, filtered, counted, explained, taken away; the same for everybody."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from dspt.calendar.actions import grant_extension
from dspt.foundation.actors import Actor
from dspt.register.actions import note_registered, put_entry
from dspt.register.models import Listing
from dspt.register.queries import forget_currency, forget_index
from dspt.web.register.words import address as written
from tests.world.listed import BOARD, NOW, ROWS, list_them, text

pytestmark = pytest.mark.django_db
BY = Actor.machine("test")


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def listed() -> None:
    list_them()


def publish(code: str = "VZZ01", name: str = "Willow Court", **changes: Any) -> None:
    facts: dict[str, Any] = {
        "code": code,
        "name": name,
        "sector": "Social Care",
        "kind": "final",
        "edition": "2024-25",
        "status": "met",
        "status_text": "24/25 Standards Met",
        "published_at": datetime(2025, 6, 12, 9, tzinfo=UTC),
        "was_late": False,
        "publication": uuid4(),
        "number": "C7K2-9FQ",
        "sha256": "a" * 64,
    }
    put_entry(**(facts | changes))


@pytest.mark.usefixtures("listed")
class TestSearch:
    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("alderwick", "Alderwick Dental Care"),
            ("CARE alder", "Alderwick Dental Care"),
            ("8zz90-ru", "Fellgate Systems Ltd (Records Unit)"),
            ("st annes", ""),
            ("saint annes cafe and clinic", "Saint Anne’s Café"),
            ("Saint Anne's café", "Saint Anne’s Café"),
            ("01/04/2004", "Saint Anne’s Café"),
        ],
    )
    def test_a_body_is_found_by_name_or_code_without_accents_and_signs(
        self, client: Client, words: str, found: str
    ) -> None:
        page = text(client, f"/register?q={words}")
        assert (found in page) if found else "No organisation found" in page

    def test_every_word_must_be_held(self, client: Client) -> None:
        assert "1 organisation for “fellgate records”" in text(client, "/register?q=fellgate+records")

    def test_a_code_among_other_hits_is_named_first(self, client: Client) -> None:
        Listing.objects.filter(code="VZZ44").update(search_key="lantern 16 house")
        forget_index()
        assert 'This code belongs to <a href="/register/16">16 Sandhurst Road, 16</a>' in text(client, "/register?q=16")

    def test_statuses_say_until_when_they_are_current(self, client: Client) -> None:
        page = text(client, "/register")
        assert "Current until 30 June 2026" in page
        assert "Out of date since 1 July 2025" in page
        assert "Nothing published yet" in page
        assert "12 Jul 2025, late" in page

    @pytest.mark.parametrize(
        ("filters", "total"),
        [
            ("current=now", 4),
            ("current=last", 1),
            ("current=old", 2),
            ("current=never", 2),
            ("current=now&current=never", 6),
            ("status=met", 4),
            ("status=met&current=now", 2),
            ("sector=Dentist", 2),
            ("sector=Dentist&sector=Company", 4),
            ("edition=2024-25", 4),
            (f"board={BOARD}", 3),
            (f"board={BOARD}&sector=Dentist&q=alder", 1),
        ],
    )
    def test_filters_narrow_what_is_found(self, client: Client, filters: str, total: int) -> None:
        assert f"{total} organisation" in text(client, f"/register?{filters}")

    @pytest.mark.parametrize(
        ("filters", "words"),
        [
            ("", "Download all "),
            ("sector=Dentist", "Download these 2 rows (CSV"),
            (f"board={BOARD}&sector=Dentist&q=alder", "Download this row (CSV"),
        ],
    )
    def test_the_download_says_what_it_holds(self, client: Client, filters: str, words: str) -> None:
        assert words in text(client, f"/register?{filters}")

    def test_each_filter_counts_what_it_would_find_in_the_present_search(self, client: Client) -> None:
        page = text(client, "/register?q=care&sector=Dentist")
        assert '<label for="sector-Social-Care"><span>Social Care</span><span class="app-num">1</span>' in page
        assert '<label for="sector-Dentist"><span>Dentist</span><span class="app-num">1</span>' in page
        assert '<label for="current-now"><span>Current</span><span class="app-num">1</span>' in page

    def test_what_was_chosen_stays_chosen_and_is_sent_along(self, client: Client) -> None:
        page = text(client, "/register?q=care&sector=Dentist&sort=date")
        assert 'name="sector" value="Dentist" checked' in page
        assert '<input type="hidden" name="q" value="care">' in page
        assert '<input type="hidden" name="sort" value="date">' in page
        assert 'href="/register?q=care&amp;sort=date">Clear' in page

    def test_unknown_values_are_ignored_and_said(self, client: Client) -> None:
        page = text(client, "/register?sector=Shipyard&current=soon")
        assert "9 organisations" in page
        assert "“soon”, “Shipyard”" in page

    @pytest.mark.parametrize("page", ["0", "-3", "x", "٣", "99999999999", "7"])
    def test_a_page_that_does_not_exist_is_the_nearest_that_does(self, client: Client, page: str) -> None:
        assert "Organisations 1 to 9 of 9" in text(client, f"/register?page={page}")

    def test_the_order_is_by_name_or_by_date_published(self, client: Client) -> None:
        def order(address: str) -> list[str]:
            page = text(client, address)
            return sorted((row[1] for row in ROWS), key=lambda name: page.find(name.split(" ")[0]))

        assert order("/register")[:3] == ["16 Sandhurst Road", "Alderwick Dental Care", "Brackenhurst Hospice"]
        assert order("/register?sort=date")[:3] == [
            "Millrace Surgery",
            "Lantern House Home Care",
            "Alderwick Dental Care",
        ]

    def test_nothing_found_under_filters_says_that_they_may_be_why(self, client: Client) -> None:
        page = text(client, "/register?q=millrace&status=approaching")
        assert "No organisation found for “millrace” with these filters" in page
        assert "search without the filters" in page

    def test_a_publication_is_found_at_once(self, client: Client) -> None:
        assert "No organisation found" in text(client, "/register?q=willow")
        publish()
        assert "1 organisation for “willow”" in text(client, "/register?q=willow")
        publish(code="8ZZ90", name="Fellgate Systems Ltd", sector="Company", published_at=NOW)
        page = text(client, "/register?q=fellgate&current=now")
        assert "1 organisation for “fellgate”" in page
        first = text(client, "/register?sort=date").index("Fellgate Systems Ltd")
        assert first < text(client, "/register?sort=date").index("Millrace")

    def test_a_registered_organisation_stands_in_its_place_by_name(self, client: Client) -> None:
        text(client, "/register")
        note_registered(code="M1", name="Mallow Lodge", sector="Social Care", at=NOW)
        page = text(client, "/register")
        assert page.index("Lantern") < page.index("Mallow Lodge") < page.index("Millrace")
        assert "Registered 14 July 2025, nothing published yet" in page

    def test_a_later_date_granted_to_a_sector_keeps_its_statuses_current(self, client: Client) -> None:
        grant_extension(
            by=BY, edition="2023-24", scope="sector", value="Company", current_until=date(2026, 1, 31),
            reason="A supplier failed", at=NOW,
        )  # fmt: skip
        forget_currency()
        page = text(client, "/register?q=fellgate&current=now")
        assert "Current until 31 January 2026" in page

    def test_typed_markup_comes_back_as_text(self, client: Client) -> None:
        assert "&lt;script&gt;" in text(client, "/register?q=<script>")

    @pytest.mark.parametrize("address", ["/register", "/register?q=care&sector=Dentist", "/register?q=nothinglikeit"])
    def test_a_search_takes_three_statements_at_most(
        self, client: Client, address: str, django_assert_max_num_queries: Callable[[int], Any]
    ) -> None:
        with django_assert_max_num_queries(3):
            client.get(address)
        with django_assert_max_num_queries(2):
            client.get(address)
        publish(published_at=NOW)
        with django_assert_max_num_queries(3):
            client.get(address)

    def test_browsers_ask_for_a_page_each_time_so_that_a_publication_shows_at_once(self, client: Client) -> None:
        for address in ("/register", "/register/8ZZ90", "/"):
            assert client.get(address)["Cache-Control"] == "public, max-age=0, s-maxage=60"

    def test_pages_are_kept_by_anybody_and_ask_no_session(self, client: Client) -> None:
        for address in ("/register", "/register/8ZZ90", "/register/8ZZ90/badge.svg", "/"):
            response = client.get(address)
            assert "public, max-age=" in response["Cache-Control"]
            assert "Cookie" not in response.get("Vary", "")
            assert not response.cookies
            again = client.get(address, headers={"If-None-Match": response["ETag"]})
            assert (again.status_code, again.content) == (304, b"")


def test_an_empty_register_says_so(client: Client) -> None:
    assert "The register is empty" in text(client, "/register")
    assert "See the register" in text(client, "/")


@pytest.mark.usefixtures("listed")
class TestOrganisation:
    def test_the_status_is_said_in_a_sentence_with_what_it_does_not_mean(self, client: Client) -> None:
        page = text(client, "/register/VZZ-D14")
        assert "Alderwick Dental Care says it meets all the required standards for 2024-25." in page
        assert "It published this on 3 June 2025." in page
        assert "NHS Kent and Medway" in page
        assert "It was the position on 3 June 2025." in page
        assert "It does not mean" in page

    def test_a_status_out_of_date_is_told_in_the_past(self, client: Client) -> None:
        page = text(client, "/register/8ZZ90")
        assert "said it met all the required standards for 2023-24" in page
        assert "That is out of date since 1 July 2025" in page

    def test_a_body_that_never_published_is_explained(self, client: Client) -> None:
        page = text(client, "/register/8ZZ90-RU")
        assert "is on the register and has not published an assessment" in page
        assert "Nothing has been published." in page

    def test_a_late_publication_says_so(self, client: Client) -> None:
        assert "It published this on 12 July 2025, after the deadline." in text(client, "/register/Z90417")

    def test_a_closed_code_keeps_its_page(self, client: Client) -> None:
        page = text(client, "/register/TZZ32CLOSED")
        assert "marks this code as closed" in page
        assert "Code closed" in page
        assert "Current" not in page
        assert "Code closed" in text(client, "/register?q=tzz32closed")

    def test_a_closed_code_has_no_current_status(self, client: Client) -> None:
        publish(code="VZZ09CLOSED", name="Ivy House")
        for page in (text(client, "/register/VZZ09CLOSED"), text(client, "/register?q=ivy+house")):
            assert "Code closed" in page
            assert "Current until" not in page

    def test_a_closed_body_leads_to_its_successor(self, client: Client) -> None:
        Listing.objects.filter(code="8ZZ90").update(closed_on=date(2025, 3, 31), successor_code="8ZZ21")
        page = text(client, "/register/8ZZ90")
        assert "closed on 31 March 2025" in page
        assert '<a href="/register/8ZZ21">See 8ZZ21</a>' in page

    def test_history_shows_gaps_replaced_publications_and_statuses_that_are_no_longer_given(
        self, client: Client
    ) -> None:
        publish(
            published_at=datetime(2025, 2, 14, 9, tzinfo=UTC), status="not_met", status_text="24/25 Standards Not Met"
        )
        publish()
        publish(
            edition="2020-21", status="entry_level", status_text="20/21 Entry Level",
            published_at=datetime(2021, 2, 26, 9, tzinfo=UTC),
        )  # fmt: skip
        publish(
            kind="interim", edition="2022-23", status="interim", status_text="22/23 Interim submitted",
            published_at=datetime(2022, 12, 20, 9, tzinfo=UTC),
        )  # fmt: skip
        page = text(client, "/register/VZZ01")
        assert "It replaced an earlier publication (14 February 2025, 24/25 Standards Not Met)." in page
        assert "The status of 20/21 stayed on the register and was out of date from 1 July 2022." in page
        assert "This status is no longer given." in page
        assert "22/23 Interim submitted" in page
        assert "Check publication C7K2-9FQ" in page
        assert page.count("Nothing published<") == 2

    def test_an_earlier_name_is_kept(self, client: Client) -> None:
        publish(code="8ZZ90", name="Fellgate Group", sector="Company")
        assert "Fellgate Systems Ltd, until 12 June 2025" in text(client, "/register/8ZZ90")

    @pytest.mark.parametrize(("typed", "code"), [("vzz-d14", "VZZ-D14"), ("tzz32Closed", "TZZ32CLOSED")])
    def test_a_code_in_other_capitals_leads_to_the_page(self, client: Client, typed: str, code: str) -> None:
        assert client.get(f"/register/{typed}")["Location"] == f"/register/{code}"

    def test_a_code_with_slashes_has_its_page(self, client: Client) -> None:
        assert "Saint Anne’s Café" in text(client, "/register/01/04/2004")

    @pytest.mark.parametrize("address", ["/register/NONE", "/register/NONE/badge.svg", "/register/" + "X" * 40])
    def test_a_code_that_is_not_listed_is_not_found(self, client: Client, address: str) -> None:
        assert client.get(address).status_code == 404

    def test_a_page_takes_three_statements_at_most(
        self, client: Client, django_assert_max_num_queries: Callable[[int], Any]
    ) -> None:
        client.get("/register/8ZZ21")
        with django_assert_max_num_queries(3):
            client.get("/register/8ZZ90")

    def test_the_badge_is_a_drawing_with_a_title_that_others_may_show(self, client: Client) -> None:
        Listing.objects.filter(code="8ZZ90").update(name='Fell & <gate> "Ltd"')
        response = client.get("/register/8ZZ90/badge.svg")
        assert response["Content-Type"] == "image/svg+xml"
        assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
        drawn = ET.fromstring(response.content)
        title = drawn.find("{http://www.w3.org/2000/svg}title")
        assert title is not None
        assert title.text == (
            'Data Security and Protection: 23/24 Standards Met. Fell & <gate> "Ltd", 8ZZ90. '
            "Out of date since 1 July 2025."
        )

    @pytest.mark.parametrize(
        ("name", "is_squeezed"),
        [("Fellgate Systems Limited", False), ("MERSEY AND WEST LANCASHIRE TEACHING", True), ("Ill " * 9, False)],
    )
    def test_a_name_that_is_too_wide_for_the_badge_is_squeezed_into_it(
        self, client: Client, name: str, is_squeezed: bool
    ) -> None:
        Listing.objects.filter(code="8ZZ90").update(name=name)
        drawn = ET.fromstring(client.get("/register/8ZZ90/badge.svg").content)
        line = next(one for one in drawn.iter("{http://www.w3.org/2000/svg}text") if (one.text or "").endswith("8ZZ90"))
        assert ("textLength" in line.attrib) is is_squeezed

    def test_the_page_asks_for_the_badge_anew_once_it_shows_other(self, client: Client) -> None:
        def badge() -> str:
            found = re.search(r'<img src="([^"]+/badge\.svg[^"]*)"', client.get("/register/8ZZ90").text)
            assert found
            return found[1]

        before = badge()
        assert badge() == before
        assert client.get(before).status_code == 200
        Listing.objects.filter(code="8ZZ90").update(name="Fellgate Systems and Sons")
        assert badge() != before

    def test_the_badge_can_be_copied(self, client: Client) -> None:
        page = text(client, "/register/01/04/2004")
        assert "/register/01/04/2004/badge.svg&#34;" in page


def test_the_home_page_shows_the_dates_of_the_running_edition(client: Client) -> None:
    grant_extension(
        by=BY, edition="2024-25", scope="all", due_on=date(2025, 9, 30), closes_on=date(2025, 10, 31),
        reason="The deadline was moved", at=NOW,
    )  # fmt: skip
    page = text(client, "/")
    assert "30 September 2025" in page
    assert "78 days left" in page
    assert "The deadline was moved" in page


@pytest.mark.usefixtures("listed")
def test_the_home_page_counts_the_register(client: Client) -> None:
    page = text(client, "/")
    assert "See all 9 organisations" in page
    assert "44.4% are current. 2 have registered and never published." in page


@pytest.mark.parametrize("code", [row[0] for row in ROWS] + ["Demo Dental Account 009", "A&B(1)", "Ä%"])
def test_addresses_in_lists_are_those_of_the_routes(code: str) -> None:
    assert written(code) == reverse("register_organisation", args=[code])
