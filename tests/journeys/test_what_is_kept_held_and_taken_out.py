"""What is kept until when; holds of the organisation and of the national team; everything taken out as one file."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from pathlib import Path

import pytest

from tests.world.files import PDF

from .conftest import Visitor
from .steps import DEMO_PASSWORD

pytestmark = pytest.mark.journey
FINISHED = ("home",)
RUTH, NADIA = "ruth@demo.example", "nadia@demo.example"
HERE = "/organisations/VZZ02"


def signs_in_as(visitor: Visitor, email: str) -> None:
    if visitor.page.get_by_role("button", name="Sign out").count():
        visitor.presses("Sign out")
    visitor.signs_in(email, DEMO_PASSWORD)


def test_holds_are_placed_and_lifted_by_whom_they_belong_to(visitor: Visitor, tmp_path: Path) -> None:
    signs_in_as(visitor, RUTH)
    visitor.goes_to(f"{HERE}/documents")
    rota = tmp_path / "rota.pdf"
    rota.write_bytes(PDF)
    visitor.page.get_by_label("Add files").set_input_files(str(rota))
    visitor.presses("Add", exact=True)
    visitor.follows("rota.pdf", exact=True)
    visitor.follows("Remove this document")
    visitor.presses("Remove it")
    visitor.goes_to(f"{HERE}/documents")
    visitor.follows("What is kept, and until when")
    visitor.sees("Assessment 2024-25")
    visitor.stops("what is kept until when")
    visitor.follows("Place a hold")
    visitor.presses("Place a hold")
    visitor.sees("Enter why nothing may be deleted")
    visitor.stops("a hold without a reason")
    visitor.fills("Why must nothing be deleted?", "A claim is open")
    visitor.presses("Place a hold")
    visitor.sees("A hold stands. Nothing is deleted until it is ended.")

    signs_in_as(visitor, NADIA)
    visitor.goes_to("/oversight/organisations/VZZ02")
    visitor.stops("an organisation, for the national team")
    visitor.follows(re.compile("^Hold:"))
    visitor.stops("placing a national hold")
    visitor.fills("Why must nothing of this organisation be deleted?", "An inquiry into last winter’s outage")
    visitor.presses("Place the hold")
    visitor.sees("The hold is placed.")
    visitor.stops("a national hold stands")
    visitor.goes_to("/oversight/holds")
    visitor.sees("An inquiry into last winter’s outage")
    visitor.stops("holds that stand")

    signs_in_as(visitor, RUTH)
    visitor.goes_to(f"{HERE}/retention")
    visitor.sees("A hold of the national team and one of yours stand.")
    assert visitor.page.get_by_role("link", name="End the hold").count() == 1
    visitor.stops("two holds stand")
    visitor.follows("End the hold")
    visitor.fills("Why is it no longer needed?", "The claim is settled")
    visitor.stops("ending a hold")
    visitor.presses("End the hold")
    visitor.sees("A hold of the national team stands. Nothing is deleted until the national team ends it.")
    assert visitor.page.get_by_role("link", name="End the hold").count() == 0

    signs_in_as(visitor, NADIA)
    visitor.goes_to("/oversight/holds")
    visitor.follows("Willow Court", exact=False)
    visitor.fills("Why is the hold no longer needed?", "The inquiry is closed")
    visitor.presses("End the hold")
    visitor.sees("The hold is ended.")
    visitor.goes_to("/demo/mail")
    visitor.sees(re.compile("The national hold on Willow Court"))

    signs_in_as(visitor, RUTH)
    visitor.goes_to(f"{HERE}/retention")
    assert visitor.page.get_by_text("On hold").count() == 0
    visitor.sees(re.compile("The inquiry is closed"))
    visitor.stops("the holds have ended")
    visitor.goes_to(f"{HERE}/activity")
    visitor.sees(re.compile("ended the national hold on deletion"))


def test_everything_is_taken_out_as_one_file_that_holds_its_own_digests(visitor: Visitor) -> None:
    signs_in_as(visitor, RUTH)
    visitor.goes_to(f"{HERE}/documents")
    visitor.follows("Take everything out")
    visitor.heading_is("Take everything out")
    visitor.stops("taking everything out")
    with visitor.page.expect_download() as waiting:
        visitor.presses("Take everything out")
    assert re.fullmatch(r"everything-VZZ02-\d{4}-\d\d-\d\d\.zip", waiting.value.suggested_filename)
    with zipfile.ZipFile(waiting.value.path()) as archive:
        listed = json.loads(archive.read("manifest.json"))["entries"]
        assert {one["name"] for one in listed} >= {"README.txt", "documents.json", "journal.json"}
        for one in listed:
            assert hashlib.sha256(archive.read(one["name"])).hexdigest() == one["sha256"]
    visitor.goes_to(f"{HERE}/activity")
    visitor.sees(re.compile("took out everything the organisation has here"))
    visitor.goes_to("/demo/mail")
    visitor.sees(re.compile("Everything of Willow Court"))
