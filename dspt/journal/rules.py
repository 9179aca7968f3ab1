"""How an entry of the journal is fixed to the one before it, and what can be wrong with a chain."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

GENESIS = "0" * 64

# One encoder for all: making one for each entry would double the time of a check.
_canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str).encode


class Fault(StrEnum):
    """What does not fit at the first broken link of a chain."""

    CONTENT = "content"
    """The entry is not what its digest was computed from."""
    LINK = "link"
    """The entry names another predecessor than the one that stands before it."""
    GAP = "gap"
    """The entry of this number is missing."""
    CUT = "cut"
    """The chain ends before its head says."""
    HEAD = "head"
    """The head is missing, or names another last entry than the one that stands."""
    ANCHOR = "anchor"
    """The entry is not the one that was anchored in the service's chain: the whole chain was rewritten."""
    ANCHOR_LOST = "anchor_lost"
    """What an entry of the service's chain anchored was changed or is gone."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The first broken link of one chain."""

    chain: str
    number: int
    fault: Fault


def digest(previous: str, content: Mapping[str, object]) -> str:
    """Compute the SHA-256 (hexadecimal) of an entry's content joined to its predecessor's digest."""
    return hashlib.sha256(f"{previous}\n{_canonical(content)}".encode()).hexdigest()


def content(
    *,
    chain: str,
    number: int,
    at: str,
    event: str,
    actor: tuple[str, str, str, str],
    subject: str,
    before: Mapping[str, object],
    after: Mapping[str, object],
    behalf: str,
) -> dict[str, object]:
    """Lay out what the digest of an entry covers: all of it. ``behalf`` stands there only where it says something."""
    laid = {
        "chain": chain,
        "number": number,
        "at": at,
        "event": event,
        "actor": actor,
        "subject": subject,
        "before": before,
        "after": after,
    }
    if behalf:
        laid["behalf"] = behalf
    return laid


def digest_of_heads(heads: Iterable[tuple[str, int, str]]) -> str:
    """Compute the SHA-256 of chain heads (chain, number, digest), in the order of their chains' names."""
    told = hashlib.sha256()
    for chain, number, head in sorted(heads):
        told.update(f"{chain} {number} {head}\n".encode())
    return told.hexdigest()


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
    """Put into words what is wrong with a chain: the same for the command, the log, the alarm and the page."""
    return f"Chain {broken.chain}, entry {broken.number}: {_WORDS[broken.fault]}."
