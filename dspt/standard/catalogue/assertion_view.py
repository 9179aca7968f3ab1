"""The assertion view of an edition: ``ndg.yaml`` with its help in ``guidance/ndg.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from ..edition import (
    AnswerType,
    Assertion,
    Confidence,
    EvidenceItem,
    Help,
    ItemAsked,
    NdgStandard,
    Provenance,
    Requirement,
    Unit,
)
from .reading import Fields


@dataclass(frozen=True, slots=True)
class AssertionView:
    standards: tuple[NdgStandard, ...]
    assertions: dict[str, Assertion]
    items: dict[str, EvidenceItem]


@dataclass(frozen=True, slots=True)
class Guidance:
    """The help file: introductions, and per item its fields, still undecided between small and large."""

    standards: Mapping[str, str]
    assertions: Mapping[str, str]
    items: Mapping[str, Fields]
    readers: Mapping[str, str]
    """Category to ``small`` or ``large``."""


def read_assertion_view(file: Fields, help_file: Fields, figures: Mapping[str, str]) -> AssertionView:
    """Read both files together; every item must have help, and every piece of help an item."""
    guidance = _guidance(help_file)
    standards: list[NdgStandard] = []
    assertions: dict[str, Assertion] = {}
    items: dict[str, EvidenceItem] = {}
    for row in file.rows("standards", "number"):
        number, references = row.whole("number"), []
        for inner in row.rows("assertions", "reference"):
            reference = inner.text("reference")
            references.append(reference)
            held = []
            for item_row in inner.rows("items", "reference"):
                item = _Item(item_row, assertion=reference, standard=number, guidance=guidance, figures=figures).read()
                if item.reference in items:
                    item_row.fault("stands twice")
                items[item.reference] = item
                held.append(item.reference)
            if reference in assertions:
                inner.fault("stands twice")
            assertions[reference] = Assertion(
                reference=reference,
                standard=number,
                statement=inner.text("statement"),
                intro=guidance.assertions.get(reference, ""),
                items=tuple(held),
                provenance=Provenance(inner.choice("confidence", Confidence), inner.texts("sources")),
            )
            inner.done()
        standards.append(
            NdgStandard(
                number=number,
                title=row.text("title"),
                theme=row.text("theme"),
                statement=row.text("statement"),
                intro=guidance.standards.get(str(number), ""),
                assertions=tuple(references),
            )
        )
        row.done()
    file.done()
    for reference in guidance.items:
        if reference not in items:
            help_file.faults.add(help_file.file, f"items {reference}", "there is no such item")
    return AssertionView(tuple(standards), assertions, items)


def _guidance(file: Fields) -> Guidance:
    readers: dict[str, str] = {}
    groups = file.fields("readers")
    for group in groups.values:
        for category in groups.texts(group):
            readers[category] = group
    found = Guidance(file.pairs("standards"), file.pairs("assertions"), dict(file.named("items")), readers)
    file.done()
    return found


class _Item:
    """One evidence item with its help, read per category."""

    def __init__(
        self, row: Fields, *, assertion: str, standard: int, guidance: Guidance, figures: Mapping[str, str]
    ) -> None:
        self.row, self.assertion, self.standard = row, assertion, standard
        self.guidance, self.figures = guidance, figures
        self.reference = row.text("reference")

    def read(self) -> EvidenceItem:
        row = self.row
        title, question, kind = row.text("title"), row.text("question"), row.choice("type", AnswerType)
        asked = row.fields("asked")
        trust = row.fields("asked_confidence")
        exemptions = row.fields("exemptions", needed=False)
        variants = dict(row.named("variants", needed=False))
        unit = self._unit()
        approaching, never_exempt = row.truth("approaching", False), row.truth("never_exempt", False)
        past_date = row.truth("past_date", False)
        tooltip = row.text("tooltip", "")
        found = Provenance(
            confidence=row.choice("confidence", Confidence),
            sources=row.texts("sources"),
            note=row.text("note", ""),
            catalogue_note=row.text("catalogue_note", ""),
            settled=row.text("settled", ""),
            aspects={f"exemption {key}": exemptions.choice(key, Confidence) for key in exemptions.values},
        )
        if found.catalogue_note and not found.settled:
            row.fault("has a catalogue_note that is not settled")
        by_category: dict[str, ItemAsked] = {}
        help_row = self.guidance.items.get(self.reference)
        if help_row is None:
            if not tooltip:
                row.fault("has no help")
            help_row = Fields(row.faults, row.file, row.entry, _help_from(question, tooltip))
        for category in asked.values:
            variant = variants.get(category)
            own_exemptions = tuple(exemptions.values)
            own_title, own_question, own_kind, own_tooltip = title, question, kind, tooltip
            if variant is not None:
                own_title = variant.text("title", title)
                own_question = variant.text("question", question)
                own_kind = variant.choice("type", AnswerType, kind)
                own_tooltip = variant.text("tooltip", tooltip)
                if "exemptions" in variant.values:
                    own_exemptions = tuple(variant.fields("exemptions").values)
                variant.done()
            reading = _Reading(help_row, self.guidance.readers.get(category, ""))
            by_category[category] = ItemAsked(
                reference=self.reference,
                assertion=self.assertion,
                standard=self.standard,
                category=category,
                requirement=asked.choice(category, Requirement),
                question=self._with_figures(own_question),
                ask=self._with_figures(reading.text("ask")),
                title=own_title,
                type=own_kind,
                help=reading.help(),
                unit=unit if own_kind is AnswerType.NUMBER else None,
                not_applicable=reading.text("not_applicable", needed=False),
                exemptions=() if never_exempt else own_exemptions,
                never_exempt=never_exempt,
                approaching=approaching,
                provenance=Provenance(
                    confidence=trust.choice(category, Confidence),
                    sources=found.sources,
                    note=found.note,
                    catalogue_note=found.catalogue_note,
                    settled=found.settled,
                    aspects=found.aspects,
                ),
                past_date=past_date and own_kind is AnswerType.DATE,
                tooltip=own_tooltip,
            )
            if own_kind is AnswerType.NUMBER and unit is None:
                row.fault("asks for a number and has no unit")
            if by_category[category].requirement is Requirement.NOT_ASKED:
                row.fault(f"leave category {category} out of 'asked' instead of saying not_asked")
        for category in variants:
            if category not in asked.values:
                row.fault(f"has a variant for category {category}, which is not asked")
        unchanged = row.text("unchanged_since", "")
        row.done()
        if self.reference in self.guidance.items:
            _Reading.check(help_row)
        return EvidenceItem(
            reference=self.reference,
            assertion=self.assertion,
            standard=self.standard,
            asked=by_category,
            provenance=found,
            unchanged_since=unchanged,
        )

    def _unit(self) -> Unit | None:
        if "unit" not in self.row.values:
            self.row.take("unit", None)
            return None
        row = self.row.fields("unit")
        unit = Unit(
            key=row.text("key"),
            minimum=Decimal(row.whole("minimum")),
            maximum=Decimal(row.whole("maximum")),
            decimals=row.whole("decimals", 0),
        )
        if unit.minimum >= unit.maximum:
            row.fault("the minimum must be below the maximum")
        row.done()
        return unit

    def _with_figures(self, text: str) -> str:
        if "{" not in text:
            return text
        try:
            return text.format_map(self.figures)
        except (KeyError, ValueError) as error:
            self.row.fault(f"names a figure that the edition does not hold: {error}")
            return text


def _help_from(question: str, tooltip: str) -> dict[str, object]:
    """Make the help of an item that an import has brought and nobody has written for yet: its official tooltip."""
    return {"ask": question, "why": tooltip, "good": [], "example": "", "evidence": [], "minutes": 10, "terms": []}


_HELP_FIELDS = frozenset(
    ("ask", "why", "good", "example", "example_large", "evidence", "terms", "not_applicable", "minutes")
)


class _Reading:
    """One item's help as one kind of reader sees it: fields may hold ``small`` and ``large``."""

    def __init__(self, row: Fields, reader: str) -> None:
        self.row, self.reader = row, reader
        if not reader:
            row.fault("no kind of reader is named for a category that is asked")

    @staticmethod
    def check(row: Fields) -> None:
        for name in row.values:
            if name not in _HELP_FIELDS:
                row.fault(f"unknown field {name!r}")

    def pick(self, name: str) -> object:
        value = self.row.values.get(name)
        return value.get(self.reader) if isinstance(value, dict) else value

    def text(self, name: str, *, needed: bool = True) -> str:
        value = self.pick(name)
        if isinstance(value, str):
            return value.strip()
        if needed or value is not None:
            self.row.fault(f"{name!r} is missing for {self.reader} readers")
        return ""

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.pick(name)
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(one.strip() for one in value)
        self.row.fault(f"{name!r} must be a list of texts for {self.reader} readers")
        return ()

    def help(self) -> Help:
        minutes = self.pick("minutes")
        if not isinstance(minutes, int) or minutes <= 0:
            self.row.fault(f"'minutes' must be a whole number for {self.reader} readers")
            minutes = 0
        # An item that an import opens to other readers has no example of their own yet.
        own = "example_large" if self.reader == "large" else "example"
        example = own if own in self.row.values else "example"
        return Help(
            why=self.text("why"),
            good=self.texts("good"),
            example=self.text(example, needed=bool(self.row.values.get("evidence"))),
            evidence=self.texts("evidence"),
            minutes=minutes,
            terms=self.texts("terms"),
        )
