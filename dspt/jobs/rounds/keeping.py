"""The nightly round of what is past its time: announced first, deleted thirty days later."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.urls import reverse

from dspt.foundation.actors import Actor
from dspt.keeping.actions import announce_deletions, delete_due_assessments, delete_due_documents
from dspt.keeping.queries import organisations_to_look_at
from dspt.keeping.rules import ANNOUNCED_BEFORE

from .turns import Turn

BY = Actor.machine("retention")
_A_YEAR = timedelta(days=365)


def retain(turn: Turn) -> str:
    """Go through the organisations that may have something due: run again, it goes on where it broke off."""
    years = settings.DSPT_KEEP_YEARS
    told = deleted = 0
    # A day less for each leap year: rather look too early, the rules know the day.
    found = organisations_to_look_at(turn.at - years * _A_YEAR + ANNOUNCED_BEFORE + timedelta(days=1))
    for place, (organisation, code) in enumerate(found, start=1):
        deleted += delete_due_assessments(by=BY, organisation=organisation, years=years, at=turn.at)
        deleted += delete_due_documents(by=BY, organisation=organisation, years=years, at=turn.at)
        address = settings.DSPT_BASE_URL + reverse("retention", args=(code,))
        told += announce_deletions(by=BY, organisation=organisation, years=years, address=address, at=turn.at)
        turn.say(f"{place} of {len(found)} organisations")
    return f"{told} announced, {deleted} deleted"
