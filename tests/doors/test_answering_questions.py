"""One question a page: shown, answered, refused in words with the text kept, and two people on one answer."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
import time_machine
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dspt.accounts.models import Person
from dspt.assessments.actions import AssessmentKey
from dspt.assessments.models import Answer
from dspt.assessments.queries import answer_in
from dspt.documents.queries import documents_of
from dspt.notices.models import Notice
from dspt.standard.answers import Typed
from tests.world.answering import Signed, text_of, url
from tests.world.assertions import AT, a_year_begun, answer, this_edition
from tests.world.cast import a_certificate, a_person, accept_again
from tests.world.confirming import confirm_ready
from tests.world.files import PDF

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]


@pytest.fixture(autouse=True)
def store(settings: LazySettings, tmp_path: Path) -> None:
    settings.DSPT_DOCUMENTS_DIR = tmp_path / "documents"


def held(year: AssessmentKey, item: str) -> Typed:
    found = answer_in(year.organisation, year.edition, item)
    return Typed(choice=found.value.yes_no, text=found.value.text, comment=found.value.comment) if found else Typed()


def test_a_question_shows_what_it_is_about(signed: Signed) -> None:
    page = text_of(signed("ruth").get(url("1.3.1")))
    asked = this_edition().items["1.3.1"].asked["4"]
    for words in (asked.ask, asked.help.why, asked.help.good[0], "See an example", "Yes, required", "Save and next"):
        assert words in page


def test_a_number_says_which_numbers_are_taken(signed: Signed) -> None:
    a_year_begun("supplier")
    page = text_of(signed("ruth").get("/organisations/8ZZ01/assessment/2024-25/items/10.2.3"))
    assert "Between 0 and 100" in page


def test_save_and_next_goes_to_the_next_one_to_do(signed: Signed, year: AssessmentKey) -> None:
    response = signed("ruth").post(url("2.1.1"), {"choice": "yes", "version": "0"})
    assert (response.status_code, response.url) == (302, url("2.2.1"))  # type: ignore[attr-defined]
    assert held(year, "2.1.1").choice == "yes"


def test_save_and_finish_later_goes_to_the_overview(signed: Signed, year: AssessmentKey) -> None:
    client = signed("ruth")
    response = client.post(url("1.1.5"), {"comment": "Ask Ama", "later": "1", "version": "0"})
    assert response.url == url()  # type: ignore[attr-defined]
    assert held(year, "1.1.5").comment == "Ask Ama"
    assert client.post(url("1.1.3"), {"later": "1", "version": "0"}).url == url()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("item", "sent", "words", "target"),
    [
        ("1.3.1", {}, "Select yes or no", "#choice"),
        ("4.5.3", {}, "Select yes, yes with exceptions, or no", "#choice"),
        ("4.5.3", {"choice": "exceptions"}, "List the exceptions", "#exceptions"),
        ("1.2.4", {"choice": "na"}, "Say why this does not apply to you", "#reason"),
        ("1.1.5", {"text": "  "}, "Enter your answer", "#text"),
        ("1.1.5", {"text": "x" * 100_000}, "It has 100,000, so shorten it by 90,000", "#text"),
        ("1.1.2", {}, "Add the document as a file, a link or a place where it is kept", "#file"),
        ("1.1.2", {"link": "javascript:alert(1)"}, "Enter a web address that begins with https://", "#link"),
        ("1.3.1", {"choice": "yes", "comment": "y" * 10_001}, "shorten it by 1", "#comment"),
    ],
)
def test_a_refused_answer_comes_back_with_words_and_its_text(
    signed: Signed, year: AssessmentKey, item: str, sent: dict[str, str], words: str, target: str
) -> None:
    response = signed("ruth").post(url(item), sent | {"version": "0"})
    content, page = response.content.decode(), text_of(response)
    assert response.status_code == 422
    assert "<title>Error: " in content
    assert words in page
    assert f'href="{target}"' in content
    for value in sent.values():
        if value.strip() and value not in ("exceptions", "na", "yes"):
            assert value in content
    assert answer_in(year.organisation, year.edition, item) is None


def test_a_date_that_does_not_exist_is_named(signed: Signed) -> None:
    supplier = a_year_begun("home")
    assert supplier.code == "VZZ02"
    sent = {"date-day": "31", "date-month": "02", "date-year": "2025", "version": "0"}
    response = signed("ruth").post("/organisations/VZZ02/assessment/2024-25/items/4.2.1", sent)
    assert "The date must be a real one. 31 02 2025 does not exist" in text_of(response)
    assert 'value="31"' in response.content.decode()


def test_a_file_a_link_and_a_place_stand_under_one_answer(signed: Signed, year: AssessmentKey) -> None:
    client = signed("ruth")
    client.post(
        url("1.1.2"),
        {
            "file": SimpleUploadedFile("Register.pdf", PDF),
            "link": "https://example.org/register",
            "place": "Office, shelf 2",
            "version": "0",
        },
    )
    found = answer_in(year.organisation, year.edition, "1.1.2")
    assert found is not None
    assert sorted(one.kind for one in found.documents) == ["file", "link", "place"]
    page = client.get(url("1.1.2"))
    assert "Register.pdf" in text_of(page)
    (file,) = [one for one in found.documents if one.kind == "file"]
    response = client.get(client.get(f"/organisations/YZZ01/documents/{file.id}")["Location"])
    assert b"".join(response.streaming_content) == PDF  # type: ignore[attr-defined]
    assert response["Content-Disposition"] == 'attachment; filename="Register.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    kept = [str(one.id) for one in found.documents if one.kind != "file"]
    client.post(url("1.1.2"), {"document": kept, "version": "1"})
    now = answer_in(year.organisation, year.edition, "1.1.2")
    assert now is not None
    assert sorted(one.kind for one in now.documents) == ["link", "place"]


def test_an_upload_that_lies_is_refused_in_words(signed: Signed, year: AssessmentKey) -> None:
    sent = {
        "file": SimpleUploadedFile("Policy.pdf", b"MZ\x90\x00" + b"\x00" * 200),
        "version": "0",
        "comment": "See it",
    }
    response = signed("ruth").post(url("1.1.2"), sent)
    page = text_of(response)
    assert "The file is called .pdf, but what is in it is not PDF" in page
    assert "See it" in page
    assert documents_of(year.organisation) == ()


def test_a_good_document_stays_ticked_when_the_answer_is_refused(signed: Signed, year: AssessmentKey) -> None:
    sent = {"place": "Office, shelf 2", "version": "0"}
    response = signed("ruth").post(url("1.3.1"), sent)
    (kept,) = documents_of(year.organisation)
    assert re.search(rf'value="{kept.id}" checked', response.content.decode())


def test_two_people_on_one_answer_both_see_both(signed: Signed, year: AssessmentKey) -> None:
    ruth = signed("ruth")
    answer(year, "1.1.5", Typed(text="Dr Mensah keeps the key."))
    answer(year, "1.1.5", Typed(text="Dr Mensah and the nurse keep the key."), by=a_person("tom", AT))
    response = ruth.post(url("1.1.5"), {"text": "Dr Mensah keeps the key in a safe.", "version": "1"})
    page, content = text_of(response), response.content.decode()
    assert response.status_code == 409
    assert "Tom changed this answer while you were writing" in page
    assert "<mark>and the nurse keep</mark>" in content
    assert "The answer you both started from" in page
    assert held(year, "1.1.5").text == "Dr Mensah and the nurse keep the key."
    assert "You have text from" in text_of(ruth.get(url("1.1.5")))
    unchosen = ruth.post(url("1.1.5", "/conflict"), {"text": "Mine.", "version": "2"})
    assert "Select what the answer should be" in text_of(unchosen)
    sent = {"text": "Mine.", "keep": "both", "both": "Both keep a key, in a safe.", "version": "2"}
    ruth.post(url("1.1.5", "/conflict"), sent)
    assert held(year, "1.1.5").text == "Both keep a key, in a safe."
    (notice,) = Notice.objects.filter(kind="answer_replaced")
    assert (notice.to, "Ruth Cole changed your version of 1.1.5" in notice.subject) == ("tom@demo.example", True)


def test_a_third_writer_is_not_overwritten_either(signed: Signed, year: AssessmentKey) -> None:
    tom = a_person("tom", AT)
    answer(year, "1.3.1", Typed(choice="yes"), by=tom)
    answer(year, "1.3.1", Typed(choice="no"), by=tom)
    response = signed("ruth").post(url("1.3.1", "/conflict"), {"choice": "yes", "keep": "mine", "version": "1"})
    assert "It was changed once more" in text_of(response)
    assert held(year, "1.3.1").choice == "no"


def test_keeping_theirs_changes_nothing(signed: Signed, year: AssessmentKey) -> None:
    answer(year, "1.3.1", Typed(choice="no"), by=a_person("tom", AT))
    ruth = signed("ruth")
    ruth.post(url("1.3.1"), {"choice": "yes", "version": "0"})
    ruth.post(url("1.3.1", "/conflict"), {"choice": "yes", "keep": "theirs", "version": "1"})
    assert held(year, "1.3.1").choice == "no"
    assert "You have text from" not in text_of(ruth.get(url("1.3.1")))


def test_a_draft_is_kept_offered_used_and_thrown_away(signed: Signed, year: AssessmentKey) -> None:
    ruth = signed("ruth")
    assert ruth.post(url("1.1.5", "/draft"), {"text": "Half a sen\x00tence", "version": "0"}).status_code == 204
    assert "You have text from 10:30 that was not saved" in text_of(ruth.get(url("1.1.5")))
    assert "Half a sentence" in text_of(ruth.get(url("1.1.5") + "?draft=use"))
    assert "You have text from" not in text_of(signed("tom").get(url("1.1.5")))
    ruth.post(url("1.1.5", "/draft/discard"))
    assert "You have text from" not in text_of(ruth.get(url("1.1.5")))


def test_text_sent_after_the_session_ended_is_back_in_the_form(signed: Signed, year: AssessmentKey) -> None:
    browser = Client()
    response = browser.post(url("1.1.5"), {"text": "Written just before the end", "version": "0"})
    assert response.status_code == 302
    browser.force_login(Person.objects.get(id=a_person("ruth", AT).id))
    page = browser.get(url("1.1.5"))
    assert "Written just before the end" in page.content.decode()
    assert "You were signed out before this was saved" in text_of(page)


def test_an_exempt_item_is_closed_with_its_reason_and_can_be_answered(signed: Signed, year: AssessmentKey) -> None:
    a_certificate("practice", "cyber_essentials_plus", this_edition(), AT.date().replace(month=8), AT)
    accept_again("practice", this_edition(), AT)
    ruth = signed("ruth")
    page = text_of(ruth.get(url("4.2.4")))
    assert "You need not answer: Cyber Essentials Plus, to 12 August 2025" in page
    assert "Save and next" not in page
    assert "Save and next" in text_of(ruth.get(url("4.2.4") + "?answer=1"))
    assert "Save and next" in text_of(ruth.get(url("4.5.3")))


def test_a_change_says_that_it_withdrew_the_confirmation(signed: Signed, year: AssessmentKey) -> None:
    answer(year, "3.2.1")
    confirm_ready(year)
    ruth = signed("ruth")
    assert "3.2 was confirmed by Ruth Cole" in text_of(ruth.get(url("3.2.1")))
    response = ruth.post(url("3.2.1"), {"choice": "no", "version": "1"}, follow=True)
    assert "You changed 3.2.1, so 3.2 is no longer confirmed" in text_of(response)
    assert "Ruth Cole changed 3.2.1" in text_of(ruth.get(url()))


def test_a_viewer_reads_and_changes_nothing(signed: Signed, year: AssessmentKey) -> None:
    answer(year, "1.1.5", Typed(text="Dr Mensah"))
    vera = signed("vera")
    page = text_of(vera.get(url("1.1.5")))
    assert "Dr Mensah" in page
    assert "You can read this" in page
    assert "Save and next" not in page
    for path, sent in (
        (url("1.1.5"), {"text": "x", "version": "1"}),
        (url("1.1.5", "/still-true"), {}),
        (url("1.1.5", "/take-back"), {}),
        (url("1.1.5", "/owner"), {}),
        (url("1.1.5", "/draft"), {}),
        (url("1.1.5", "/conflict"), {}),
        (url(rest="/assertions/1.1/confirm"), {}),
        (url(rest="/start"), {}),
    ):
        assert vera.post(path, sent).status_code == 403, path
    assert vera.get(url(rest="/assertions/1.1/confirm")).status_code == 403


def test_a_stranger_finds_nothing(signed: Signed, year: AssessmentKey) -> None:
    answer(year, "1.1.2", documents=_place(year))
    (kept,) = documents_of(year.organisation)
    sam = signed("sam")
    for path in (
        "/organisations/YZZ01",
        url(),
        url("1.1.5"),
        url("1.1.5", "/history"),
        "/organisations/YZZ01/documents",
        f"/organisations/YZZ01/documents/{kept.id}",
    ):
        assert sam.get(path).status_code == 404, path


@pytest.mark.parametrize("item", ["3.1.1", "99.1.1", "x"])
def test_a_question_that_is_not_asked_is_not_found(signed: Signed, item: str) -> None:
    assert signed("ruth").get(url(item)).status_code == 404


def test_a_closed_edition_is_read_and_not_written(signed: Signed, year: AssessmentKey) -> None:
    with time_machine.travel("2025-09-02T10:00:00Z"):
        ruth = signed("ruth")
        page = text_of(ruth.get(url("1.3.1")))
        assert "This edition closed on 31 August 2025" in page
        response = ruth.post(url("1.3.1"), {"choice": "yes", "version": "0"}, follow=True)
        assert "This edition is closed. What you typed is kept as a draft" in text_of(response)
    assert answer_in(year.organisation, year.edition, "1.3.1") is None


def test_an_owner_is_one_of_the_people(signed: Signed, year: AssessmentKey) -> None:
    ruth, tom = signed("ruth"), a_person("tom", AT)
    page = ruth.get(url("1.3.1") + "?owner=1")
    assert "Tom Okafor" in text_of(page)
    ruth.post(url("1.3.1", "/owner"), {"owner": str(tom.id), "due-day": "1", "due-month": "6", "due-year": "2025"})
    found = answer_in(year.organisation, year.edition, "1.3.1")
    assert found is not None
    assert (found.owner_name, str(found.due_on)) == ("Tom Okafor", "2025-06-01")
    ruth.post(url("1.3.1", "/owner"), {"owner": str(a_person("sam", AT).id)})
    found = answer_in(year.organisation, year.edition, "1.3.1")
    assert found is not None
    assert found.owner_name == ""


def test_taking_back_and_earlier_answers(signed: Signed, year: AssessmentKey) -> None:
    answer(year, "1.1.5", Typed(text="Dr Mensah"))
    ruth = signed("ruth")
    ruth.post(url("1.1.5", "/take-back"), {"version": "1"})
    page = text_of(ruth.get(url("1.1.5", "/history")))
    assert "Taken back" in page
    assert "Dr Mensah" in page


def _place(year: AssessmentKey) -> tuple[UUID, ...]:
    from dspt.documents.actions import add_file

    kept = add_file(
        by=a_person("ruth", AT),
        organisation=year.organisation,
        code=year.code,
        file=io.BytesIO(PDF),
        name="Register.pdf",
        at=AT,
    )
    return (kept.id,)


def statements(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


def test_overview_and_question_keep_their_budgets(signed: Signed, year: AssessmentKey) -> None:
    for item in ("1.1.2", "1.3.1", "3.2.1"):
        answer(year, item, documents=_place(year) if item == "1.1.2" else ())
    confirm_ready(year)
    ruth = signed("ruth")
    ruth.get(url())
    assert statements(ruth, url()) <= 8
    for item in ("1.1.2", "1.3.1", "3.2.1", "1.1.5"):
        assert statements(ruth, url(item)) <= 8
        assert statements(ruth, url(item) + "?owner=1") <= 8


def test_a_document_takes_its_own_date_and_its_age_is_warned_of_next_year(signed: Signed, year: AssessmentKey) -> None:
    tom = signed("tom")
    form = {"choice": "yes", "place": "Office, shelf 2", "version": "0"}
    day = {"dated-day": "31", "dated-month": "2", "dated-year": "2025"}
    page = text_of(tom.post(url("1.3.1"), form | day))
    assert "The date must be a real one. 31 2 2025 does not exist" in page
    page = text_of(tom.post(url("1.3.1"), form | day | {"link": "nonsense"}))
    assert "31 2 2025 does not exist" in page
    assert "Enter a web address that begins with https://" in page
    assert not documents_of(year.organisation)
    page = text_of(tom.post(url("1.3.1"), {"choice": "yes", "version": "0", "dated-day": "1", "dated-month": "3"}))
    assert "The date must include a year" in page
    day = {"dated-day": "1", "dated-month": "3", "dated-year": "2024"}
    assert "Add the document that bears this date" in text_of(tom.post(url("1.3.1"), {"choice": "yes"} | day))
    assert tom.post(url("1.3.1"), form | day).status_code == 302
    assert [one.dated_on for one in documents_of(year.organisation)] == [date(2024, 3, 1)]
    assert "kept there, dated 1 March 2024" in text_of(tom.get(url("1.3.1")))
    Answer.objects.update(to_check=True, carried_from="2023-24")
    page = text_of(tom.get(url("1.3.1")))
    assert "Look at the document first. It is dated 1 March 2024, so it may be out of date." in page


def test_expert_mode_puts_the_formal_wording_first_and_the_neighbours_beside(signed: Signed) -> None:
    supplier = a_year_begun("supplier")
    ruth = signed("ruth")
    path = f"/organisations/{supplier.code}/assessment/2024-25/items"
    page = ruth.get(f"{path}/1.1.2").content.decode()
    assert '<body class="app-wide">' in page
    assert re.search(r"<h1[^>]*>1\.1\.2 ", page)
    assert "Item 2 of 138" in page
    assert f'href="{path}/1.1.1" rel="prev"' in page
    assert f'href="{path}/1.1.3" rel="next"' in page
    assert "About this item" in page
    assert "Back to all items" in page
    first = ruth.get(f"{path}/1.1.1").content.decode()
    assert 'rel="prev"' not in first
