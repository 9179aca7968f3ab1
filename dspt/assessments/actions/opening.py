"""What every verb of the assertion view begins and ends with: the year taken for itself, the score written back.

The assessment's row is locked first, so that two saves of different answers cannot each store a progress that has not
seen the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from dspt.calendar.queries import calendar_on
from dspt.foundation.actors import Actor
from dspt.foundation.clock import london_date
from dspt.foundation.refusals import Refusal
from dspt.prepared.reads import prepared
from dspt.prepared.writes import changing
from dspt.standard.catalogue import edition as edition_of
from dspt.standard.edition import Edition, ItemAsked, View
from dspt.standard.facts import AnswerFact, ProfileFacts
from dspt.standard.scoring import AssertionScore, score_assertions

from ..models import Assessment, Confirmation
from ..queries.assertion_year import AnswerInHand, year_in_hand
from ..rules.year import AssessmentKey, Progress, check_open, progress_of


class AssessmentNotStarted(Refusal):
    """The organisation has not begun this edition's assessment."""

    code = "not_started"


class ProfileMissing(Refusal):
    """There is no accepted profile, so nobody knows what is asked."""

    code = "profile_missing"


class ItemNotAsked(Refusal):
    """The item or assertion (``subject``) is not asked of this category."""

    code = "not_asked"


@dataclass(slots=True)
class Opened:
    """An assessment taken for one verb: its facts as they stand inside the transaction."""

    id: UUID
    revision: int
    key: AssessmentKey
    edition: Edition
    profile: ProfileFacts
    on: date
    rows: Mapping[str, AnswerInHand]
    confirmed: frozenset[str]
    has_draft: bool
    facts: dict[str, AnswerFact]

    def asked(self, item: str) -> ItemAsked:
        """Find an item as this category is asked it; refuse with ItemNotAsked."""
        held = self.edition.items.get(item)
        found = held.asked.get(self.profile.category) if held else None
        if found is None:
            raise ItemNotAsked(subject=item)
        return found

    def score(self) -> AssertionScore:
        """Score the facts as they are now."""
        return score_assertions(self.edition, self.profile, self.facts, self.confirmed, self.on)


def open_year(key: AssessmentKey, at: datetime, *, by: Actor, subject: str = "") -> Opened:
    """Lock an assessment and read what a verb needs. Two statements, one more past the official close.

    Refuses with AssessmentNotStarted, ProfileMissing, AssessmentClosed, and with ItemNotAsked where the body is not on
    the assertion view. ``subject`` is the item whose draft is asked after.
    """
    locked = _locked(key.organisation, key.edition)
    if not locked:
        raise AssessmentNotStarted
    # Only now: what was written under the lock that we may have waited for must be seen.
    found = year_in_hand(key.organisation, key.edition, subject, by.id)
    if found is None or found.profile is None:
        raise ProfileMissing
    profile = found.profile
    edition = edition_of(key.edition)
    on = london_date(at)
    sector = edition.types[profile.type].public_sector
    check_open(calendar_on(on, edition, sector=sector, code=key.code), on)
    if edition.categories[profile.category].view is not View.ASSERTION:
        raise ItemNotAsked(subject=subject)
    id, revision = locked[0]
    return Opened(id, revision, key, edition, profile, on, found.answers, found.confirmed, found.has_draft, found.facts)


@prepared
def _locked(organisation: UUID, edition: str) -> QuerySet[Assessment, tuple[Any, ...]]:
    rows = Assessment.objects.select_for_update().filter(organisation_id=organisation, edition=edition)
    return rows.values_list("id", "revision")


def write_progress(year: Opened, at: datetime) -> AssertionScore:
    """Score again and store the counts with the assessment, its revision one higher. One statement.

    Category and view follow the profile here, so that a profile accepted anew reaches the stored counts with the next
    verb.
    """
    score = year.score()
    counts = progress_of(score)
    _change_progress(
        year.id,
        revision=year.revision + 1,
        changed_at=at,
        category=year.profile.category,
        view=year.edition.categories[year.profile.category].view.value,
        **asdict(counts),
    )
    return score


_change_progress = changing(
    Assessment, "revision", "changed_at", "category", "view", *(one.name for one in fields(Progress))
)


def withdraw(year: Opened, assertion: str, because: str, by: Actor, at: datetime) -> bool:
    """Withdraw the confirmation of an assertion where it stands; tell whether it did. At most one statement."""
    if assertion not in year.confirmed:
        return False
    Confirmation.objects.filter(assessment_id=year.id, assertion=assertion, withdrawn_at__isnull=True).update(
        withdrawn_at=at, withdrawn_because=because, withdrawn_by_name=by.name
    )
    year.confirmed -= {assertion}
    return True
