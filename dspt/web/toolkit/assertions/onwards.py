"""Where somebody goes from an item: on to the next that is still to do; and the item as a subject of talk."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from dspt.assessments.actions import Subject
from dspt.assessments.queries import working_set
from dspt.standard.edition import ItemAsked
from dspt.standard.scoring import AssertionScore, score_assertions

from .build_item import order_of
from .year import Year


def onwards(year: Year, score: AssertionScore, after: str = "") -> HttpResponse:
    """Go to the next item that is still to do, or back to the overview when there is none."""
    order = order_of(year)
    place = order.index(after) + 1 if after in order else 0
    for reference in order[place:] + order[:place]:
        result = score.items.get(reference)
        if reference != after and result and result.item.is_mandatory and not result.is_done:
            return redirect("item", year.scope.code, year.edition.key, reference)
    return redirect("assessment", year.scope.code, year.edition.key)


def first_question(year: Year) -> HttpResponse:
    """Go to the first question of a year that has just begun; where there are no questions, to its overview."""
    held = None
    if year.is_easy and year.profile is not None and not year.is_outcome_view:
        held = working_set(year.scope.standing.organisation, year.edition.key)
    if held is None or year.profile is None:
        return redirect("assessment", year.scope.code, year.edition.key)
    return onwards(year, score_assertions(year.edition, year.profile, held.facts, held.confirmed, year.on))


def subject_of(year: Year, asked: ItemAsked) -> Subject:
    """Name an item as what colleagues talk about, with the address for their letters."""
    path = reverse("item", args=(year.scope.code, year.edition.key, asked.reference))
    return Subject(year.key, asked.reference, is_outcome=False, url=f"{settings.DSPT_BASE_URL}{path}")
