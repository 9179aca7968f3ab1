"""The assertion view's part: ten standards, their assertions, the evidence items as each category is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from .origin import Provenance


class Requirement(StrEnum):
    """How far an evidence item is asked of a category. Pages say *required*, *optional*."""

    MANDATORY = "mandatory"
    RECOMMENDED = "recommended"
    NOT_ASKED = "not_asked"


class AnswerType(StrEnum):
    """The five kinds of answer (specification section 5.1), and a sixth: yes, yes with exceptions, or no."""

    YES_NO = "yes_no"
    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    DOCUMENT = "document"
    YES_NO_EXCEPTIONS = "yes_no_exceptions"


@dataclass(frozen=True, slots=True)
class Help:
    """Guidance for one item as one kind of body reads it. ``terms`` are glossary keys."""

    why: str
    good: tuple[str, ...]
    example: str
    evidence: tuple[str, ...]
    minutes: int
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """Unit and range of a number item, so that figures can be compared over the years."""

    key: str  # pounds, count, percent, days
    minimum: Decimal
    maximum: Decimal
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class ItemAsked:
    """An evidence item as it is asked of one category: wording, type and requirement may differ between categories."""

    reference: str
    assertion: str
    standard: int
    category: str
    requirement: Requirement
    question: str
    """The formal question, in our words (or the official ones once imported)."""
    ask: str
    """The question as put to the person, plain."""
    title: str
    """A few words for lists."""
    type: AnswerType
    help: Help
    unit: Unit | None
    not_applicable: str
    """When the person may say that it does not apply; empty: never."""
    exemptions: tuple[str, ...]
    """Keys of the exemptions that may complete it for this category."""
    never_exempt: bool
    approaching: bool
    """Flagged for social care's Approaching Standards."""
    provenance: Provenance
    past_date: bool = False
    """A date item that asks for something that has happened: a day in the future is refused."""
    tooltip: str = ""
    """The official help, once imported; ours stands in ``help``."""

    @property
    def is_mandatory(self) -> bool:
        return self.requirement is Requirement.MANDATORY


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """An evidence item of the edition; ``asked`` holds it per category, without the categories it is not asked of."""

    reference: str
    assertion: str
    standard: int
    asked: Mapping[str, ItemAsked]
    provenance: Provenance
    unchanged_since: str = ""
    """The edition since which the question has been the same; empty when unknown or changed in this edition."""


@dataclass(frozen=True, slots=True)
class Assertion:
    reference: str
    standard: int
    statement: str
    intro: str
    items: tuple[str, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class NdgStandard:
    """One of the ten National Data Guardian standards."""

    number: int
    title: str
    theme: str
    statement: str
    intro: str
    assertions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """A grouping of easy mode, the way a small body works; ``items`` are references."""

    key: str
    title: str
    items: tuple[str, ...]
