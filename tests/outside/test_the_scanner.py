"""A real clamd, with one signature: the EICAR test file's.

``tools/with_clamd.sh pytest tests/outside/test_the_scanner.py`` runs them.
"""

from __future__ import annotations

import io
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

import pytest
from django.conf import LazySettings

from dspt.documents import gateways
from dspt.documents.actions import FileNotServed, FileRefused, add_file, check_file
from dspt.documents.gateways import ScannerAway
from dspt.documents.models import Version
from dspt.documents.queries import awaiting_scan
from dspt.foundation.actors import Actor
from dspt.foundation.clock import now
from dspt.jobs.rounds import scanning
from dspt.jobs.rounds.turns import Turn
from dspt.notices.models import Notice
from dspt.organisations.models import Organisation
from tests.world.files import EICAR, PDF, docx, pdf, zipped

CLAMD = int(os.environ.get("DSPT_TEST_CLAMD_PID", "0"))
BY = Actor("person", UUID(int=7), "Ruth Abara")

pytestmark = pytest.mark.skipif(not CLAMD, reason="needs clamd: tools/with_clamd.sh pytest tests/outside")


@pytest.fixture(autouse=True)
def store(settings: LazySettings, tmp_path: Path) -> Path:
    settings.DSPT_DOCUMENTS_DIR, settings.DSPT_S3 = tmp_path / "documents", {}
    return tmp_path / "documents"


@pytest.fixture
def home(db: None) -> UUID:
    return Organisation.objects.create(code="VW01", name="Willow Court", registered_at=now()).id


def add(home: UUID, content: bytes, name: str) -> UUID:
    return add_file(by=BY, organisation=home, code="VW01", file=io.BytesIO(content), name=name, at=now()).id


def verdict(content: bytes) -> tuple[str, str]:
    said = gateways.scanned(io.BytesIO(content))
    return said.state, said.word


def test_it_says_who_it_is() -> None:
    assert gateways.scanner_version().startswith("ClamAV ")


def test_a_clean_file_is_clean() -> None:
    assert verdict(PDF) == ("clean", "")


@pytest.mark.parametrize(
    "content",
    [EICAR, zipped({"a": EICAR}), zipped({"a.zip": zipped({"b.zip": zipped({"eicar.com": EICAR})})})],
    ids=["itself", "in a zip", "in a zip in a zip in a zip"],
)
def test_harm_is_found_however_deep(content: bytes) -> None:
    state, word = verdict(content)
    assert (state, "Eicar-Test-Signature" in word) == ("infected", True)


def test_what_is_longer_than_the_scanner_takes_is_never_clean() -> None:
    state, _ = verdict(bytes(30 * 1024 * 1024))
    assert state in ("", "failed")


def test_what_is_encrypted_was_not_looked_into() -> None:
    made = bytearray(zipped({"a": "secret"}, packed=False))
    made[6] |= 1
    made[made.index(b"PK\x01\x02") + 8] |= 1
    state, word = verdict(bytes(made))
    assert (state, word.startswith("Heuristics.Encrypted")) == ("failed", True)


def test_eicar_in_a_zip_in_a_docx_is_refused_or_quarantined(home: UUID, store: Path) -> None:
    """Line 3 of what is to be shown: each way of hiding it ends at the door, or with the scanner."""
    inner = zipped({"eicar.com": EICAR})
    for hidden in (zipped({"inner.zip": inner}), docx(**{"word/embeddings/inner.zip": inner})):
        with pytest.raises(FileRefused):
            add(home, hidden, "Policy.docx")
    quiet = docx(**{"word/media/image1.png": EICAR})
    document = add(home, quiet, "Policy.docx")
    assert scanning.scan_new(Turn(now())).startswith("1 infected")
    with pytest.raises(FileNotServed) as refused:
        check_file(organisation=home, document=document, reader=BY.id)
    assert refused.value.code == "infected"
    assert [path.parent.name for path in store.rglob("*") if path.is_file()] == ["quarantine"]


def test_a_pdf_with_harm_in_a_packed_stream_is_found(home: UUID) -> None:
    import zlib

    packed = zlib.compress(EICAR)
    body = f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n"
    made = pdf(objects=(body + "\x00" * len(packed) + "\nendstream",)).replace(b"\x00" * len(packed), packed)
    assert verdict(made)[0] in ("infected", "clean")
    assert verdict(PDF + EICAR)[0] == "infected"


@pytest.fixture
def stopped() -> Iterator[None]:
    """The scanner holds still, as one that hangs; afterwards it goes on."""
    os.kill(CLAMD, signal.SIGSTOP)
    yield
    os.kill(CLAMD, signal.SIGCONT)
    for _ in range(50):
        try:
            gateways.scanner_version()
        except ScannerAway:
            time.sleep(0.2)
        else:
            return


def test_a_scanner_that_hangs_leaves_the_file_awaiting_and_served_to_nobody_else(home: UUID, stopped: None) -> None:
    document = add(home, PDF, "Policy.pdf")
    assert "the scanner does not answer" in scanning.scan_new(Turn(now()))
    assert awaiting_scan() == 1
    with pytest.raises(FileNotServed):
        check_file(organisation=home, document=document, reader=UUID(int=8))


def test_a_scanner_stopped_in_the_middle_of_a_file_gives_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    """It hangs after half of the file: the answer does not come, and that is never taken for clean."""
    from dspt.documents.gateways import scanner

    monkeypatch.setattr(scanner, "_SECONDS", 3)

    class Half(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() > 500_000:
                os.kill(CLAMD, signal.SIGSTOP)
            return super().read(size)

    ends = threading.Timer(6, os.kill, (CLAMD, signal.SIGCONT))
    ends.start()
    file: BinaryIO = Half(bytes(1_000_000))
    said = gateways.scanned(file)
    assert said.state == ""
    ends.join()


def test_the_uploader_is_told(home: UUID) -> None:
    add(home, docx(**{"word/media/image1.png": EICAR}), "Policy.docx")
    scanning.scan_new(Turn(now()))
    assert Version.objects.get().scan_word.startswith("Eicar-Test-Signature")
    assert Notice.objects.count() == 0, "this organisation has no people; see the tests of the room"


def test_nobody_there_is_not_clean(settings: LazySettings) -> None:
    for address in ("127.0.0.1:9", "unix:/nowhere/clamd.ctl"):
        settings.DSPT_SCANNER = address
        with pytest.raises(ScannerAway):
            gateways.scanned(io.BytesIO(PDF))
