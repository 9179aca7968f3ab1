"""``dspt check_standard``: what it prints and when it fails."""

from __future__ import annotations

import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from dspt.standard.catalogue import ROOT


def test_it_prints_counts_and_what_is_of_low_confidence() -> None:
    out = StringIO()
    call_command("check_standard", stdout=out)
    text = out.getvalue()
    assert "Edition 2024-25, version 7, revision 1" in text
    assert "Edition 2023-24, version 6, revision 1" in text
    assert "not to be presented as official" in text


def test_an_edition_that_does_not_exist_is_told() -> None:
    with pytest.raises(CommandError, match=r"no edition 1999-00\. There are: 2023-24, 2024-25"):
        call_command("check_standard", edition="1999-00", stdout=StringIO())


def test_it_fails_on_a_fault_and_names_it(tmp_path: Path) -> None:
    folder = tmp_path / "catalogue"
    shutil.copytree(ROOT, folder)
    path = folder / "2024-25" / "edition.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("mandatory 4: 28", "mandatory 4: 29"), encoding="utf-8")
    with pytest.raises(CommandError, match="2024-25: mandatory 4 is 28, published is 29"):
        call_command("check_standard", catalogue=folder, stdout=StringIO())


def test_an_empty_folder_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="holds no edition"):
        call_command("check_standard", catalogue=tmp_path, stdout=StringIO())
