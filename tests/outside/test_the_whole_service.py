"""The service as it is run, on loopback, with a real store and a real scanner: what happens when one of them fails.

``tools/with_s3.sh tools/with_clamd.sh pytest tests/outside`` runs all; without them the folder alone.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from tests.world.alive import wait_until_alive
from tests.world.files import EICAR, PDF, docx, pdf, zipped

ROOT = Path(__file__).resolve().parents[2]
PASSWORD, HOME = "shipshape-lantern-harbour", "/organisations/VZZ02"
MEGABYTE = 1024 * 1024
S3, CLAMD = int(os.environ.get("DSPT_TEST_S3_PID", "0")), int(os.environ.get("DSPT_TEST_CLAMD_PID", "0"))
TABLES = ("documents_document", "documents_version", "documents_space", "journal_entry", "assessments_answerdocument")


@dataclass
class Service:
    """A running service. ``break_store`` makes its store go away, ``mend_store`` brings it back."""

    address: str
    data: Path
    environment: dict[str, str]
    break_store: Callable[[], None]
    mend_store: Callable[[], None]

    def command(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, str(ROOT / "manage.py"), *words],
            env=self.environment, cwd=ROOT, check=True, timeout=120, capture_output=True, text=True,
        )  # fmt: skip
        return done.stdout

    def written(self) -> dict[str, list[tuple[object, ...]]]:
        """Everything that stands in the tables an upload writes to."""
        with closing(sqlite3.connect(self.data / "dspt.sqlite3", timeout=30)) as database:
            return {name: sorted(database.execute(f"SELECT * FROM {name}"), key=repr) for name in TABLES}


@dataclass
class Somebody:
    """A person signed in, without a browser."""

    service: Service
    name: str
    session: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        self.posts("/sign-in", email=f"{self.name}@demo.example", password=PASSWORD)
        assert "Sign out" in self.gets(f"{HOME}/documents").text

    def gets(self, path: str) -> requests.Response:
        return self.session.get(self.service.address + path, timeout=60)

    def posts(self, path: str, files: dict[str, tuple[str, bytes]] | None = None, **fields: str) -> requests.Response:
        sent = {"csrfmiddlewaretoken": self.token(path), **fields}
        headers = {"Referer": self.service.address + path}
        return self.session.post(
            self.service.address + path, data=sent, files=files, headers=headers, timeout=180
        )  # fmt: skip

    def token(self, path: str) -> str:
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.gets(path).text)
        assert found, path
        return found.group(1)

    def adds(self, name: str, content: bytes) -> requests.Response:
        return self.posts(f"{HOME}/documents", files={"file": (name, content)})

    def opens(self, title: str) -> requests.Response:
        """Open a document's file from the library, as its page does."""
        page = self.gets(f"{HOME}/documents").text
        found = re.search(rf'href="([^"]+)/page">{re.escape(title)}<', page)
        assert found, f"{title} is not in the library"
        return self.gets(found.group(1))


