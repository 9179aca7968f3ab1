"""The pages of the outcome view: all outcomes, and one of them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.test import Client

from dspt.accounts.models import Person
from dspt.assessments.models import Draft, Judgement
from dspt.organisations.models import Organisation
from tests.doors.outcomes.doorway import BASE, CODE, EDITION, judge, rows, signed_in, stands
from tests.world.cast import PEOPLE


class TestAllOutcomes:
    def test_every_outcome_is_a_tile_with_its_name_written_out(self, tom: Client, trust: UUID) -> None:
        judge(trust, "B2.a", "not_achieved")
        judge(trust, "A1.a", "achieved")
        text = tom.get(f"{BASE}/outcomes").text
        assert len(re.findall(r'class="app-tile[^"]*" href', text)) == 47
        assert 'aria-label="B2.a, below expected, in the audit"' in text
        assert 'aria-label="A1.a, at expected"' in text
        assert 'aria-label="A1.b, no level yet"' in text
        assert 'aria-label="Declared: not achieved. Expected: partially achieved."' in text

    def test_the_four_numbers_count_levels(self, tom: Client, trust: UUID) -> None:
        judge(trust, "B2.a", "not_achieved")
        judge(trust, "A1.a", "achieved")
        text = tom.get(f"{BASE}/outcomes").text
        numbers = re.findall(r"<dt>([^<]*)</dt><dd>(\d+)</dd>", text)
        assert numbers == [
            ("at or above expected", "1"),
            ("▼ below expected", "1"),
            ("no level yet", "45"),
            ("of 8 in the audit are below", "1"),
        ]

    def test_before_the_first_level_it_says_where_to_begin(self, tom: Client) -> None:
        assert "Begin with A1.a" in tom.get(f"{BASE}/outcomes").text

    @pytest.mark.parametrize(
        ("query", "shown"),
        [
            ("?show=below", ["B2.a"]),
            ("?show=differ", ["B2.b"]),
            ("?show=audit&objective=E", ["E2.b", "E3.a"]),
            ("?show=text", ["A1.a", "B2.a", "B2.b"]),
            ("?show=mine", []),
        ],
    )
    def test_a_filter_in_the_address_shows_its_outcomes(
        self, tom: Client, trust: UUID, query: str, shown: list[str]
    ) -> None:
        judge(trust, "B2.a", "not_achieved")
        judge(trust, "A1.a", "achieved")
        ticks = [one.reference for one in EDITION.outcomes["B2.b"].indicators if one.level == "not_achieved"]
        judge(trust, "B2.b", "partially_achieved", ticks=ticks, reason="Changed last week.")
        assert rows(tom.get(f"{BASE}/outcomes{query}").text) == shown

    def test_mine_are_those_i_own(self, tom: Client, trust: UUID) -> None:
        me = Person.objects.get(email=PEOPLE["tom"].email)
        tom.post(f"{BASE}/outcomes/C1.a/owner", {"owner": str(me.id)})
        text = tom.get(f"{BASE}/outcomes?show=mine").text
        assert rows(text) == ["C1.a"]
        assert rows(tom.get(f"{BASE}/outcomes?owner={me.id}").text) == ["C1.a"]
        assert len(rows(tom.get(f"{BASE}/outcomes?owner=none").text)) == 46

    def test_an_unknown_filter_shows_everything_and_says_so(self, tom: Client) -> None:
        text = tom.get(f"{BASE}/outcomes?show=nonsense&objective=Z&owner=x").text
        assert len(rows(text)) == 47
        assert "is not known here" in text

    def test_a_stricter_profile_is_said_above_the_matrix(self, tom: Client, trust: UUID) -> None:
        Organisation.objects.filter(pk=trust).update(is_critical_infrastructure=True)
        text = tom.get(f"{BASE}/outcomes").text
        assert "stricter profile counts" in text
        assert text.index("stricter profile counts") < text.index("app-matrix")

    def test_after_the_deadline_it_says_that_late_is_possible(self, tom: Client) -> None:
        with time_machine.travel(datetime(2025, 7, 1, 9, tzinfo=UTC), tick=False):
            text = signed_in("tom").get(f"{BASE}/outcomes").text
        assert "You can still publish until 31 August 2025" in text
        assert "It can still be made, late: 47 outcomes still need a level." in text

    def test_after_the_close_it_says_that_no_interim_was_submitted(self, tom: Client) -> None:
        with time_machine.travel(datetime(2025, 9, 2, 9, tzinfo=UTC), tick=False):
            assert "No interim was submitted." in signed_in("tom").get(f"{BASE}/outcomes").text

    def test_it_takes_at_most_eight_statements(
        self, tom: Client, trust: UUID, django_assert_max_num_queries: Any
    ) -> None:
        for outcome in list(EDITION.outcomes)[:20]:
            judge(trust, outcome, "not_achieved")
        with django_assert_max_num_queries(8):
            tom.get(f"{BASE}/outcomes")


class TestOneOutcome:
    def test_an_untouched_outcome_supports_nothing_yet(self, tom: Client) -> None:
        text = tom.get(f"{BASE}/outcomes/B2.a").text
        assert "Your ticks support nothing yet." in text
        assert "Declared: no level yet. Expected: partially achieved." in text

    def test_saving_ticks_works_out_the_level_without_asking_for_one(self, tom: Client, trust: UUID) -> None:
        ticks = [f"B2.a#PA{number}" for number in range(1, 8)]
        response = tom.post(f"{BASE}/outcomes/B2.a", {"indicator": ticks, "seen": "0", "work": "1"})
        assert response.headers["Location"] == f"{BASE}/outcomes/B2.a#supports"
        text = tom.get(f"{BASE}/outcomes/B2.a").text
        assert "Your ticks support: partially achieved." in text
        assert "all 7 “partially achieved” ones are ticked" in text
        assert stands(trust, "B2.a").declared is None

    def test_save_and_next_goes_on_to_the_next_outcome(self, tom: Client, trust: UUID) -> None:
        response = tom.post(f"{BASE}/outcomes/B2.a", {"declared": "not_achieved", "seen": "0"})
        assert response.headers["Location"] == f"{BASE}/outcomes/B2.b"
        last = list(EDITION.outcomes)[-1]
        response = tom.post(f"{BASE}/outcomes/{last}", {"declared": "not_achieved", "seen": "0"})
        assert response.headers["Location"] == f"{BASE}/outcomes"

    def test_setting_an_indicator_aside_shows_its_alternative(self, tom: Client) -> None:
        tom.post(
            f"{BASE}/outcomes/B2.a",
            {"indicator": ["B2.a#PA1"], "aside-B2.a#PA4": "Two-person control", "seen": "0", "stay": "1"},
        )
        text = tom.get(f"{BASE}/outcomes/B2.a").text
        assert "Done another way: Two-person control" in text
        assert "1 of 7 ticked, 1 set aside" in text

    def test_what_is_refused_keeps_what_was_typed_and_says_what_to_do(self, tom: Client, trust: UUID) -> None:
        sent = {
            "indicator": [f"B2.a#PA{number}" for number in range(1, 8)],
            "declared": "achieved",
            "statement": "All staff sign in with one identity.",
            "policy-answer": "exceptions",
            "seen": "0",
        }
        response = tom.post(f"{BASE}/outcomes/B2.a", sent)
        text = response.text
        assert response.status_code == 422
        assert "<title>Error: B2.a" in text
        assert '<a href="#policy-exceptions">' in text
        assert text.count("Fill in “The exceptions”, or choose another answer") == 2
        assert "All staff sign in with one identity." in text
        assert not Judgement.objects.exists()
        assert Draft.objects.get().subject == "B2.a"

    def test_a_level_that_differs_asks_for_the_reason_at_its_field(self, tom: Client) -> None:
        ticks = [f"B2.a#PA{number}" for number in range(1, 8)]
        text = tom.post(f"{BASE}/outcomes/B2.a", {"indicator": ticks, "declared": "achieved", "seen": "0"}).text
        assert '<a href="#reason">Say why the level differs from what the ticks support</a>' in text
        assert 'id="reason-error"' in text

    def test_a_statement_of_a_hundred_thousand_characters_is_refused_and_kept(self, tom: Client) -> None:
        long = "x" * 100_000
        response = tom.post(f"{BASE}/outcomes/B2.a", {"statement": long, "seen": "0"})
        assert response.status_code == 422
        assert "must be 20,000 characters or fewer" in response.text
        assert long in response.text

    def test_what_was_not_saved_comes_back_and_can_be_thrown_away(self, tom: Client) -> None:
        assert tom.post(f"{BASE}/outcomes/B2.a/draft", {"statement": "Half a thought", "seen": "0"}).status_code == 204
        text = tom.get(f"{BASE}/outcomes/B2.a").text
        assert "You have work from 10:30 on 12 May 2025 that was not saved" in text
        assert "Half a thought" in text
        tom.post(f"{BASE}/outcomes/B2.a/draft", {"discard": "1"})
        assert "Half a thought" not in tom.get(f"{BASE}/outcomes/B2.a").text

    def test_a_draft_that_says_what_is_saved_is_no_left_over(self, tom: Client) -> None:
        as_typed = {"statement": "All staff sign in.", "policy-answer": "", "policy-exceptions": "", "seen": "0"}
        tom.post(f"{BASE}/outcomes/B2.a", as_typed)
        tom.post(f"{BASE}/outcomes/B2.a/draft", as_typed)
        text = tom.get(f"{BASE}/outcomes/B2.a").text
        assert "that was not saved" not in text
        assert '<input type="hidden" name="seen" value="1">' in text

    def test_a_form_sent_after_the_session_ended_comes_back_after_sign_in(self, trust: UUID) -> None:
        client = Client()
        client.post(f"{BASE}/outcomes/B2.a", {"statement": "Typed for an hour", "seen": "0"})
        client.force_login(
            Person.objects.get(email=PEOPLE["tom"].email),
            backend="dspt.accounts.gateways.staying.SignInBackend",
        )
        text = client.get(f"{BASE}/outcomes/B2.a").text
        assert "after you had been signed out" in text
        assert "Typed for an hour" in text

    @pytest.mark.parametrize("reference", ["A2.a", "A2.b", "B2.a", "B4.d"])
    def test_the_policy_question_of_the_edition_is_asked(self, tom: Client, reference: str) -> None:
        asked = EDITION.outcomes[reference].policy
        assert asked is not None
        text = tom.get(f"{BASE}/outcomes/{reference}").text
        assert "3. Policy question" in text
        assert "5. Evidence" in text
        for field in asked.fields:
            assert f'name="policy-{field.key}"' in text

    def test_the_steps_are_numbered_without_a_policy_question_too(self, tom: Client) -> None:
        text = tom.get(f"{BASE}/outcomes/A1.a").text
        assert "3. Supporting statement" in text
        assert "4. Evidence" in text
        assert 'value="partially_achieved"' not in text

    def test_help_is_folded_in_whole(self, tom: Client) -> None:
        told = EDITION.outcomes["A3.a"].help
        text = tom.get(f"{BASE}/outcomes/A3.a").text.replace("&#39;", "'")
        for part in (told.question, told.why, told.example_statement, *told.auditor_asks, told.evidence[0].what):
            assert part in text

    def test_somebody_who_only_reads_gets_no_form(self, trust: UUID) -> None:
        judge(trust, "B2.a", "not_achieved", statement="Onsite access by password.")
        text = signed_in("vera").get(f"{BASE}/outcomes/B2.a").text
        assert "Onsite access by password." in text
        assert "<textarea" not in text
        assert 'name="declared"' not in text
        assert signed_in("vera").post(f"{BASE}/outcomes/B2.a", {"declared": "achieved"}).status_code == 403

    def test_a_closed_edition_is_read_only(self, trust: UUID) -> None:
        with time_machine.travel(datetime(2025, 9, 2, 9, tzinfo=UTC), tick=False):
            client = signed_in("tom")
            text = client.get(f"{BASE}/outcomes/B2.a").text
            assert "This edition closed on 31 August 2025" in text
            assert "<textarea" not in text
            response = client.post(f"{BASE}/outcomes/B2.a", {"statement": "Too late", "seen": "0"})
            assert response.status_code == 422
            assert "closed before this could be saved" in response.text

    def test_the_profile_of_the_other_category_stands_beside_it(self, tom: Client) -> None:
        assert "Would expect" in tom.get(f"{BASE}/outcomes/B2.a").text

    def test_it_takes_at_most_eight_statements(
        self, tom: Client, trust: UUID, django_assert_max_num_queries: Any
    ) -> None:
        judge(trust, "B2.a", "not_achieved", ticks=["B2.a#NA1"])
        tom.post(f"{BASE}/outcomes/B2.a/draft", {"statement": "Half a thought", "seen": "1"})
        with django_assert_max_num_queries(8):
            tom.get(f"{BASE}/outcomes/B2.a")

    def test_an_outcome_or_edition_that_is_not_there_is_not_found(self, tom: Client) -> None:
        assert tom.get(f"{BASE}/outcomes/Z9.z").status_code == 404
        assert tom.get(f"/organisations/{CODE}/assessment/1999-00/outcomes").status_code == 404

    def test_a_year_that_was_not_begun_leads_home(self, tom: Client) -> None:
        response = tom.get(f"/organisations/{CODE}/assessment/2023-24/outcomes")
        assert response.headers["Location"].startswith("/organisations")
