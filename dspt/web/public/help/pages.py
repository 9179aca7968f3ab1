"""What the help's templates are given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dspt.foundation.folding import folded
from dspt.standard.edition import Edition, StatusWording, Term

from .texts import Text

SECTION = "help"


@dataclass(frozen=True, slots=True)
class TextPage:
    text: Text
    section: str = SECTION

    @property
    def title(self) -> str:
        return self.text.title


@dataclass(frozen=True, slots=True)
class Way:
    """One way to reach the service desk; ``url`` is empty where it is only read."""

    label: str
    value: str
    url: str


@dataclass(frozen=True, slots=True)
class ContactPage:
    text: Text
    ways: tuple[Way, ...]
    section: str = SECTION

    @property
    def title(self) -> str:
        return self.text.title


@dataclass(frozen=True, slots=True)
class Entry:
    """A link of the help's first page."""

    route: str
    label: str
    about: str


@dataclass(frozen=True, slots=True)
class EntryGroup:
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class HelpPage:
    groups: tuple[EntryGroup, ...]
    title: str = "Help"
    section: str = SECTION


@dataclass(frozen=True, slots=True)
class GlossaryLetter:
    letter: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class GlossaryPage:
    typed: str
    only_specification: bool
    letters: tuple[GlossaryLetter, ...]
    found: int
    total: int
    of_specification: int
    title: str = "Glossary"
    section: str = SECTION


@dataclass(frozen=True, slots=True)
class StatusesPage:
    """Statuses given in the edition, best first, and those that stand only in history."""

    edition: str
    current: tuple[StatusWording, ...]
    former: tuple[StatusWording, ...]
    title: str = "What each status means"
    section: str = SECTION


GROUPS = (
    EntryGroup(
        "Do your assessment",
        (
            Entry("standard_index", "The standard", "What is asked, edition by edition, and what changed."),
            Entry("help_time", "How long it takes and who can help", "What to have at hand before you begin."),
            Entry("help_access", "Getting access", "First sign-in, roles, and when nobody can sign in."),
            Entry("glossary", "Glossary", "Every word and abbreviation of the standard, explained."),
        ),
    ),
    EntryGroup(
        "Understand the toolkit",
        (
            Entry("scope", "Who must complete it", "Which bodies publish every year, and why others are asked."),
            Entry("purpose", "Purposes and benefits", "What it is for, and what you gain."),
            Entry("legal", "Legal basis and related guidance", "Law, contract, policy and the reviews behind it."),
            Entry("help_statuses", "What each status means", "And what it does not mean."),
            Entry(
                "help_data",
                "Use the register elsewhere",
                "Download, badge, signed records, and addresses for programs.",
            ),
            Entry("links", "Useful links", "The bodies and documents that the standard names."),
        ),
    ),
    EntryGroup(
        "Reach us, and your rights",
        (
            Entry("contact", "Contact", "How to reach the service desk."),
            Entry("feedback", "Feedback", "Tell us what worked and what did not."),
            Entry("privacy", "Privacy", "What we know about you and who sees it."),
            Entry("accessibility", "Accessibility statement", "What we checked, and what we have not."),
            Entry("cookies", "Cookies", "The few that we need."),
        ),
    ),
)


def glossary(terms: Iterable[Term], typed: str, *, only_specification: bool) -> GlossaryPage:
    """Cut the glossary to the terms that hold every word typed, and group it by first letter."""
    everything = sorted(terms, key=lambda term: folded(term.term))
    words = folded(typed).split()
    shown = [
        term
        for term in everything
        if (term.from_specification or not only_specification)
        and all(word in folded(f"{term.term} {term.acronym} {term.explanation}") for word in words)
    ]
    by_letter: dict[str, list[Term]] = {}
    for term in shown:
        initial = folded(term.term)[:1].upper()
        by_letter.setdefault(initial if initial.isalpha() else "0–9", []).append(term)
    letters = tuple(GlossaryLetter(letter, tuple(found)) for letter, found in by_letter.items())
    of_specification = sum(term.from_specification for term in everything)
    return GlossaryPage(typed, only_specification, letters, len(shown), len(everything), of_specification)


def statuses(edition: Edition) -> StatusesPage:
    """Order the edition's statuses, best first, apart from those that are no longer given."""
    ordered = sorted(edition.statuses.values(), key=lambda status: -status.rank)
    return StatusesPage(
        edition.key,
        tuple(status for status in ordered if status.current),
        tuple(status for status in ordered if not status.current),
    )
