"""An outcome is judged: ticks, level, reason, statement, policy answers. Everything earlier is kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dspt.assessments.actions import (
    AssessmentClosed,
    AssessmentKey,
    JudgementRefused,
    OutcomeNotThere,
    SavedJudgement,
    StaleJudgement,
    attach_to_outcome,
    save_judgement,
)
from dspt.assessments.models import Assessment, Draft, Judgement, JudgementVersion
from dspt.assessments.queries import judgement_history, judgements_of, outcome_overview
from dspt.calendar.models import Extension
from dspt.foundation.actors import Actor
from dspt.foundation.clock import london_date
from dspt.journal.models import Entry
from dspt.standard import catalogue
from dspt.standard.edition import Level
from tests.world.faults import all_or_nothing
from tests.world.outcomes import EDITION, a_document, a_trust, a_year

AT = datetime(2025, 5, 12, 9, 30, tzinfo=UTC)
TOM = Actor("person", uuid4(), "Tom Okafor", "0123456789abcdef")
RUTH = Actor("person", uuid4(), "Ruth Cole", "fedcba9876543210")
PARTIAL = tuple(f"B2.a#PA{number}" for number in range(1, 8))


@pytest.fixture
def year(db: None) -> Assessment:
    return a_year(a_trust())


def key_of(year: Assessment) -> AssessmentKey:
    return AssessmentKey(year.organisation_id, year.organisation.code, EDITION)


def judge(
    year: Assessment, outcome: str = "B2.a", *, by: Actor = TOM, at: datetime = AT, **said: Any
) -> SavedJudgement:
    values: dict[str, Any] = {
        "ticks": (),
        "set_aside": {},
        "declared": "",
        "reason": "",
        "statement": "",
        "policy": {},
        "seen_version": 0,
    }
    return save_judgement(by=by, assessment=key_of(year), outcome=outcome, at=at, **(values | said))


def test_a_judgement_is_saved_whole(year: Assessment) -> None:
    saved = judge(
        year,
        ticks=PARTIAL[:6],
        set_aside={"B2.a#PA7": "Done by two-person control \r\n"},
        declared="partially_achieved",
        statement="All staff sign in with one identity.",
        policy=policy_with_exceptions(),
    )
    assert (saved.changed, saved.judged.version) == (True, 1)
    stands = judgements_of(year.pk)["B2.a"]
    assert stands.judging == saved.judged.judging
    assert stands.judging.set_aside == {"B2.a#PA7": "Done by two-person control"}
    assert (stands.saved_by_name, stands.saved_at) == ("Tom Okafor", AT)
    assert saved.score.outcomes["B2.a"].supported is Level.PARTIALLY_ACHIEVED
    assert saved.score.outcomes["B2.a"].reasons == ()


def test_the_year_counts_levels_and_those_at_or_above_expectation(year: Assessment) -> None:
    judge(year, "B2.a", declared="partially_achieved")
    judge(year, "A1.a", declared="not_achieved")
    year.refresh_from_db()
    assert (year.required_total, year.required_done, year.to_confirm, year.confirmed) == (47, 2, 47, 1)
    assert year.revision == 2
    assert year.changed_at == AT
    assert year.status_on_offer == "not_published"


def test_the_stored_counts_equal_those_worked_out_anew(year: Assessment) -> None:
    for place, outcome in enumerate(list(catalogue.edition(EDITION).outcomes.values())[:12]):
        judge(year, outcome.reference, declared=outcome.levels[place % len(outcome.levels)].value)
    overview = outcome_overview(key_of(year), london_date(AT))
    year.refresh_from_db()
    assert overview is not None
    assert (overview.score.declared, overview.score.at_or_above) == (year.required_done, year.confirmed)


def test_every_earlier_judgement_is_kept(year: Assessment) -> None:
    judge(year, declared="not_achieved", statement="Nothing yet.")
    judge(year, by=RUTH, declared="partially_achieved", statement="Most of it.", seen_version=1)
    newest, oldest = judgement_history(key_of(year), "B2.a")
    assert [(one.version, one.saved_by_name, one.judging.statement) for one in (newest, oldest)] == [
        (2, "Ruth Cole", "Most of it."),
        (1, "Tom Okafor", "Nothing yet."),
    ]


def test_a_save_that_changes_nothing_writes_nothing_but_drops_the_draft(year: Assessment) -> None:
    judge(year, declared="not_achieved")
    Draft.objects.create(
        organisation_id=year.organisation_id,
        assessment=year,
        person_id=RUTH.id,
        subject="B2.a",
        fields={},
        kept_at=AT,
    )
    saved = judge(year, by=RUTH, declared="not_achieved", seen_version=1)
    assert (saved.changed, saved.judged.saved_by_name) == (False, "Tom Okafor")
    assert JudgementVersion.objects.count() == 1
    assert not Draft.objects.exists()


def test_only_the_persons_own_draft_of_the_outcome_goes_with_a_save(year: Assessment) -> None:
    for person, subject in ((TOM.id, "B2.a"), (TOM.id, "A1.a"), (RUTH.id, "B2.a")):
        Draft.objects.create(
            organisation_id=year.organisation_id,
            assessment=year,
            person_id=person,
            subject=subject,
            fields={},
            kept_at=AT,
        )
    judge(year, declared="not_achieved")
    assert sorted(Draft.objects.values_list("subject", "person_id")) == sorted([("A1.a", TOM.id), ("B2.a", RUTH.id)])


def test_a_save_is_journalled_once_without_its_texts(year: Assessment) -> None:
    judge(year, declared="not_achieved", statement="The old consoles have no second factor.")
    (entry,) = Entry.objects.filter(event__startswith="assessments.")
    assert (entry.event, entry.subject, entry.chain) == (
        "assessments.judgement.saved",
        f"{EDITION} B2.a",
        year.organisation.code,
    )
    assert "consoles" not in str(entry.after)


def test_a_judgement_may_be_half_done(year: Assessment) -> None:
    saved = judge(year, ticks=PARTIAL[:2])
    assert saved.judged.declared is None
    assert "no_level" in [reason.code for reason in saved.score.outcomes["B2.a"].reasons]


@pytest.mark.parametrize(
    ("outcome", "said", "problem"),
    [
        ("B2.a", {"ticks": ["B2.b#PA1"]}, ("indicator_unknown", "B2.b#PA1")),
        ("B2.a", {"set_aside": {"B2.a#NA1": "x"}}, ("cannot_set_aside", "B2.a#NA1")),
        ("B2.a", {"set_aside": {"B2.a#PA1": " \n"}}, ("alternative_missing", "B2.a#PA1")),
        ("B2.a", {"set_aside": {"B2.a#PA1": "x" * 4001}}, ("alternative_too_long", "B2.a#PA1")),
        ("B2.a", {"ticks": ["B2.a#PA1"], "set_aside": {"B2.a#PA1": "x"}}, ("ticked_and_set_aside", "B2.a#PA1")),
        ("B2.a", {"declared": "splendid"}, ("level_not_in_outcome", "")),
        ("A1.a", {"declared": "partially_achieved"}, ("level_not_in_outcome", "")),
        ("B2.a", {"reason": "x" * 4001}, ("reason_too_long", "")),
        ("B2.a", {"statement": "x" * 100_000}, ("statement_too_long", "")),
        ("A1.a", {"policy": {"answer": "yes"}}, ("policy_not_asked", "answer")),
        ("A2.b", {"policy": {"answer": "perhaps"}}, ("policy_choice_unknown", "answer")),
        ("A2.a", {"policy": {"risk_1": "x" * 4001}}, ("policy_too_long", "risk_1")),
    ],
)
def test_what_is_wrong_is_refused_with_its_code_and_nothing_is_saved(
    year: Assessment, outcome: str, said: dict[str, Any], problem: tuple[str, str]
) -> None:
    with pytest.raises(JudgementRefused) as refused:
        judge(year, outcome, **said)
    assert problem in [(one.code, one.subject) for one in refused.value.problems]
    assert not Judgement.objects.exists()


def test_all_problems_are_named_at_once(year: Assessment) -> None:
    with pytest.raises(JudgementRefused) as refused:
        judge(
            year,
            ticks=["B2.a#PA3"],
            set_aside={"B2.a#PA1": "", "B2.a#PA2": ""},
            declared="achieved",
            statement="x" * 20_001,
            policy={"answer": "perhaps"},
        )
    assert [one.code for one in refused.value.problems] == [
        "alternative_missing",
        "alternative_missing",
        "reason_missing",
        "policy_choice_unknown",
        "statement_too_long",
    ]


def test_exceptions_that_are_claimed_must_be_listed(year: Assessment) -> None:
    said = policy_with_exceptions()
    claimed = {key: value for key, value in said.items() if value == "exceptions" or value.startswith("yes_with")}
    with pytest.raises(JudgementRefused) as refused:
        judge(year, policy=claimed)
    assert refused.value.code == "policy_exceptions_missing"


@pytest.mark.parametrize("share", ["101", "-1", "many", "NaN", "1e1", "9" * 40])
def test_a_share_is_a_number_from_0_to_100(year: Assessment, share: str) -> None:
    with pytest.raises(JudgementRefused) as refused:
        judge(year, "B4.d", policy={percent_field(): share})
    assert refused.value.code == "policy_percent_out_of_range"


def test_a_share_may_bear_its_sign_and_decimals(year: Assessment) -> None:
    assert judge(year, "B4.d", policy={percent_field(): " 97.5 %"}).judged.judging.policy == {percent_field(): "97.5"}


def test_a_level_that_differs_from_the_ticks_needs_a_reason(year: Assessment) -> None:
    with pytest.raises(JudgementRefused) as refused:
        judge(year, ticks=PARTIAL, declared="achieved")
    assert refused.value.code == "reason_missing"
    assert judge(year, ticks=PARTIAL, declared="achieved", reason="The rest is in place since May.").changed


def test_working_out_the_level_does_not_ask_for_the_reason_yet(year: Assessment) -> None:
    saved = judge(year, ticks=PARTIAL, declared="achieved", working=True)
    assert "reason_missing" in [reason.code for reason in saved.score.outcomes["B2.a"].reasons]


def test_a_form_that_claims_to_have_seen_what_nobody_has_judged_overwrites_nothing(year: Assessment) -> None:
    saved = judge(year, statement="Tom's words", seen_version=31)
    assert (saved.judged.version, saved.changed) == (1, True)


def test_a_stale_save_is_refused_and_shows_what_stands(year: Assessment) -> None:
    judge(year, statement="Common start")
    judge(year, by=RUTH, statement="Ruth's words", seen_version=1)
    with pytest.raises(StaleJudgement) as refused:
        judge(year, statement="Tom's words", seen_version=1)
    assert refused.value.current.judging.statement == "Ruth's words"
    assert refused.value.current.saved_by_name == "Ruth Cole"
    assert refused.value.start is not None
    assert refused.value.start.judging.statement == "Common start"
    assert judgements_of(year.pk)["B2.a"].judging.statement == "Ruth's words"


def test_two_first_saves_of_one_outcome_collide(year: Assessment) -> None:
    judge(year, by=RUTH, statement="Ruth's words")
    with pytest.raises(StaleJudgement):
        judge(year, statement="Tom's words")


def test_the_same_words_from_two_people_are_no_conflict(year: Assessment) -> None:
    judge(year, by=RUTH, statement="Same words")
    assert not judge(year, statement="Same words").changed


def test_evidence_added_meanwhile_is_no_conflict(year: Assessment) -> None:
    judge(year, statement="Start")
    attach_to_outcome(
        by=RUTH,
        assessment=key_of(year),
        outcome="B2.a",
        document=a_document(year.organisation_id).id,
        at=AT,
    )
    saved = judge(year, statement="Tom's words", seen_version=1)
    assert saved.judged.version == 3
    assert len(saved.judged.documents) == 1


def test_a_closed_edition_takes_no_judgement(year: Assessment) -> None:
    closing = datetime(2025, 8, 31, 22, 59, 59, tzinfo=UTC)  # the last second of the day in the United Kingdom
    assert judge(year, declared="not_achieved", at=closing).changed
    with pytest.raises(AssessmentClosed):
        judge(year, "A1.a", declared="not_achieved", at=closing + timedelta(seconds=1))


def test_an_extension_keeps_the_edition_open(year: Assessment) -> None:
    later = datetime(2026, 11, 23, 10, tzinfo=UTC)
    with pytest.raises(AssessmentClosed):
        judge(year, declared="not_achieved", at=later)
    Extension.objects.create(
        edition=EDITION,
        scope="organisation",
        value=year.organisation.code,
        closes_on=later.date(),
        reason="Flood",
        granted_at=AT,
        granted_by_name="Robin",
    )
    assert judge(year, declared="not_achieved", at=later).changed


def test_a_year_that_was_not_started_and_an_outcome_that_is_not_there_are_refused(year: Assessment) -> None:
    with pytest.raises(OutcomeNotThere) as refused:
        judge(year, "Z9.z")
    assert refused.value.code == "outcome_unknown"
    with pytest.raises(OutcomeNotThere) as refused:
        judge(Assessment(organisation=a_trust("RZN09"), edition=year.edition))
    assert refused.value.code == "year_not_started"


def test_critical_infrastructure_is_measured_by_the_stricter_profile(db: None) -> None:
    outcomes = catalogue.edition(EDITION).outcomes.values()
    stricter = next(one for one in outcomes if one.expected["1a"].rank > one.expected["standard"].rank)
    level = stricter.expected["standard"].value
    plain, critical = a_year(a_trust("RZN01")), a_year(a_trust("RZN02", critical=True))
    assert judge(plain, stricter.reference, declared=level).score.outcomes[stricter.reference].standing == "at"
    assert judge(critical, stricter.reference, declared=level).score.outcomes[stricter.reference].standing == "below"


def test_a_save_takes_at_most_nine_statements_and_four_in_bulk(year: Assessment) -> None:
    judge(year, ticks=PARTIAL[:3], declared="not_achieved", policy=policy_with_exceptions())
    with CaptureQueriesContext(
        connection,
    ) as taken:
        judge(
            year,
            ticks=PARTIAL[3:6],
            declared="not_achieved",
            statement="More",
            policy={key: value + "s" if len(value) > 20 else value for key, value in policy_with_exceptions().items()},
            seen_version=1,
        )
    own = [one["sql"] for one in taken if "SAVEPOINT" not in one["sql"]]
    bulk = [sql for sql in own if "assessments_tick" in sql[:60] or "assessments_policyanswer" in sql[:60]]
    bulk = [sql for sql in bulk if "SELECT" not in sql[:8]]
    assert len(bulk) == 4
    assert len(own) - len(bulk) <= 9


def test_a_save_that_dies_between_two_statements_leaves_nothing(year: Assessment) -> None:
    judge(year, ticks=PARTIAL[:3], declared="not_achieved", policy=policy_with_exceptions())

    def act() -> None:
        judge(year, "B2.a", ticks=PARTIAL[1:], declared="not_achieved", policy={}, seen_version=1)

    assert all_or_nothing(act) > 10


def policy_with_exceptions() -> dict[str, str]:
    asked = catalogue.edition(EDITION).outcomes["B2.a"].policy
    assert asked is not None
    needed = next(one for one in asked.fields if one.needed_when)
    assert needed.needed_when is not None
    return {needed.needed_when[0]: needed.needed_when[1], needed.key: "Two imaging consoles, approved by the board"}


def percent_field() -> str:
    asked = catalogue.edition(EDITION).outcomes["B4.d"].policy
    assert asked is not None
    return next(one.key for one in asked.fields if one.kind == "percent")
