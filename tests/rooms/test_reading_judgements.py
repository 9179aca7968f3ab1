"""Judgements are read whole, in few statements, as facts for the rules and as a frozen copy for publications."""

from __future__ import annotations

from typing import Any

import pytest

from dspt.assessments.models import JudgementDocument, PolicyAnswer, Tick
from dspt.assessments.queries import judgement_facts, judgements_of
from dspt.standard.edition import Level
from tests.world.outcomes import AT, a_document, a_judgement, a_trust, a_year


@pytest.mark.django_db
def test_a_year_without_judgements_has_no_facts() -> None:
    assert judgement_facts(a_year(a_trust()).id) == {}


@pytest.mark.django_db
def test_all_that_belongs_to_a_judgement_is_read_in_two_statements(django_assert_num_queries: Any) -> None:
    trust = a_trust()
    year = a_year(trust)
    held = a_judgement(year, "B2.a", "partially_achieved", reason="because", statement="what is in place")
    a_judgement(year, "A1.a")
    other = a_judgement(a_year(a_trust("RZN02")), "B2.a", "achieved")
    for indicator in ("B2.a#PA1", "B2.a#PA2"):
        Tick.objects.create(organisation=trust, judgement=held, indicator=indicator)
    Tick.objects.create(organisation=trust, judgement=other, indicator="B2.a#A1")
    Tick.objects.create(
        organisation=trust, judgement=held, indicator="B2.a#PA4", is_set_aside=True, alternative="Two-person control"
    )
    PolicyAnswer.objects.create(organisation=trust, judgement=held, field="mfa", value="exceptions")
    document = a_document(trust.id)
    JudgementDocument.objects.create(organisation=trust, judgement=held, document=document)

    with django_assert_num_queries(2):
        found = judgements_of(year.id)

    stands = found["B2.a"]
    assert stands.declared is Level.PARTIALLY_ACHIEVED
    assert stands.judging.ticked == {"B2.a#PA1", "B2.a#PA2"}
    assert stands.judging.set_aside == {"B2.a#PA4": "Two-person control"}
    assert stands.judging.policy == {"mfa": "exceptions"}
    assert [(one.id, one.title, one.kind, one.dated_on) for one in stands.documents] == [
        (document.id, "Access list review", "place", None)
    ]
    assert (stands.saved_at, stands.saved_by_name) == (AT, "Tom Okafor")
    assert stands.fact.set_aside == {"B2.a#PA4"}
    assert stands.fact.documents == 1
    assert found["A1.a"].declared is None


@pytest.mark.django_db
def test_a_row_that_holds_only_an_owner_was_not_saved_by_anybody() -> None:
    year = a_year(a_trust())
    a_judgement(year, "A1.a", version=0, owner_name="Ruth Cole")
    stands = judgements_of(year.id)["A1.a"]
    assert (stands.owner_name, stands.saved_at, stands.saved_by_name) == ("Ruth Cole", None, "")
