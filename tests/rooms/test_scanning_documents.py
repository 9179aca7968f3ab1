"""Files are scanned by one worker at a time; only a clean one goes to others; harm is locked away and told."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

import pytest
from django.conf import LazySettings

from dspt.documents import gateways
from dspt.documents.actions import (
    DocumentGone,
    FileNotServed,
    StoreAway,
    add_file,
    check_file,
    claim_rescan,
    claim_scan,
    give_scan_back,
    lock_away,
    note_verdict,
    sweep_store,
)
from dspt.documents.gateways import ScannerAway, Verdict
from dspt.documents.models import Version
from dspt.documents.queries import DocumentRecord, awaiting_scan, to_lock_away
from dspt.documents.rules.scanning import HELD_FOR, MOST_TRIES, Reader, may_be_opened
from dspt.foundation.actors import Actor
from dspt.jobs.rounds import scanning
from dspt.jobs.rounds.turns import Turn
from dspt.journal.models import Entry
from dspt.notices.models import Notice
from dspt.organisations.models import Organisation
from tests.world.files import PNG

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
BY = Actor("person", UUID(int=7), "Ruth Abara")
COLLEAGUE = UUID(int=8)
CLEAN, BROKE_OFF = Verdict("clean"), Verdict("", "CommunicationError")
INFECTED = Verdict("infected", "Eicar-Test-Signature")


@pytest.fixture(autouse=True)
def store(settings: LazySettings, tmp_path: Path) -> Path:
    settings.DSPT_DOCUMENTS_DIR, settings.DSPT_S3 = tmp_path / "documents", {}
    settings.DSPT_SCANNER = "127.0.0.1:9"
    return tmp_path / "documents"


@pytest.fixture
def home(db: None) -> UUID:
    return Organisation.objects.create(code="VW01", name="Willow Court", registered_at=AT).id


@pytest.fixture
def document(home: UUID) -> DocumentRecord:
    return add_file(by=BY, organisation=home, code="VW01", file=io.BytesIO(PNG), name="door.png", at=AT)


class Scanner:
    """Stands in for clamd: says what it was told to, or is away."""

    def __init__(self) -> None:
        self.says: Verdict | None = CLEAN
        self.seen: list[bytes] = []

    def version(self) -> str:
        if self.says is None:
            raise ScannerAway
        return "ClamAV 1.4/27001/Mon"

    def scanned(self, file: BinaryIO) -> Verdict:
        self.version()
        self.seen.append(file.read())
        assert self.says is not None
        return self.says


@pytest.fixture
def scanner(monkeypatch: pytest.MonkeyPatch) -> Scanner:
    made = Scanner()
    monkeypatch.setattr(scanning, "scanner_version", made.version)
    monkeypatch.setattr(scanning, "scanned", made.scanned)
    monkeypatch.setattr(scanning, "now", lambda: AT)
    return made


def scan(verdict: Verdict, at: datetime = AT) -> str:
    claim = claim_scan(at=at)
    assert claim is not None
    return note_verdict(claim=claim, verdict=verdict, scanned_with="ClamAV 1.4", at=at)


def opens(home: UUID, document: UUID, reader: UUID | None = BY.id, *, is_own: bool = True) -> str:
    """Empty: the reader may open it; else what stands in the way."""
    try:
        check_file(organisation=home, document=document, reader=reader, is_own=is_own)
    except FileNotServed as refused:
        return refused.code
    return ""


@pytest.mark.parametrize(
    ("scan", "has_scanner", "uploader", "colleague", "other"),
    [
        ("clean", True, True, True, True),
        ("clean", False, True, True, True),
        ("awaiting", True, True, False, False),
        ("awaiting", False, True, True, False),
        ("failed", True, True, False, False),
        ("failed", False, True, False, False),
        ("infected", True, False, False, False),
        ("infected", False, False, False, False),
        ("something new", True, True, False, False),
    ],
)
def test_only_a_clean_file_goes_to_others(
    scan: str, has_scanner: bool, uploader: bool, colleague: bool, other: bool
) -> None:
    verdicts = [may_be_opened(scan, reader, has_scanner=has_scanner) for reader in Reader]
    assert verdicts == [uploader, colleague, other]


def test_a_clean_file_is_open_to_all_who_have_the_right(home: UUID, document: DocumentRecord) -> None:
    assert (opens(home, document.id), opens(home, document.id, COLLEAGUE)) == ("", "awaiting")
    assert scan(CLEAN) == "clean"
    assert (opens(home, document.id, COLLEAGUE), opens(home, document.id, COLLEAGUE, is_own=False)) == ("", "")
    entry = Entry.objects.latest("number")
    assert (entry.event, entry.actor_name, entry.after["scan"]) == ("documents.file.clean", "scanner", "clean")
    assert claim_scan(at=AT) is None
    assert awaiting_scan() == 0


def test_somebody_without_a_name_is_nobodys_uploader(home: UUID, document: DocumentRecord) -> None:
    Version.objects.update(added_by_id=None)
    assert opens(home, document.id, None) == "awaiting"


def test_two_workers_never_scan_the_same_file(document: DocumentRecord) -> None:
    assert claim_scan(at=AT) is not None
    assert claim_scan(at=AT) is None
    assert claim_scan(at=AT + HELD_FOR) is not None, "the first one died"


def test_a_claim_that_lapsed_changes_nothing(document: DocumentRecord) -> None:
    late = claim_scan(at=AT)
    assert late is not None
    assert claim_scan(at=AT + HELD_FOR) is not None
    assert note_verdict(claim=late, verdict=CLEAN, scanned_with="x", at=AT + HELD_FOR) == ""
    assert awaiting_scan() == 1


def test_what_is_infected_is_locked_away_and_told(
    home: UUID, document: DocumentRecord, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dspt.documents.actions import scanning as action
    from dspt.organisations.queries import MemberRecord

    ruth = MemberRecord(UUID(int=1), UUID(int=9), "Ruth", "ruth@example.org", "administrator", AT)
    tom = MemberRecord(UUID(int=2), UUID(int=7), "Tom", "tom@example.org", "member", AT)
    monkeypatch.setattr(action, "administrators", lambda code: (ruth,))
    monkeypatch.setattr(action, "people", lambda organisation: (ruth, tom))
    assert scan(INFECTED) == "infected"
    assert opens(home, document.id) == "infected"
    assert sorted(Notice.objects.values_list("to", "kind")) == [
        ("ruth@example.org", "documents.infected"),
        ("tom@example.org", "documents.infected"),
    ]
    assert "Eicar-Test-Signature" in Notice.objects.all()[0].body
    assert Entry.objects.latest("number").event == "documents.file.infected"
    (version,) = to_lock_away()
    lock_away(version=version)
    lock_away(version=version)
    assert to_lock_away() == ()
    assert [path.parent.name for path in store.rglob("*") if path.is_file()] == ["quarantine"]


def test_a_scan_that_breaks_off_is_tried_again_after_growing_pauses_and_then_given_up(
    home: UUID, document: DocumentRecord
) -> None:
    at = AT
    for _ in range(MOST_TRIES - 1):
        assert scan(BROKE_OFF, at) == "awaiting"
        assert claim_scan(at=at) is None
        at += timedelta(hours=3)
    assert not Entry.objects.filter(event__startswith="documents.file").exists()
    assert scan(BROKE_OFF, at) == "failed"
    assert Entry.objects.latest("number").event == "documents.file.unscannable"
    assert (opens(home, document.id), opens(home, document.id, COLLEAGUE)) == ("", "failed")


def test_a_scanner_that_is_away_is_no_try(document: DocumentRecord) -> None:
    for _ in range(MOST_TRIES + 3):
        claim = claim_scan(at=AT)
        assert claim is not None
        assert claim.tries == 1
        give_scan_back(claim=claim)
    assert awaiting_scan() == 1


def test_old_clean_files_are_scanned_again_when_signatures_are_newer(document: DocumentRecord) -> None:
    scan(CLEAN)
    later = AT + timedelta(days=8)
    week_ago = later - timedelta(days=7)
    assert claim_rescan(before=AT, signatures="ClamAV 1.4/2/x", at=later) is None, "too young"
    again = claim_rescan(before=week_ago, signatures="ClamAV 1.4/2/x", at=later)
    assert again is not None
    entries = Entry.objects.count()
    assert note_verdict(claim=again, verdict=CLEAN, scanned_with="ClamAV 1.4/2/x", at=later) == "clean"
    assert Entry.objects.count() == entries, "nothing changed, nothing to tell"
    much_later = later + timedelta(days=8)
    before = much_later - timedelta(days=7)
    assert claim_rescan(before=before, signatures="ClamAV 1.4/2/x", at=much_later) is None, "the same signatures"
    assert claim_rescan(before=before, signatures="ClamAV 1.4/3/x", at=much_later) is not None


def test_a_file_found_harmful_later_is_taken_from_everybody(home: UUID, document: DocumentRecord) -> None:
    scan(CLEAN)
    again = claim_rescan(before=AT + timedelta(days=1), signatures="new", at=AT + timedelta(days=8))
    assert again is not None
    assert note_verdict(claim=again, verdict=INFECTED, scanned_with="new", at=AT) == "infected"
    assert opens(home, document.id) == "infected"
    assert Entry.objects.latest("number").before == {"scan": "clean"}


def test_the_round_scans_what_awaits(document: DocumentRecord, scanner: Scanner, store: Path) -> None:
    assert scanning.scan_new(Turn(AT)) == "1 clean; 0 await"
    assert scanner.seen == [PNG]
    assert scanning.scan_new(Turn(AT)) == "nothing to scan; 0 await"


def test_the_round_locks_away_what_a_dead_worker_left(document: DocumentRecord, scanner: Scanner, store: Path) -> None:
    scan(INFECTED)
    scanning.scan_new(Turn(AT))
    assert to_lock_away() == ()


def test_the_round_waits_for_a_scanner_that_is_away(document: DocumentRecord, scanner: Scanner) -> None:
    scanner.says = None
    assert scanning.scan_new(Turn(AT)) == "the scanner does not answer; nothing to scan; 1 await"
    assert scanning.scan_again(Turn(AT)) == "the scanner does not answer"
    scanner.says = CLEAN
    assert scanning.scan_new(Turn(AT)) == "1 clean; 0 await"


def test_a_file_that_the_store_lost_cannot_be_scanned(document: DocumentRecord, scanner: Scanner, store: Path) -> None:
    for path in store.rglob("*"):
        if path.is_file():
            path.unlink()
    assert scanning.scan_new(Turn(AT)) == "1 could not be scanned; 0 await"


def test_a_store_that_is_away_is_no_verdict(
    document: DocumentRecord, scanner: Scanner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(path: str) -> BinaryIO:
        raise StoreAway

    monkeypatch.setattr(scanning, "fetch", away)
    assert scanning.scan_new(Turn(AT)) == "the store does not answer; nothing to scan; 1 await"


def test_without_a_scanner_the_round_says_so(document: DocumentRecord, settings: LazySettings) -> None:
    settings.DSPT_SCANNER = ""
    assert scanning.scan_new(Turn(AT)) == "no scanner: 1 files await one"
    assert scanning.scan_again(Turn(AT)) == "no scanner"


def test_sweeping_deletes_what_nothing_refers_to_and_is_a_day_old(home: UUID, document: DocumentRecord) -> None:
    left = gateways.keep(io.BytesIO(b"left by an upload that broke off"), 1000)
    said: list[str] = []
    assert sweep_store(at=datetime.now(tz=UTC), say=said.append) == 0, "it may be an upload of this minute"
    tomorrow = datetime.now(tz=UTC) + timedelta(days=1, hours=1)
    assert sweep_store(at=tomorrow, say=said.append) == 1
    assert gateways.fetch(left.path) is None
    assert scanning.sweep(Turn(tomorrow)) == "0 files swept that nothing referred to"
    with gateways.fetch(Version.objects.get().file_path) or pytest.fail("swept too much") as kept:
        assert kept.read() == PNG


def test_what_is_not_a_file_is_gone(home: UUID, document: DocumentRecord) -> None:
    with pytest.raises(DocumentGone):
        check_file(organisation=UUID(int=3), document=document.id, reader=BY.id)
    with pytest.raises(DocumentGone):
        check_file(organisation=home, document=document.id, number=2, reader=BY.id)
