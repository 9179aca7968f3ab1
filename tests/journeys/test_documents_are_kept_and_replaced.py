"""A practice brings its evidence, several files at once; replaces one everywhere; its publication keeps the old one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.world.files import PDF, pdf

from .conftest import Visitor
from .steps import answers_everything_required, confirms_every_assertion, publishes, starts_the_year

pytestmark = pytest.mark.journey
PASSWORD, RUTH = "shipshape-lantern-harbour", "ruth@demo.example"
HERE = "/organisations/YZZ01"
OLD, NEW = PDF, pdf("/Lang (en)")


def files(folder: Path, **content: bytes) -> list[str]:
    made = []
    for name, held in content.items():
        path = folder / name.replace("_", ".")
        path.write_bytes(held)
        made.append(str(path))
    return made


def downloaded(visitor: Visitor, link: str | re.Pattern[str]) -> bytes:
    with visitor.page.expect_download() as waiting:
        visitor.page.get_by_role("link", name=link).first.click()
    return waiting.value.path().read_bytes()


def test_evidence_is_brought_replaced_and_kept_as_published(visitor: Visitor, tmp_path: Path) -> None:
    visitor.signs_in(RUTH, PASSWORD)
    starts_the_year(visitor, "YZZ01")
    visitor.goes_to(f"{HERE}/documents")
    visitor.sees("Nothing here yet")
    visitor.stops("the library, empty")
    visitor.page.get_by_label("Add files").set_input_files(
        files(tmp_path, policy_pdf=OLD, handbook_pdf=NEW, game_exe=b"MZ")
    )
    visitor.presses("Add", exact=True)
    visitor.sees("2 added, 1 not added")
    visitor.sees(re.compile("Not added. The file must be a PDF"))
    visitor.stops("one of three files is refused")
    visitor.follows("Show the documents")
    visitor.follows("policy.pdf", exact=True)
    visitor.stops("a document")
    visitor.follows("Change name, owner and dates")
    visitor.page.get_by_label("Name", exact=True).fill("Data protection policy")
    for group, values in (("review_on", ("1", "1", "2020")), ("dated_on", ("1", "3", "2019"))):
        for label, value in zip(("Day", "Month", "Year"), values, strict=True):
            visitor.page.locator(f"#{group}").get_by_label(label, exact=True).fill(value)
    visitor.stops("name, owner and dates")
    visitor.presses("Save")
    visitor.sees(re.compile("It was to be reviewed by 1 January 2020"))
    visitor.follows("Put it under answers")
    visitor.page.get_by_label("Find a question").fill("1.1.2")
    visitor.presses("Find", exact=True)
    visitor.page.get_by_role("checkbox").first.check()
    visitor.stops("choosing questions")
    visitor.presses("Put it there")
    visitor.sees("Data protection policy now stands under 1.1.2.")
    document = visitor.page.url

    answers_everything_required(visitor, "YZZ01")
    confirms_every_assertion(visitor, "YZZ01", look=False)
    publishes(visitor, "YZZ01", "24/25 Standards Met")

    visitor.page.goto(document)
    visitor.page.get_by_label("A new file").set_input_files(files(tmp_path, policy_2026_pdf=NEW))
    visitor.presses("Replace", exact=True)
    visitor.sees("Version 2 of Data protection policy stands now.")
    visitor.sees(re.compile("Confirm again when you have looked: 1.1"))
    visitor.stops("a document with two versions")
    assert downloaded(visitor, "Download the file") == NEW
    visitor.goes_to(f"{HERE}/history")
    visitor.follows(re.compile("^Documents of"))
    visitor.stops("the documents of a publication")
    assert downloaded(visitor, "Data protection policy") == OLD

    visitor.goes_to(f"{HERE}/documents?show=past")
    visitor.follows("Data protection policy", exact=True)
    visitor.follows("Remove this document")
    visitor.sees(re.compile("cannot be removed"))
    visitor.stops("a document in use")
    visitor.goes_to(f"{HERE}/documents?find=handbook")
    visitor.follows("handbook.pdf", exact=True)
    visitor.follows("Remove this document")
    visitor.stops("before removing")
    visitor.presses("Remove it")
    visitor.goes_to(f"{HERE}/documents?show=removed")
    visitor.stops("removed documents")
    visitor.presses(re.compile("^Put back"))
    visitor.sees("handbook.pdf is in the library again.")
    visitor.goes_to(HERE)
    visitor.sees("1 document is due for review")


def test_several_files_are_added_without_scripts(scriptless: Visitor, tmp_path: Path) -> None:
    scriptless.signs_in(RUTH, PASSWORD)
    scriptless.goes_to("/organisations/VZZ02/documents")
    scriptless.page.get_by_label("Add files").set_input_files(files(tmp_path, rota_pdf=OLD, game_exe=b"MZ"))
    scriptless.presses("Add", exact=True)
    scriptless.sees("1 document is added.")
    scriptless.sees(re.compile("game.exe: The file must be a PDF"))
    scriptless.page.get_by_role("link", name="rota.pdf", exact=True).wait_for()
