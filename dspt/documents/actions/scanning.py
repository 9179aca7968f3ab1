"""Scanning kept files: one worker claims one file, the scanner's verdict is written down, harm is locked away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from dspt.foundation.actors import Actor
from dspt.journal.actions import record
from dspt.notices.actions import owe_notices
from dspt.organisations.queries import administrators, people

from .. import gateways
from ..gateways import Verdict
from ..models import Version
from ..rules import letters
from ..rules.scanning import AWAITING, CLEAN, FAILED, HELD_FOR, INFECTED, MOST_TRIES, pause_after

_EVENTS = {
    CLEAN: "documents.file.clean",
    INFECTED: "documents.file.infected",
    FAILED: "documents.file.unscannable",
}
_SCANNER = Actor.machine("scanner")


@dataclass(frozen=True, slots=True)
class ClaimedScan:
    """A file that this worker, and no other, is to have scanned now."""

    version: UUID
    file_path: str
    tries: int
    held_until: datetime


def claim_scan(*, at: datetime) -> ClaimedScan | None:
    """Take the file that has been awaiting its scan longest; None: none does. Two workers never get the same."""
    return _claim(Version.objects.filter(scan=AWAITING).order_by("added_at", "id"), at)


def claim_rescan(*, before: datetime, signatures: str, at: datetime) -> ClaimedScan | None:
    """Take the clean file that was scanned longest ago, before an instant; None: none was.

    ``signatures``: the scanner's version now. A scanner that names its signatures finds nothing new with the same.
    """
    old = Version.objects.filter(scan=CLEAN, scanned_at__lt=before)
    if "/" in signatures:
        old = old.exclude(scanned_with=signatures)
    return _claim(old.order_by("scanned_at", "id"), at)


def note_verdict(*, claim: ClaimedScan, verdict: Verdict, scanned_with: str, at: datetime) -> str:
    """Write down what the scanner said of a claimed file, and give the state the file is in now.

    A scan that broke off is tried again after a pause, ``MOST_TRIES`` times; then the file could not be scanned. A file
    in which something was found: whoever brought it and the administrators are owed a letter. A change of state is
    journalled, a verdict that confirms the last is not. A claim that lapsed changes nothing.
    """
    state = verdict.state
    if not state and claim.tries >= MOST_TRIES:
        state = FAILED
    with transaction.atomic():
        row = (
            Version.objects.select_for_update(of=("self",), no_key=True)
            .select_related("document", "organisation")
            .filter(id=claim.version, scan_held_until=claim.held_until)
            .first()
        )
        if row is None:
            return ""
        if not state:
            _held(claim).update(scan_held_until=None, scan_due_at=at + pause_after(claim.tries), scan_word=verdict.word)
            return row.scan
        _held(claim).update(
            scan=state,
            scan_word=verdict.word,
            scanned_at=at,
            scanned_with=scanned_with,
            scan_tries=0,
            scan_due_at=None,
            scan_held_until=None,
        )
        if state == row.scan:
            return state
        record(
            by=_SCANNER,
            event=_EVENTS[state],
            subject=f"document {row.document_id}",
            at=at,
            organisation=row.organisation.code,
            before={"scan": row.scan},
            after={"scan": state, "version": row.number, "found": verdict.word, "with": scanned_with},
        )
        if state == INFECTED:
            _tell(row, verdict.word, at)
    return state


def give_scan_back(*, claim: ClaimedScan) -> None:
    """Let go of a claimed file because the scanner is away: that is no try."""
    _held(claim).update(scan_held_until=None, scan_tries=F("scan_tries") - 1)


def lock_away(*, version: UUID) -> None:
    """Move the file of an infected version to where nothing is served from. Doing it again is no trouble.

    Refuses with StoreAway; the file is not served meanwhile, since its state forbids it.
    """
    path = Version.objects.filter(id=version, scan=INFECTED).values_list("file_path", flat=True).first()
    if path:
        aside = gateways.set_aside(path)
        Version.objects.filter(id=version, file_path=path).update(file_path=aside)


def _claim(rows: QuerySet[Version], at: datetime) -> ClaimedScan | None:
    free = Q(scan_held_until=None) | Q(scan_held_until__lte=at)
    due = Q(scan_due_at=None) | Q(scan_due_at__lte=at)
    rows = rows.filter(free, due, kind="file", discarded_at__isnull=True)
    for id in rows.values_list("id", flat=True)[:20]:
        mine = Version.objects.filter(free, id=id, discarded_at__isnull=True)
        if mine.update(scan_held_until=at + HELD_FOR, scan_tries=F("scan_tries") + 1):
            path, tries = Version.objects.values_list("file_path", "scan_tries").get(id=id)
            return ClaimedScan(id, path, tries, at + HELD_FOR)
    return None


def _held(claim: ClaimedScan) -> QuerySet[Version]:
    return Version.objects.filter(id=claim.version, scan_held_until=claim.held_until)


def _tell(row: Version, found: str, at: datetime) -> None:
    code = row.organisation.code
    subject, body = letters.infected_letter(code, row.document.title, row.number, row.file_name, found)
    to = {one.email for one in administrators(code)}
    to |= {one.email for one in people(row.organisation_id) if one.person == row.added_by_id}
    owe_notices(kind="documents.infected", to=sorted(to), subject=subject, body=body, at=at, organisation=code)
