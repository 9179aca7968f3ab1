"""Who is asked, what completes an item, what they may be called, and the words: the smaller files of an edition."""

from __future__ import annotations

from dataclasses import dataclass, fields

from ..edition import (
    Category,
    ConditionalTest,
    Confidence,
    Exemption,
    KeyRole,
    OrganisationType,
    Provenance,
    StatusWording,
    Term,
    Topic,
    View,
)
from ..facts import ProfileFacts
from .reading import Fields

_PROFILE_FACTS = {one.name for one in fields(ProfileFacts)}


@dataclass(frozen=True, slots=True)
class Bodies:
    categories: dict[str, Category]
    types: dict[str, OrganisationType]
    sectors: dict[str, tuple[str, ...]]
    exemptions: dict[str, Exemption]
    key_roles: tuple[KeyRole, ...]


def provenance(row: Fields) -> Provenance:
    """Read confidence, sources and notes of an entry."""
    return Provenance(
        confidence=row.choice("confidence", Confidence),
        sources=row.texts("sources", needed=False),
        note=row.text("note", ""),
    )


def read_bodies(file: Fields) -> Bodies:
    """Read ``organisations.yaml``."""
    categories = {key: _category(key, row) for key, row in file.named("categories")}
    sectors = {}
    for row in file.rows("sectors", "label"):
        sectors[row.text("label")] = row.texts("also", needed=False)
        row.done()
    exemptions = {key: _exemption(key, row) for key, row in file.named("exemptions")}
    types = {key: _type(key, row) for key, row in file.named("types")}
    roles = []
    for row in file.rows("key_roles", "key"):
        roles.append(KeyRole(row.text("key"), row.text("label"), row.text("hint")))
        row.done()
    file.done()
    for key, kind in types.items():
        if kind.category not in categories:
            file.faults.add(file.file, f"types {key}", f"category {kind.category!r} does not exist")
        if kind.public_sector not in sectors:
            file.faults.add(file.file, f"types {key}", f"sector {kind.public_sector!r} does not exist")
        if bool(kind.tests) != bool(kind.otherwise) or (kind.otherwise and kind.otherwise not in types):
            file.faults.add(file.file, f"types {key}", "tests need an 'otherwise' that is a type, and the reverse")
    for key, category in categories.items():
        if category.flagged and category.flagged not in categories:
            file.faults.add(file.file, f"categories {key}", f"category {category.flagged!r} does not exist")
    for key, exemption in exemptions.items():
        for kind_key in exemption.types:
            if kind_key not in types:
                file.faults.add(file.file, f"exemptions {key}", f"type {kind_key!r} does not exist")
    return Bodies(categories, types, sectors, exemptions, tuple(roles))


def _category(key: str, row: Fields) -> Category:
    found = Category(
        key=key,
        label=row.text("label"),
        view=row.choice("view", View),
        profile=row.text("profile", ""),
        audited=row.truth("audited"),
        interim=row.truth("interim"),
        strictness=row.whole("strictness"),
        description=row.text("description"),
        flagged=row.text("flagged", ""),
    )
    row.done()
    return found


def _type(key: str, row: Fields) -> OrganisationType:
    tests = []
    for test in row.rows("tests", "key", needed=False):
        tests.append(ConditionalTest(test.text("key"), test.text("question"), test.text("hint", "")))
        test.done()
    found = OrganisationType(
        key=key,
        label=row.text("label"),
        category=row.text("category"),
        public_sector=row.text("sector"),
        tests=tuple(tests),
        otherwise=row.text("otherwise", ""),
        easy=row.truth("easy", False),
        social_care=row.truth("social_care", False),
        key_roles_optional=row.truth("key_roles_optional", False),
        may_publish_short=row.truth("may_publish_short", False),
        psn=row.truth("psn", False),
        provenance=provenance(row),
    )
    row.done()
    return found


def _exemption(key: str, row: Fields) -> Exemption:
    found = Exemption(
        key=key,
        label=row.text("label"),
        is_certificate=row.truth("certificate"),
        scope_must_cover_all=row.truth("scope_must_cover_all", False),
        types=row.texts("types", needed=False),
        opens_exceeded=row.truth("opens_exceeded", False),
        note=row.text("note"),
        fact=row.text("fact", ""),
    )
    if found.is_certificate == bool(found.fact):
        row.fault("is either a certificate or a fact of the profile")
    if found.fact and found.fact not in _PROFILE_FACTS:
        row.fault(f"the profile holds no fact {found.fact!r}")
    row.done()
    return found


def read_statuses(file: Fields) -> dict[str, StatusWording]:
    """Read ``statuses.yaml``."""
    found = {}
    for key, row in file.named("statuses"):
        found[key] = StatusWording(
            key=key,
            label=row.text("label"),
            means=row.text("means"),
            does_not_mean=row.text("does_not_mean"),
            rank=row.whole("rank"),
            current=row.truth("current"),
            tone=row.text("tone"),
        )
        row.done()
    file.done()
    return found


def read_terms(file: Fields) -> dict[str, Term]:
    """Read the glossary. A key, a term or an earlier key that stands twice is a fault."""
    found: dict[str, Term] = {}
    words: set[str] = set()
    for row in file.rows("terms", "key"):
        term = Term(
            key=row.text("key"),
            term=row.text("term"),
            explanation=row.text("explanation"),
            acronym=row.text("acronym", ""),
            link=row.text("link", ""),
            from_specification=row.truth("specification", False),
        )
        names = {term.key, term.term.casefold(), *row.texts("also", needed=False)}
        for twice in sorted(names & words):
            row.fault(f"{twice!r} stands twice in the glossary")
        words |= names
        found[term.key] = term
        row.done()
    file.done()
    return found


def read_topics(file: Fields) -> dict[str, tuple[Topic, ...]]:
    """Read ``easy_mode.yaml``: category to its topics."""
    found: dict[str, tuple[Topic, ...]] = {}
    topics = file.fields("topics")
    for category in topics.values:
        rows = []
        for row in topics.rows(category, "key"):
            rows.append(Topic(row.text("key"), row.text("title"), row.texts("items")))
            row.done()
        found[category] = tuple(rows)
    file.done()
    return found
