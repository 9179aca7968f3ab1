"""The home says what is due and the one next step, in every state of a year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dspt.accounts.models import Person
from dspt.assessments.actions import AssessmentKey, save_answer, start_assessment
from dspt.assessments.models import Assessment
from dspt.documents.queries import documents_of
from dspt.register.models import Listing
from dspt.standard.answers import Typed
from tests.world.assertions import AT, a_year_answered, a_year_begun, answer, this_edition
from tests.world.cast import BODIES, a_certificate, a_person, an_accepted_profile, an_organisation
from tests.world.confirming import confirm_ready
from tests.world.outcomes import a_judgement

pytestmark = pytest.mark.django_db
LAST_YEAR = datetime(2024, 6, 14, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def that_day(settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    settings.DSPT_DOCUMENTS_DIR = tmp_path / "documents"
    with time_machine.travel(AT, tick=True):
        yield


def home(key: str, name: str = "ruth", query: str = "") -> str:
    client = signed(name)
    response = client.get(f"/organisations/{BODIES[key].code}{query}")
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def signed(name: str = "ruth") -> Client:
    client = Client()
    client.force_login(Person.objects.get(id=a_person(name, AT).id))
    return client


def test_without_a_profile_the_profile_is_the_only_step() -> None:
    an_organisation("home", AT)
    page = home("home")
    assert "Next: the profile" in page
    assert "By topic" not in page
    assert "An administrator of your organisation does this" in home("home", "tom")


def test_a_first_year_begins_with_its_size_and_promises_no_status_that_cannot_be_published() -> None:
    an_accepted_profile("home", this_edition(), AT)
    page = home("home")
    assert "43 questions, about" in page
    assert "Approaching Standards" not in page
    assert "comes along" not in page
    assert "Your answers are kept" not in page
    assert "Publish by 30 June 2025 . That is 7 weeks from today." in page
    assert "can start it" in home("home", "vera")


def test_starting_leads_to_the_first_question() -> None:
    an_accepted_profile("home", this_edition(), AT)
    response = signed().post("/organisations/VZZ02/assessment/2024-25/start", follow=True)
    assert response.redirect_chain[-1][0] == "/organisations/VZZ02/assessment/2024-25/items/2.1.1"
    page = home("home")
    assert "Next: answer 43 questions" in page
    assert "Staffing and training" in page
    assert "Group by topic instead" in home("home", query="?group=standards")


def test_who_may_only_read_is_told_who_does_it_and_pressed_to_nothing() -> None:
    a_year_begun("home")
    page = home("home", "vera")
    assert "43 questions to answer A member or an administrator of your organisation does this." in page
    assert (
        "nhsuk-button"
        not in signed("vera").get("/organisations/VZZ02").text.split('class="app-next"')[1].split("</section>")[0]
    )
    a_year_begun("trust")
    page = home("trust", "vera")
    assert "47 outcomes without a level A member or an administrator of your organisation does this." in page


def test_last_years_answers_are_looked_at_first() -> None:
    made = an_accepted_profile("home", this_edition(), LAST_YEAR)
    last = AssessmentKey(made, "VZZ02", "2023-24")
    ruth = a_person("ruth", AT)
    start_assessment(by=ruth, assessment=last, at=LAST_YEAR)
    for item in ("1.3.1", "2.1.1"):
        save_answer(by=ruth, assessment=last, item=item, value=Typed(choice="yes"), seen_version=0, at=LAST_YEAR)
    start_assessment(by=ruth, assessment=AssessmentKey(made, "VZZ02", "2024-25"), at=AT)
    page = home("home")
    assert "Next: look at 2 answers from last year" in page
    assert "Your answers are kept" in page
    assert "Then there are 41 questions to answer" in page
    assert "1 to check, 5 to answer" in page
    client = signed()
    shown = client.get("/organisations/VZZ02/assessment/2024-25/items/2.1.1").content.decode()
    assert "Last year you said" in shown
    assert "Ruth Cole, 14 June 2024. The question has not changed." in shown
    response = client.post("/organisations/VZZ02/assessment/2024-25/items/2.1.1/still-true", {"version": "1"})
    assert response.status_code == 302
    assert "Next: look at 1 answer from last year" in home("home")


def complete(key: str) -> AssessmentKey:
    """Answer everything required of a small body."""
    year = a_year_begun(key)
    a_year_answered(year)
    return year


@pytest.mark.slow
def test_when_all_is_answered_it_is_confirmed_and_then_published() -> None:
    year = complete("practice")
    page = home("practice")
    assert "Next: confirm 21 groups of answers" in page
    assert "Read and confirm" in page
    confirm_ready(year)
    page = home("practice")
    assert "Next: publish" in page
    assert "28 of 28 done" in page
    assert "An administrator of your organisation publishes" in home("practice", "tom")
    overview = signed().get("/organisations/YZZ01/assessment/2024-25").content.decode()
    assert "You can publish 24/25 Standards Met." in overview
    assert "Nothing stands between you and publishing" in overview


def test_after_the_deadline_it_says_late_and_after_the_end_it_says_closed() -> None:
    a_year_begun("practice")
    with time_machine.travel("2025-07-05T10:00:00Z"):
        page = home("practice")
        assert "Was due 30 June 2025" in page
        assert "The register will say that it is late" in page
    with time_machine.travel("2025-08-31T22:30:00Z"):
        assert "The register will say that it is late" in home("practice")


def test_a_trust_sees_its_outcomes() -> None:
    year = a_year_begun("trust")
    page = home("trust")
    assert "Next: 47 outcomes without a level" in page
    assert "By objective" in page
    assert "A. Managing risk" in page
    assert "See all 47 at a glance" in page
    begun = Assessment.objects.get(organisation_id=year.organisation)
    a_judgement(begun, "A1.a", "achieved")
    a_judgement(begun, "A1.b", "not_achieved")
    page = home("trust")
    assert "5 without a level, 1 below" in page


def test_home_and_questions_agree_on_what_changed() -> None:
    a_year_begun("home")
    assert "What changed since last year" not in home("home")  # who was not here last year has nothing to compare
    before = {"status": "met", "status_text": "23/24 Standards Met", "edition": "2023-24"}
    assert Listing.objects.filter(code="VZZ02").update(published_on=LAST_YEAR.date(), **before)
    page = home("home")
    assert "1 question now counts:" in page
    assert "(4.5.3)." in page
    assert "42 required ones are the same." in page
    path = "/organisations/VZZ02/assessment/2024-25"
    assert "Changed since 2023-24: 1" in signed().get(path).content.decode()
    only = signed().get(f"{path}?show=changed").content.decode()
    assert "Required, was optional" in only
    assert only.count("/items/4.5.3") == 1


def test_a_single_administrator_is_warned_and_what_runs_out_is_named() -> None:
    a_year_begun("home")
    assert "You are the only administrator." in home("home")
    assert "Ruth Cole is the only administrator." in home("home", "tom")
    assert "is the only administrator" not in home("practice") if an_organisation("practice", AT) else ""
    a_certificate("home", "iso_27001", this_edition(), AT.date().replace(month=8), AT)
    page = home("home")
    assert "It was changed, and waits to be accepted again" in page


def test_the_library_lists_adds_and_removes() -> None:
    year = a_year_begun("practice")
    client = signed()
    path = "/organisations/YZZ01/documents"
    page = client.get(path).content.decode()
    assert "Nothing here yet" in page
    assert "What belongs here" in page
    assert "<title>Documents – Dr Mensah and Partners – " in page
    refused = client.post(path, {})
    assert "Add a file, a link or a place where it is kept" in refused.content.decode()
    refused = client.post(path, {"file": SimpleUploadedFile("a.exe", b"MZ"), "title": "A program"})
    assert "The file must be a PDF, Word" in refused.content.decode()
    assert "A program" in refused.content.decode()
    client.post(path, {"place": "Office, shelf 2", "title": "Policy"})
    client.post(path, {"link": "https://example.org/policy"})
    policy = next(one for one in documents_of(year.organisation) if one.title == "Policy")
    answer(year, "1.1.2", documents=(policy.id,))
    assert "1.1.2 in 2024-25" in client.get(path).content.decode()
    response = client.post(f"{path}/{policy.id}/remove", follow=True)
    assert "1 answer or outcome rests on it" in response.content.decode()
    free = next(one for one in documents_of(year.organisation) if one.kind == "link")
    assert "Nothing rests on it." in client.get(f"{path}/{free.id}/remove").content.decode()
    client.post(f"{path}/{free.id}/remove")
    assert [one.title for one in documents_of(year.organisation)] == ["Policy"]
    assert client.get(f"{path}/{policy.id}").status_code == 404
    vera = signed("vera")
    assert "can add documents" in vera.get(path).content.decode()
    assert vera.post(f"{path}/{policy.id}/remove").status_code == 403
    assert vera.post(path, {"place": "x"}).status_code in (403, 404)


def test_an_upload_past_the_limit_is_cut_off_and_refused_in_words(settings: LazySettings, tmp_path: Path) -> None:
    a_year_begun("practice")
    settings.DSPT_UPLOAD_LIMIT_BYTES = 1024 * 1024
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    big = SimpleUploadedFile("Policy.pdf", b"%PDF-1.7\n" + b"0" * (4 * 1024 * 1024))
    response = signed().post("/organisations/YZZ01/documents", {"file": big, "title": "Policy"})
    page = response.content.decode()
    assert "The file must be 1 MB or smaller" in page
    assert 'value="Policy"' in page
