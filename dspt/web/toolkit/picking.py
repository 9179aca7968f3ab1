"""Picking one of an organisation's documents: those that hold every word that is looked for, the newest first."""

from __future__ import annotations

from dataclasses import dataclass

from dspt.documents.queries import DocumentRecord, Pickable
from dspt.web.kit.fields import Field
from dspt.web.toolkit.words import count

SHOWN = 20
"""So many are offered at once."""
_FEW = 5
"""So many are seen at a glance, without looking for one."""


@dataclass(frozen=True, slots=True)
class Picking:
    """What may be picked from. ``find``: where words are typed; None: there are too few to look for one."""

    find: Field | None
    documents: tuple[DocumentRecord, ...]
    note: str
    is_any: bool
    """There are documents, found or not."""


def picking(read: Pickable, words: str) -> Picking:
    """Give what is shown of what was read for the words that were typed."""
    find = Field("find", "Find in your documents", value=words, hint="Words of its name, its link or its place")
    note = _note(read.held, read.found, words)
    return Picking(find if read.held > _FEW else None, read.documents, note, is_any=read.held > 0)


def _note(held: int, found: int, words: str) -> str:
    if not held:
        return "There are no other documents yet. What you add here stays in your documents."
    if not found:
        return f"None of your {count(held, 'document')} holds “{words}”. Try fewer words."
    if found > SHOWN:
        return f"The newest {SHOWN} of {found:,}. Look for words to see others."
    return ""
