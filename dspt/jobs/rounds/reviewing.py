"""Rounds about documents: reminding their owners of review days."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from dspt.documents.actions import remind_of_reviews
from dspt.documents.queries import organisations_with_reviews_owed
from dspt.foundation.actors import Actor
from dspt.foundation.clock import london_date

from .turns import Turn

WORKER = Actor.machine("worker")


def remind(turn: Turn) -> str:
    """Owe the reminders of this day, organisation by organisation: run again, it goes on where it broke off."""
    owed = organisations_with_reviews_owed(london_date(turn.at))
    told = 0
    for place, (organisation, code) in enumerate(owed, start=1):
        address = settings.DSPT_BASE_URL + reverse("documents", args=(code,)) + "?show=review"
        told += remind_of_reviews(by=WORKER, organisation=organisation, address=address, at=turn.at)
        turn.say(f"{place} of {len(owed)} organisations")
    return f"{told} documents reminded of, in {len(owed)} organisations"
