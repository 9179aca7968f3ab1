"""How far to trust an entry of an edition, and the words that explain it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Provenance:
    """How far to trust an entry, and on what it rests. For maintainers; never shown to people filling in."""

    confidence: Confidence
    sources: tuple[str, ...] = ()
    note: str = ""
    catalogue_note: str = ""
    """A doubt found in the catalogue; ``settled`` says how the edition decides it."""
    settled: str = ""
    aspects: Mapping[str, Confidence] = field(default_factory=dict)
    """Confidence of single aspects where it differs within the entry (``expected``, ``levels``, an exemption's key)."""


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of the merged glossary: the specification's own terms and the guidance's."""

    key: str
    term: str
    explanation: str
    acronym: str = ""
    link: str = ""
    from_specification: bool = False
