"""The list of editions, and an edition as its page in the standards directory describes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dspt.standard.edition import Category, Edition, View
from dspt.web.public.words import VIEWS, counted, day

SECTION = "standard_index"
UNKNOWN = "Not known"


@dataclass(frozen=True, slots=True)
class EditionRow:
    key: str
    version: str
    reference_code: str
    status: str
    published: str
    due: str
    holds: str


@dataclass(frozen=True, slots=True)
class IndexPage:
    editions: tuple[EditionRow, ...]
    newest: str
    title: str = "The standard"
    section: str = SECTION


@dataclass(frozen=True, slots=True)
class Definition:
    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Row:
    """One field of the directory page: one value a line, and definitions to fold out."""

    label: str
    values: tuple[str, ...]
    definitions: tuple[Definition, ...] = ()
    definitions_label: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    anchor: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class CategoryRow:
    key: str
    label: str
    description: str
    view: str
    asked: str
    checks: str
    type: str
    """A kind of body of this category, for the link to its requirements."""


@dataclass(frozen=True, slots=True)
class EditionPage:
    key: str
    title: str
    lede: str
    about: tuple[str, ...]
    parts: tuple[Part, ...]
    what_changed: tuple[str, ...]
    previous: str
    """Key of the edition before, where it is held too; else empty."""
    dates: tuple[Row, ...]
    dates_note: str
    categories: tuple[CategoryRow, ...]
    known_gaps: tuple[str, ...]
    section: str = SECTION

    @property
    def headings(self) -> tuple[Part, ...]:
        return self.parts


def index(editions: Iterable[Edition]) -> IndexPage:
    """List editions in the order given, newest first."""
    rows = tuple(
        EditionRow(
            edition.key,
            f"Version {edition.version}",
            edition.directory.reference_code,
            edition.directory.status.capitalize(),
            _day(edition.directory.publication_date),
            day(edition.calendar.due_on),
            _holds(edition),
        )
        for edition in editions
    )
    return IndexPage(rows, rows[0].key)


def describe(edition: Edition, *, previous_held: bool) -> EditionPage:
    """Describe an edition by every field of its directory page (rules section 1)."""
    page = edition.directory
    return EditionPage(
        key=edition.key,
        title=f"{page.title}, {edition.key}",
        lede=f"Version {edition.version} of the standard: {_holds(edition)}.",
        about=page.about,
        parts=_parts(edition),
        what_changed=page.what_changed,
        previous=edition.previous if previous_held else "",
        dates=_dates(edition),
        dates_note=edition.calendar.note,
        categories=tuple(_category(edition, category) for category in edition.categories.values()),
        known_gaps=edition.known_gaps,
    )


def _parts(edition: Edition) -> tuple[Part, ...]:
    page = edition.directory
    statuses = tuple(Definition(word.capitalize(), text) for word, text in page.status_definitions.items())
    kinds = tuple(Definition(word, text) for word, text in page.type_definitions.items())
    return (
        Part(
            "about-this-standard",
            "About this standard",
            (
                _row("Title", page.title),
                _row("Publisher", page.publisher),
                _row("Reference code", page.reference_code),
                _row("Publication date", _day(page.publication_date)),
                Row("Status", (page.status.capitalize(),), statuses, "Show definitions of statuses"),
                Row("Standard type", page.standard_types, kinds, "Show definitions of standard types"),
                Row("Contact point", (page.contact or UNKNOWN,), link=page.contact),
            ),
        ),
        Part(
            "using-this-standard",
            "Using this standard",
            (
                Row("Applies to", page.applies_to),
                _row("Conformance date", _day(page.conformance_date)),
                _row("Effective from", _day(page.effective_from)),
            ),
        ),
        Part(
            "topics-and-care-settings",
            "Topics and care settings",
            (
                Row("Topics", page.topics),
                Row("Care settings", page.care_settings),
                _row("Dependencies", page.dependencies),
            ),
        ),
        Part(
            "review-information",
            "Review information",
            (
                _row("Scope", page.scope),
                _row("Sponsor", page.sponsor),
                _row("Senior responsible officer", page.senior_responsible_officer),
                _row("Business lead", page.business_lead),
                _row("Contributor", page.contributor),
                _row("Approval date", _day(page.approval_date)),
                _row("Post-implementation review date", _day(page.post_implementation_review_date)),
                Row("Legal authority", page.legal_authority or (UNKNOWN,)),
            ),
        ),
    )


def _dates(edition: Edition) -> tuple[Row, ...]:
    calendar = edition.calendar
    rows = [_row("Opens", day(calendar.opens_on))]
    if calendar.interim_due_on is not None:
        rows.append(_row("Interim assessment due, category 1", day(calendar.interim_due_on)))
    return (
        *rows,
        _row("Publish by", day(calendar.due_on)),
        _row("Last day to publish, marked late", day(calendar.closes_on)),
        _row("A status is current until", day(calendar.current_until)),
    )


def _category(edition: Edition, category: Category) -> CategoryRow:
    items = edition.asked(category.key)
    if category.view is View.OUTCOME:
        asked = counted(len(edition.outcomes), "outcome")
    elif items:
        required = sum(item.is_mandatory for item in items)
        asked = f"{required} required, {len(items) - required} optional"
    else:
        asked = "Its items are not held here"
    checks = [words for words, so in (("yearly audit", category.audited), ("interim", category.interim)) if so]
    # A flagged category (1a) has no types of its own: its bodies are those of the category that the flag moves.
    homes = {category.key, *(each.key for each in edition.categories.values() if each.flagged == category.key)}
    kind = next((each.key for each in edition.types.values() if each.category in homes), "")
    has_requirements = bool(items) or (category.view is View.OUTCOME and bool(edition.outcomes))
    return CategoryRow(
        category.key,
        category.label,
        category.description,
        VIEWS[category.view],
        asked,
        ", ".join(checks).capitalize() or "None",
        kind if has_requirements else "",
    )


def _holds(edition: Edition) -> str:
    parts = [
        counted(len(edition.standards), "standard"),
        counted(len(edition.assertions), "assertion"),
        counted(len(edition.items), "evidence item"),
    ]
    if edition.outcomes:
        parts.append(counted(len(edition.outcomes), "outcome"))
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def _row(label: str, value: str) -> Row:
    return Row(label, (value or UNKNOWN,))


def _day(on: date | None) -> str:
    return day(on) if on else UNKNOWN
