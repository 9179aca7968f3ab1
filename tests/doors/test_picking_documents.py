"""A document that is there already is found by its words and put under an answer or an outcome, without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoAssertNumQueries

from dspt.assessments.actions import AssessmentKey
from dspt.assessments.queries import answer_in
from dspt.documents.models import Document
from tests.world.answering import signed_in, text_of, url
from tests.world.assertions import AT, a_year_begun, answer
from tests.world.documents import a_place
from tests.world.files import PDF

pytestmark = pytest.mark.django_db
TRUST = "/organisations/RZZ/assessment/2024-25/outcomes/B2.a/evidence"


@pytest.fixture(autouse=True)
def that_day(settings, tmp_path) -> Iterator[None]:  # type: ignore[no-untyped-def]
    settings.DSPT_DOCUMENTS_DIR = tmp_path / "documents"
    with time_machine.travel(AT, tick=True):
        yield


def a_library(organisation: UUID, number: int = 40) -> dict[str, Document]:
    """Keep so many documents at a place each, and one more whose name is its own."""
    names = [f"Rota of week {week}" for week in range(number)]
    return {name: a_place(organisation, name, f"Cabinet {name}", at=AT) for name in (*names, "Fire safety policy")}


def offered(page: str) -> list[str]:
    return re.findall(r'name="document" type="(?:checkbox|radio)" value="([^"]+)"', page)


def test_words_find_a_document_and_what_was_typed_comes_back() -> None:
    year = a_year_begun("practice")
    library = a_library(year.organisation)
    ruth = signed_in("ruth")
    assert "Choose from your documents" in ruth.get(url("1.1.2")).text
    sent = {"version": "0", "comment": "Reviewed by the partners.", "place": "Shelf 2", "choose": "1"}
    page = ruth.post(url("1.1.2"), sent).text
    assert "The newest 20 of 41" in page
    assert len(offered(page)) == 20
    page = ruth.post(url("1.1.2"), sent | {"find": "POLICY fire"}).text
    wanted = str(library["Fire safety policy"].id)
    assert offered(page) == [wanted]
    assert "Reviewed by the partners." in page
    assert 'value="Shelf 2"' in page
    assert "<title>Error" not in page
    assert answer_in(year.organisation, year.edition, "1.1.2") is None
    assert "You have text from" in text_of(ruth.get(url("1.1.2")))
    page = ruth.post(url("1.1.2"), sent | {"find": "passport"}).text
    assert "None of your 41 documents holds “passport”" in page


def test_enter_finds_after_words_were_typed_and_saves_otherwise() -> None:
    year = a_year_begun("practice")
    library = a_library(year.organisation)
    ruth = signed_in("ruth")
    sent = {"version": "0", "enter": "1", "found": "", "find": "fire"}
    assert offered(ruth.post(url("1.1.2"), sent).text) == [str(library["Fire safety policy"].id)]
    assert answer_in(year.organisation, year.edition, "1.1.2") is None
    document = str(library["Fire safety policy"].id)
    assert ruth.post(url("1.1.2"), sent | {"found": "fire", "document": document}).status_code == 302
    assert answer_in(year.organisation, year.edition, "1.1.2") is not None


def test_what_was_ticked_stays_ticked_while_looking_for_more() -> None:
    year = a_year_begun("practice")
    library = a_library(year.organisation)
    ticked = str(library["Rota of week 3"].id)
    ruth = signed_in("ruth")
    page = ruth.post(url("1.1.2"), {"version": "0", "document": ticked, "choose": "1", "find": "fire"}).text
    assert f'value="{ticked}" checked' in page
    both = [ticked, str(library["Fire safety policy"].id)]
    ruth.post(url("1.1.2"), {"version": "0", "document": both})
    saved = answer_in(year.organisation, year.edition, "1.1.2")
    assert saved is not None
    assert {str(one.id) for one in saved.documents} == set(both)


def test_what_was_ticked_is_still_there_when_the_draft_is_taken_up() -> None:
    year = a_year_begun("practice")
    library = a_library(year.organisation, 2)
    ticked = str(library["Rota of week 1"].id)
    ruth = signed_in("ruth")
    ruth.post(url("1.1.2"), {"version": "0", "document": ticked, "comment": "Half.", "choose": "1"})
    page = ruth.get(url("1.1.2") + "?draft=use").text
    assert f'value="{ticked}" checked' in page


def test_a_library_is_looked_through_in_one_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    year, _ = a_year_begun("practice"), a_year_begun("trust")
    library = a_library(year.organisation)
    ruth = signed_in("ruth")
    sent = {"version": "0", "choose": "1", "find": "rota"}
    ruth.post(url("1.1.2"), sent)
    with django_assert_num_queries(8):
        ruth.post(url("1.1.2"), sent)
    ticked = [str(library["Fire safety policy"].id)]
    with django_assert_num_queries(9):  # what is ticked beside the answer is read by its name
        ruth.post(url("1.1.2"), sent | {"document": ticked})
    ruth.get(TRUST)
    with django_assert_num_queries(7):
        ruth.get(TRUST)


def test_a_file_that_was_chosen_is_taken_in_while_looking_for_another() -> None:
    year = a_year_begun("practice")
    a_library(year.organisation, 10)
    file = SimpleUploadedFile("Register.pdf", PDF)
    page = signed_in("ruth").post(url("1.1.2"), {"version": "0", "file": file, "choose": "1"}).text
    kept = Document.objects.get(title="Register.pdf")
    assert f'value="{kept.id}" checked' in page


def test_a_small_library_is_shown_whole() -> None:
    year = a_year_begun("practice")
    a_library(year.organisation, 3)
    page = signed_in("ruth").post(url("1.1.2"), {"version": "0", "choose": "1"}).text
    assert len(offered(page)) == 4
    assert "Find in your documents" not in page


def test_who_may_only_read_cannot_choose() -> None:
    a_year_begun("practice")
    assert signed_in("vera").post(url("1.1.2"), {"version": "0", "choose": "1"}).status_code == 403


def test_words_find_a_document_for_an_outcome() -> None:
    year: AssessmentKey = a_year_begun("trust")
    library = a_library(year.organisation)
    ruth = signed_in("ruth")
    page = ruth.get(TRUST).text
    assert "The newest 20 of 41" in page
    page = ruth.get(f"{TRUST}?find=fire").text
    wanted = str(library["Fire safety policy"].id)
    assert offered(page) == [wanted]
    assert "The document now stands under B2.a" in text_of(
        ruth.post(TRUST, {"attach": "1", "document": wanted}, follow=True)
    )
    assert "Select a document from the library" in text_of(ruth.post(TRUST, {"attach": "1"}))
    assert "None of your 40 documents holds “passport”" in text_of(ruth.get(f"{TRUST}?find=passport"))


def test_opening_a_question_with_a_large_library_reads_none_of_it() -> None:
    year = a_year_begun("practice")
    a_library(year.organisation)
    answer(year, "1.1.2", documents=(a_place(year.organisation, "Asset list", "Office", at=AT).id,))
    page = signed_in("ruth").get(url("1.1.2")).text
    assert "Rota of week" not in page
    assert len(offered(page)) == 1
