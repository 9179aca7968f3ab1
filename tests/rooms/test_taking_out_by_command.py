"""``dspt take_out``: the archive of the page, made by who runs the service; plain words where it cannot be."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from dspt.jobs.management.commands import take_out
from dspt.journal.models import Entry
from dspt.notices.models import Notice
from tests.world.published import a_finished_year

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings: LazySettings, tmp_path: Path) -> None:
    settings.DSPT_DOCUMENTS_DIR = tmp_path / "documents"
    a_finished_year("home")


def test_it_makes_a_file_for_its_owner_alone_and_says_its_digest(tmp_path: Path) -> None:
    to, said = tmp_path / "home.zip", io.StringIO()
    call_command("take_out", "vzz02", "--to", str(to), stdout=said)
    assert stat.S_IMODE(to.stat().st_mode) == 0o600
    assert f"SHA-256 {hashlib.sha256(to.read_bytes()).hexdigest()}" in said.getvalue()
    with zipfile.ZipFile(to) as archive:
        assert json.loads(archive.read("manifest.json"))["organisation"]["code"] == "VZZ02"
    assert Entry.objects.get(event="keeping.archive.taken_out").actor_name == "An operator of the service"
    assert "An operator of the service took out everything" in Notice.objects.filter(kind="keeping.taken_out")[0].body
    assert [one.name for one in tmp_path.iterdir() if one.suffix != ".zip"] == []


@pytest.mark.parametrize(
    ("code", "name", "words"),
    [
        ("XZZ99", "new.zip", "No organisation with the code XZZ99 is registered here"),
        ("VZZ02", "there.zip", "exists already. An archive is never written over"),
        ("VZZ02", "no/folder/new.zip", "cannot be made: No such file or directory"),
        ("VZZ02", "begun.zip", "another one is at it, or broke off. Delete it first"),
    ],
)
def test_what_stands_in_the_way_is_said_and_nothing_is_taken_out(
    tmp_path: Path, code: str, name: str, words: str
) -> None:
    (tmp_path / "there.zip").write_text("mine")
    (tmp_path / "begun.zip.part").write_text("begun")
    with pytest.raises(CommandError, match=words):
        call_command("take_out", code, "--to", str(tmp_path / name))
    assert not Entry.objects.filter(event="keeping.archive.taken_out").exists()
    assert (tmp_path / "there.zip").read_text() == "mine"
    assert (tmp_path / "begun.zip.part").read_text() == "begun"


def test_a_disk_that_is_full_leaves_no_half_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> Iterator[bytes]:
        yield b"PK"
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(take_out, "take_everything_out", full)
    with pytest.raises(CommandError, match="cannot be written: No space left on device"):
        call_command("take_out", "VZZ02", "--to", str(tmp_path / "home.zip"))
    assert list(tmp_path.iterdir()) == []
