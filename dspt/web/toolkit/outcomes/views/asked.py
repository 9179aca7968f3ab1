"""What the address of an outcome's page asks for, or page not found."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from dspt.assessments.actions import AssessmentKey
from dspt.foundation.clock import now
from dspt.standard import catalogue
from dspt.standard.edition import Edition, Outcome
from dspt.web.access import Scope
from dspt.web.toolkit.assertions.year import year_of
from dspt.web.toolkit.words import day


def edition_of(key: str) -> Edition:
    """Find the edition of an address."""
    try:
        return catalogue.edition(key)
    except catalogue.UnknownEdition as unknown:
        raise Http404 from unknown


def outcome_of(edition: Edition, reference: str) -> Outcome:
    """Find the outcome of an address."""
    found = edition.outcomes.get(reference)
    if found is None:
        raise Http404
    return found


def key_of(scope: Scope, edition: Edition) -> AssessmentKey:
    """Name the assessment of the address."""
    return AssessmentKey(scope.standing.organisation, scope.code, edition.key)


def not_begun(request: HttpRequest, scope: Scope, edition: Edition) -> HttpResponse:
    """Lead home, where the next step stands, and say why: the edition is closed, not open yet, or was not begun."""
    year = year_of(scope, edition.key, now())
    if year.on > year.calendar.closes_on:
        words = f"Edition {edition.key} closed on {day(year.calendar.closes_on)}, and no answers to it are kept here."
    elif year.on < year.calendar.opens_on:
        words = f"Edition {edition.key} opens on {day(year.calendar.opens_on)}."
    else:
        words = f"The assessment for {edition.key} was not begun yet. Its first step is here."
    messages.warning(request, words)
    return redirect("organisation_home", code=scope.code)
