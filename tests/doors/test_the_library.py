"""The library: several files at once, filters, a document's page with its versions, replacing, removing and back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
import time_machine
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dspt.accounts.models import Person
from dspt.assessments.actions import AssessmentKey
from dspt.documents.models import Document, Version
from dspt.documents.queries import documents_of
from tests.world.assertions import AT, a_year_begun, answer
from tests.world.cast import a_person
from tests.world.documents import a_place
from tests.world.files import PDF
from tests.world.files import pdf as a_pdf

pytestmark = pytest.mark.django_db
PATH = "/organisations/YZZ01/documents"
NEWER = a_pdf("/Lang (en)")


@pytest.fixture(autouse=True)
def that_day(settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    settings.DSPT_DOCUMENTS_DIR = tmp_path / "documents"
    with time_machine.travel(AT, tick=True):
        yield


@pytest.fixture
def year() -> AssessmentKey:
    return a_year_begun("practice")


def signed(name: str = "ruth") -> Client:
    client = Client()
    client.force_login(Person.objects.get(id=a_person(name, AT).id))
    return client


def words(content: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", content.decode())).replace("&#39;", "'")


def pdf(name: str, content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def handed_out(client: Client, address: str) -> bytes:
    response = client.get(client.get(address)["Location"])
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def test_of_several_files_the_good_ones_are_kept_and_each_refusal_stands_beside_its_name(year: AssessmentKey) -> None:
    client = signed()
    sent = {"file": [pdf("Policy.pdf"), pdf("Virus.exe", b"MZ"), pdf("Empty.pdf", b""), pdf("Plan.pdf")]}
    response = client.post(PATH, sent)
    page = words(response.content)
    assert response.status_code == 422
    assert "2 documents are added." in page
    assert "Virus.exe Not added. The file must be a PDF, Word" in page
    assert "Empty.pdf Not added. The file is empty" in page
    assert {one.title for one in documents_of(year.organisation)} == {"Policy.pdf", "Plan.pdf"}


def test_a_script_is_told_what_became_of_each(year: AssessmentKey) -> None:
    sent = {"file": [pdf("Policy.pdf"), pdf("Virus.exe", b"MZ")], "dated_on-day": "1"}
    headers = {"Accept": "application/json"}
    told = json.loads(signed().post(PATH, sent, headers=headers).content)
    assert told["outcomes"] == []
    assert told["errors"]
    sent = {"file": [pdf("Policy.pdf"), pdf("Virus.exe", b"MZ")]}
    sent |= {"dated_on-day": "1", "dated_on-month": "3", "dated_on-year": "2022"}
    told = json.loads(signed().post(PATH, sent, headers=headers).content)
    assert [one["name"] for one in told["outcomes"]] == ["Policy.pdf", "Virus.exe"]
    assert told["outcomes"][0]["refusal"] == ""
    assert told["outcomes"][1]["refusal"].startswith("The file must be a PDF")
    assert documents_of(year.organisation)[0].dated_on == date(2022, 3, 1)
    page = words(signed().get(f"{PATH}?added=2", follow=True).content)
    assert "2 documents are added." in page


def test_more_files_than_a_form_may_bring_are_named_and_the_organisations_space_is_said(
    year: AssessmentKey, settings: LazySettings
) -> None:
    settings.DSPT_UPLOAD_FILES_LIMIT = 2
    page = words(signed().post(PATH, {"file": [pdf("a.pdf"), pdf("b.pdf"), pdf("c.pdf")]}).content)
    assert "c.pdf Not added. Not more than 2 files at a time" in page
    settings.DSPT_SPACE_LIMIT_BYTES = 2 * len(PDF)
    page = words(signed().post(PATH, {"file": pdf("d.pdf")}).content)
    assert "d.pdf Not added. The files of your organisation may take" in page


def test_file_link_and_place_are_equals_and_the_name_is_for_one_alone(year: AssessmentKey) -> None:
    client = signed()
    client.post(PATH, {"file": pdf("a.pdf"), "link": "https://example.org/p", "place": "Office", "title": "Name"})
    assert {one.title for one in documents_of(year.organisation)} == {"a.pdf", "https://example.org/p", "Office"}
    response = client.post(PATH, {"link": "example.org", "title": "Name"})
    assert "Enter a web address that begins with https://" in words(response.content)
    assert 'value="example.org"' in response.content.decode()
    assert "must be 200 characters" in words(client.post(PATH, {"place": "x", "title": "n" * 201}).content)
    client.post(PATH, {"place": "Safe", "title": "The contract"})
    assert documents_of(year.organisation)[0].title == "The contract"


def test_the_library_is_searched_filtered_sorted_and_paged(year: AssessmentKey) -> None:
    home, ruth = year.organisation, a_person("ruth", AT)
    policy = a_place(home, "Data protection policy", "Office", at=AT, dated_on=date(2022, 3, 1))
    Document.objects.filter(id=policy.id).update(
        owner_id=ruth.id, owner_name="Ruth Cole", review_on=AT.date().replace(day=20)
    )
    a_place(home, "Ärzte handbook", "Shelf 2", at=AT)
    answer(year, "1.1.2", documents=(policy.id,))
    client = signed()

    def shown(query: str) -> list[str]:
        page = client.get(f"{PATH}{query}").content.decode()
        return re.findall(r'/page">([^<]+)</a>', page)

    assert shown("") == ["Ärzte handbook", "Data protection policy"]
    assert shown("?find=policy+DATA") == ["Data protection policy"]
    assert shown("?find=arzte") == ["Ärzte handbook"]
    assert shown("?find=nothing") == []
    for show in ("mine", "review", "old"):
        assert shown(f"?show={show}") == ["Data protection policy"], show
    assert shown("?show=unused") == ["Ärzte handbook"]
    assert shown("?show=past") == []
    assert shown("?kind=file") == []
    assert shown("?order=name") == ["Ärzte handbook", "Data protection policy"]
    assert shown("?order=review")[0] == "Data protection policy"
    assert len(shown("?show=hacked&kind=x&order=y&page=zero")) == 2
    page = words(client.get(PATH).content)
    assert "Due for review (1)" in page
    assert "Older than a year (1)" in page
    for number in range(60):
        a_place(home, f"Paper {number:02}", "Office", at=AT)
    assert len(shown("")) == 50
    assert len(shown("?page=2")) == 12
    assert "1 to 50 of 62" in words(client.get(PATH).content)


def test_list_and_document_page_have_their_statements_counted(
    year: AssessmentKey, django_assert_num_queries: object
) -> None:
    for number in range(30):
        a_place(year.organisation, f"Paper {number}", "Office", at=AT)
    one = Document.objects.first()
    assert one is not None
    client = signed()
    with django_assert_num_queries(7):  # type: ignore[operator]
        client.get(PATH)
    with django_assert_num_queries(6):  # type: ignore[operator]
        client.get(f"{PATH}/{one.id}/page")


def the_one(year: AssessmentKey) -> UUID:
    (one,) = documents_of(year.organisation)
    return one.id


def test_a_document_is_replaced_described_and_used_from_its_page(year: AssessmentKey) -> None:
    client = signed()
    client.post(PATH, {"file": pdf("Policy 2022.pdf"), "title": "Policy"})
    here = f"{PATH}/{the_one(year)}"
    page = words(client.get(f"{here}/page").content)
    assert "Nothing rests on it yet." in page
    assert "Policy 2022.pdf (PDF, 1 KB)" in page
    assert "1.1.2" in words(client.get(f"{here}/answers?find=1.1.2").content)
    # A practice is asked in plain words, here as on the question's own page.
    assert "1.1.2 Which document lists the personal data you hold" in words(client.get(f"{here}/answers").content)
    assert "Select at least one question" in words(client.post(f"{here}/answers", {}).content)
    assert "not asked of your organisation" in words(client.post(f"{here}/answers", {"use": "99.1"}).content)
    done = client.post(f"{here}/answers", {"use": ["1.1.2", "1.3.1"]}, follow=True)
    assert "Policy now stands under 1.1.2 and 1.3.1." in words(done.content)
    assert "there already" in words(client.get(f"{here}/answers").content)
    done = client.post(f"{here}/replace", {"file": pdf("Policy 2025.pdf", NEWER), "seen": "1"}, follow=True)
    assert "Version 2 of Policy stands now." in words(done.content)
    assert handed_out(client, here) == NEWER
    assert handed_out(client, f"{here}/versions/1") == PDF
    assert client.get(f"{here}/versions/3").status_code == 404
    stale = client.post(f"{here}/replace", {"place": "Safe", "seen": "1"})
    assert "Somebody replaced this document meanwhile" in words(stale.content)
    assert 'value="Safe"' in stale.content.decode()
    both = client.post(f"{here}/replace", {"place": "Safe", "link": "https://example.org", "seen": "2"})
    assert "Give one of the three" in words(both.content)
    assert "Add a file, a link or a place" in words(client.post(f"{here}/replace", {"seen": "2"}).content)
    wrong = client.post(f"{here}/about", {"title": "", "seen": "2", "review_on-day": "31", "review_on-month": "2"})
    assert "Enter a name for the document" in words(wrong.content)
    ruth = str(a_person("ruth", AT).id)
    said = {"title": "The policy", "owner": ruth, "seen": "2"}
    said |= {"review_on-day": "1", "review_on-month": "6", "review_on-year": "2025"}
    said |= {"dated_on-day": "1", "dated_on-month": "3", "dated_on-year": "2023"}
    page = words(client.post(f"{here}/about", said, follow=True).content)
    assert "Owner Ruth Cole" in page
    assert "It is to be reviewed by 1 June 2025." in page
    assert "1 document is due for review" in words(client.get("/organisations/YZZ01").content)
    item = words(client.get("/organisations/YZZ01/assessment/2024-25/items/1.1.2").content)
    assert "The policy" in item
    vera = words(signed("vera").get(f"{here}/page").content)
    assert "can replace or remove documents" in vera
    assert "Put it under answers" not in vera


def test_removing_asks_first_and_is_undone_from_the_removed_ones(year: AssessmentKey) -> None:
    client = signed()
    client.post(PATH, {"file": pdf("Policy.pdf")})
    here = f"{PATH}/{the_one(year)}"
    assert "Nothing rests on it." in words(client.get(f"{here}/remove").content)
    page = words(client.post(f"{here}/remove", follow=True).content)
    assert "Policy.pdf is removed." in page
    assert client.get(here).status_code == 404
    assert client.get(f"{here}/remove").status_code == 404
    assert "was removed on" in words(client.get(f"{here}/page").content)
    assert "Put back" in words(client.get(f"{PATH}?show=removed").content)
    page = words(client.post(f"{here}/back", follow=True).content)
    assert "Policy.pdf is in the library again." in page
    assert client.post(f"{here}/back").status_code == 404
    answer(year, "1.1.2", documents=(the_one(year),))
    refused = client.post(f"{here}/remove")
    assert refused.status_code == 409
    assert "1.1.2 in 2024-25" in words(refused.content)


def test_a_damaged_file_gets_a_clear_page_and_a_mark(year: AssessmentKey, settings: LazySettings) -> None:
    client = signed()
    client.post(PATH, {"file": pdf("Policy.pdf")})
    here = f"{PATH}/{the_one(year)}"
    version = Version.objects.get()
    path = Path(settings.DSPT_DOCUMENTS_DIR) / version.file_path
    path.write_bytes(PDF.replace(b"Catalog", b"Cataloh"))
    response = client.get(here, follow=True)
    assert response.status_code == 503
    assert "its fingerprint differs" in words(response.content)
    path.unlink()
    assert "no longer in our store" in words(client.get(here, follow=True).content)
    assert "Cannot be opened" in words(client.get(PATH).content)


def test_the_date_on_a_document_is_typed_with_the_answer_and_an_old_one_is_said_to_be_old(year: AssessmentKey) -> None:
    item = "/organisations/YZZ01/assessment/2024-25/items/1.1.2"
    sent = {"file": [pdf("a.pdf"), pdf("b.exe", b"MZ")], "version": "0", "dated-day": "40", "dated-month": "3"}
    page = words(signed().post(item, sent).content)
    assert "The date must include a year" in page
    sent |= {"dated-day": "4", "dated-year": "2021", "file": [pdf("a.pdf"), pdf("b.exe", b"MZ")]}
    page = words(signed().post(item, sent).content)
    assert "b.exe: The file must be a PDF" in page
    assert documents_of(year.organisation)[0].dated_on == date(2021, 3, 4)
