"""Rounds that have files scanned, and that sweep the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from dspt.assessments.actions import rescore_resting_on
from dspt.documents.actions import (
    ClaimedScan,
    claim_rescan,
    claim_scan,
    give_scan_back,
    lock_away,
    note_verdict,
    sweep_store,
)
from dspt.documents.gateways import ScannerAway, StoreAway, Verdict, fetch, has_scanner, scanned, scanner_version
from dspt.documents.queries import awaiting_scan, to_lock_away, whose_version
from dspt.foundation.actors import Actor
from dspt.foundation.clock import now

from .turns import Turn

BY = Actor.machine("scanner")
MOST_IN_A_TURN = 200
_WORDS = {"clean": "clean", "infected": "infected", "failed": "could not be scanned", "": "to try again"}


def scan_new(turn: Turn) -> str:
    """Have the files scanned that await it; lock away what is infected."""
    if not has_scanner():
        return f"no scanner: {awaiting_scan()} files await one"
    said = _scan_all(turn, lambda: claim_scan(at=now()))
    return f"{said}; {awaiting_scan()} await"


def scan_again(turn: Turn) -> str:
    """Have clean files scanned again that were scanned long ago: new signatures find more."""
    if not has_scanner():
        return "no scanner"
    try:
        signatures = scanner_version()
    except ScannerAway:
        return "the scanner does not answer"
    before = turn.at - timedelta(days=settings.DSPT_SCAN_AGAIN_DAYS)
    return _scan_all(turn, lambda: claim_rescan(before=before, signatures=signatures, at=now()))


def sweep(turn: Turn) -> str:
    """Delete files from the store that nothing refers to: what was left by an upload that broke off."""
    swept = sweep_store(at=turn.at, say=turn.say)
    return f"{swept} files swept that nothing referred to"


def _scan_all(turn: Turn, claim_next: Callable[[], ClaimedScan | None]) -> str:
    for version in to_lock_away():
        _put_away(version, turn.at)
    counted: Counter[str] = Counter()
    for number in range(MOST_IN_A_TURN):
        claim = claim_next()
        if claim is None:
            break
        try:
            verdict, scanner = _scanned(claim)
        except (ScannerAway, StoreAway) as trouble:
            give_scan_back(claim=claim)
            what = "scanner" if isinstance(trouble, ScannerAway) else "store"
            return f"the {what} does not answer; {_counted(counted)}"
        state = note_verdict(claim=claim, verdict=verdict, scanned_with=scanner, at=now())
        if state == "infected":
            _put_away(claim.version, now())
        counted[verdict.state] += 1
        if number % 10 == 9:
            turn.say(_counted(counted))
    return _counted(counted)


def _put_away(version: UUID, at: datetime) -> None:
    """Let an infected file count for nothing, then lock it away. In this order: one that lies there is done with."""
    organisation, code, document = whose_version(version)
    rescore_resting_on(by=BY, organisation=organisation, code=code, document=document, at=at)
    lock_away(version=version)


def _scanned(claim: ClaimedScan) -> tuple[Verdict, str]:
    scanner = scanner_version()
    file = fetch(claim.file_path)
    if file is None:
        return Verdict("failed", "no longer in the store"), scanner
    with file:
        return scanned(file), scanner


def _counted(counted: Counter[str]) -> str:
    return ", ".join(f"{count} {_WORDS[state]}" for state, count in sorted(counted.items())) or "nothing to scan"
