"""In words for whoever checks the journal: what is broken, where."""

from __future__ import annotations

from dspt.journal.rules import Broken, Fault

_WORDS = {
    Fault.CONTENT: "the entry was changed: it does not have its digest",
    Fault.LINK: "the link is broken: it names another entry before it",
    Fault.GAP: "the entry is missing",
    Fault.CUT: "entries are missing at the end, from this one on",
    Fault.HEAD: "the head of the chain was changed: it does not name this entry",
    Fault.ANCHOR: "the chain was rewritten: this entry is not the one that was anchored",
    Fault.ANCHOR_LOST: "what this entry anchored was changed or is gone",
}


def told(broken: Broken) -> str:
    """Put into words what is wrong with a chain."""
    return f"Chain {broken.chain}, entry {broken.number}: {_WORDS[broken.fault]}."
