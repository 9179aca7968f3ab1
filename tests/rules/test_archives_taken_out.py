"""An archive: sent piece by piece, its names its own, its manifest complete."""

from __future__ import annotations

import hashlib
import io
import json
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from dspt.keeping.rules import Entry, Names, json_list, json_one, packed, weighed

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
MEGABYTE = b"\x00\x01\x02\x03" * (256 * 1024)


def opened(*entries: Entry) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(packed(iter(entries), about={"made": "here"}, at=AT))))


def test_the_manifest_holds_the_digest_of_everything_else() -> None:
    archive = opened(Entry("a.txt", [b"one", b"two"]), Entry("b/c.pdf", [MEGABYTE], is_packed=False), Entry("d", []))
    assert archive.testzip() is None
    manifest = json.loads(archive.read("manifest.json"))
    assert manifest["made"] == "here"
    assert [one["name"] for one in manifest["entries"]] == ["a.txt", "b/c.pdf", "d"]
    for one in manifest["entries"]:
        content = archive.read(one["name"])
        assert (one["size"], one["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())


def test_a_big_document_leaves_piece_by_piece() -> None:
    given = 0

    def big() -> Iterator[bytes]:
        nonlocal given
        for _ in range(64):
            given += 1
            yield MEGABYTE

    ahead, sent = 0, 0
    tracemalloc.start()
    try:
        for piece in packed([Entry("big", big(), is_packed=False)], about={}, at=AT):
            sent += len(piece)
            ahead = max(ahead, given * len(MEGABYTE) - sent)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert given == 64
    assert ahead <= len(MEGABYTE)
    assert peak < 8 * len(MEGABYTE)


def test_the_next_entry_is_asked_for_once_the_one_before_is_through() -> None:
    seen: list[str] = []

    def entries() -> Iterator[Entry]:
        for name in ("first", "second"):
            seen.append(f"open {name}")
            yield Entry(name, iter([b"x"]))
            seen.append(f"close {name}")

    b"".join(packed(entries(), about={}, at=AT))
    assert seen == ["open first", "close first", "open second", "close second"]


def test_a_download_that_breaks_off_closes_what_was_open() -> None:
    closed = False

    def pieces() -> Iterator[bytes]:
        nonlocal closed
        try:
            while True:
                yield MEGABYTE
        finally:
            closed = True

    stream = packed([Entry("endless", pieces(), is_packed=False)], about={}, at=AT)
    next(stream)
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    del stream
    assert closed


@pytest.mark.parametrize(
    ("wanted", "got"),
    [
        ("Policy.pdf", "documents/Policy.pdf"),
        ("../../etc/passwd", "documents/.. .. etc passwd"),
        ("..", "documents/document"),
        ("", "documents/document"),
        ("C:\\secret\\plan.docx", "documents/plan.docx"),
        ("CON.txt", "documents/_CON.txt"),
        ("a" * 300 + ".pdf", f"documents/{'a' * 76}.pdf"),
    ],
)
def test_no_name_leads_out_of_its_folder(wanted: str, got: str) -> None:
    name = Names().own("documents", wanted)
    assert name.removeprefix("documents/").count("/") == 0
    assert ".." not in name.split("/")
    if ".." not in wanted or wanted == "..":
        assert name == got


def test_no_two_names_are_the_same_whatever_their_case() -> None:
    names = Names()
    given = [names.own("documents", name) for name in ("Policy.pdf", "policy.PDF", "Policy.pdf", "Policy (2).pdf")]
    assert len({name.casefold() for name in given}) == 4
    assert given[2] == "documents/Policy (3).pdf"


def test_rows_become_json_as_they_come() -> None:
    rows: list[dict[str, object]] = [
        {"id": UUID(int=1), "at": AT, "on": date(2026, 2, 28), "number": Decimal("1.50"), "text": "‘é’"},
        {"id": 2},
    ]
    assert json.loads(b"".join(json_list(rows))) == [
        {
            "id": str(UUID(int=1)),
            "at": "2026-11-23T10:00:00+00:00",
            "on": "2026-02-28",
            "number": "1.50",
            "text": "‘é’",
        },
        {"id": 2},
    ]
    assert json.loads(b"".join(json_list([]))) == []
    with pytest.raises(TypeError):
        b"".join(json_one({"file": object()}))


def test_what_is_weighed_is_what_an_archive_would_hold() -> None:
    def entries() -> list[Entry]:
        return [Entry("a.json", json_list(iter([{"n": 1}, {"n": 2}]))), Entry("b.json", json_one({"n": 3}))]

    parts, all_of_them = weighed(entries())
    manifest = json.loads(opened(*entries()).read("manifest.json"))["entries"]
    assert [{"name": one.name, "size": one.size, "sha256": one.sha256} for one in parts] == manifest
    lines = "".join(f"{one['sha256']}  {one['name']}\n" for one in manifest)
    assert all_of_them == hashlib.sha256(lines.encode()).hexdigest()
