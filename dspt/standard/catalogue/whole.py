"""One edition put together from its files, and what must agree between them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from ..edition import Edition, EvidenceItem, View
from .assertion_view import read_assertion_view
from .bodies import read_bodies, read_statuses, read_terms, read_topics
from .front import read_front
from .outcome_view import NO_OUTCOMES, read_outcome_view
from .reading import Faults, Fields, read_yaml
from .resting import resting_on

GLOSSARY = "glossary.yaml"
FRONT = "edition.yaml"
PARTS = (
    "organisations.yaml",
    "statuses.yaml",
    "ndg.yaml",
    "caf.yaml",
    "easy_mode.yaml",
    "guidance/ndg.yaml",
    "guidance/caf.yaml",
)
STATUSES = ("exceeded", "met", "approaching", "not_met", "interim", "not_published")
"""The statuses that scoring gives; the wording of each is data, and so is who may have it."""

_Fault = Callable[[str, str, str], None]
Files = dict[str, tuple[str, dict[str, object]]]
"""Part to (file as named in messages, its plain values)."""


class Reader:
    """Reads the editions of one catalogue; files that two editions share are read once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._plain: dict[str, dict[str, object]] = {}

    def edition_keys(self) -> tuple[str, ...]:
        """List the editions there are: the folders that hold a front."""
        if not self.root.is_dir():
            return ()
        return tuple(sorted(folder.parent.name for folder in self.root.glob(f"*/{FRONT}")))

    def read(self, key: str) -> Edition:
        """Read one edition, or raise ``CatalogueFaulty`` with everything that is wrong in it."""
        faults = Faults()
        files, base = self._files(key, faults)
        faults.stop_if_any()
        edition = _assembled(files, faults, self._checksum(files, base))
        if edition.key != key:
            faults.add(f"{key}/{FRONT}", "key", f"is {edition.key!r}, but the folder is {key!r}")
        _check_agreement(edition, files, faults)
        faults.stop_if_any()
        return edition

    def _files(self, key: str, faults: Faults) -> tuple[Files, str]:
        front = self._yaml(f"{key}/{FRONT}", faults)
        base = str(front.get("based_on", ""))
        files: Files = {FRONT: (f"{key}/{FRONT}", front), GLOSSARY: (GLOSSARY, self._yaml(GLOSSARY, faults))}
        if base and not (self.root / base / FRONT).is_file():
            faults.add(f"{key}/{FRONT}", "based_on", f"there is no edition {base!r}")
            return files, base
        for part in PARTS:
            # An edition that rests on another may hold some of its files itself; these go first.
            own = f"{key}/{part}"
            name = own if not base or (self.root / own).is_file() else f"{base}/{part}"
            files[part] = (name, self._yaml(name, faults))
        if base:
            files = resting_on(files, front_of_base=self._yaml(f"{base}/{FRONT}", faults), faults=faults)
        return files, base

    def _yaml(self, name: str, faults: Faults) -> dict[str, object]:
        if name not in self._plain:
            self._plain[name] = read_yaml(self.root / name, name, faults)
        return self._plain[name]

    def _checksum(self, files: Files, base: str) -> str:
        """SHA-256 over names and bytes of the files that the edition is made of; the glossary is not among them.

        Of the front of an edition that this one rests on, only what is taken from there counts.
        """
        digest = hashlib.sha256()
        for part in (FRONT, *PARTS):
            name, values = files[part]
            if values:
                digest.update(part.encode() + b"\0" + (self.root / name).read_bytes() + b"\0")
        if base:
            shared = {name: files[FRONT][1][name] for name in ("figures", "switches")}
            digest.update(json.dumps(shared, sort_keys=True).encode())
        return digest.hexdigest()


