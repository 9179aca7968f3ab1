"""What reaches the register: publications and newly registered organisations."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from dspt.register.actions import note_registered, put_entry
from dspt.register.models import FormerName, Listing, PublicStatus

pytestmark = pytest.mark.django_db
AT = datetime(2025, 6, 12, 9, 30, tzinfo=UTC)


def publish(**changes: Any) -> None:
    facts: dict[str, Any] = {
        "code": "VZZ01",
        "name": "Willow Court",
        "sector": "Social Care",
        "kind": "final",
        "edition": "2024-25",
        "status": "met",
        "status_text": "24/25 Standards Met",
        "published_at": AT,
        "was_late": False,
        "publication": uuid4(),
        "number": "C7K2-9FQ",
        "sha256": "a" * 64,
    }
    put_entry(**(facts | changes))


def test_a_registered_organisation_is_listed_as_not_published() -> None:
    note_registered(code="VZZ01", name="Willow Court", sector="Social Care", at=AT)
    listing = Listing.objects.get(code="VZZ01")
    assert (listing.status, listing.status_text, listing.registered_on) == ("", "Not Published", date(2025, 6, 12))


def test_registering_a_body_that_is_listed_keeps_its_status() -> None:
    publish()
    note_registered(code="VZZ01", name="Willow Court", sector="Social Care", at=AT)
    assert Listing.objects.get().status_text == "24/25 Standards Met"


def test_the_newest_publication_stands_and_the_history_stays() -> None:
    publish(status="approaching", status_text="24/25 Approaching Standards")
    publish(published_at=AT.replace(day=20))
    publish(published_at=AT.replace(day=1), status="not_met", status_text="24/25 Standards Not Met")
    assert Listing.objects.get().status_text == "24/25 Standards Met"
    assert PublicStatus.objects.count() == 3


def test_of_two_publications_on_one_day_the_later_stands() -> None:
    publish(status="met")
    publish(status="exceeded", status_text="24/25 Standards Exceeded", published_at=AT.replace(hour=17))
    assert Listing.objects.get().status == "exceeded"


def test_an_interim_submission_leaves_the_status_alone() -> None:
    publish(edition="2023-24", status_text="23/24 Standards Met", published_at=AT.replace(year=2024))
    publish(kind="interim", status="interim", status_text="24/25 Interim submitted")
    listing = Listing.objects.get()
    assert (listing.status_text, listing.interim_edition, listing.interim_on) == (
        "23/24 Standards Met",
        "2024-25",
        date(2025, 6, 12),
    )


def test_a_late_evening_publication_carries_the_day_it_was_in_the_united_kingdom() -> None:
    publish(published_at=datetime(2025, 6, 30, 23, 30, tzinfo=UTC))
    assert Listing.objects.get().published_on == date(2025, 7, 1)


def test_a_new_name_keeps_the_old_one_as_former() -> None:
    publish(name="Willow Lodge")
    publish(published_at=AT.replace(day=20))
    assert Listing.objects.get().name == "Willow Court"
    assert FormerName.objects.get().name == "Willow Lodge"


def test_a_publication_reaches_a_body_once() -> None:
    publication = uuid4()
    publish(publication=publication)
    with pytest.raises(IntegrityError), transaction.atomic():
        publish(publication=publication)
    assert PublicStatus.objects.count() == 1


def test_a_listing_is_found_by_folded_name_code_and_place() -> None:
    publish(code="8D594-MASH", name="St. Mary’s Café & Rest Home")
    assert Listing.objects.get().search_key == "st marys cafe and rest home 8d594 mash"
