"""Certificates and facts of the profile that close items, and when these open again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dspt.standard import catalogue
from dspt.standard.exemptions import exceeded_until, exempt_items, lapsed, reopenings
from dspt.standard.facts import CertificateFact, ProfileFacts

from .tables import named, worked_examples

EDITION = catalogue.edition("2024-25")
MARCH = date(2025, 3, 1)


def profile(type_: str, category: str, holds: str) -> ProfileFacts:
    certificates = []
    for one in filter(None, (part.strip() for part in holds.split(";"))):
        if one == "nhsmail":
            continue
        key, first, _to, last, *partly = one.split()
        certificates.append(CertificateFact(key, date.fromisoformat(first), date.fromisoformat(last), not partly))
    return ProfileFacts(type_, category, nhsmail_only="nhsmail" in holds, certificates=tuple(certificates))


@pytest.mark.parametrize("row", worked_examples("exemption", "Type", "Category"), ids=named)
def test_the_worked_examples_hold(row: dict[str, str]) -> None:
    who = profile(row["Type"], row["Category"], row["Holds"])
    found = exempt_items(EDITION, who, date.fromisoformat(row["On"])).get(row["Item"])
    assert (found.exemption if found else "open") == row["Closed by"]
    assert (found.until.isoformat() if found and found.until else "") == row["Until"]


certificates = st.builds(
    CertificateFact,
    exemption=st.sampled_from([one.key for one in EDITION.exemptions.values() if one.is_certificate]),
    valid_from=st.dates(date(2023, 1, 1), date(2025, 6, 30)),
    valid_to=st.dates(date(2024, 1, 1), date(2027, 6, 30)),
    covers_all=st.booleans(),
)
profiles = st.builds(
    ProfileFacts,
    type=st.sampled_from(["gp_practice", "care_home", "local_authority", "it_supplier"]),
    category=st.sampled_from(["2", "3", "4"]),
    nhsmail_only=st.booleans(),
    certificates=st.lists(certificates, max_size=5).map(tuple),
)


@given(who=profiles, on=st.dates(date(2024, 9, 1), date(2025, 8, 31)))
def test_nothing_opens_an_item_that_is_never_exempt(who: ProfileFacts, on: date) -> None:
    kept_shut = {item.reference for item in EDITION.asked(who.category) if item.never_exempt}
    assert kept_shut
    assert not kept_shut & set(exempt_items(EDITION, who, on))


@given(who=profiles, more=certificates, on=st.dates(date(2024, 9, 1), date(2025, 8, 31)))
def test_one_more_certificate_never_opens_an_item(who: ProfileFacts, more: CertificateFact, on: date) -> None:
    before = exempt_items(EDITION, who, on)
    after = exempt_items(EDITION, ProfileFacts(who.type, who.category, who.nhsmail_only, (*who.certificates, more)), on)
    assert set(before) <= set(after)
    for reference, exempt in before.items():
        until = after[reference].until
        assert until is None or (exempt.until is not None and until >= exempt.until)


def test_what_runs_out_soon_is_told_beforehand() -> None:
    who = profile("gp_practice", "4", "cyber_essentials_plus 2024-05-19 to 2025-05-18")
    assert reopenings(EDITION, who, date(2025, 3, 1), within_days=30) == ()
    [soon] = reopenings(EDITION, who, date(2025, 5, 1), within_days=30)
    assert (soon.exemption, soon.until) == ("cyber_essentials_plus", date(2025, 5, 18))
    assert {"4.2.4", "6.2.1", "9.1.1"} <= set(soon.items)


def test_what_has_run_out_is_told_afterwards_with_its_items() -> None:
    who = profile("gp_practice", "4", "cyber_essentials_plus 2024-05-19 to 2025-05-18")
    assert lapsed(EDITION, who, date(2025, 5, 18)) == ()
    [gone] = lapsed(EDITION, who, date(2025, 5, 19))
    assert "6.2.1" in gone.items


def test_a_renewed_certificate_is_not_told_as_run_out() -> None:
    who = profile(
        "gp_practice",
        "4",
        "cyber_essentials_plus 2024-05-19 to 2025-05-18; cyber_essentials_plus 2025-05-01 to 2026-04-30",
    )
    assert lapsed(EDITION, who, date(2025, 6, 1)) == ()


def test_only_cyber_essentials_plus_opens_standards_exceeded() -> None:
    day = MARCH + timedelta(days=60)
    plus = profile("gp_practice", "4", f"cyber_essentials_plus 2024-05-19 to {day}")
    assert exceeded_until(EDITION, plus, MARCH) == (True, day)
    iso = profile("gp_practice", "4", "iso_27001 2024-01-01 to 2026-12-31")
    assert exceeded_until(EDITION, iso, MARCH) == (False, None)
