"""What every verb of the assertion view begins and ends with: the year taken for itself, the score written back.

The assessment's row is locked first, so that two saves of different answers cannot each store a progress that has not
seen the other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Aggregate, CharField, Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from dspt.calendar.queries import calendar_for
from dspt.foundation.actors import Actor
from dspt.foundation.clock import london_date
from dspt.foundation.refusals import Refusal
from dspt.organisations.queries import profile_facts
from dspt.standard.catalogue import edition as edition_of
from dspt.standard.edition import Edition, ItemAsked, View
from dspt.standard.facts import AnswerFact, ProfileFacts
from dspt.standard.scoring import AssertionScore, score_assertions

from ..models import Assessment, Confirmation, Draft
from ..queries.assertion_view import AnswerRow, answer_rows
from ..rules.year import AssessmentKey, check_open, progress_of

NOBODY = UUID(int=0)
"""Stands where a machine acts: machines type nothing and keep no drafts."""


class AssessmentNotStarted(Refusal):
    """The organisation has not begun this edition's assessment."""

    code = "not_started"


class ProfileMissing(Refusal):
    """There is no accepted profile, so nobody knows what is asked."""

    code = "profile_missing"


class ItemNotAsked(Refusal):
    """The item or assertion (``subject``) is not asked of this category."""

    code = "not_asked"


class Joined(Aggregate):
    """The texts of a group joined by commas, on both engines."""

    function = "GROUP_CONCAT"
    output_field = CharField()

    def as_postgresql(self, compiler, connection, **extra):  # type: ignore[no-untyped-def]
        return self.as_sql(compiler, connection, function="STRING_AGG", template="%(function)s(%(expressions)s, ',')")


@dataclass(slots=True)
class Opened:
    """An assessment taken for one verb: its facts as they stand inside the transaction."""

    row: Assessment
    key: AssessmentKey
    edition: Edition
    profile: ProfileFacts
    on: date
    rows: dict[str, AnswerRow]
    confirmed: frozenset[str]
    has_draft: bool
    facts: dict[str, AnswerFact] = field(default_factory=dict)

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
    """Lock an assessment and read what a verb needs. Four statements (the profile's one included).

    Refuses with AssessmentNotStarted, ProfileMissing, AssessmentClosed, and with ItemNotAsked where the body is not on
    the assertion view. ``subject`` is the item whose draft is asked after.
    """
    living = Confirmation.objects.filter(assessment=OuterRef("pk"), withdrawn_at__isnull=True)
    drafts = Draft.objects.filter(subject=subject, person_id=by.id or NOBODY)
    row = (
        Assessment.objects.select_for_update(of=("self",))
        .filter(organisation_id=key.organisation, edition=key.edition)
        .annotate(
            living=Coalesce(
                Subquery(living.order_by().values("assessment").annotate(all=Joined("assertion")).values("all")),
                Value(""),
            ),
            has_draft=Exists(drafts.filter(assessment=OuterRef("pk"))),
        )
        .first()
    )
    if row is None:
        raise AssessmentNotStarted
    profile = profile_facts(key.organisation)
    if profile is None:
        raise ProfileMissing
    edition = edition_of(key.edition)
    calendar, _ = calendar_for(edition, sector=edition.types[profile.type].public_sector, code=key.code)
    on = london_date(at)
    check_open(calendar, on)
    if edition.categories[profile.category].view is not View.ASSERTION:
        raise ItemNotAsked(subject=subject)
    rows = answer_rows(assessment_id=row.id)
    facts = {item: held.fact for item, held in rows.items() if held.is_answered}
    confirmed = frozenset(name for name in row.living.split(",") if name)
    return Opened(row, key, edition, profile, on, rows, confirmed, row.has_draft, facts)


def write_progress(year: Opened, at: datetime) -> AssertionScore:
    """Score again and store the counts with the assessment, its revision one higher. One statement.

    Category and view follow the profile here, so that a profile accepted anew reaches the stored counts with the next
    verb.
    """
    score = year.score()
    counts = progress_of(score)
    Assessment.objects.filter(pk=year.row.pk).update(
        revision=year.row.revision + 1,
        changed_at=at,
        category=year.profile.category,
        view=year.edition.categories[year.profile.category].view.value,
        required_total=counts.required_total,
        required_done=counts.required_done,
        required_exempt=counts.required_exempt,
        required_to_check=counts.required_to_check,
        to_confirm=counts.to_confirm,
        confirmed=counts.confirmed,
        status_on_offer=counts.status_on_offer,
    )
    return score


def withdraw(year: Opened, assertion: str, because: str, by: Actor, at: datetime) -> bool:
    """Withdraw the confirmation of an assertion where it stands; tell whether it did. At most one statement."""
    if assertion not in year.confirmed:
        return False
    Confirmation.objects.filter(assessment_id=year.row.pk, assertion=assertion, withdrawn_at__isnull=True).update(
        withdrawn_at=at, withdrawn_because=because, withdrawn_by_name=by.name
    )
    year.confirmed -= {assertion}
    return True