def _assembled(files: Files, faults: Faults, checksum: str) -> Edition:
    def part(name: str) -> Fields:
        file, values = files[name]
        return Fields(faults, file, "", values)

    front = read_front(part(FRONT))
    bodies = read_bodies(part("organisations.yaml"))
    assertion_view = read_assertion_view(part("ndg.yaml"), part("guidance/ndg.yaml"), front.figures)
    outcome_view = NO_OUTCOMES
    if files["caf.yaml"][1]:
        outcome_view = read_outcome_view(part("caf.yaml"), part("guidance/caf.yaml"), front.audit.mandated_outcomes)
    return Edition(
        key=front.key,
        short=front.short,
        version=front.version,
        revision=front.revision,
        checksum=checksum,
        previous=front.previous,
        directory=front.directory,
        calendar=front.calendar,
        categories=bodies.categories,
        types=bodies.types,
        exemptions=bodies.exemptions,
        statuses=read_statuses(part("statuses.yaml")),
        key_roles=bodies.key_roles,
        standards=assertion_view.standards,
        assertions=assertion_view.assertions,
        items=assertion_view.items,
        objectives=outcome_view.objectives,
        principles=outcome_view.principles,
        outcomes=outcome_view.outcomes,
        profiles=outcome_view.profiles,
        audit=front.audit,
        terms=read_terms(part(GLOSSARY)),
        topics=read_topics(part("easy_mode.yaml")),
        switches=front.switches,
        sources=front.sources,
        known_gaps=front.known_gaps,
        advice=outcome_view.advice,
        sectors=bodies.sectors,
        figures=front.figures,
        switch_notes=front.switch_notes,
        profile_notes=outcome_view.profile_notes,
        published_counts=front.published_counts,
        amendments=front.amendments,
    )


def _check_agreement(edition: Edition, files: Files, faults: Faults) -> None:
    """Find what one file says and another does not know."""

    def fault(part: str, entry: str, what: str) -> None:
        faults.add(files[part][0], entry, what)

    for key in STATUSES:
        if key not in edition.statuses:
            fault("statuses.yaml", key, "this status is needed and missing")
    for key, category in edition.categories.items():
        if category.view is View.OUTCOME and category.profile not in edition.profiles:
            fault("organisations.yaml", f"categories {key}", f"profile {category.profile!r} does not exist")
    for item in edition.items.values():
        _check_item(edition, item, fault)
    for outcome in edition.outcomes.values():
        _known_terms(edition, outcome.help.terms, "guidance/caf.yaml", f"outcomes {outcome.reference}", fault)
        for tag in outcome.provenance.sources:
            if tag not in edition.sources:
                fault("caf.yaml", f"outcomes {outcome.reference}", f"source {tag!r} is not listed in {FRONT}")
    for amendment in edition.amendments:
        for subject in amendment.subjects:
            if subject not in edition.items and subject not in edition.outcomes:
                fault(FRONT, f"amendments {amendment.on}", f"{subject!r} is neither an item nor an outcome")
    for advice in edition.advice.values():
        _known_terms(edition, advice.terms, "guidance/caf.yaml", f"advice {advice.key}", fault)
    for category_key, topics in edition.topics.items():
        placed = [reference for topic in topics for reference in topic.items]
        wanted = [asked.reference for asked in edition.asked(category_key) if asked.is_mandatory]
        for reference in sorted(set(wanted) ^ set(placed)):
            fault(
                "easy_mode.yaml",
                f"topics {category_key}",
                f"{reference} must stand in a topic exactly if it is mandatory",
            )
        for reference in sorted({one for one in placed if placed.count(one) > 1}):
            fault("easy_mode.yaml", f"topics {category_key}", f"{reference} stands in two topics")


def _check_item(edition: Edition, item: EvidenceItem, fault: _Fault) -> None:
    entry = f"items {item.reference}"
    for tag in item.provenance.sources:
        if tag not in edition.sources:
            fault("ndg.yaml", entry, f"source {tag!r} is not listed in {FRONT}")
    for category, asked in item.asked.items():
        if category not in edition.categories:
            fault("ndg.yaml", entry, f"category {category!r} does not exist")
        for key in asked.exemptions:
            if key not in edition.exemptions:
                fault("ndg.yaml", entry, f"exemption {key!r} does not exist")
        _known_terms(edition, asked.help.terms, "guidance/ndg.yaml", entry, fault)


def _known_terms(edition: Edition, terms: tuple[str, ...], part: str, entry: str, fault: _Fault) -> None:
    for term in terms:
        if term not in edition.terms:
            fault(part, entry, f"term {term!r} is not in the glossary")
