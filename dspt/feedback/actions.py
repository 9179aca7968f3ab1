"""Leaving a remark."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from dspt.foundation.actors import Actor
from dspt.foundation.references import new_id
from dspt.foundation.refusals import Refusal
from dspt.journal.actions import record

from .models import Remark
from .rules import LONGEST_TEXT, MOST_IN_WINDOW, WINDOW, Rating


class UnknownRating(Refusal):
    """The rating is none of ours."""

    code = "unknown_rating"


class RemarkTooLong(Refusal):
    """The text is longer than a remark may be; facts: ``most``."""

    code = "remark_too_long"


class TooManyRemarks(Refusal):
    """The service took as many remarks as it does in a while; facts: ``minutes`` to wait at most."""

    code = "too_many_remarks"


def leave_remark(*, by: Actor, page: str, rating: str, text: str, email: str, at: datetime) -> UUID:
    """Keep one remark and give its identifier; the same remark sent twice within the window is kept once.

    ``page`` is the address it speaks of, or empty. Refuses with UnknownRating, RemarkTooLong and TooManyRemarks. The
    journal is told that there was one, not what it says. Eight database statements at most.
    """
    if rating not in set(Rating):
        raise UnknownRating
    if len(text) > LONGEST_TEXT:
        raise RemarkTooLong(most=LONGEST_TEXT)
    said = {"page": page[:300], "rating": rating, "text": text, "email": email}
    with transaction.atomic():
        recent = Remark.objects.filter(made_at__gt=at - WINDOW)
        same = recent.filter(**said).values_list("id", flat=True).first()
        if same is not None:
            return same
        if recent.count() >= MOST_IN_WINDOW:
            raise TooManyRemarks(minutes=int(WINDOW.total_seconds() // 60))
        remark = Remark.objects.create(id=new_id(), made_at=at, **said)
        record(by=by, event="feedback.remark.left", subject=str(remark.id), at=at, after={"rating": rating})
    return remark.id
