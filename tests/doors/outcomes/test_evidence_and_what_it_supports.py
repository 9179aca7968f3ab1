"""On the pages: what each document under an outcome supports, what is worth a look about it, and no typed word lost."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from dspt.assessments.actions import AssessmentKey, attach_to_outcome
from dspt.assessments.models import Comment, Draft
from dspt.documents.models import Document, Version
from tests.doors.outcomes.doorway import AT, BASE, CODE, EDITION, judge, signed_in, stands
from tests.world.cast import a_person
from tests.world.outcomes import a_document

PAGE = f"{BASE}/outcomes/B2.a"


@pytest.fixture
def paper(trust: UUID) -> UUID:
    return a_document(trust).id


def attach(trust: UUID, paper: UUID, *supports: str) -> None:
    key = AssessmentKey(trust, CODE, EDITION.key)
    attach_to_outcome(by=a_person("ruth", AT), assessment=key, outcome="B2.a", document=paper, supports=supports, at=AT)


def supported(trust: UUID) -> tuple[str, ...]:
    (one,) = stands(trust, "B2.a").documents
    return one.supports


class TestWhatItSupports:
    def test_both_pages_name_the_parts_in_the_order_of_the_outcome(self, tom: Client, trust: UUID, paper: UUID) -> None:
        attach(trust, paper, "B2.a#A1", "B2.a#PA1", "policy")
        for page in (PAGE, f"{PAGE}/evidence"):
            assert "PA#1, A#1, policy question" in tom.get(page).text
        assert tom.get(PAGE).text.count("<small>Evidence: Access list review</small>") == 2
        assert "Access list review (PA#1, A#1, policy question)" in tom.get(f"{PAGE}/changes").text

    def test_without_a_word_it_is_the_outcome_as_a_whole(self, tom: Client, trust: UUID, paper: UUID) -> None:
        attach(trust, paper)
        assert "The outcome as a whole" in tom.get(PAGE).text

    def test_it_is_said_while_a_document_is_taken_from_the_library(self, tom: Client, trust: UUID, paper: UUID) -> None:
        tom.post(f"{PAGE}/evidence", {"attach": "1", "document": str(paper), "supports": ["B2.a#PA1", "policy"]})
        assert supported(trust) == ("B2.a#PA1", "policy")

    def test_it_is_said_while_a_new_one_is_added(self, tom: Client, trust: UUID) -> None:
        tom.post(f"{PAGE}/evidence", {"add": "1", "place": "Safe", "supports": "B2.a#PA6"})
        assert supported(trust) == ("B2.a#PA6",)

    def test_it_is_said_afterwards(self, tom: Client, trust: UUID, paper: UUID) -> None:
        attach(trust, paper, "B2.a#PA1")
        page = f"{PAGE}/evidence/{paper}"
        assert "What does “Access list review” support?" in tom.get(page).text
        response = tom.post(page, {"supports": ["B2.a#A1"], "seen": ["B2.a#PA1"]}, follow=True)
        assert "What the document supports is saved." in response.text
        assert supported(trust) == ("B2.a#A1",)

    def test_what_was_ticked_stays_while_a_document_is_refused(self, tom: Client, trust: UUID) -> None:
        response = tom.post(f"{PAGE}/evidence", {"add": "1", "supports": "B2.a#PA6"})
        assert response.status_code == 422
        assert 'id="new-PA6" name="supports" value="B2.a#PA6" checked' in response.text

    def test_nobody_overwrites_what_somebody_else_said_meanwhile(self, tom: Client, trust: UUID, paper: UUID) -> None:
        attach(trust, paper, "B2.a#PA1")
        response = tom.post(f"{PAGE}/evidence/{paper}", {"supports": "B2.a#A1"})
        assert response.status_code == 422
        assert "Somebody else changed it meanwhile to: PA#1." in response.text
        assert 'value="B2.a#A1" checked' in response.text
        assert supported(trust) == ("B2.a#PA1",)
        tom.post(f"{PAGE}/evidence/{paper}", {"supports": "B2.a#A1", "seen": "B2.a#PA1"})
        assert supported(trust) == ("B2.a#A1",)

    @pytest.mark.parametrize("sent", [{"supports": "B2.b#A1"}, {"supports": "nonsense"}])
    def test_a_part_of_something_else_is_refused_in_words(
        self, tom: Client, trust: UUID, paper: UUID, sent: dict[str, str]
    ) -> None:
        attach(trust, paper)
        response = tom.post(f"{PAGE}/evidence/{paper}", sent)
        assert "Select what the document supports from the list" in response.text
        assert supported(trust) == ()

    def test_a_document_that_is_not_under_the_outcome_is_not_found(self, tom: Client, paper: UUID) -> None:
        assert tom.get(f"{PAGE}/evidence/{paper}").status_code == 404
        assert tom.post(f"{PAGE}/evidence/{paper}", {}).status_code == 404


class TestWorthALook:
    @pytest.mark.parametrize(
        ("document", "version", "words", "flagged"),
        [
            ({"review_on": date(2025, 4, 4)}, {}, "Review was due 4 April 2025", True),
            ({"review_on": date(2025, 5, 30)}, {}, "Review due 30 May 2025", False),
            ({}, {"dated_on": date(2023, 4, 4)}, "Older than a year", True),
            ({}, {"scan": "infected"}, "The virus check found something harmful.", True),
            ({}, {"scan": "awaiting"}, "Not checked for viruses", False),
            ({}, {"scan": "failed"}, "Check not possible", False),
            ({}, {"altered_at": AT}, "Cannot be opened", True),
        ],
    )
    def test_a_document_is_marked_in_words_and_at_its_edge(
        self,
        tom: Client,
        trust: UUID,
        paper: UUID,
        document: dict[str, Any],
        version: dict[str, Any],
        words: str,
        flagged: bool,
    ) -> None:
        attach(trust, paper)
        assert words not in tom.get(PAGE).text
        Document.objects.filter(pk=paper).update(**document, title="Paper")
        Version.objects.filter(document=paper).update(**version, added_by_name="Ruth Cole")
        for page in (PAGE, f"{PAGE}/evidence"):
            text = tom.get(page).text
            assert words in text
            assert ("app-row--flag" in text) is flagged


class TestNothingTypedIsLost:
    TYPED = {"statement": "Half a\r\nthought", "policy-answer": "", "policy-exceptions": "", "seen": "0"}

    def test_on_the_way_to_the_evidence(self, tom: Client) -> None:
        response = tom.post(f"{PAGE}/draft", self.TYPED | {"to": "file"})
        assert response.headers["Location"] == f"{PAGE}/evidence#file"
        text = tom.get(PAGE).text
        assert "Half a\nthought" in text
        assert "You have work from 10:30 on 12 May 2025 that was not saved." in text

    def test_beside_a_comment(self, tom: Client) -> None:
        tom.post(f"{PAGE}/comment", self.TYPED | {"say": "In scope?"})
        assert Comment.objects.get().text == "In scope?"
        assert "Half a\nthought" in tom.get(PAGE).text

    def test_beside_a_comment_that_is_refused(self, tom: Client) -> None:
        response = tom.post(f"{PAGE}/comment", self.TYPED)
        assert response.status_code == 422
        assert "Half a\nthought" in response.text

    def test_in_a_comment_that_was_not_sent_by_saving(self, tom: Client, trust: UUID) -> None:
        response = tom.post(PAGE, self.TYPED | {"stay": "1", "say": "In scope?"})
        assert "B2.a is saved. Choose “Comment” to send what you typed here too" in response.text
        assert ">In scope?</textarea>" in response.text
        assert stands(trust, "B2.a").judging.statement == "Half a\nthought"
        assert not Comment.objects.exists()

    def test_a_form_that_says_what_is_saved_is_no_draft(self, tom: Client, trust: UUID) -> None:
        judge(trust, "B2.a", "not_achieved", statement="Two\nlines.")
        as_saved = {"declared": "not_achieved", "statement": "Two\r\nlines.", "seen": "1"}
        tom.post(f"{PAGE}/draft", as_saved | {"to": "have"})
        tom.post(f"{PAGE}/comment", as_saved | {"say": "In scope?"})
        assert not Draft.objects.exists()

    def test_a_place_to_go_that_is_unknown_keeps_the_draft_alone(self, tom: Client) -> None:
        assert tom.post(f"{PAGE}/draft", self.TYPED | {"to": "https://elsewhere.example"}).status_code == 204
        assert Draft.objects.exists()


def test_a_viewer_reads_what_evidence_supports_and_changes_nothing(trust: UUID, paper: UUID) -> None:
    attach(trust, paper, "B2.a#PA1")
    vera = signed_in("vera")
    text = vera.get(f"{PAGE}/evidence").text
    assert "PA#1" in text
    assert "Take away" not in text
    assert vera.post(f"{PAGE}/evidence/{paper}", {}).status_code == 403
