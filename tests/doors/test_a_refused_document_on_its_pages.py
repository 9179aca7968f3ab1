"""A document that the virus check refused: every page it concerns says that it does not count, and what to do."""

from __future__ import annotations

import pytest
from django.urls import reverse

from dspt.assessments.actions import AssessmentKey
from dspt.documents.models import Document, Version
from tests.world.answering import Signed, signed_in, text_of, url
from tests.world.assertions import AT, answer
from tests.world.documents import a_place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
ITEM = "1.1.2"


@pytest.fixture
def paper(year: AssessmentKey) -> Document:
    made = a_place(year.organisation, "Asset list", "Shelf 2", at=AT)
    answer(year, ITEM, documents=(made.id,))
    Version.objects.update(
        kind="file", file_name="list.pdf", file_path="quarantine/ab/cd", sha256="0" * 64, scan="infected"
    )
    return made


@pytest.fixture
def signed(paper: Document) -> Signed:
    return signed_in


def test_the_item_leads_to_where_it_is_replaced(signed: Signed, paper: Document) -> None:
    page = signed("ruth").get(url(ITEM))
    text = text_of(page)
    assert "The virus check found something harmful in “Asset list”. Nobody can open it, so it does not count." in text
    assert f'href="{reverse("document_page", args=("YZZ01", paper.id))}"' in page.content.decode()


def test_saving_it_as_the_only_evidence_says_what_to_do(signed: Signed, paper: Document) -> None:
    sent = signed("ruth").post(url(ITEM), {"version": "1", "document": str(paper.id)})
    assert "Add another document. The virus check refused the one that is there" in text_of(sent)


def test_the_overview_marks_the_item_and_names_the_work(signed: Signed) -> None:
    text = text_of(signed("ruth").get(url()))
    assert "Replace the document" in text
    assert "The virus check refused it" in text
    assert "Replace a refused document" in text


def test_publishing_names_it_among_what_is_in_the_way(signed: Signed) -> None:
    text = text_of(signed("ruth").get("/organisations/YZZ01/publish/2024-25"))
    assert "Document refused by the virus check, to replace (1)" in text
    assert "The virus check refused “Asset list”, so nobody can open it. Replace it before you publish." in text
