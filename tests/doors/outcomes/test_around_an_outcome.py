"""What happens around an outcome: two people at once, owners, evidence, changes, and who gets where."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dspt.accounts.models import Person
from dspt.assessments.actions import AssessmentKey, attach_to_outcome
from dspt.assessments.models import Draft, Judgement
from tests.doors.outcomes.doorway import AT, BASE, CODE, EDITION, judge, signed_in, stands
from tests.world.cast import PEOPLE, a_person
from tests.world.outcomes import a_document


class TestTwoPeopleOnOneOutcome:
    def conflict(self, tom: Client, trust: UUID) -> str:
        judge(trust, "B2.a", "not_achieved", statement="Visitors sign in. Locked at night.")
        judge(
            trust,
            "B2.a",
            "not_achieved",
            statement="Visitors sign in. Locked by the porter.",
            ticks=["B2.a#NA1"],
            seen_version=1,
        )
        response = tom.post(
            f"{BASE}/outcomes/B2.a",
            {
                "statement": "Visitors sign in with a badge. Locked at night.",
                "declared": "partially_achieved",
                "indicator": ["B2.a#PA1"],
                "reason": "The rest follows in June.",
                "seen": "1",
            },
        )
        assert response.status_code == 409
        return response.text

    def test_the_second_sees_both_and_nothing_is_overwritten(self, tom: Client, trust: UUID) -> None:
        text = self.conflict(tom, trust)
        assert "Ruth Cole changed B2.a while you were writing" in text
        assert "by the porter" in text
        assert "badge" in text
        assert "Only here: NA#1" in text
        assert "Only here: PA#1" in text
        assert "Visitors sign in. Locked at night." in text  # what both started from
        assert stands(trust, "B2.a").judging.statement == "Visitors sign in. Locked by the porter."

    def settle(self, tom: Client, text: str, **chosen: str) -> Any:
        hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', text)
        sent: dict[str, Any] = {}
        for name, value in hidden:
            if name != "csrfmiddlewaretoken":
                sent.setdefault(name, []).append(value)
        return tom.post(f"{BASE}/outcomes/B2.a", sent | chosen)

    def test_theirs_stays_when_chosen(self, tom: Client, trust: UUID) -> None:
        self.settle(tom, self.conflict(tom, trust), keep="theirs")
        assert stands(trust, "B2.a").version == 2
        assert not Draft.objects.exists()

    def test_mine_takes_its_place_when_chosen_and_theirs_stays_in_the_history(self, tom: Client, trust: UUID) -> None:
        self.settle(tom, self.conflict(tom, trust), keep="mine")
        now = stands(trust, "B2.a")
        assert (now.version, now.judging.ticked) == (3, {"B2.a#PA1"})
        assert "with a badge" in now.judging.statement
        assert "by the porter" in tom.get(f"{BASE}/outcomes/B2.a/changes").text

    def test_both_are_put_together_when_chosen(self, tom: Client, trust: UUID) -> None:
        text = self.conflict(tom, trust)
        self.settle(tom, text, keep="both", both="Badge, and locked by the porter.", facts="theirs")
        now = stands(trust, "B2.a")
        assert now.judging.statement == "Badge, and locked by the porter."
        assert now.judging.ticked == {"B2.a#NA1"}

    def test_no_choice_is_asked_for_again(self, tom: Client, trust: UUID) -> None:
        response = self.settle(tom, self.conflict(tom, trust))
        assert response.status_code == 422
        assert "Select which version to keep" in response.text
        assert "badge" in response.text

    def test_a_third_version_meanwhile_is_shown_in_its_turn(self, tom: Client, trust: UUID) -> None:
        text = self.conflict(tom, trust)
        judge(trust, "B2.a", "not_achieved", statement="A third one.", seen_version=2)
        response = self.settle(tom, text, keep="mine")
        assert response.status_code == 409
        assert "A third one." in re.sub(r"<[^>]+>", "", response.text)


class TestAroundAnOutcome:
    def test_an_owner_and_a_due_day_are_given(self, tom: Client, trust: UUID) -> None:
        ruth = Person.objects.get(email=PEOPLE["ruth"].email)
        due = {"due_on-day": "30", "due_on-month": "5", "due_on-year": "2025"}
        response = tom.post(f"{BASE}/outcomes/B2.a/owner", {"owner": str(ruth.id)} | due)
        assert response.headers["Location"] == f"{BASE}/outcomes/B2.a"
        text = tom.get(f"{BASE}/outcomes/B2.a").text
        assert "Ruth Cole" in text
        assert "30 May 2025" in text

    @pytest.mark.parametrize(
        ("sent", "words"),
        [
            ({"owner": "somebody"}, "Select one of the choices for owner"),
            ({"due_on-day": "31", "due_on-month": "2", "due_on-year": "2025"}, "Due date must be a real date"),
            ({"due_on-day": "1", "due_on-month": "5", "due_on-year": "2025"}, "Due date must be today or later"),
            (
                {"due_on-day": "1", "due_on-month": "5", "due_on-year": "2026"},
                "Due date must be before the edition closes on 31 August 2025",
            ),
        ],
    )
    def test_a_wrong_owner_or_day_is_said_at_its_field(self, tom: Client, sent: dict[str, str], words: str) -> None:
        response = tom.post(f"{BASE}/outcomes/B2.a/owner", sent)
        assert response.status_code == 422
        assert response.text.count(words) == 2

    def test_evidence_comes_from_the_library_and_goes_again(self, tom: Client, trust: UUID) -> None:
        document = a_document(trust)
        assert "Access list review" in tom.get(f"{BASE}/outcomes/B2.a/evidence").text
        tom.post(f"{BASE}/outcomes/B2.a/evidence", {"attach": "1", "document": str(document.id)})
        assert [one.title for one in stands(trust, "B2.a").documents] == ["Access list review"]
        tom.post(f"{BASE}/outcomes/B2.a/evidence", {"detach": str(document.id)})
        assert stands(trust, "B2.a").documents == ()

    @pytest.mark.parametrize(
        "sent",
        [
            {"place": "Safe in the SIRO’s office"},
            {"link": "https://intranet.example.org/policy"},
            {"file": SimpleUploadedFile("list.csv", b"name,role\nAnn,admin\n")},
        ],
    )
    def test_a_new_document_goes_into_the_library_and_under_the_outcome(
        self, tom: Client, trust: UUID, sent: dict[str, Any], settings: Any, tmp_path: Any
    ) -> None:
        settings.DSPT_DOCUMENTS_DIR = tmp_path
        response = tom.post(f"{BASE}/outcomes/B2.a/evidence", {"add": "1", "title": "Access list"} | sent)
        assert response.status_code == 302
        assert [one.title for one in stands(trust, "B2.a").documents] == ["Access list"]

    @pytest.mark.parametrize(
        ("sent", "words"),
        [
            ({"add": "1"}, "Add the document as a file, a link or the place where it is kept"),
            ({"add": "1", "link": "ftp://x"}, "Enter a web address that begins with https://, for example"),
            ({"add": "1", "link": "https://a.example", "place": "Cupboard"}, "Give one of the three"),
            ({"attach": "1"}, "Select a document from the library"),
            ({"attach": "1", "document": "nonsense"}, "This document is not there any more"),
        ],
    )
    def test_evidence_that_cannot_be_taken_says_why(
        self, tom: Client, trust: UUID, sent: dict[str, str], words: str
    ) -> None:
        a_document(trust)
        response = tom.post(f"{BASE}/outcomes/B2.a/evidence", sent)
        assert response.status_code == 422
        assert words in response.text
        assert "<title>Error: " in response.text

    def test_a_file_that_lies_about_its_kind_is_refused(self, tom: Client, settings: Any, tmp_path: Any) -> None:
        settings.DSPT_DOCUMENTS_DIR = tmp_path
        lie = SimpleUploadedFile("policy.pdf", b"MZ\x90\x00 not a pdf")
        response = tom.post(f"{BASE}/outcomes/B2.a/evidence", {"add": "1", "file": lie})
        assert "but what is in it is not PDF" in response.text
        assert list(tmp_path.rglob("*")) == []

    def test_every_version_is_shown_newest_first(self, tom: Client, trust: UUID) -> None:
        judge(trust, "B2.a", "not_achieved", statement="First words.")
        attach_to_outcome(
            by=a_person("ruth", AT),
            assessment=AssessmentKey(trust, CODE, EDITION.key),
            outcome="B2.a",
            document=a_document(trust).id,
            at=AT,
        )
        text = tom.get(f"{BASE}/outcomes/B2.a/changes").text
        assert text.index("Version 2") < text.index("Version 1")
        assert "First words." in text
        assert "Access list review" in text


class TestWhoGetsWhere:
    PAGES = ("outcomes", "outcomes/B2.a", "outcomes/B2.a/evidence", "outcomes/B2.a/changes", "interim")

    @pytest.mark.parametrize("page", [*PAGES, "outcomes/B2.a/owner"])
    def test_a_stranger_finds_nothing(self, trust: UUID, page: str) -> None:
        assert signed_in("sam").get(f"{BASE}/{page}").status_code == 404

    @pytest.mark.parametrize("page", [*PAGES, "outcomes/B2.a/owner"])
    def test_nobody_is_sent_to_sign_in(self, trust: UUID, page: str) -> None:
        response = Client().get(f"{BASE}/{page}")
        assert response.headers["Location"].startswith("/sign-in?")

    @pytest.mark.parametrize("page", PAGES)
    @pytest.mark.parametrize("who", ["ruth", "tom", "vera"])
    def test_everybody_with_access_reads(self, trust: UUID, page: str, who: str) -> None:
        assert signed_in(who).get(f"{BASE}/{page}").status_code == 200

    @pytest.mark.parametrize(
        "page", ["outcomes/B2.a", "outcomes/B2.a/draft", "outcomes/B2.a/evidence", "outcomes/B2.a/owner", "interim"]
    )
    def test_a_viewer_changes_nothing(self, trust: UUID, page: str) -> None:
        assert signed_in("vera").post(f"{BASE}/{page}", {}).status_code == 403
        assert not Judgement.objects.exists()
