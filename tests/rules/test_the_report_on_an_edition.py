"""Counts against the published numbers, and every entry of low confidence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dspt.standard import catalogue
from dspt.standard.edition import Confidence, Edition
from dspt.standard.report import as_text, report_on


@pytest.mark.parametrize("edition", catalogue.editions(), ids=lambda edition: edition.key)
def test_the_shipped_editions_have_their_published_numbers(edition: Edition) -> None:
    assert edition.published_counts
    assert report_on(edition).faults == ()


def test_a_number_that_is_off_is_a_fault() -> None:
    edition = catalogue.edition("2024-25")
    fewer = replace(edition, items={key: item for key, item in edition.items.items() if key != "1.1.1"})
    faults = report_on(fewer).faults
    assert "2024-25: items is 144, published is 145" in faults
    assert "2024-25: mandatory 3 is 42, published is 43" in faults


def test_every_entry_of_low_confidence_is_listed() -> None:
    edition = catalogue.edition("2024-25")
    low = report_on(edition).low
    entries = {(one.entry, one.aspect) for one in low}
    for item in edition.items.values():
        for category, asked in item.asked.items():
            is_listed = (f"item {item.reference}", f"{asked.requirement} for category {category}") in entries
            assert is_listed == (asked.provenance.confidence is Confidence.LOW)
    for outcome in edition.outcomes.values():
        for indicator in outcome.indicators:
            assert indicator.provenance.confidence is Confidence.LOW or not indicator.reconstructed
            is_listed = (f"indicator {indicator.reference}", "text") in entries
            assert is_listed == (indicator.provenance.confidence is Confidence.LOW)
    assert ("outcome A2.b", "policy question") in entries


def test_the_text_holds_counts_low_entries_and_gaps() -> None:
    edition = catalogue.edition("2024-25")
    report = report_on(edition)
    text = as_text(edition, report)
    assert "   145  items" in text
    assert "   499  indicators" in text
    assert f"Low confidence: {len(report.low)} entries" in text
    assert all(gap in text for gap in edition.known_gaps)
