"""The store keeps its promises, whichever it is: the same tests on a folder and on a server that speaks S3.

``tools/with_s3.sh pytest tests/outside`` runs both; without it the folder alone.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings

from dspt.documents import gateways
from dspt.documents.gateways import StoreAway
from dspt.documents.rules import FileRefused

LIMIT = 60 * 1024 * 1024
MEGABYTE = 1024 * 1024


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest, settings: LazySettings, tmp_path: Path) -> str:
    settings.DSPT_DOCUMENTS_DIR = tmp_path / "documents"
    if request.param == "folder":
        settings.DSPT_S3 = {}
    elif not settings.DSPT_S3:
        pytest.skip("needs a server that speaks S3: tools/with_s3.sh pytest tests/outside")
    return str(request.param)


@pytest.fixture
def break_store(store: str, settings: LazySettings) -> Callable[[], None]:
    """What makes the store go away: a file where its folder should be, or a port that nobody listens at."""

    def away() -> None:
        if store == "s3":
            settings.DSPT_S3 = {**settings.DSPT_S3, "endpoint_url": "http://127.0.0.1:9"}
        else:
            shutil.rmtree(settings.DSPT_DOCUMENTS_DIR)
            Path(settings.DSPT_DOCUMENTS_DIR).write_text("in the way")

    return away


def everything() -> set[str]:
    future = datetime.now(tz=UTC) + timedelta(hours=1)
    return {path for handful in gateways.paths_before(future) for path in handful}


class Endless(io.RawIOBase):
    """A sender that claims nothing and never ends."""

    def __init__(self) -> None:
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        self.given += size
        return b"0" * size

    def seek(self, offset: int, whence: int = 0) -> int:
        return 0


@pytest.mark.usefixtures("store")
def test_what_is_kept_comes_back_as_it_was() -> None:
    content = b"evidence" * 1000
    kept = gateways.keep(io.BytesIO(content), LIMIT)
    assert (kept.size, kept.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    file = gateways.fetch(kept.path)
    assert file is not None
    with file:
        assert file.read(8) == b"evidence"
        file.seek(0)
        assert file.read() == content
    gateways.discard(kept.path)


@pytest.mark.usefixtures("store")
def test_its_name_says_nothing() -> None:
    first, second = (gateways.keep(io.BytesIO(b"same"), LIMIT) for _ in range(2))
    assert first.path != second.path
    assert len(first.path.rsplit("/", 1)[-1]) == 40
    gateways.discard(first.path)
    gateways.discard(second.path)


@pytest.mark.usefixtures("store")
def test_what_was_discarded_is_gone_and_may_be_discarded_again() -> None:
    kept = gateways.keep(io.BytesIO(b"evidence"), LIMIT)
    gateways.discard(kept.path)
    gateways.discard(kept.path)
    assert gateways.fetch(kept.path) is None


@pytest.mark.usefixtures("store")
def test_a_sender_who_never_ends_is_cut_off_and_leaves_nothing() -> None:
    before, sender = everything(), Endless()
    with pytest.raises(FileRefused) as refused:
        gateways.keep(sender, 20 * MEGABYTE)  # type: ignore[arg-type]
    assert refused.value.code == "too_big"
    assert sender.given < 40 * MEGABYTE
    assert everything() == before


@pytest.mark.usefixtures("store")
def test_what_is_set_aside_is_no_longer_where_it_was() -> None:
    kept = gateways.keep(io.BytesIO(b"harm"), LIMIT)
    aside = gateways.set_aside(kept.path)
    assert aside.startswith("quarantine/")
    assert gateways.fetch(kept.path) is None
    assert gateways.set_aside(aside) == aside
    assert gateways.set_aside(kept.path) == aside
    file = gateways.fetch(aside)
    assert file is not None
    with file:
        assert file.read() == b"harm"
    gateways.discard(aside)
    assert gateways.set_aside(kept.path) == kept.path, "a file that is lost stays where its row says"


@pytest.mark.usefixtures("store")
def test_every_file_is_listed_once_with_its_age() -> None:
    kept = gateways.keep(io.BytesIO(b"evidence"), LIMIT)
    assert kept.path in everything()
    past = datetime.now(tz=UTC) - timedelta(hours=1)
    assert kept.path not in {path for handful in gateways.paths_before(past) for path in handful}
    gateways.discard(kept.path)
    assert kept.path not in everything()


@pytest.mark.usefixtures("store")
def test_fifty_megabytes_go_through_without_staying_in_memory(tmp_path: Path) -> None:
    large = tmp_path / "large"
    with large.open("wb") as out:
        for _ in range(50):
            out.write(bytes(MEGABYTE))
    tracemalloc.start()
    try:
        with large.open("rb") as file:
            kept = gateways.keep(file, LIMIT)
        opened = gateways.fetch(kept.path)
        assert opened is not None
        with opened:
            count = sum(len(piece) for piece in iter(lambda: opened.read(MEGABYTE), b""))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        large.unlink()
    gateways.discard(kept.path)
    assert count == 50 * MEGABYTE
    assert peak < 30 * MEGABYTE


def test_a_store_that_is_away_says_so(break_store: Callable[[], None]) -> None:
    assert gateways.is_store_well()
    kept = gateways.keep(io.BytesIO(b"evidence"), LIMIT)
    gateways.discard(kept.path)
    break_store()
    assert not gateways.is_store_well()
    for act in (
        lambda: gateways.keep(io.BytesIO(b"evidence"), LIMIT),
        lambda: gateways.fetch("ab/abc"),
        lambda: gateways.discard("ab/abc"),
        everything,
    ):
        with pytest.raises(StoreAway):
            act()


def test_a_bucket_gives_nothing_to_strangers(store: str, settings: LazySettings) -> None:
    if store == "folder":
        pytest.skip("a folder has no strangers; its files are their owner's alone, see below")
    from urllib.error import HTTPError
    from urllib.request import urlopen

    kept = gateways.keep(io.BytesIO(b"evidence"), LIMIT)
    with pytest.raises(HTTPError) as refused:
        urlopen(f"{settings.DSPT_S3['endpoint_url']}/{settings.DSPT_S3['bucket_name']}/{kept.path}", timeout=5)
    assert refused.value.code == 403
    refused.value.close()
    gateways.discard(kept.path)


def test_files_in_a_folder_are_their_owners_alone(settings: LazySettings, tmp_path: Path) -> None:
    settings.DSPT_DOCUMENTS_DIR, settings.DSPT_S3 = tmp_path / "documents", {}
    kept = gateways.keep(io.BytesIO(b"evidence"), LIMIT)
    file = tmp_path / "documents" / kept.path
    assert oct(file.stat().st_mode)[-3:] == "600"
    assert oct(file.parent.stat().st_mode)[-3:] == "700"
