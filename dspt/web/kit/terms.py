"""Words of the glossary explained where they stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

from jinja2 import Environment, pass_environment
from markupsafe import Markup, escape


class Entry(Protocol):
    """One entry of a glossary, as far as the markup needs it."""

    @property
    def key(self) -> str: ...
    @property
    def term(self) -> str: ...
    @property
    def acronym(self) -> str: ...
    @property
    def explanation(self) -> str: ...


@pass_environment
def explained(environment: Environment, text: str, entries: Iterable[Entry], place: str = "") -> Markup:
    """Put the explanation behind the first mention of each entry in a text: ``{{ page.ask | explained(page.terms) }}``.

    ``place`` keeps the ids of several texts on one page apart. A mention is the term, what stands in brackets behind
    it, or its abbreviation; a plural counts. What is not mentioned is left out.
    """
    found = sorted(_mentions(text, entries), key=lambda mention: mention[0])
    if not found:
        return escape(text)
    macro = environment.get_template("components/term.html").module.term  # type: ignore[attr-defined]
    parts, at = [], 0
    for start, end, entry in found:
        parts += [escape(text[at:start]), macro(entry, text[start:end], place)]
        at = end
    return Markup("").join([*parts, escape(text[at:])])


def _mentions(text: str, entries: Iterable[Entry]) -> Iterator[tuple[int, int, Entry]]:
    """Find the first mention of each entry; longer names first, so that none is found inside another."""
    names = [(name, entry) for entry in entries for name in _names(entry)]
    taken: list[tuple[int, int]] = []
    done: set[str] = set()
    for name, entry in sorted(names, key=lambda pair: -len(pair[0])):
        if entry.key in done:
            continue
        # An abbreviation is only one in capitals: IT is not it.
        flags = re.NOFLAG if name.isupper() else re.IGNORECASE
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?:s|es)?(?![\w-])", text, flags):
            if all(match.end() <= start or match.start() >= end for start, end in taken):
                taken.append(match.span())
                done.add(entry.key)
                yield match.start(), match.end(), entry
                break


def _names(entry: Entry) -> list[str]:
    outer, _, inner = entry.term.partition(" (")
    return [name for name in (outer, inner.rstrip(")"), entry.acronym) if len(name) > 1]
