"""The real register, where it stands beside the checkout: taken in whole, and told again unaltered."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dspt.directory.gateways import read_table
from dspt.foundation.actors import Actor
from dspt.register.actions import import_register
from dspt.register.models import Listing, PublicStatus

BY = Actor.machine("register-import")
AT = datetime(2023, 12, 1, 9, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.slow
def test_the_real_register_and_its_later_extracts_are_taken_in(shared: Path) -> None:
    folder = shared / "data"
    for name, rows in (
        ("dspt-register-2022-09-09.csv", 64_201),
        ("dspt-trusts-2023-11-16.csv", 211),
        ("dspt-icbs-2023-11-16.csv", 42),
    ):
        report = import_register(by=BY, table=read_table(folder / name), at=AT)
        assert (report.rows, report.refused) == (rows, [])
    assert Listing.objects.count() == 64_205
    assert PublicStatus.objects.count() == 58_897 + 210 + 42
    assert (
        Listing.objects.filter(code__in=["01/04/2004", "8k167", "Demo Dental Account 009", "A5CV-CLOSED"]).count() == 4
    )
