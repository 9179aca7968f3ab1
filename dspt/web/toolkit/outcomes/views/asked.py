"""What the address of an outcome's page asks for, or page not found."""

from __future__ import annotations

from django.http import Http404

from dspt.assessments.actions import AssessmentKey
from dspt.standard import catalogue
from dspt.standard.edition import Edition, Outcome
from dspt.web.access import Scope


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
