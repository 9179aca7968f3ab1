"""The made-up register has the real one's shape, and the same seed makes the same rows."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from django.core.management import call_command

from dspt.jobs.generated_register import bodies, import_rows, rows
from dspt.register.models import Listing, PublicStatus
from dspt.register.queries import Search, search


def test_the_same_count_and_seed_give_the_same_rows() -> None:
    assert list(rows(300, 7)) == list(rows(300, 7))
    assert list(rows(300, 7)) != list(rows(300, 8))


def test_codes_are_unique_and_cannot_be_taken_for_real_ones() -> None:
    codes = [body.code for body in bodies(5000, 1)]
    assert len(set(codes)) == 5000
    assert all(code[1:3] == "ZZ" and len(code.removesuffix("-CLOSED")) == 6 for code in codes)


def test_the_demonstrations_register_and_the_benchs_do_not_overlap() -> None:
    small = {body.code.removesuffix("-CLOSED") for body in bodies(2000, 1)}
    large = {body.code.removesuffix("-CLOSED") for body in bodies(75_000, 75)}
    assert len(large) == 75_000
    assert not small & large


def test_sectors_and_statuses_stand_in_the_real_proportions() -> None:
    _, *made = rows(5000, 1)
    sectors = Counter(row[4] for row in made)
    assert 0.30 < sectors["Social Care"] / 5000 < 0.36
    assert 0.17 < sectors["Pharmacy"] / 5000 < 0.23
    statuses = Counter(row[2] for row in made)
    assert 0.06 < statuses["Not Published"] / 5000 < 0.10
    assert 0.7 < sum(count for text, count in statuses.items() if text.startswith("24/25")) / 5000 < 0.8


@pytest.mark.django_db
def test_it_is_imported_with_places_boards_and_history_and_twice_is_once() -> None:
    import_rows(60, seed=3, years=(2023, 2024))
    listing = Listing.objects.exclude(status="").first()
    assert listing is not None
    assert all((listing.town, listing.postcode, listing.board_code, listing.region_name))
    assert search(Search(listing.postcode), date(2026, 11, 23)).total >= 1
    before = (Listing.objects.count(), PublicStatus.objects.count())
    import_rows(60, seed=3, years=(2023, 2024))
    assert (Listing.objects.count(), PublicStatus.objects.count()) == before


@pytest.mark.django_db
def test_the_command_says_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("demo_register", "--rows", "20")
    assert "20 made-up organisations are on the register." in capsys.readouterr().out