def words(page: requests.Response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


@pytest.fixture(scope="module", params=["folder", "s3"])
def service(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    if request.param == "s3" and not S3:
        pytest.skip("needs a server that speaks S3: tools/with_s3.sh pytest tests/outside")
    data = tmp_path_factory.mktemp(request.param) / "data"
    dropped = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    if request.param == "folder":
        dropped |= {name for name in os.environ if name.startswith(("DSPT_S3_", "DSPT_DOCUMENTS_STORE"))}
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if name not in dropped} | {
        "DSPT_ENV": "demo", "DSPT_DATA_DIR": str(data), "DSPT_BASE_URL": f"http://127.0.0.1:{port}",
    }  # fmt: skip
    folder, aside = data / "documents", data / "documents-aside"

    def away() -> None:
        if request.param == "s3":
            os.kill(S3, signal.SIGSTOP)
        else:  # whoever runs the tests may write to any folder, so a file stands in its place
            folder.mkdir(exist_ok=True)
            folder.rename(aside)
            folder.write_text("in the way")

    def back() -> None:
        if request.param == "s3":
            os.kill(S3, signal.SIGCONT)
        else:
            folder.unlink()
            aside.rename(folder)

    made = Service(f"http://127.0.0.1:{port}", data, environment, away, back)
    made.command("migrate", "--verbosity", "0")
    made.command("demo", "--quiet")
    log = (data / "log").open("w")
    serve = [sys.executable, str(ROOT / "manage.py"), "serve", "--port", str(port), "--workers", "1", "--no-worker"]
    server = subprocess.Popen(serve, env=environment, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
    try:
        wait_until_alive(made.address, server)
        yield made
    finally:
        server.terminate()
        server.wait(timeout=30)
        log.close()


@contextmanager
def store_away(service: Service) -> Iterator[None]:
    service.break_store()
    try:
        yield
    finally:
        service.mend_store()


@pytest.mark.parametrize("is_told", [True, False], ids=["its length told", "in chunks"])
def test_two_gigabytes_are_cut_off_early_and_nothing_is_recorded(service: Service, is_told: bool) -> None:
    tom = Somebody(service, "tom")
    before, began = service.written(), time.monotonic()
    sent, answer = _pour(service, tom, is_told)
    assert answer.startswith(b"HTTP/1.1 413" if is_told else b"HTTP/1.1 411")
    assert b"This upload is too big" in answer
    assert sent < 16 * MEGABYTE  # what the two ends' buffers hold, at most
    assert time.monotonic() - began < 15
    assert service.written() == before
    assert "policy-after.pdf is added." in words(tom.adds("policy-after.pdf", PDF))


def _pour(service: Service, who: Somebody, is_told: bool) -> tuple[int, bytes]:
    """Send two gigabytes for as long as anybody takes them; give how much went out, and the answer."""
    place = urlsplit(service.address)
    cookies = "; ".join(f"{one.name}={one.value}" for one in who.session.cookies)
    size = f"Content-Length: {2 * 1024**3}" if is_told else "Transfer-Encoding: chunked"
    head = (
        f"POST {HOME}/documents HTTP/1.1\r\nHost: {place.netloc}\r\nCookie: {cookies}\r\n{size}\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\n\r\n"
    )
    piece, sent, answer = bytes(64 * 1024), 0, b""
    with socket.create_connection((place.hostname, place.port), timeout=10) as line:
        line.sendall(head.encode())
        try:
            while sent < 2 * 1024**3:
                line.sendall(piece if is_told else b"10000\r\n" + piece + b"\r\n")
                sent += len(piece)
                line.settimeout(0.01 if sent < MEGABYTE else 5)
                answer += _waiting(line)
                if answer:
                    break
                line.settimeout(5)
        except OSError:
            answer += _waiting(line)  # it closed; what it said before may still be read
        line.settimeout(5)
        while more := _waiting(line):
            answer += more
    return sent, answer


def _waiting(line: socket.socket) -> bytes:
    try:
        return line.recv(65536)
    except OSError:
        return b""


def test_harm_in_a_zip_in_a_file_called_docx_is_refused_with_the_reason(service: Service) -> None:
    tom, before = Somebody(service, "tom"), service.written()
    inner = zipped({"eicar.com": EICAR})
    for hidden in (zipped({"inner.zip": inner}), docx(**{"word/embeddings/inner.zip": inner})):
        page = tom.adds("Policy.docx", hidden)
        assert page.status_code == 422
        assert "Policy.docx Not added." in words(page)
    assert service.written() == before


def test_a_store_that_is_away_is_said_in_words_and_nothing_is_half_recorded(service: Service) -> None:
    tom = Somebody(service, "tom")
    tom.adds("kept.pdf", PDF)
    before = service.written()
    with store_away(service):
        page = tom.adds("lost.pdf", PDF)
        assert page.status_code == 422
        assert "Our store of files does not answer, so nothing was added." in words(page)
        assert service.written() == before
        page = tom.opens("kept.pdf")
        assert page.status_code == 503
        assert "Our store of files does not answer at the moment. Nothing is lost." in words(page)
        assert requests.get(f"{service.address}/readyz", timeout=60).json()["storage"] == "unreachable"
        assert service.written() == before
    assert tom.opens("kept.pdf").content == PDF
    assert "lost.pdf is added." in words(tom.adds("lost.pdf", PDF))


def test_everything_is_taken_out_with_its_files(service: Service, tmp_path: Path) -> None:
    tom = Somebody(service, "tom")
    content = pdf("/Lang (cy)")
    tom.adds("taken-out.pdf", content)
    service.command("take_out", "VZZ02", "--to", str(tmp_path / "all.zip"))
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        listed = json.loads(archive.read("documents.json"))
        if CLAMD:  # the virus check has not looked at it yet: it goes to nobody but who brought it
            assert all("left_out" in one for one in listed if one["kind"] == "file")
        else:
            [name] = [one["file"] for one in listed if one["document_title"] == "taken-out.pdf"]
            assert archive.read(name) == content
    if CLAMD:
        service.command("rounds", "documents.scan")
        service.command("take_out", "VZZ02", "--to", str(tmp_path / "scanned.zip"))
        with zipfile.ZipFile(tmp_path / "scanned.zip") as archive:
            [name] = [
                one["file"]
                for one in json.loads(archive.read("documents.json"))
                if one["document_title"] == "taken-out.pdf"
            ]
            assert archive.read(name) == content
            for one in json.loads(archive.read("manifest.json"))["entries"]:
                assert hashlib.sha256(archive.read(one["name"])).hexdigest() == one["sha256"]
    with store_away(service):
        service.command("take_out", "VZZ02", "--to", str(tmp_path / "without.zip"))
    with zipfile.ZipFile(tmp_path / "without.zip") as archive:
        told = [one for one in json.loads(archive.read("documents.json")) if one["document_title"] == "taken-out.pdf"]
        assert told[0]["left_out"] == "the store did not answer; take everything out again later"


@pytest.mark.skipif(not CLAMD, reason="needs clamd: tools/with_clamd.sh pytest tests/outside")
def test_a_scanner_stopped_in_the_middle_of_an_upload_leaves_the_file_to_nobody_else(service: Service) -> None:
    tom, vera = Somebody(service, "tom"), Somebody(service, "vera")
    service.command("rounds", "documents.scan")

    class Halfway(io.BytesIO):
        """Stops the scanner once half of it was read."""

        def read(self, size: int | None = -1) -> bytes:
            if self.tell() > 0:
                os.kill(CLAMD, signal.SIGSTOP)
            return super().read(min(size, 4096) if size and size > 0 else 4096)

    content = pdf("/Lang (ga)") + b"\n" * 20_000
    place = f"{HOME}/documents"
    body, kind = requests.models.RequestEncodingMixin._encode_files(
        {"file": ("half.pdf", content)}, {"csrfmiddlewaretoken": tom.token(place)}
    )
    try:
        sent = tom.session.post(
            service.address + place,
            data=Halfway(body),
            headers={"Content-Type": kind, "Content-Length": str(len(body)), "Referer": service.address + place},
            timeout=60,
        )
        assert "half.pdf is added." in words(sent)
        assert "the scanner does not answer" in service.command("rounds", "documents.scan")
        assert tom.opens("half.pdf").content == content
        page = vera.opens("half.pdf")
        assert page.status_code == 403
        assert content[:20] not in page.content
    finally:
        os.kill(CLAMD, signal.SIGCONT)
    for _ in range(20):
        if "1 clean" in service.command("rounds", "documents.scan"):
            break
        time.sleep(1)
    assert vera.opens("half.pdf").content == content
