"""What every verb of the outcome view begins and ends with: the year taken for itself, the score written back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef

from dspt.calendar.queries import calendar_for, calendar_on
from dspt.foundation.actors import Actor
from dspt.foundation.clock import london_date
from dspt.foundation.references import new_id
from dspt.foundation.refusals import Refusal
from dspt.standard import catalogue
from dspt.standard.edition import Edition, Outcome, View
from dspt.standard.facts import ProfileFacts
from dspt.standard.scoring import OutcomeScore, score_outcomes

from ..models import Assessment, Draft, Judgement, JudgementVersion
from ..queries.outcome_view import Evidence, Judged, JudgementStand, judgements_of
from ..rules.assertion_view import document_told
from ..rules.outcome_view import category_of, outcome_progress
from ..rules.year import NOBODY, AssessmentKey, check_open


class StaleJudgement(Refusal):
    """Somebody else judged this outcome meanwhile. ``current``: how it stands now; ``start``: what both began from."""

    code = "stale"

    def __init__(self, current: Judged, start: JudgementStand | None) -> None:
        self.current, self.start = current, start
        super().__init__(current=current, start=start)


class OutcomeNotThere(Refusal):
    """``year_not_started``, ``outcome_unknown``, ``document_gone``, ``indicator_unknown``, ``part_unknown``."""

    code = "outcome_unknown"


@dataclass(frozen=True, slots=True)
class Taken:
    """A year taken for one verb: what stands in it, inside the transaction."""

    row: Assessment
    edition: Edition
    outcome: Outcome
    profile: ProfileFacts
    held: Mapping[str, Judged]
    on: date
    sector: str
    code: str
    has_draft: bool

    @property
    def closes_on(self) -> date:
        """The last day on which the edition takes changes, extensions included. One statement."""
        return calendar_for(self.edition, sector=self.sector, code=self.code)[0].closes_on

    def score(self, changed: Judged | None = None) -> OutcomeScore:
        """Score the year as it is, or as it is with one judgement in place of what stood."""
        facts = {outcome: one.fact for outcome, one in self.held.items()}
        if changed is not None:
            facts[changed.outcome] = changed.fact
        return score_outcomes(self.edition, self.profile, facts, self.on)


def take(key: AssessmentKey, outcome: str, at: datetime, *, by: Actor) -> Taken:
    """Lock the assessment, so that two saves cannot each store a progress that has not seen the other.

    Three statements, one more past the official close.
    """
    drafts = Draft.objects.filter(assessment=OuterRef("pk"), subject=outcome, person_id=by.id or NOBODY)
    row = (
        Assessment.objects.select_for_update(of=("self",))
        .select_related("organisation__profile")
        .filter(organisation_id=key.organisation, edition=key.edition, view=View.OUTCOME)
        .annotate(has_draft=Exists(drafts))
        .first()
    )
    if row is None or not hasattr(row.organisation, "profile"):
        raise OutcomeNotThere("year_not_started")
    edition = catalogue.edition(key.edition)
    asked = edition.outcomes.get(outcome)
    if asked is None:
        raise OutcomeNotThere("outcome_unknown")
    body = row.organisation
    category = category_of(edition, row.category, body.is_critical_infrastructure)
    profile = ProfileFacts(body.profile.settled_type, category)
    sector = edition.types[profile.type].public_sector
    on = london_date(at)
    check_open(calendar_on(on, edition, sector=sector, code=key.code), on)
    return Taken(row, edition, asked, profile, judgements_of(row.pk), on, sector, key.code, row.has_draft)


def write(year: Taken, stands: Judged, by: Actor, at: datetime) -> Judged:
    """Write the judgement's own row, one version on. One statement."""
    saved = replace(
        stands,
        id=stands.id or new_id(),
        version=stands.version + 1,
        saved_at=at,
        saved_by_id=by.id,
        saved_by_name=by.name,
    )
    judging = saved.judging
    values = {
        "version": saved.version,
        "declared": judging.declared.value if judging.declared else "",
        "reason": judging.reason,
        "statement": judging.statement,
        "saved_at": at,
        "saved_by_id": by.id,
        "saved_by_name": by.name,
    }
    if stands.id is None:
        Judgement.objects.create(
            id=saved.id,
            organisation_id=year.row.organisation_id,
            assessment_id=year.row.pk,
            outcome=saved.outcome,
            **values,
        )
    elif not Judgement.objects.filter(pk=stands.id, version=stands.version).update(**values):
        raise StaleJudgement(stands, None)
    return saved


def keep_version(year: Taken, saved: Judged, at: datetime) -> None:
    JudgementVersion.objects.create(
        organisation_id=year.row.organisation_id,
        judgement_id=saved.key,
        version=saved.version,
        state=saved.judging.plain | {"documents": [_told(one) for one in saved.documents]},
        saved_at=at,
        saved_by_id=saved.saved_by_id,
        saved_by_name=saved.saved_by_name,
    )


def write_progress(year: Taken, score: OutcomeScore, at: datetime) -> None:
    counts = outcome_progress(score)
    Assessment.objects.filter(pk=year.row.pk).update(
        revision=F("revision") + 1,
        changed_at=at,
        required_total=counts.required_total,
        required_done=counts.required_done,
        to_confirm=counts.to_confirm,
        confirmed=counts.confirmed,
        status_on_offer=counts.status_on_offer,
    )


def _told(one: Evidence) -> dict[str, object]:
    return document_told(one) | ({"supports": list(one.supports)} if one.supports else {})
