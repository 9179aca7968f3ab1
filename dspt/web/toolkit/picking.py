"""Picking one of an organisation's documents: those that hold every word that is looked for, the newest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dspt.documents.queries import DocumentRecord
from dspt.documents.rules import search_key
from dspt.web.kit.fields import Field
from dspt.web.toolkit.words import count

SHOWN = 20
_FEW = 5
"""So many are seen at a glance, without looking for one."""


@dataclass(frozen=True, slots=True)
class Picking:
    """What may be picked from. ``find``: where words are typed; None: there are too few to look for one."""

    find: Field | None
    documents: tuple[DocumentRecord, ...]
    note: str


def picking(library: Iterable[DocumentRecord], words: str) -> Picking:
    """Give what is shown of a library for the words that were typed."""
    held = tuple(library)
    found = [one for one in held if holds(one, words)]
    find = Field("find", "Find in your documents", value=words, hint="Words of its name, its link or its place")
    return Picking(find if len(held) > _FEW else None, tuple(found[:SHOWN]), _note(len(held), len(found), words))


def holds(one: DocumentRecord, words: str) -> bool:
    """Tell whether what is known of a document holds every one of the words."""
    known = search_key(one.title, one.file_name, one.url, one.place, one.owner_name)
    return all(word in known for word in search_key(words).split())


def _note(held: int, found: int, words: str) -> str:
    if not held:
        return "There are no other documents yet. What you add here stays in your documents."
    if not found:
        return f"None of your {count(held, 'document')} holds “{words}”. Try fewer words."
    if found > SHOWN:
        return f"The newest {SHOWN} of {found:,}. Look for words to see others."
    return ""
