"""Whether an assessment may be published at an instant, and as what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dspt.foundation.refusals import Refusal
from dspt.standard.calendar import interim_was_late, is_open, was_late
from dspt.standard.edition import Calendar, Category, Edition
from dspt.standard.scoring import NOT_MET, NOT_PUBLISHED, AssertionScore, OutcomeScore, Reason

FINAL = "final"
INTERIM = "interim"
APPROACHING = "approaching"


class EditionClosed(Refusal):
    """The edition takes no publication on that day. Facts: ``opens_on``, ``closes_on``."""

    code = "edition_closed"


class ProfileNotAccepted(Refusal):
    """The profile was never accepted, or changed since."""

    code = "profile_not_accepted"


class NotReady(Refusal):
    """Something is in the way. Fact ``reasons``: a tuple of ``Reason`` (code and subject), so that doors make links."""

    code = "not_ready"


class InterimNotAsked(Refusal):
    """An interim submission is asked of category 1 alone. Fact ``category``."""

    code = "interim_not_asked"


class SignOffMissing(Refusal):
    """The edition asks for a sign-off before publishing, and none stands."""

    code = "sign_off_missing"


SIGN_OFF_NEEDED = "sign_off_needed"
"""Switch of an edition; one that does not name it leaves sign-off to each organisation."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be published now. ``reasons``: what is between it and Standards Met."""

    kind: str
    status: str
    was_late: bool
    reasons: tuple[Reason, ...]

    @property
    def is_short(self) -> bool:
        """It is short of the standard: published with an improvement plan that follows it."""
        return self.status == NOT_MET


def final_offer(*, calendar: Calendar, score: AssertionScore | OutcomeScore, accepted: bool, on: date) -> Offer:
    """Say as what an assessment may be published on a UK day; the best status its score has on offer.

    Refuses with EditionClosed before it opens and after it closes, ProfileNotAccepted, and NotReady where nothing is on
    offer: with what is in the way of the lowest status that is open to this body.
    """
    _open(calendar, on)
    if not accepted:
        raise ProfileNotAccepted
    if score.status == NOT_PUBLISHED:
        lowest = [rung for rung in score.ladder if rung.open][-1:]
        raise NotReady(reasons=lowest[0].reasons if lowest else ())
    return Offer(FINAL, score.status, was_late(calendar, on), score.reasons)


def interim_offer(
    *, category: Category, calendar: Calendar, score: AssertionScore | OutcomeScore, accepted: bool, on: date
) -> Offer:
    """Say whether an interim may be submitted on a UK day: a level on every outcome, statements optional.

    Refuses as ``final_offer`` does, and with InterimNotAsked outside category 1 (specification section 9 a).
    """
    if not category.interim or calendar.interim_due_on is None or not isinstance(score, OutcomeScore):
        raise InterimNotAsked(category=category.key)
    _open(calendar, on)
    if not accepted:
        raise ProfileNotAccepted
    if not score.interim_ready:
        raise NotReady(reasons=tuple(reason for reason in score.reasons if reason.code == "no_level"))
    return Offer(INTERIM, INTERIM, interim_was_late(calendar, on), ())


def status_text(edition: Edition, status: str) -> str:
    """Word a status as the register does: ``24/25 Standards Met``."""
    return f"{edition.short} {edition.statuses[status].label}"


def _open(calendar: Calendar, on: date) -> None:
    if not is_open(calendar, on):
        raise EditionClosed(opens_on=calendar.opens_on, closes_on=calendar.closes_on)
