"""Two versions of one item: ask the other first, or talk about an item; whatever was typed and chosen comes back."""

from __future__ import annotations

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from dspt.assessments.actions import AssessmentKey
from dspt.assessments.models import Comment, Draft
from dspt.assessments.queries import answer_in
from dspt.notices.models import Notice
from dspt.organisations.models import Membership
from dspt.standard.answers import Typed
from dspt.web.toolkit.asking import first_name
from tests.world.answering import Signed, text_of, url
from tests.world.assertions import AT, a_year_begun, answer
from tests.world.cast import a_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
ITEM = url("1.1.5")
CONFLICT = url("1.1.5", "/conflict")


@pytest.fixture
def year() -> AssessmentKey:
    """Tom saved version 2 of an answer while Ruth wrote on version 1."""
    made = a_year_begun("practice")
    answer(made, "1.1.5", Typed(text="The key is kept."), by=a_person("tom", AT))
    answer(made, "1.1.5", Typed(text="The nurse keeps the key."), by=a_person("tom", AT))
    return made


MINE = {"text": "The key is kept in a safe.", "version": "1"}
SENT = MINE | {"version": "2", "began": "1", "both": MINE["text"]}


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("Tom Okafor", "Tom"),
        ("Dr Mensah", "Dr Mensah"),
        ("Prof. Jane Adeyemi", "Prof. Jane Adeyemi"),
        ("Mrs Cole", "Mrs Cole"),
        ("Rev Ade", "Rev Ade"),
        ("Dame", "Dame"),
        ("Missy Elliott", "Missy"),
        ("", "Somebody"),
    ],
)
def test_a_colleague_is_spoken_of_by_first_name_or_with_the_title(name: str, spoken: str) -> None:
    assert first_name(name) == spoken


def test_the_page_of_two_versions_offers_to_ask_the_other(signed: Signed) -> None:
    page = signed("ruth").post(ITEM, MINE)
    text = text_of(page)
    assert page.status_code == 409
    assert "Ask Tom first" in text
    assert "We both changed 1.1.5 at the same time." in text
    assert 'name="began" value="1"' in page.text


def test_asking_keeps_my_version_as_a_draft_and_theirs_as_the_answer(signed: Signed, year: AssessmentKey) -> None:
    ruth = signed("ruth")
    response = ruth.post(CONFLICT, SENT | {"ask": "1", "say": "Is it in the safe?"}, follow=True)
    text = text_of(response)
    assert "Tom is asked, and told by mail. Your version is kept as your draft." in text
    assert "You have text from 10:30 that was not saved." in text
    assert "Ruth Cole to Tom Okafor" in text
    assert "Is it in the safe?" in text
    stands = answer_in(year.organisation, year.edition, "1.1.5")
    assert stands is not None
    assert stands.value.text == "The nurse keeps the key."
    assert Notice.objects.get(kind="question_asked").to == "tom@demo.example"
    assert "The key is kept in a safe." in text_of(ruth.get(f"{ITEM}?draft=use"))
    again = ruth.post(ITEM, MINE | {"version": Draft.objects.get().fields["version"]})
    assert again.status_code == 409, "the question is still open, so both are shown again"


def test_a_text_put_together_from_both_is_the_draft(signed: Signed) -> None:
    signed("ruth").post(CONFLICT, SENT | {"ask": "1", "say": "So?", "both": "The nurse keeps it in a safe."})
    assert Draft.objects.get().fields["text"] == "The nurse keeps it in a safe."


@pytest.mark.parametrize(("say", "words"), [(" ", "Enter the question"), ("x" * 2_001, "The question must be 2,000")])
def test_a_question_that_is_refused_comes_back_with_everything(signed: Signed, say: str, words: str) -> None:
    both = "Half put together."
    response = signed("ruth").post(CONFLICT, SENT | {"ask": "1", "say": say, "both": both, "keep": "both"})
    assert words in text_of(response)
    assert "<title>Error: " in response.text
    assert both in response.text
    assert 'value="both" checked' in response.text
    assert "The answer you both started from" in text_of(response)
    assert not Comment.objects.exists()


def test_somebody_who_has_left_cannot_be_asked(signed: Signed) -> None:
    ruth = signed("ruth")
    Membership.objects.filter(person_id=a_person("tom", AT).id).update(ended_at=AT)
    response = ruth.post(CONFLICT, SENT | {"ask": "1", "say": "So?"})
    assert "They have no access to this organisation any more. Choose a version instead" in text_of(response)


def test_a_third_version_is_shown_before_anybody_is_asked_about_it(signed: Signed, year: AssessmentKey) -> None:
    ruth = signed("ruth")
    answer(year, "1.1.5", Typed(text="The manager keeps the key."), by=a_person("tom", AT))
    response = ruth.post(CONFLICT, SENT | {"ask": "1", "say": "So?"})
    assert "It was changed once more. Look at what stands now" in text_of(response)
    assert "The manager" in text_of(response)
    assert not Comment.objects.exists()


