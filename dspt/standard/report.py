"""What an edition holds and how far it can be trusted: the counts, and every entry of low confidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .edition import Confidence, Edition, EvidenceItem, Outcome, Provenance


@dataclass(frozen=True, slots=True)
class LowEntry:
    """An entry that must not be presented as official: where it stands, which aspect, on what it rests."""

    entry: str
    aspect: str
    sources: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Report:
    counts: dict[str, int]
    low: tuple[LowEntry, ...]
    faults: tuple[str, ...]
    """Counts that differ from those the edition is known to have."""


def report_on(edition: Edition) -> Report:
    """Count what the edition holds, compare with its published numbers, list what is of low confidence."""
    counts = _counts(edition)
    faults = tuple(
        f"{edition.key}: {name} is {counts.get(name, 0)}, published is {number}"
        for name, number in edition.published_counts.items()
        if counts.get(name, 0) != number
    )
    return Report(counts, tuple(_low(edition)), faults)


def as_text(edition: Edition, report: Report) -> str:
    """Put a report into lines for a terminal."""
    lines = [
        f"Edition {edition.key}, version {edition.version}, revision {edition.revision}",
        f"  checksum {edition.checksum}",
    ]
    lines += [f"  {number:>5}  {name}" for name, number in report.counts.items()]
    lines.append(f"  Low confidence: {len(report.low)} entries, not to be presented as official")
    for low in report.low:
        rests = f" [{', '.join(low.sources)}]" if low.sources else ""
        note = f" {low.note}" if low.note else ""
        lines.append(f"    {low.entry}: {low.aspect}{rests}{note}")
    lines += [f"  Known gap: {gap}" for gap in edition.known_gaps]
    lines += [f"  FAULT: {fault}" for fault in report.faults]
    return "\n".join(lines)


def _counts(edition: Edition) -> dict[str, int]:
    counts = {
        "standards": len(edition.standards),
        "assertions": len(edition.assertions),
        "items": len(edition.items),
        "objectives": len(edition.objectives),
        "principles": len(edition.principles),
        "outcomes": len(edition.outcomes),
    }
    for objective in edition.objectives:
        reference = objective.reference
        counts[f"outcomes {reference}"] = sum(one.objective == reference for one in edition.outcomes.values())
    counts["indicators"] = sum(len(outcome.indicators) for outcome in edition.outcomes.values())
    for category in edition.categories:
        asked = edition.asked(category)
        if asked:
            mandatory = sum(item.is_mandatory for item in asked)
            counts[f"mandatory {category}"] = mandatory
            counts[f"recommended {category}"] = len(asked) - mandatory
        if any(kind.social_care and kind.category == category for kind in edition.types.values()):
            counts[f"approaching {category}"] = sum(item.approaching for item in asked)
    counts["terms"] = len(edition.terms)
    return counts


def _low(edition: Edition) -> Iterator[LowEntry]:
    for key, kind in edition.types.items():
        if kind.provenance is not None:
            yield from _if_low(f"type {key}", "category", kind.provenance)
    for assertion in edition.assertions.values():
        yield from _if_low(f"assertion {assertion.reference}", "statement", assertion.provenance)
    for item in edition.items.values():
        yield from _low_of_item(item)
    for outcome in edition.outcomes.values():
        yield from _low_of_outcome(outcome)


def _low_of_item(item: EvidenceItem) -> Iterator[LowEntry]:
    entry = f"item {item.reference}"
    yield from _if_low(entry, "question", item.provenance)
    for category, asked in item.asked.items():
        yield from _if_low(entry, f"{asked.requirement} for category {category}", asked.provenance)
    for aspect, confidence in item.provenance.aspects.items():
        if confidence is Confidence.LOW:
            yield LowEntry(entry, aspect, (), "")


def _low_of_outcome(outcome: Outcome) -> Iterator[LowEntry]:
    entry = f"outcome {outcome.reference}"
    for aspect, confidence in outcome.provenance.aspects.items():
        if confidence is Confidence.LOW:
            yield LowEntry(entry, aspect, outcome.provenance.sources, outcome.provenance.note)
    if outcome.policy is not None:
        yield from _if_low(entry, "policy question", outcome.policy.provenance)
    for indicator in outcome.indicators:
        yield from _if_low(f"indicator {indicator.reference}", "text", indicator.provenance)


def _if_low(entry: str, aspect: str, provenance: Provenance) -> Iterator[LowEntry]:
    if provenance.confidence is Confidence.LOW:
        yield LowEntry(entry, aspect, provenance.sources, provenance.note)