def test_after_the_close_my_version_stays_a_draft(signed: Signed) -> None:
    ruth = signed("ruth")
    ruth.post(ITEM, MINE)
    with time_machine.travel("2025-09-02T10:00:00Z"):
        response = signed("ruth").post(CONFLICT, SENT | {"ask": "1", "say": "So?"}, follow=True)
        assert "Nobody could be asked now. Your version is kept as a draft." in text_of(response)
        assert Draft.objects.get().fields["text"] == MINE["text"]
        both = "The nurse keeps it in a safe."
        response = signed("ruth").post(CONFLICT, SENT | {"keep": "both", "both": both}, follow=True)
    assert "This could not be saved. Your version is kept as a draft." in text_of(response)
    assert Draft.objects.get().fields["text"] == both
    assert Draft.objects.get().fields["version"] == "1"


def test_nobody_is_said_to_be_told_who_is_not(signed: Signed) -> None:
    ruth = signed("ruth")
    same = SENT | {"keep": "both", "both": "The nurse keeps the key."}
    nothing_new = text_of(ruth.post(CONFLICT, same, follow=True))
    assert "Your answer to 1.1.5 is saved." in nothing_new
    assert "is told" not in nothing_new
    Membership.objects.filter(person_id=a_person("tom", AT).id).update(ended_at=AT)
    page = text_of(ruth.post(CONFLICT, SENT | {"keep": "mine"}, follow=True))
    assert "Your answer to 1.1.5 is saved." in page
    assert "is told" not in page
    assert not Notice.objects.filter(kind="answer_replaced").exists()


def test_what_was_chosen_and_put_together_stays_when_nothing_was_chosen(signed: Signed) -> None:
    response = signed("ruth").post(CONFLICT, SENT | {"both": "Half put together."})
    assert "Select what the answer should be" in text_of(response)
    assert "Half put together." in response.text


def test_a_choice_goes_on_to_the_next_item(signed: Signed) -> None:
    response = signed("ruth").post(CONFLICT, SENT | {"keep": "mine"})
    assert response.status_code == 302
    assert not response.headers["Location"].endswith("1.1.5")


def test_meeting_ones_own_version_asks_nobody(signed: Signed) -> None:
    response = signed("tom").post(ITEM, MINE)
    text = text_of(response)
    assert "You changed this answer in another window while you were writing" in text
    assert "The saved version" in text
    assert "first" not in text.split("What should the answer be?")[1]


class TestCommentsOfAnItem:
    def test_a_comment_stands_beside_the_item_and_what_was_typed_is_kept(self, signed: Signed) -> None:
        ruth = signed("ruth")
        response = ruth.post(url("1.1.5", "/comment"), MINE | {"say": "Is it in the safe?"}, follow=True)
        assert "Is it in the safe?" in text_of(response)
        assert "The key is kept in a safe." in response.text
        assert "Is it in the safe?" in text_of(signed("vera").get(ITEM))

    def test_a_form_that_says_what_is_saved_is_no_draft(self, signed: Signed) -> None:
        sent = {"text": "The nurse keeps the key.", "version": "2", "say": "Right?"}
        signed("ruth").post(url("1.1.5", "/comment"), sent)
        assert not Draft.objects.exists()

    def test_an_empty_one_is_refused_and_what_was_typed_comes_back(self, signed: Signed) -> None:
        response = signed("ruth").post(url("1.1.5", "/comment"), MINE | {"say": " "})
        assert response.status_code == 422
        assert "Enter the comment" in text_of(response)
        assert "The key is kept in a safe." in response.text

    def test_a_file_that_is_refused_beside_it_is_named_and_the_comment_comes_back(self, signed: Signed) -> None:
        sent = MINE | {"say": "Right?", "file": SimpleUploadedFile("plan.exe", b"MZ")}
        response = signed("ruth").post(url("1.1.5", "/comment"), sent)
        assert response.status_code == 422
        assert "Your comment is not sent yet" in text_of(response)
        assert 'id="file-error"' in response.text
        assert ">Right?</textarea>" in response.text
        assert not Comment.objects.exists()

    def test_one_that_was_typed_and_not_sent_is_not_lost_by_saving(self, signed: Signed) -> None:
        sent = {"text": "The manager keeps the key.", "version": "2", "say": "Right?"}
        response = signed("ruth").post(ITEM, sent)
        assert "1.1.5 is saved. Choose “Comment” to send what you typed here too" in text_of(response)
        assert ">Right?</textarea>" in response.text
        assert not Draft.objects.exists()

    def test_after_the_close_nothing_is_said_and_what_was_typed_can_be_copied(self, signed: Signed) -> None:
        signed("ruth")
        with time_machine.travel("2025-09-02T10:00:00Z"):
            response = signed("ruth").post(url("1.1.5", "/comment"), MINE | {"say": "Late."})
        assert response.status_code == 422
        assert "This edition is closed. Copy what you need from your comment" in text_of(response)
        assert ">Late.</textarea>" in response.text
        assert Draft.objects.get().fields["text"] == MINE["text"]
        assert not Comment.objects.exists()

    def test_a_viewer_says_nothing_and_a_stranger_finds_nothing(self, signed: Signed) -> None:
        for who, status in (("vera", 403), ("sam", 404)):
            assert signed(who).post(url("1.1.5", "/comment"), {"say": "Hm."}).status_code == status
